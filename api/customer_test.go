package api

import (
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

func TestCustomersOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	c := apitest.Read[customer.Customer](s.Send(t, "rep", "POST", "/customers", `{"name":"宏图集团","industry":"power","level":"a"}`).Want(201))
	if c.Owner.ID != s.Rep.ID || c.Version != 1 {
		t.Fatalf("%+v", c)
	}
	path := "/customers/" + c.ID
	contact := apitest.Read[customer.Contact](s.Send(t, "rep", "POST", path+"/contacts",
		`{"name":"李娜","birthday":"1988-02-29","email":"li@example.com"}`).Want(201))
	edited := apitest.Read[customer.Contact](s.Send(t, "rep", "PATCH", "/contacts/"+contact.ID, `{"version":1,"birthday":null,"title":"CFO"}`).Want(200))
	if edited.Birthday != nil || edited.Title != "CFO" || edited.Email != "li@example.com" || edited.Version != 2 {
		t.Errorf("%+v", edited)
	}
	s.Send(t, "rep", "PATCH", "/contacts/"+contact.ID, `{"version":1,"title":"CEO"}`).WantProblem(409, approval.CodeConflict)
	s.Send(t, "rep", "PATCH", "/contacts/"+contact.ID, `{"title":"CEO"}`).WantProblem(422, approval.CodeInvalid)

	p := apitest.Read[customer.Project](s.Send(t, "rep", "POST", path+"/projects",
		`{"name":"Tower","estimated_amount":{"amount":"1280.5","currency":"CNY"},"stage":"bidding","win_probability":0}`).Want(201))
	if p.EstimatedAmount.Amount != "1280.50" || p.Stage != customer.StageBidding || *p.WinProbability != 0 || p.Budget != nil || len(p.Members) != 1 {
		t.Errorf("%+v", p)
	}
	p = apitest.Read[customer.Project](s.Send(t, "rep", "PATCH", "/projects/"+p.ID, `{"version":1,"estimated_amount":null}`).Want(200))
	if p.EstimatedAmount != nil || *p.WinProbability != 0 {
		t.Errorf("%+v", p)
	}
	k := apitest.Read[customer.Competitor](s.Send(t, "rep", "POST", "/projects/"+p.ID+"/competitors", `{"company":"Rival","price":{"amount":"5","currency":"JPY"}}`).Want(201))
	if k.Price.Amount != "5" {
		t.Errorf("%+v", k)
	}
	s.Send(t, "rep", "DELETE", "/competitors/"+k.ID, nil).Want(204)
	note := apitest.Read[approval.Event](s.Send(t, "rep", "POST", path+"/notes", `{"text":"called <them>"}`).Want(201))
	if note.Kind != customer.NoteAdded || note.Hash == "" {
		t.Errorf("%+v", note)
	}

	timeline := s.Send(t, "rep", "GET", path+"/timeline", nil).Want(200)
	items := apitest.Read[List[map[string]any]](timeline).Items
	if len(items) != 8 {
		t.Fatalf("%d events", len(items))
	}
	for _, name := range []string{"id", "kind", "at", "actor", "project_id", "subject", "changes", "summary", "prev_hash", "hash"} {
		if _, ok := items[0][name]; !ok {
			t.Errorf("no %s in %v", name, items[0])
		}
	}
	if summary := items[0]["summary"].(map[string]any); !strings.Contains(summary["zh-CN"].(string), "备注") || !strings.Contains(summary["en"].(string), "noted") {
		t.Errorf("%v", summary)
	}
	for query, want := range map[string]int{
		"kind=note.added": 1, "project_id=" + p.ID: 4, "actor_id=" + s.Finance.ID: 0,
		"from=2000-01-01&to=2000-01-02": 0, "from=2000-01-01T00:00:00Z&to=2999-12-31": 8,
	} {
		if got := apitest.Read[List[approval.Event]](s.Send(t, "rep", "GET", path+"/timeline?"+query, nil).Want(200)); len(got.Items) != want {
			t.Errorf("%s: %d events, want %d", query, len(got.Items), want)
		}
	}
	verified := apitest.Read[ledger.Verification](s.Send(t, "admin", "GET", "/audit/verify?customer_id="+c.ID, nil).Want(200))
	if !verified.OK || verified.Events != 8 || verified.FirstBroken != nil {
		t.Errorf("%+v", verified)
	}

	for query, want := range map[string]int{"q=图": 1, "q=xyz": 0, "industry=power&level=a": 1, "level=B": 0, "q=%25": 0, "owner_id=" + c.Owner.ID: 1} {
		if got := apitest.Read[List[customer.Customer]](s.Send(t, "finance", "GET", "/customers?"+query, nil).Want(200)); len(got.Items) != want {
			t.Errorf("%s: %d customers, want %d", query, len(got.Items), want)
		}
	}
}

func TestVariablesOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	list := apitest.Read[List[variable.Variable]](s.Send(t, "admin", "GET", "/variables", nil).Want(200))
	if len(list.Items) < 6 || list.Items[0].Key != "company.name" {
		t.Errorf("%+v", list)
	}
	v := apitest.Read[variable.Variable](s.Send(t, "admin", "PUT", "/variables/attachments.max_bytes", `{"value":1048576}`).Want(200))
	if v.Value != 1048576.0 || v.Default != float64(100<<20) || v.UpdatedBy.ID != s.Admin.ID {
		t.Errorf("%+v", v)
	}
	s.Send(t, "admin", "PUT", "/variables/attachments.max_bytes", `{"value":1048576,"version":0}`).WantProblem(409, approval.CodeConflict)
	s.Send(t, "admin", "PUT", "/variables/attachments.max_bytes", `{"value":"large"}`).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "admin", "PUT", "/variables/nothing", `{"value":1}`).WantProblem(404, approval.CodeNotFound)
	history := apitest.Read[List[variable.VariableChange]](s.Send(t, "admin", "GET", "/variables/attachments.max_bytes/history", nil).Want(200))
	if len(history.Items) != 1 || history.Items[0].Before != nil {
		t.Errorf("%+v", history)
	}
}
