// Package variable stores the global variables, the option lists and the company's
// working calendar.
package variable

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Store stores the variables.
type Store struct{ *ledger.Store }

// VariableType is the type of a global variable's value.
type VariableType string

// The types of global variables.
const (
	TextVariable   VariableType = "text"
	NumberVariable VariableType = "number"
	// MoneyVariable is an approval.Money.
	MoneyVariable   VariableType = "money"
	BooleanVariable VariableType = "boolean"
	// DurationVariable is a duration such as "36h" or "1h30m".
	DurationVariable VariableType = "duration"
	// TimeOfDayVariable is a time such as "18:00", in the company's time zone.
	TimeOfDayVariable VariableType = "time_of_day"
	// TextsVariable is a list of texts.
	TextsVariable VariableType = "text_list"
	// OptionsVariable is a list of Option.
	OptionsVariable VariableType = "list"
	// CalendarVariable is an approval.WorkingCalendar.
	CalendarVariable VariableType = "calendar"
)

// Variable is a global variable with its current value.
type Variable struct {
	Key         string           `json:"key"`
	Type        VariableType     `json:"type" enum:"text,number,money,boolean,duration,time_of_day,text_list,list,calendar"`
	Value       any              `json:"value"`
	Default     any              `json:"default"`
	Description approval.Text    `json:"description"`
	Custom      bool             `json:"custom" doc:"Added by an administrator, who may also remove it"`
	Version     int              `json:"version" doc:"0 as long as the default holds"`
	UpdatedBy   *approval.Person `json:"updated_by"`
	UpdatedAt   *time.Time       `json:"updated_at"`
}

// VariableChange is a change of a global variable. A nil value is the default.
type VariableChange struct {
	ID     string           `json:"id" format:"uuid"`
	Before any              `json:"before"`
	After  any              `json:"after"`
	By     *approval.Person `json:"by"`
	At     time.Time        `json:"at"`
}

type variableRow struct {
	Key       string                 `db:"key"`
	Value     postgres.Document[any] `db:"value"`
	Version   int                    `db:"version"`
	UpdatedBy *approval.Person       `db:"updated_by"`
	UpdatedAt time.Time              `db:"updated_at"`
	// The following columns are set only for custom variables.
	Type          *VariableType          `db:"type"`
	DescriptionZH *string                `db:"description_zh"`
	DescriptionEN *string                `db:"description_en"`
	Initial       postgres.Document[any] `db:"initial"`
}

func (r variableRow) fill(v Variable) Variable {
	v.Value, v.Version, v.UpdatedBy, v.UpdatedAt = r.Value.Value, r.Version, r.UpdatedBy, &r.UpdatedAt
	return v
}

const variableColumns = `v.key, v.value, v.version, u.id || ' ' || u.name AS updated_by, v.updated_at,
	v.type, v.description_zh, v.description_en, v.initial
	FROM variables v LEFT JOIN users u ON u.id = v.updated_by`

// Variables returns all global variables: the built-in ones in display order, then the
// custom ones by key.
func (s *Store) Variables(ctx context.Context) ([]Variable, error) {
	var rows []variableRow
	if err := s.In(ctx).All(ctx, &rows, `SELECT `+variableColumns+` ORDER BY v.key`); err != nil {
		return nil, err
	}
	set := map[string]variableRow{}
	for _, row := range rows {
		set[row.Key] = row
	}
	variables := make([]Variable, 0, len(definitions)+len(rows))
	for _, d := range definitions {
		v := d.asDefault()
		if row, ok := set[v.Key]; ok {
			v = row.fill(v)
		}
		variables = append(variables, v)
	}
	for _, row := range rows {
		if d, ok := row.definition(); ok {
			variables = append(variables, row.fill(d.asDefault()))
		}
	}
	return variables, nil
}

// The kinds of audit events for global variables.
const (
	VariableAdded   approval.EventKind = "variable.added"
	VariableSet     approval.EventKind = "variable.set"
	VariableRemoved approval.EventKind = "variable.removed"
)

