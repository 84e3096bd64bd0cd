package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// TestEveryReadIsAsDocumented reads everything that the API document has, for objects
// without optional values. Every other test of a scene compares its answers with the
// document too.
func TestEveryReadIsAsDocumented(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("everything", s.allRoles()...)
	objects := map[string]string{}
	for name, thing := range s.things(t) {
		objects[name] = thing()
	}
	ids := strings.NewReplacer("/customers/{id}", "/customers/"+objects["customer"], "/contacts/{id}", "/contacts/"+objects["contact"],
		"/projects/{id}", "/projects/"+objects["project"], "/project-requests/{id}", "/project-requests/"+objects["draft"],
		"/expense-requests/{id}", "/expense-requests/"+objects["expense draft"], "/requests/{id}", "/requests/"+objects["expense"],
		"/attachments/{id}", "/attachments/"+objects["attachment"], "/tasks/{id}", "/tasks/"+objects["task"],
		"/work-logs/{id}", "/work-logs/"+objects["work log"], "/users/{id}", "/users/"+objects["user"],
		"{key}", "company.name", "/work-logs/team", "/work-logs/team?date=2026-11-02", "{name}", "spending")
	read := 0
	for path, item := range s.api.OpenAPI().Paths {
		if item.Get == nil || item.Get.Responses["200"] == nil || item.Get.Responses["200"].Content[jsonType] == nil {
			continue
		}
		path = ids.Replace(path)
		who := "everything"
		if strings.HasPrefix(path, "/project-requests/") || strings.HasPrefix(path, "/expense-requests/") || strings.HasPrefix(path, "/attachments/") {
			// A draft is its author's alone.
			who = "rep"
		}
		got := s.Send(t, who, http.MethodGet, path, nil)
		if got.Status != http.StatusOK {
			t.Errorf("GET %s: %d %s", path, got.Status, got.Raw)
		}
		read++
	}
	if read < 40 {
		t.Errorf("only %d routes are read", read)
	}
}

// TestEveryCodeHasALabel checks that each code that people read stands beside its label
// in answers.
func TestEveryCodeHasALabel(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	registry := s.api.OpenAPI().Components.Schemas
	seen := map[*huma.Schema]bool{}
	var walk func(where string, schema *huma.Schema)
	walk = func(where string, schema *huma.Schema) {
		if schema == nil || seen[schema] {
			return
		}
		seen[schema] = true
		if schema.Ref != "" {
			walk(schema.Ref, registry.SchemaFromRef(schema.Ref))
		}
		has := func(name string) bool { return schema.Properties[name] != nil }
		for name, field := range schema.Properties {
			isCode := strings.Contains(" step outcome status category role stage kind field state ", " "+name+" ") && len(field.Enum) > 0
			// A list of codes has a map of labels.
			if one := strings.TrimSuffix(name, "s"); (name == "outcomes" || name == "reasons") && !has(one+"_labels") {
				t.Errorf("%s.%s has no labels", where, name)
			}
			if isCode && !has(name+"_label") && !has("label") && !has("name") && !has("text") {
				t.Errorf("%s.%s has no label", where, name)
			}
			if name == "items" && field.Type != huma.TypeArray {
				t.Errorf("%s.items is not a list", where)
			}
			walk(where+"."+name, field)
		}
		walk(where+"[]", schema.Items)
		for _, one := range schema.AnyOf {
			walk(where, one)
		}
	}
	for path, item := range s.api.OpenAPI().Paths {
		for _, op := range operationsOf(item) {
			for _, response := range op.Responses {
				for _, content := range response.Content {
					walk(op.Method+" "+path, content.Schema)
				}
			}
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d schemas are looked at", len(seen))
	}
}

// TestAnswersAreCompared checks that an answer which differs from the document is an
// error.
func TestAnswersAreCompared(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	me := s.Send(t, "rep", http.MethodGet, "/me", nil)
	for field, from := range map[string]string{"null": `"username":"rep"`, "absent": `"username":"rep",`, "code": `"locale":null`} {
		to := map[string]string{"null": `"username":null`, "absent": "", "code": `"locale":"fr"`}[field]
		changed := me
		if changed.Raw = strings.Replace(me.Raw, from, to, 1); changed.Raw == me.Raw {
			t.Fatalf("%s is not in %s", from, me.Raw)
		}
		if err := s.Compare(http.MethodGet, "/api/v1/me", changed); err == nil {
			t.Errorf("%s is taken for %s", to, from)
		}
	}
	if err := s.Compare(http.MethodGet, "/api/v1/me", me); err != nil {
		t.Error(err)
	}
}
