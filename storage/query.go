package storage

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
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

// sorting is an order of a list: by a key that every row has and, where keys are
// equal, by id; without a key by id alone, which is by time of creation.
type sorting struct {
	// key is SQL on the row, as its index has it, and kind the SQL type.
	key, kind string
	down      bool
}

// sortingOf returns the order that a name of these has: a name by itself goes
// up, with a minus before it down. What has no name is the newest first.
func sortingOf(orders map[string]sorting, sort string) sorting {
	if sort == "" {
		return sorting{down: true}
	}
	name, down := strings.CutPrefix(sort, "-")
	order := orders[name]
	order.down = down
	return order
}

func (o sorting) direction() string {
	if o.down {
		return "DESC"
	}
	return "ASC"
}

// by is what an ORDER BY of rows with the id says.
func (o sorting) by(key, id string) string {
	if o.key == "" {
		return id + " " + o.direction()
	}
	return fmt.Sprintf(`%s %s, %s %[2]s`, key, o.direction(), id)
}

// place is SQL for where the row with the id stands; a list goes on from there.
func (o sorting) place(id string) string {
	if o.key == "" {
		return id + `::text`
	}
	// As JSON writes it, whatever the connection's time zone or style of dates.
	return fmt.Sprintf(`(to_json(%s) #>> '{}') || ' ' || %s`, o.key, id)
}

// after leaves the rows that come after the place; an empty one is the
// beginning.
func (o sorting) after(where *conditions, id, place string) error {
	if place == "" {
		return nil
	}
	than := "<"
	if !o.down {
		than = ">"
	}
	if o.key == "" {
		where.andIf(true, id+` `+than+` $%d`, place)
		return nil
	}
	key, last, _ := strings.Cut(place, " ")
	if uuid.Validate(last) != nil || !isKey(o.kind, key) {
		return approval.InvalidField("query.cursor", approval.Text{ZH: "游标有误", EN: "This is no cursor of the list"})
	}
	where.args = append(where.args, key, last)
	where.and(fmt.Sprintf(`(%s, %s) %s ($%d::%s, $%d::uuid)`, o.key, id, than, len(where.args)-1, o.kind, len(where.args)))
	return nil
}

// isKey reports whether the text is a value of the SQL type.
func isKey(kind, text string) bool {
	switch kind {
	case "numeric":
		return text == "-1" || approval.Money{Amount: text}.Valid()
	case "date":
		_, err := time.Parse(time.DateOnly, text)
		return err == nil || text == "-infinity"
	default:
		_, err := time.Parse(time.RFC3339Nano, text)
		return err == nil || strings.TrimPrefix(text, "-") == "infinity"
	}
}

// Page says which part of a list is wanted: Limit items after the one that
// After names; an empty After is the beginning.
type Page struct {
	After string
	Limit int
}

// cut returns at most p.Limit of the items, which were asked for with one more,
// and whether there are more.
func cut[T any](p Page, items []T) ([]T, bool) {
	if len(items) > p.Limit {
		return items[:p.Limit], true
	}
	return items, false
}

// walk reads a table in batches by id.
func walk[T any](next func(after string, limit int) ([]T, string, error)) iter.Seq2[T, error] {
	const limit = 1000
	return func(yield func(T, error) bool) {
		after := "00000000-0000-0000-0000-000000000000"
		for {
			batch, last, err := next(after, limit)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range batch {
				if !yield(item, nil) {
					return
				}
			}
			if len(batch) < limit {
				return
			}
			after = last
		}
	}
}