// SetVariable changes the value of a global variable and records its history. version
// is the version that was edited, or nil to overwrite any. It returns an invalid Error
// if the value is not valid.
func (s *Store) SetVariable(ctx context.Context, actor approval.Actor, key string, version *int, value json.RawMessage) (Variable, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (changed Variable, err error) {
		if err := s.lockVariable(ctx, key); err != nil {
			return changed, err
		}
		d, err := s.definitionOf(ctx, key)
		if err != nil {
			return changed, err
		}
		plain, err := d.check(ctx, s, value)
		if err != nil {
			return changed, err
		}
		before, err := s.variable(ctx, d)
		if err != nil {
			return changed, err
		}
		if version != nil && *version != before.Version {
			return changed, approval.Stale()
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO variables (key, value, updated_by) VALUES ($1, $2, $3)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = variables.version + 1,
				updated_by = excluded.updated_by, updated_at = now()`, key, postgres.AsJSON(plain), actor.ID); err != nil {
			return changed, err
		}
		if changed, err = s.variable(ctx, d); err != nil {
			return changed, err
		}
		return changed, s.noteVariable(ctx, actor, VariableSet, before, changed)
	})
}

// lockVariable serializes changes of the variable, also with writes that use one of its
// options; see LockOptions. It is an advisory lock because the row may not exist yet.
func (s *Store) lockVariable(ctx context.Context, key string) error {
	return s.In(ctx).Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('variable'), hashtext($1))`, key)
}

var variableVerbs = map[approval.EventKind]approval.Text{
	VariableAdded:   {ZH: "%s 新增了全局变量“%s”", EN: "%s added the global variable “%s”"},
	VariableSet:     {ZH: "%s 修改了全局变量“%s”", EN: "%s set the global variable “%s”"},
	VariableRemoved: {ZH: "%s 删除了全局变量“%s”", EN: "%s removed the global variable “%s”"},
}

// noteVariable records a change in the variable's history and in the audit log.
// Version 0 is a variable with its default value.
func (s *Store) noteVariable(ctx context.Context, actor approval.Actor, kind approval.EventKind, before, after Variable) error {
	stored := func(v Variable) *string {
		if v.Version == 0 {
			return nil
		}
		text := postgres.AsJSON(v.Value)
		return &text
	}
	if err := s.In(ctx).Exec(ctx, `
		INSERT INTO variable_changes (id, key, before, after, by) VALUES ($1, $2, $3, $4, $5)`,
		postgres.NewID(), after.Key, stored(before), stored(after), actor.ID); err != nil {
		return err
	}
	return s.RecordAct(ctx, actor, ledger.NewAudit{
		Kind: kind, Subject: ledger.AuditSubject{Type: "variable", ID: after.Key, Label: after.Key},
		Changes: approval.Changes{"value": {Before: before.Value, After: after.Value}},
		Summary: variableVerbs[kind].Format(ledger.NameOf(actor), after.Description),
	})
}

// VariableHistory returns a page of the changes of a global variable, newest first, and
// whether there are more. page.After is the id of a change.
func (s *Store) VariableHistory(ctx context.Context, key string, page postgres.Page) ([]VariableChange, bool, error) {
	var rows []struct {
		ID     string                 `db:"id"`
		Before postgres.Document[any] `db:"before"`
		After  postgres.Document[any] `db:"after"`
		By     *approval.Person       `db:"by"`
		At     time.Time              `db:"at"`
	}
	if err := s.In(ctx).All(ctx, &rows, `
		SELECT c.id, c.before, c.after, u.id || ' ' || u.name AS by, c.at
		FROM variable_changes c LEFT JOIN users u ON u.id = c.by
		WHERE c.key = $1 AND ($2::uuid IS NULL OR c.id < $2)
		ORDER BY c.id DESC LIMIT $3`, key, postgres.Nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	if len(rows) == 0 {
		// A removed variable still has a history; an unknown one is not found.
		if _, err := s.definitionOf(ctx, key); err != nil {
			return nil, false, err
		}
	}
	rows, more := postgres.Cut(page, rows)
	changes := make([]VariableChange, 0, len(rows))
	for _, row := range rows {
		changes = append(changes, VariableChange{
			ID: row.ID, Before: row.Before.Value, After: row.After.Value, By: row.By, At: row.At})
	}
	return changes, more, nil
}

func (s *Store) variable(ctx context.Context, d definition) (Variable, error) {
	v := d.asDefault()
	var row variableRow
	err := s.In(ctx).Get(ctx, &row, `SELECT `+variableColumns+` WHERE v.key = $1`, v.Key)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return v, nil
	}
	return row.fill(v), err
}

// read returns the current value of a global variable, or its default. Values are not
// cached, so that all processes see a change immediately.
func read[T any](ctx context.Context, s *Store, v variableOf[T]) (T, error) {
	return readKey(ctx, s, v.key, v.value)
}

func readKey[T any](ctx context.Context, s *Store, key string, fallback T) (T, error) {
	var value postgres.Document[T]
	err := s.In(ctx).Get(ctx, &value, `SELECT value FROM variables WHERE key = $1`, key)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return fallback, nil
	}
	if err != nil {
		return value.Value, fmt.Errorf("read variable %s: %w", key, err)
	}
	return value.Value, nil
}

// among returns the value of a variable from those that are not their defaults, or its
// default.
func among[T any](set map[string]json.RawMessage, v variableOf[T]) (value T, err error) {
	raw, ok := set[v.key]
	if !ok {
		return v.value, nil
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		return value, fmt.Errorf("read variable %s: %w", v.key, err)
	}
	return value, nil
}
