package api

import "github.com/danielgtaylor/huma/v2"

// strictAPI is huma's API for one route. It refuses null where the schema does not allow
// it: huma would accept null for any optional field and leave the field unchanged, while
// the client meant to remove the value.
type strictAPI struct {
	huma.API
	// body is the schema of the route's body, once it is known.
	body *huma.Schema
}

// Unmarshal implements huma.API. In the value that huma validates, a flaw replaces each
// null that the schema does not allow.
func (a *strictAPI) Unmarshal(contentType string, data []byte, v any) error {
	if err := a.API.Unmarshal(contentType, data, v); err != nil {
		return err
	}
	if first, ok := v.(*any); ok && a.body != nil {
		*first = markNulls(a.OpenAPI().Components.Schemas, a.body, *first)
	}
	return nil
}

// markNulls replaces each null that the schema does not allow by a flaw. A schema without
// a type allows anything.
func markNulls(r huma.Registry, s *huma.Schema, value any) any {
	for s.Ref != "" {
		s = r.SchemaFromRef(s.Ref)
	}
	switch v := value.(type) {
	case nil:
		if s.Type != "" && !s.Nullable {
			return flaw(keyNotNull)
		}
	case map[string]any:
		for name, member := range v {
			if below := memberSchema(s, name); below != nil {
				v[name] = markNulls(r, below, member)
			}
		}
	case []any:
		if s.Items != nil {
			for i, item := range v {
				v[i] = markNulls(r, s.Items, item)
			}
		}
	}
	return value
}

// memberSchema returns the schema of an object's member; nil if there is none.
func memberSchema(s *huma.Schema, name string) *huma.Schema {
	if field, ok := s.Properties[name]; ok {
		return field
	}
	values, _ := s.AdditionalProperties.(*huma.Schema)
	return values
}

// bodySchema returns the schema of the operation's JSON body, or nil.
func bodySchema(op *huma.Operation) *huma.Schema {
	if op.RequestBody == nil || op.RequestBody.Content[jsonType] == nil {
		return nil
	}
	return op.RequestBody.Content[jsonType].Schema
}
