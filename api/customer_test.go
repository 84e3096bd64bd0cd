package api

import (
	"strings"
	"testing"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

func TestCustomersOverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	as := approval.SalesRep
	c := read[customer.Customer](w.send(t, as, "POST", "/customers", `{"name":"宏图集团","industry":"power","level":"a"}`).want(201))
	if c.Owner.ID != w.actors[as].ID || c.Version != 1 {
		t.Fatalf("%+v", c)
	}
	path := "/customers/" + c.ID
	contact := read[customer.Contact](w.send(t, as, "POST", path+"/contacts",
		`{"name":"李娜","birthday":"1988-02-29","email":"li@example.com"}`).want(201))
	edited := read[customer.Contact](w.send(t, as, "PATCH", "/contacts/"+contact.ID, `{"version":1,"birthday":null,"title":"CFO"}`).want(200))
	if edited.Birthday != nil || edited.Title != "CFO" || edited.Email != "li@example.com" || edited.Version != 2 {
		t.Errorf("%+v", edited)
	}
	w.send(t, as, "PATCH", "/contacts/"+contact.ID, `{"version":1,"title":"CEO"}`).problem(409, approval.CodeConflict)
	w.send(t, as, "PATCH", "/contacts/"+contact.ID, `{"title":"CEO"}`).problem(422, approval.CodeInvalid)

	p := read[customer.Project](w.send(t, as, "POST", path+"/projects",
		`{"name":"Tower","estimated_amount":{"amount":"1280.5","currency":"CNY"},"stage":"bidding","win_probability":0}`).want(201))
	if p.EstimatedAmount.Amount != "1280.50" || p.Stage != customer.StageBidding || *p.WinProbability != 0 || p.Budget != nil || len(p.Members) != 1 {
		t.Errorf("%+v", p)
	}
	p = read[customer.Project](w.send(t, as, "PATCH", "/projects/"+p.ID, `{"version":1,"estimated_amount":null}`).want(200))
	if p.EstimatedAmount != nil || *p.WinProbability != 0 {
		t.Errorf("%+v", p)
	}
	k := read[customer.Competitor](w.send(t, as, "POST", "/projects/"+p.ID+"/competitors", `{"company":"Rival","price":{"amount":"5","currency":"JPY"}}`).want(201))
	if k.Price.Amount != "5" {
		t.Errorf("%+v", k)
	}
	w.send(t, as, "DELETE", "/competitors/"+k.ID, nil).want(204)
	note := read[approval.Event](w.send(t, as, "POST", path+"/notes", `{"text":"called <them>"}`).want(201))
	if note.Kind != customer.NoteAdded || note.Hash == "" {
		t.Errorf("%+v", note)
	}

	timeline := w.send(t, as, "GET", path+"/timeline", nil).want(200)
	items := read[List[map[string]any]](timeline).Items
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
		"kind=note.added": 1, "project_id=" + p.ID: 4, "actor_id=" + w.actors[approval.Finance].ID: 0,
		"from=2000-01-01&to=2000-01-02": 0, "from=2000-01-01T00:00:00Z&to=2999-12-31": 8,
	} {
		if got := read[List[approval.Event]](w.send(t, as, "GET", path+"/timeline?"+query, nil).want(200)); len(got.Items) != want {
			t.Errorf("%s: %d events, want %d", query, len(got.Items), want)
		}
	}
	verified := read[ledger.Verification](w.send(t, approval.Administrator, "GET", "/audit/verify?customer_id="+c.ID, nil).want(200))
	if !verified.OK || verified.Events != 8 || verified.FirstBroken != nil {
		t.Errorf("%+v", verified)
	}

	for query, want := range map[string]int{"q=图": 1, "q=xyz": 0, "industry=power&level=a": 1, "level=B": 0, "q=%25": 0, "owner_id=" + c.Owner.ID: 1} {
		if got := read[List[customer.Customer]](w.send(t, approval.Finance, "GET", "/customers?"+query, nil).want(200)); len(got.Items) != want {
			t.Errorf("%s: %d customers, want %d", query, len(got.Items), want)
		}
	}
}

func TestVariablesOverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	as := approval.Administrator
	list := read[List[variable.Variable]](w.send(t, as, "GET", "/variables", nil).want(200))
	if len(list.Items) < 6 || list.Items[0].Key != "company.name" {
		t.Errorf("%+v", list)
	}
	v := read[variable.Variable](w.send(t, as, "PUT", "/variables/attachments.max_bytes", `{"value":1048576}`).want(200))
	if v.Value != 1048576.0 || v.Default != float64(100<<20) || v.UpdatedBy.ID != w.actors[as].ID {
		t.Errorf("%+v", v)
	}
	w.send(t, as, "PUT", "/variables/attachments.max_bytes", `{"value":1048576,"version":0}`).problem(409, approval.CodeConflict)
	w.send(t, as, "PUT", "/variables/attachments.max_bytes", `{"value":"large"}`).problem(422, approval.CodeInvalid)
	w.send(t, as, "PUT", "/variables/nothing", `{"value":1}`).problem(404, approval.CodeNotFound)
	history := read[List[variable.VariableChange]](w.send(t, as, "GET", "/variables/attachments.max_bytes/history", nil).want(200))
	if len(history.Items) != 1 || history.Items[0].Before != nil {
		t.Errorf("%+v", history)
	}
}
