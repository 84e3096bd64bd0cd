package postgres

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// Conditions collects the parts of a WHERE with their parameters.
type Conditions struct {
	Parts []string
	Args  []any
}

// And adds a condition whose parameters are there already.
func (c *Conditions) And(part string) { c.Parts = append(c.Parts, part) }

// AndIf adds a condition on one value if it is wanted; %d in it stands for the
// number of the value's parameter.
func (c *Conditions) AndIf(wanted bool, part string, value any) {
	if !wanted {
		return
	}
	c.Args = append(c.Args, value)
	c.And(fmt.Sprintf(part, len(c.Args)))
}

func (c Conditions) String() string { return strings.Join(c.Parts, " AND ") }

// Like makes a pattern that finds the text anywhere, taken as it is.
func Like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Sorting is an order of a list: by a key that every row has and, where keys are
// equal, by id; without a key by id alone, which is by time of creation.
type Sorting struct {
	// key is SQL on the row, as its index has it, and kind the SQL type.
	Key, Kind string
	Down      bool
}

// SortingOf returns the order that a name of these has: a name by itself goes
// up, with a minus before it down. What has no name is the newest first.
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

// By is what an ORDER BY of rows with the id says.
func (o Sorting) By(key, id string) string {
	if o.Key == "" {
		return id + " " + o.direction()
	}
	return fmt.Sprintf(`%s %s, %s %[2]s`, key, o.direction(), id)
}

// Place is SQL for where the row with the id stands; a list goes on from there.
func (o Sorting) Place(id string) string {
	if o.Key == "" {
		return id + `::text`
	}
	// As JSON writes it, whatever the connection's time zone or style of dates.
	return fmt.Sprintf(`(to_json(%s) #>> '{}') || ' ' || %s`, o.Key, id)
}

// After leaves the rows that come after the place; an empty one is the
// beginning.
func (o Sorting) After(where *Conditions, id, place string) error {
	if place == "" {
		return nil
	}
	than := "<"
	if !o.Down {
		than = ">"
	}
	if o.Key == "" {
		where.AndIf(true, id+` `+than+` $%d`, place)
		return nil
	}
	key, last, _ := strings.Cut(place, " ")
	if uuid.Validate(last) != nil || !isKey(o.Kind, key) {
		return approval.InvalidField("query.cursor", approval.Text{ZH: "游标有误", EN: "This cursor does not belong to this list"})
	}
	where.Args = append(where.Args, key, last)
	where.And(fmt.Sprintf(`(%s, %s) %s ($%d::%s, $%d::uuid)`, o.Key, id, than, len(where.Args)-1, o.Kind, len(where.Args)))
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

// Cut returns at most p.Limit of the items, which were asked for with one more,
// and whether there are more.
func Cut[T any](p Page, items []T) ([]T, bool) {
	if len(items) > p.Limit {
		return items[:p.Limit], true
	}
	return items, false
}

// Walk reads a table in batches by id.
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
