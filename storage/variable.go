package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"approvals/workflows/approval"
)

// VariableType says what the value of a global variable looks like.
type VariableType string

// The types of global variables.
const (
	IntegerVariable VariableType = "integer"
	StringVariable  VariableType = "string"
	// StringsVariable is a list of strings.
	StringsVariable VariableType = "string_list"
	// OptionsVariable is a list of Option.
	OptionsVariable VariableType = "option_list"
)

// Variable is a global variable as it stands.
type Variable struct {
	Key         string           `json:"key"`
	Type        VariableType     `json:"type" enum:"integer,string,string_list,option_list"`
	Value       any              `json:"value"`
	Default     any              `json:"default"`
	Description approval.Text    `json:"description"`
	Version     int              `json:"version" doc:"0 as long as the default holds"`
	UpdatedBy   *approval.Person `json:"updated_by"`
	UpdatedAt   *time.Time       `json:"updated_at"`
}

// VariableChange is one change of a global variable; nil is the default.
type VariableChange struct {
	ID     string           `json:"id" format:"uuid"`
	Before any              `json:"before"`
	After  any              `json:"after"`
	By     *approval.Person `json:"by"`
	At     time.Time        `json:"at"`
}

type variableRow struct {
	Key       string        `db:"key"`
	Value     document[any] `db:"value"`
	Version   int           `db:"version"`
	ByID      *string       `db:"by_id"`
	ByName    *string       `db:"by_name"`
	UpdatedAt time.Time     `db:"updated_at"`
}

func (r variableRow) fill(v Variable) Variable {
	v.Value, v.Version, v.UpdatedAt = r.Value.value, r.Version, &r.UpdatedAt
	v.UpdatedBy = person(r.ByID, r.ByName)
	return v
}

const variableColumns = `v.key, v.value, v.version, v.updated_by AS by_id, u.name AS by_name, v.updated_at
	FROM variables v LEFT JOIN users u ON u.id = v.updated_by`

// Variables returns all global variables in a fixed order.
func (s *Store) Variables(ctx context.Context) ([]Variable, error) {
	var rows []variableRow
	if err := s.in(ctx).all(ctx, &rows, `SELECT `+variableColumns); err != nil {
		return nil, err
	}
	set := map[string]variableRow{}
	for _, row := range rows {
		set[row.Key] = row
	}
	variables := make([]Variable, 0, len(definitions))
	for _, d := range definitions {
		v := d.asDefault()
		if row, ok := set[v.Key]; ok {
			v = row.fill(v)
		}
		variables = append(variables, v)
	}
	return variables, nil
}

// SetVariable gives a global variable a value and keeps what it was. version is
// the one that was edited; nil overwrites whatever stands there. A value that
// does not fit is an invalid Error.
func (s *Store) SetVariable(ctx context.Context, actor approval.Actor, key string, version *int, value json.RawMessage) (changed Variable, err error) {
	d, err := definitionOf(key)
	if err != nil {
		return changed, err
	}
	err = s.InTx(ctx, func(ctx context.Context) error {
		plain, err := d.check(ctx, s, value)
		if err != nil {
			return err
		}
		// The row may not be there yet to be locked.
		if err := s.in(ctx).exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('variable'), hashtext($1))`, key); err != nil {
			return err
		}
		before, err := s.variable(ctx, d)
		if err != nil {
			return err
		}
		if version != nil && *version != before.Version {
			return approval.Stale()
		}
		if err := s.in(ctx).exec(ctx, `
			INSERT INTO variables (key, value, updated_by) VALUES ($1, $2, $3)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = variables.version + 1,
				updated_by = excluded.updated_by, updated_at = now()`, key, asJSON(plain), actor.ID); err != nil {
			return err
		}
		var was *string
		if before.Version > 0 {
			text := asJSON(before.Value)
			was = &text
		}
		if err := s.in(ctx).exec(ctx, `
			INSERT INTO variable_changes (id, key, before, after, by) VALUES ($1, $2, $3, $4, $5)`,
			newID(), key, was, asJSON(plain), actor.ID); err != nil {
			return err
		}
		changed, err = s.variable(ctx, d)
		return err
	})
	return changed, err
}

// VariableHistory returns the changes of a global variable, the newest first,
// and whether there are more. The page is cut after the id of a change.
func (s *Store) VariableHistory(ctx context.Context, key string, page Page) ([]VariableChange, bool, error) {
	if _, err := definitionOf(key); err != nil {
		return nil, false, err
	}
	var rows []struct {
		ID     string        `db:"id"`
		Before document[any] `db:"before"`
		After  document[any] `db:"after"`
		ByID   *string       `db:"by_id"`
		ByName *string       `db:"by_name"`
		At     time.Time     `db:"at"`
	}
	if err := s.in(ctx).all(ctx, &rows, `
		SELECT c.id, c.before, c.after, c.by AS by_id, u.name AS by_name, c.at
		FROM variable_changes c LEFT JOIN users u ON u.id = c.by
		WHERE c.key = $1 AND ($2::uuid IS NULL OR c.id < $2)
		ORDER BY c.id DESC LIMIT $3`, key, nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	rows, more := cut(page, rows)
	changes := make([]VariableChange, 0, len(rows))
	for _, row := range rows {
		changes = append(changes, VariableChange{
			ID: row.ID, Before: row.Before.value, After: row.After.value, By: person(row.ByID, row.ByName), At: row.At})
	}
	return changes, more, nil
}

func (s *Store) variable(ctx context.Context, d definition) (Variable, error) {
	v := d.asDefault()
	var row variableRow
	err := s.in(ctx).get(ctx, &row, `SELECT `+variableColumns+` WHERE v.key = $1`, v.Key)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return v, nil
	}
	return row.fill(v), err
}

// read returns the value of a global variable as it is in the database now, or
// its default.
func read[T any](ctx context.Context, s *Store, v variableOf[T]) (T, error) {
	var value document[T]
	err := s.in(ctx).get(ctx, &value, `SELECT value FROM variables WHERE key = $1`, v.key)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return v.value, nil
	}
	if err != nil {
		return value.value, fmt.Errorf("read variable %s: %w", v.key, err)
	}
	return value.value, nil
}
