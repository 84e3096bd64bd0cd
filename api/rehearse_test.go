package api

import (
	"slices"
	"strings"
	"testing"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// What the schema finds and what the handler finds is told in one answer, and
// nothing of the attempt stays.
func TestAllIsToldAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nobody := uuid.NewString()
	users, roles := w.size(t, "users"), w.size(t, "roles")
	for _, test := range []struct {
		as, path  string
		body      map[string]any
		locations string
	}{
		{approval.SalesRep, "/work-logs", map[string]any{"content": " ", "kind": "lunch", "hours": "1.1", "work_date": companyDay(3),
			"customer_id": nobody, "project_id": nobody, "contact_id": nobody},
			"body.contact_id body.content body.customer_id body.hours body.kind body.project_id body.work_date"},
		{approval.Administrator, "/users", map[string]any{"username": "-x", "name": " ", "password": "short", "email": "x",
			"roles": []string{"boss", approval.Finance, "chief"}, "department_id": nobody, "manager_id": nobody},
			"body.department_id body.email body.manager_id body.name body.password body.roles[0] body.roles[2] body.username"},
		{approval.Administrator, "/roles", map[string]any{"key": "Bad Key", "name": map[string]string{"zh-CN": " ", "en": "x"},
			"permissions": []map[string]string{{"action": "fly", "scope": "all"}, {"action": "task.gm_signoff", "scope": "everywhere"}}},
			"body.key body.name.zh-CN body.permissions[0].action body.permissions[1].scope"},
		{approval.Administrator, "/variables", map[string]any{"key": "Bad Key", "type": "number", "value": "x",
			"description": map[string]string{"zh-CN": "x", "en": " "}}, "body.description.en body.key body.value"},
		{approval.Administrator, "/departments", map[string]any{"name": " ", "parent_id": nobody}, "body.name body.parent_id"},
	} {
		var locations []string
		for _, e := range w.send(t, test.as, "POST", test.path, test.body).problem(422, approval.CodeInvalid).Errors {
			locations = append(locations, e.Location)
		}
		if !slices.IsSorted(locations) || strings.Join(locations, " ") != test.locations {
			t.Errorf("%s names\n%v, not\n%s", test.path, locations, test.locations)
		}
	}
	if w.size(t, "users") != users || w.size(t, "roles") != roles || w.size(t, "work_logs") != 0 {
		t.Error("something was written")
	}
}
