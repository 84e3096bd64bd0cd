package api

import (
	"maps"
	"strings"
	"testing"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestSchemaErrorsThenRuleErrors checks that the first response has all schema errors
// and, when those are corrected, the next has all rule errors. Nothing is written.
func TestSchemaErrorsThenRuleErrors(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	nobody := uuid.NewString()
	users, roles := s.size(t, "users"), s.size(t, "roles")
	for _, test := range []struct {
		as, path string
		body     map[string]any
		schema   string
		// corrected replaces what the schema refuses.
		corrected map[string]any
		rules     string
	}{
		{"rep", "/work-logs",
			map[string]any{"content": " ", "kind": "lunch", "hours": "1.1", "work_date": companyDay(3),
				"customer_id": nobody, "project_id": nobody, "contact_id": nobody},
			"body.content body.hours body.kind",
			map[string]any{"content": "x", "kind": "call", "hours": "1.5"},
			"body.contact_id body.customer_id body.project_id body.work_date"},
		{"admin", "/users",
			map[string]any{"username": "-x", "name": " ", "password": "short", "email": "x",
				"roles": []string{"boss", approval.Finance, "chief"}, "department_id": nobody, "manager_id": nobody},
			"body.email body.name",
			map[string]any{"name": "X", "email": "x@example.com"},
			"body.department_id body.manager_id body.password body.roles[0] body.roles[2] body.username"},
		{"admin", "/roles",
			map[string]any{"key": "Bad Key", "name": map[string]string{"zh-CN": " ", "en": "x"},
				"permissions": []map[string]string{{"action": "fly", "scope": "all"}, {"action": "task.gm_signoff", "scope": "everywhere"}}},
			"body.name.zh-CN body.permissions[1].scope",
			map[string]any{"name": map[string]string{"zh-CN": "x", "en": "x"},
				"permissions": []map[string]string{{"action": "fly", "scope": "all"}, {"action": "task.gm_signoff", "scope": "all"}}},
			"body.key body.permissions[0].action"},
		{"admin", "/variables",
			map[string]any{"key": "Bad Key", "type": "number", "value": "x", "description": map[string]string{"zh-CN": "x", "en": " "}},
			"body.description.en",
			map[string]any{"description": map[string]string{"zh-CN": "x", "en": "x"}},
			"body.key body.value"},
		{"admin", "/departments", map[string]any{"name": " ", "parent_id": nobody}, "body.name",
			map[string]any{"name": "x"}, "body.parent_id"},
	} {
		check := func(want string) {
			t.Helper()
			p := s.Send(t, test.as, "POST", test.path, test.body).WantProblem(422, approval.CodeInvalid)
			if got := strings.Join(s.locations(t, p), " "); got != want {
				t.Errorf("%s names\n%s, not\n%s", test.path, got, want)
			}
		}
		check(test.schema)
		maps.Copy(test.body, test.corrected)
		check(test.rules)
	}
	if s.size(t, "users") != users || s.size(t, "roles") != roles || s.size(t, "work_logs") != 0 {
		t.Error("something was written")
	}
}
