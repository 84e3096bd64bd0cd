package variable

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// NewVariable is the input for a global variable that an administrator adds.
type NewVariable struct {
	Key         string
	Type        VariableType
	Description approval.Text
	Value       json.RawMessage
}

var variableKey = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)

// AddVariable adds a global variable. It returns an invalid Error with all invalid
// fields.
func (s *Store) AddVariable(ctx context.Context, actor approval.Actor, in NewVariable) (Variable, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (added Variable, err error) {
		if err := s.lockVariable(ctx, in.Key); err != nil {
			return added, err
		}
		var wrong approval.Invalid
		if !variableKey.MatchString(in.Key) || len(in.Key) > 100 {
			wrong.Add("body.key", approval.Text{
				ZH: "应为最多 100 个小写字母、数字、下划线和点，例如 sales.quota",
				EN: "This must be at most 100 lowercase letters, digits, underscores and dots, such as sales.quota"})
		}
		_, err = s.definitionOf(ctx, in.Key)
		switch {
		case err == nil:
			wrong.Add("body.key", approval.Text{ZH: "已有这个变量", EN: "This variable already exists"})
		case approval.CodeOf(err) != approval.CodeNotFound:
			return added, err
		}
		d, ok := customDefinition(in.Key, in.Type, in.Description, nil)
		if !ok {
			wrong.Add("body.type", approval.Text{ZH: "没有这个类型", EN: "There is no such type"})
			return added, wrong.Err()
		}
		plain, err := d.check(ctx, s, in.Value)
		if err := wrong.With(err); err != nil {
			return added, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO variables (key, value, updated_by, type, description_zh, description_en, initial)
			VALUES ($1, $2, $3, $4, $5, $6, $2)`,
			in.Key, postgres.AsJSON(plain), actor.ID, in.Type,
			approval.Trim(in.Description.ZH), approval.Trim(in.Description.EN)); err != nil {
			return added, err
		}
		if d, err = s.definitionOf(ctx, in.Key); err != nil {
			return added, err
		}
		if added, err = s.variable(ctx, d); err != nil {
			return added, err
		}
		return added, s.noteVariable(ctx, actor, VariableAdded, Variable{Key: in.Key}, added)
	})
}

// RemoveVariable removes a global variable that an administrator has added and keeps
// its history. Built-in variables cannot be removed.
func (s *Store) RemoveVariable(ctx context.Context, actor approval.Actor, key string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		if err := s.lockVariable(ctx, key); err != nil {
			return err
		}
		if _, ok := programVariable(key); ok {
			return approval.Conflict(approval.Text{ZH: "系统使用此变量，不能删除", EN: "The system uses this variable, so it cannot be removed"})
		}
		d, err := s.definitionOf(ctx, key)
		if err != nil {
			return err
		}
		before, err := s.variable(ctx, d)
		if err != nil {
			return err
		}
		if err := s.In(ctx).Exec(ctx, `DELETE FROM variables WHERE key = $1`, key); err != nil {
			return err
		}
		return s.noteVariable(ctx, actor, VariableRemoved, before, Variable{Key: key, Description: before.Description})
	})
}

// definition returns the definition stored in the row; ok is false for a built-in
// variable.
func (r variableRow) definition() (d definition, ok bool) {
	if r.Type == nil || r.DescriptionZH == nil || r.DescriptionEN == nil {
		return nil, false
	}
	if _, program := programVariable(r.Key); program {
		return nil, false
	}
	return customDefinition(r.Key, *r.Type, approval.Text{ZH: *r.DescriptionZH, EN: *r.DescriptionEN}, r.Initial.Value)
}

// customDefinition is the definition of a custom variable with the validation of its
// type.
func customDefinition(key string, kind VariableType, description approval.Text, initial any) (definition, bool) {
	switch kind {
	case TextVariable:
		return custom(key, kind, description, initial, textFits), true
	case NumberVariable:
		return custom[number](key, kind, description, initial, nil), true
	case MoneyVariable:
		return custom(key, kind, description, initial, moneyFits), true
	case BooleanVariable:
		return custom[bool](key, kind, description, initial, nil), true
	case DurationVariable:
		return custom(key, kind, description, initial, durationBetween(0, 10*365*24*time.Hour)), true
	case TimeOfDayVariable:
		return custom(key, kind, description, initial, timeOfDayFits), true
	case TextsVariable:
		return custom(key, kind, description, initial, textsFit), true
	case OptionsVariable:
		return custom(key, kind, description, initial, optionsFit), true
	case CalendarVariable:
		return custom(key, kind, description, initial, calendarFits), true
	default:
		return nil, false
	}
}

// customOf is a variableOf whose default is its initial value from the database.
type customOf[T any] struct {
	variableOf[T]
	initial any
}

func (v customOf[T]) asDefault() Variable {
	d := v.variableOf.asDefault()
	d.Value, d.Default = v.initial, v.initial
	return d
}

func custom[T any](key string, kind VariableType, description approval.Text, initial any, fits func(context.Context, *Store, T) error) definition {
	return customOf[T]{variableOf[T]{key: key, kind: kind, description: description, custom: true, fits: fits}, initial}
}

// number is a decimal number in its original notation, to preserve precision.
type number string

var plainNumber = regexp.MustCompile(`^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$`)

var errNoNumber = errors.New("not a plain decimal number")

// UnmarshalJSON implements json.Unmarshaler.
func (n *number) UnmarshalJSON(raw []byte) error {
	if !plainNumber.Match(raw) {
		return errNoNumber
	}
	*n = number(raw)
	if strings.Trim(string(raw), "-0.") == "" {
		// The database has no negative zero.
		*n = number(strings.TrimPrefix(string(raw), "-"))
	}
	return nil
}

// MarshalJSON implements json.Marshaler.
func (n number) MarshalJSON() ([]byte, error) { return []byte(n), nil }

// longestText is the maximum length of a text, in characters.
const longestText = 4000

var tooLongText = approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(longestText)

func textFits(_ context.Context, _ *Store, text string) error {
	if utf8.RuneCountInString(text) > longestText {
		return wrongValue(tooLongText)
	}
	return nil
}

func textsFit(_ context.Context, _ *Store, texts []string) error {
	var wrong approval.Invalid
	if len(texts) > 1000 {
		wrong.Add(valueAt, approval.Text{ZH: "最多 1000 项", EN: "There may be at most 1000 entries"})
		return wrong.Err()
	}
	for i, text := range texts {
		if utf8.RuneCountInString(text) > longestText {
			wrong.Add(fmt.Sprintf("%s[%d]", valueAt, i), tooLongText)
		}
	}
	return wrong.Err()
}

func moneyFits(_ context.Context, _ *Store, m approval.Money) error {
	var wrong approval.Invalid
	if !KnownCurrency(m.Currency) {
		wrong.Add(valueAt+".currency", NoSuchCurrency)
	}
	if problem := m.Problem(); problem != (approval.Text{}) {
		wrong.Add(valueAt+".amount", problem)
	}
	return wrong.Err()
}

var (
	notText    = approval.Text{ZH: "应为文本", EN: "This must be text"}
	notList    = approval.Text{ZH: "应为列表", EN: "This must be a list"}
	notObject  = approval.Text{ZH: "应为由字段组成的对象", EN: "This must be an object with fields"}
	notWhole   = approval.Text{ZH: "应为整数", EN: "This must be a whole number"}
	notNumber  = approval.Text{ZH: "应为数字，最多 15 位整数和 6 位小数", EN: "This must be a number with at most 15 digits before the point and 6 after it"}
	notBoolean = approval.Text{ZH: "应为 true 或 false", EN: "This must be true or false"}
)

// misshapen validates JSON against a type. Unlike a decoder it reports all errors with
// their locations.
func misshapen(at string, raw json.RawMessage, form reflect.Type) (wrong approval.Invalid) {
	noteShape(&wrong, at, raw, form)
	return wrong
}

func noteShape(wrong *approval.Invalid, at string, raw json.RawMessage, form reflect.Type) {
	if string(raw) == "null" {
		wrong.Require(false, at)
		return
	}
	switch form.Kind() {
	case reflect.Slice:
		var entries []json.RawMessage
		if json.Unmarshal(raw, &entries) != nil {
			wrong.Add(at, notList)
		}
		for i, entry := range entries {
			noteShape(wrong, fmt.Sprintf("%s[%d]", at, i), entry, form.Elem())
		}
	case reflect.Struct:
		noteFields(wrong, at, raw, form)
	default:
		if json.Unmarshal(raw, reflect.New(form).Interface()) != nil {
			wrong.Add(at, wantedForm(form))
		}
	}
}

func noteFields(wrong *approval.Invalid, at string, raw json.RawMessage, form reflect.Type) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		wrong.Add(at, notObject)
		return
	}
	for i := range form.NumField() {
		name, options, _ := strings.Cut(form.Field(i).Tag.Get("json"), ",")
		value, given := fields[name]
		delete(fields, name)
		switch {
		case given:
			noteShape(wrong, at+"."+name, value, form.Field(i).Type)
		case options != "omitempty":
			wrong.Require(false, at+"."+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		wrong.Add(at+"."+postgres.Clipped(name), approval.Text{ZH: "没有这个字段", EN: "There is no such field"})
	}
}

func wantedForm(form reflect.Type) approval.Text {
	switch {
	case form == reflect.TypeFor[number]():
		return notNumber
	case form.Kind() == reflect.Bool:
		return notBoolean
	case form.Kind() == reflect.Int64:
		return notWhole
	default:
		return notText
	}
}
