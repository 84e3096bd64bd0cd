package storage

import (
	"fmt"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

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
