package postgres

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// Conditions collects the conditions of a WHERE clause and their parameters.
type Conditions struct {
	Parts []string
	Args  []any
}

// And adds a condition without a new parameter.
func (c *Conditions) And(part string) { c.Parts = append(c.Parts, part) }

// AndIf adds a condition with one parameter if wanted is set. %d in the condition is
// replaced by the parameter's number.
func (c *Conditions) AndIf(wanted bool, part string, value any) {
	if !wanted {
		return
	}
	c.Args = append(c.Args, value)
	c.And(fmt.Sprintf(part, len(c.Args)))
}

func (c Conditions) String() string { return strings.Join(c.Parts, " AND ") }

// Like returns a LIKE pattern that matches values containing the literal text.
func Like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Sorting is the order of a list: by Key and then by id, or by id alone, which is the
// order of creation.
type Sorting struct {
	// Key is an SQL expression on the row that an index covers, Kind its SQL type.
	Key, Kind string
	Down      bool
}

// SortingOf returns the named order: ascending, or descending if the name is prefixed
// with a minus. An empty sort is newest first.
func SortingOf(orders map[string]Sorting, sort string) Sorting {
	if sort == "" {
		return Sorting{Down: true}
	}
	name, down := strings.CutPrefix(sort, "-")
	order := orders[name]
	order.Down = down
	return order
}

func (o Sorting) direction() string {
	if o.Down {
		return "DESC"
	}
	return "ASC"
}

// By is the ORDER BY expression for the key and id columns.
func (o Sorting) By(key, id string) string {
	if o.Key == "" {
		return id + " " + o.direction()
	}
	return fmt.Sprintf(`%s %s, %s %[2]s`, key, o.direction(), id)
}

// Place is an SQL expression for the row's position, from which the next page
// continues; see After.
func (o Sorting) Place(id string) string {
	if o.Key == "" {
		return id + `::text`
	}
	// JSON output does not depend on the connection's time zone and date style.
	return fmt.Sprintf(`(to_json(%s) #>> '{}') || ' ' || %s`, o.Key, id)
}

// After adds the condition that rows come after the place; "" is the start of the
// list.
func (o Sorting) After(where *Conditions, id, place string) error {
	if place == "" {
		return nil
	}
	comparison := "<"
	if !o.Down {
		comparison = ">"
	}
	if o.Key == "" {
		where.AndIf(true, id+` `+comparison+` $%d`, place)
		return nil
	}
	key, last, _ := strings.Cut(place, " ")
	if uuid.Validate(last) != nil || !isSortValue(o.Kind, key) {
		return approval.InvalidField("query.cursor", approval.Text{ZH: "游标不属于此列表", EN: "This cursor does not belong to this list"})
	}
	where.Args = append(where.Args, key, last)
	where.And(fmt.Sprintf(`(%s, %s) %s ($%d::%s, $%d::uuid)`, o.Key, id, comparison, len(where.Args)-1, o.Kind, len(where.Args)))
	return nil
}

// isSortValue reports whether the text is a valid key of the SQL type.
func isSortValue(kind, text string) bool {
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

// Page selects at most Limit items of a list that come after the place After; "" is
// the start of the list.
type Page struct {
	After string
	Limit int
}

// NamePlace is the place of a row in a list by name and id. It holds the name, because
// the row may be renamed before the next page is read.
func NamePlace(id, name string) string { return id + " " + name }

// AfterName returns the name and the id of the NamePlace After; both are nil at the start
// of the list.
func (p Page) AfterName() (name, id *string) {
	if before, after, ok := strings.Cut(p.After, " "); ok {
		return &after, &before
	}
	return nil, nil
}

// Cut limits items, of which p.Limit+1 were queried, to p.Limit and reports whether
// there are more.
func Cut[T any](p Page, items []T) ([]T, bool) {
	if len(items) > p.Limit {
		return items[:p.Limit], true
	}
	return items, false
}

// Walk iterates over a table in batches, in the order of ids. next returns a batch
// and the id of its last row.
func Walk[T any](next func(after string, limit int) ([]T, string, error)) iter.Seq2[T, error] {
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
