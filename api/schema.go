package api

import (
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// completeSchemas adds to the schemas what the library does not derive from the types.
func completeSchemas(document *huma.OpenAPI) {
	r := document.Components.Schemas
	for name, schema := range r.Map() {
		describeNulls(r.TypeFromRef(schemaPrefix+name), schema)
	}
	for _, item := range document.Paths {
		for _, op := range operationsOf(item) {
			for _, p := range op.Parameters {
				completeInput(r, p.Schema, map[*huma.Schema]bool{})
			}
			if body := bodySchema(op); body != nil {
				completeInput(r, body, map[*huma.Schema]bool{})
			}
		}
	}
}

// operationsOf returns the operations of a path.
func operationsOf(item *huma.PathItem) (found []*huma.Operation) {
	for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
		if op != nil {
			found = append(found, op)
		}
	}
	return found
}

// describeNulls makes each field of an object nullable that is null without a value: a
// pointer without omitempty. The library does so for scalars only. The fields of an
// embedded pointer are absent without a value.
func describeNulls(t reflect.Type, object *huma.Schema) {
	if t == nil || t.Kind() != reflect.Struct {
		return
	}
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		field := object.Properties[name]
		if field == nil {
			continue
		}
		if f.Type.Kind() == reflect.Pointer && !strings.Contains(options, "omit") {
			object.Properties[name] = orNull(field)
			listNull(object.Properties[name])
		}
		if len(f.Index) > 1 && t.FieldByIndex(f.Index[:len(f.Index)-1]).Type.Kind() == reflect.Pointer {
			object.Required = slices.DeleteFunc(object.Required, func(required string) bool { return required == name })
		}
	}
}

// orNull is a schema that also allows null.
func orNull(s *huma.Schema) *huma.Schema {
	if s.Ref != "" {
		return &huma.Schema{AnyOf: []*huma.Schema{s, {Type: "null"}}, Description: s.Description}
	}
	nullable := *s
	nullable.Nullable = s.Type != ""
	return &nullable
}

// listNull adds null to the values of a nullable code. The message of the library that
// lists the values is made before.
func listNull(s *huma.Schema) {
	if s.Nullable && len(s.Enum) > 0 && !slices.Contains(s.Enum, nil) {
		s.Enum = append(slices.Clip(s.Enum), nil)
	}
}

// formatLengths are the maximum lengths of formatted texts. A time may have a fraction of
// any length, for example.
var formatLengths = map[string]int{"uuid": 36, "date": 10, "date-time": 40}

// completeInput sets the maximum length of each formatted text of an input and lists null
// among the values of nullable codes.
func completeInput(r huma.Registry, s *huma.Schema, seen map[*huma.Schema]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	listNull(s)
	if s.Ref != "" {
		completeInput(r, r.SchemaFromRef(s.Ref), seen)
	}
	if longest, ok := formatLengths[s.Format]; ok && s.MaxLength == nil {
		s.MaxLength = bound(longest)
		s.PrecomputeMessages()
	}
	completeInput(r, s.Items, seen)
	for _, field := range s.Properties {
		completeInput(r, field, seen)
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		completeInput(r, values, seen)
	}
}
