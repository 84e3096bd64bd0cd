package api

import (
	"testing"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/workflows/approval"
)

func TestSuperiorsHandOver(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, username := range []string{"below", "beside", "taker"} {
		s.Join(username, approval.SalesRep)
	}
	s.ByHand(`UPDATE users SET manager_id = $1 WHERE id = $2`, s.Rep.ID, s.Actors["below"].ID)
	type results struct{ Items []HandedOver }
	give := func(as string, status customer.HandOverStatus, ids ...string) {
		t.Helper()
		got := s.Send(t, as, "POST", "/customers/hand-over", map[string]any{
			"customer_ids": ids, "to_user_id": s.Actors["taker"].ID, "reason": "离职"})
		list := apitest.Read[results](got.Want(200)).Items
		if len(list) != 1 || list[0].Status != status {
			t.Errorf("%s: %s", as, got.Raw)
		}
	}
	below, besides, mine := s.NewCustomer(s.Actors["below"], "A"), s.NewCustomer(s.Actors["beside"], "B"), s.NewCustomer(s.Rep, "C")
	give("below", customer.HandOverRefused, mine.ID)
	give("rep", customer.HandOverRefused, besides.ID)
	give("rep", customer.HandOverDone, below.ID)
	give("manager", customer.HandOverDone, besides.ID)
	give("gm", customer.HandOverUnchanged, besides.ID)
	give("rep", customer.HandOverDone, mine.ID, mine.ID)
}

func TestANewOwnerNeedsAReason(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("rep2", approval.SalesRep)
	path := "/customers/" + s.NewCustomer(s.Rep, "A").ID
	body := map[string]any{"version": 1, "owner_id": s.Actors["rep2"].ID}
	p := s.Send(t, "rep", "PATCH", path, body).WantProblem(422, approval.CodeInvalid)
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.reason" {
		t.Errorf("%+v", p.Errors)
	}
	body["reason"] = "离职"
	s.Send(t, "rep", "PATCH", path, body).Want(200)
	events := apitest.Read[List[approval.Event]](s.Send(t, "rep2", "GET", path+"/timeline?kind=customer.handed_over", nil).Want(200)).Items
	if len(events) != 1 || events[0].Changes["reason"].After != "离职" {
		t.Errorf("%+v", events)
	}
	s.Send(t, "rep", "GET", path, nil).WantProblem(404, approval.CodeNotFound)
	got := apitest.Read[List[account.Notification]](s.Send(t, "rep2", "GET", "/notifications", nil).Want(200)).Items
	if len(got) != 1 || got[0].Kind != customer.CustomerReceived || got[0].Link != path {
		t.Errorf("the new owner is told %+v", got)
	}
}

// TestHandOverSaysWhatStays checks that the result says what the former owner of each
// customer has begun, that the new owner is told once, and that customers of leavers are
// found.
func TestHandOverSaysWhatStays(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	taker := s.Join("taker", approval.SalesRep)
	s.OwnCustomer, s.OwnProject = s.NewProject(s.Rep)
	s.Expense(s.Rep, s.OwnProject.ID, "10")
	returned := s.Expense(s.Rep, s.OwnProject.ID, "20")
	_, err := s.Decide(returned, approval.Decision{
		ActorID: s.GM.ID, TaskID: s.Submit(returned, approval.GMSignoff).Open[0].ID, Step: approval.GMSignoff, Outcome: approval.Return,
	}, approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: approval.GMSignoff})
	s.Must(err)
	second := s.NewCustomer(s.Rep, "B")
	// What a colleague has begun there is not the former owner's.
	s.ByHand(`INSERT INTO project_members (project_id, user_id) VALUES ($1, $2)`, s.OwnProject.ID, taker.ID)
	s.Expense(taker, s.OwnProject.ID, "30")
	s.Must(s.SetUserActive(t.Context(), s.Rep.ID, false))
	orphaned := func() int {
		return len(apitest.Read[List[customer.Customer]](s.Send(t, "manager", "GET", "/customers?owner_active=false", nil).Want(200)).Items)
	}
	if n := orphaned(); n != 2 {
		t.Errorf("%d customers of a leaver are found, want 2", n)
	}
	results := apitest.Read[struct{ Items []HandedOver }](s.Send(t, "manager", "POST", "/customers/hand-over", map[string]any{
		"customer_ids": []string{s.OwnCustomer.ID, second.ID}, "to_user_id": taker.ID, "reason": "离职"}).Want(200)).Items
	want := customer.Unfinished{Owner: s.Rep.Person(), Drafts: 1, Requests: 1, Tasks: 1}
	if left := results[0].Unfinished; left == nil || *left != want || results[1].Unfinished != nil {
		t.Errorf("%+v and %+v stay, want %+v and nothing", left, results[1].Unfinished, want)
	}
	got := apitest.Read[List[account.Notification]](s.Send(t, "taker", "GET", "/notifications", nil).Want(200)).Items
	if len(got) != 1 || got[0].Text.EN == "" || orphaned() != 0 {
		t.Errorf("the new owner is told %+v, and %d customers are orphaned", got, orphaned())
	}
}
