package storage

import (
	"fmt"
	"strings"
)

// conditions collects the parts of a WHERE with their parameters.
type conditions struct {
	parts []string
	args  []any
}

// and adds a condition whose parameters are there already.
func (c *conditions) and(part string) { c.parts = append(c.parts, part) }

// andIf adds a condition on one value if it is wanted; %d in it stands for the
// number of the value's parameter.
func (c *conditions) andIf(wanted bool, part string, value any) {
	if !wanted {
		return
	}
	c.args = append(c.args, value)
	c.and(fmt.Sprintf(part, len(c.args)))
}

func (c conditions) String() string { return strings.Join(c.parts, " AND ") }

// like makes a pattern that finds the text anywhere, taken as it is.
func like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}
