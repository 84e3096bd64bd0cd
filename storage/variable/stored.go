package variable

import (
	"context"
	"encoding/json"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Stored are the values of all built-in variables, read at once: by themselves or by a
// query together with something else.
type Stored struct {
	// The values that are not defaults, by key.
	postgres.Document[map[string]json.RawMessage]
}

// StoredColumn is the SQL expression for Stored.
const StoredColumn = `(SELECT jsonb_object_agg(v.key, v.value) FROM variables v WHERE v.type IS NULL)`

// Stored reads the variables.
func (s *Store) Stored(ctx context.Context) (stored Stored, err error) {
	err = s.In(ctx).Get(ctx, &stored, `SELECT `+StoredColumn)
	return stored, err
}

// FallbackRole is Store.FallbackRole.
func (stored Stored) FallbackRole() (string, error) { return among(stored.Value, fallbackRole) }

// Today is Store.Today.
func (stored Stored) Today() (approval.Date, error) {
	zone, err := stored.zone()
	if err != nil {
		return "", err
	}
	return approval.DateOf(postgres.Now().In(zone)), nil
}

func (stored Stored) zone() (*time.Location, error) {
	name, err := among(stored.Value, companyTimeZone)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(name)
}

// Options is Store.Options.
func (stored Stored) Options(list OptionList) ([]Option, error) {
	v, err := optionListNamed(list)
	if err != nil {
		return nil, err
	}
	return among(stored.Value, v)
}

// Deadlines returns what deadlines of tasks depend on.
func (stored Stored) Deadlines() (d Deadlines, err error) {
	if d.calendar, err = among(stored.Value, workingCalendar); err != nil {
		return d, err
	}
	if d.zone, err = stored.zone(); err != nil {
		return d, err
	}
	d.hours = map[approval.Step]int64{}
	for step := range deadlineHours {
		if d.hours[step], err = among(stored.Value, deadlineOf(step)); err != nil {
			return d, err
		}
	}
	return d, nil
}

// CheckOption is Store.CheckOption for variables that were read under the list's lock.
func (stored Stored) CheckOption(list OptionList, value, before string) (approval.Text, error) {
	if value == "" || value == before {
		return approval.Text{}, nil
	}
	options, err := stored.Options(list)
	if err != nil {
		return approval.Text{}, err
	}
	return WrongOption(options, value), nil
}

func (stored Stored) optionLists() ([]NamedOptions, error) {
	var lists []NamedOptions
	for _, v := range optionLists {
		options, err := among(stored.Value, v)
		if err != nil {
			return nil, err
		}
		lists = append(lists, NamedOptions{List: OptionList(v.key), Options: options})
	}
	return lists, nil
}

// Words returns a lookup in the option lists.
func (stored Stored) Words() (*Words, error) {
	lists, err := stored.optionLists()
	return wordsOf(lists), err
}
