package variable

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

var (
	notText    = approval.Text{ZH: "应为文本", EN: "This must be a text"}
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
