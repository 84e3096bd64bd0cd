package api

import (
	"slices"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/request"
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
	want := []customer.Unfinished{{Owner: s.Rep.Person(), Drafts: 1, Requests: 1, Tasks: 1}}
	if left := results[0].Unfinished; !slices.Equal(left, want) || len(results[1].Unfinished) != 0 {
		t.Errorf("%+v and %+v stay, want %+v and nothing", left, results[1].Unfinished, want)
	}
	got := apitest.Read[List[account.Notification]](s.Send(t, "taker", "GET", "/notifications", nil).Want(200)).Items
	if len(got) != 1 || got[0].Text.EN == "" || orphaned() != 0 {
		t.Errorf("the new owner is told %+v, and %d customers are orphaned", got, orphaned())
	}
}

// TestDraftsOfFormerOwners checks that a draft of a former owner is refused on submission
// with the reason, that every hand-over names it with the requests under way of all
// former owners, and that a draft of somebody who is in the project again is not among
// those that nobody can submit.
func TestDraftsOfFormerOwners(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	second, third := s.Join("second", approval.SalesRep), s.Join("third", approval.SalesRep)
	c, p := s.NewProject(s.Rep)
	draft := s.Expense(s.Rep, p.ID, "10")
	s.Submit(s.Expense(s.Rep, p.ID, "20"), approval.GMSignoff)
	give := func(to approval.Actor, want ...customer.Unfinished) {
		t.Helper()
		got := s.Send(t, "manager", "POST", "/customers/hand-over", map[string]any{"customer_ids": []string{c.ID}, "to_user_id": to.ID, "reason": "离职"}).Want(200)
		if left := apitest.Read[struct{ Items []HandedOver }](got).Items[0].Unfinished; !slices.Equal(left, want) {
			t.Errorf("to %s: %+v is unfinished, want %+v", to.Name, left, want)
		}
	}
	first := customer.Unfinished{Owner: s.Rep.Person(), Drafts: 1, Requests: 1}
	give(second, first)
	refused := s.Send(t, "rep", "POST", "/expense-requests/"+draft.ID+"/submit", nil).WantProblem(422, approval.CodeInvalid)
	if len(refused.Errors) != 1 || refused.Errors[0].Location != "body.project_id" {
		t.Errorf("the draft is refused with %+v", refused)
	}
	s.Expense(second, p.ID, "30")
	give(third, first, customer.Unfinished{Owner: second.Person(), Drafts: 1})
	s.ByHand(`INSERT INTO project_members (project_id, user_id) VALUES ($1, $2)`, p.ID, s.Rep.ID)
	give(second, customer.Unfinished{Owner: s.Rep.Person(), Requests: 1})
	give(s.Rep, customer.Unfinished{Owner: second.Person(), Drafts: 1})
}

// TestFormerOwnerLosesSight checks that a former owner who was a member of the customer's
// projects neither reads nor changes the customer afterwards, whichever way it was handed
// over, that each project's event says so, and that own requests stay: a returned one can
// be edited and withdrawn or resubmitted.
func TestFormerOwnerLosesSight(t *testing.T) {
	t.Parallel()
	for name, give := range map[string]func(s *scene, c customer.Customer, to string){
		"hand-over": func(s *scene, c customer.Customer, to string) {
			s.Send(t, "rep", "POST", "/customers/hand-over", map[string]any{"customer_ids": []string{c.ID}, "to_user_id": to, "reason": "离职"}).Want(200)
		},
		"edit": func(s *scene, c customer.Customer, to string) {
			s.Send(t, "rep", "PATCH", "/customers/"+c.ID, map[string]any{"version": 1, "owner_id": to, "reason": "离职"}).Want(200)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			taker := s.Join("taker", approval.SalesRep)
			c, p := s.NewProject(s.Rep)
			s.AddProject(s.Rep, c, "second")
			s.ByHand(`INSERT INTO project_members (project_id, user_id) VALUES ($1, $2)`, p.ID, s.Join("colleague", approval.SalesRep).ID)
			r := s.Expense(s.Rep, p.ID, "20")
			recorded, err := s.Decide(r, approval.Decision{
				ActorID: s.GM.ID, TaskID: s.Submit(r, approval.GMSignoff).Open[0].ID, Step: approval.GMSignoff, Outcome: approval.Return,
			}, approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: approval.GMSignoff})
			s.Must(err)
			give(s, c, taker.ID)

			path := "/customers/" + c.ID
			for _, gone := range []string{path, path + "/timeline", path + "/projects", "/projects/" + p.ID} {
				s.Send(t, "rep", "GET", gone, nil).WantProblem(404, approval.CodeNotFound)
			}
			s.Send(t, "rep", "PATCH", path, map[string]any{"version": 2, "name": "X"}).WantProblem(404, approval.CodeNotFound)
			s.Send(t, "rep", "PATCH", "/projects/"+p.ID, map[string]any{"version": 2, "name": "X"}).WantProblem(404, approval.CodeNotFound)
			s.Send(t, "colleague", "GET", path, nil).Want(200)
			now := apitest.Read[customer.Project](s.Send(t, "taker", "GET", "/projects/"+p.ID, nil).Want(200))
			if len(now.Members) != 1 || now.Members[0].Name == s.Rep.Name || now.Version != p.Version+1 {
				t.Errorf("the project's members are %+v, its version %d", now.Members, now.Version)
			}
			events := apitest.Read[List[approval.Event]](s.Send(t, "taker", "GET", path+"/timeline?kind=project.updated", nil).Want(200)).Items
			if len(events) != 2 || events[0].Changes["members"].Before == nil || events[1].Changes["members"].Before == nil {
				t.Errorf("the projects' events are %+v", events)
			}

			own := "/expense-requests/" + r.ID
			detail := apitest.Read[request.RequestDetail](s.Send(t, "rep", "GET", own, nil).Want(200))
			s.Send(t, "rep", "PATCH", own, map[string]any{"version": detail.Version, "purpose": "again"}).Want(200)
			revised, err := s.Request(t.Context(), s.Rep, r.ID)
			s.Must(err)
			task, err := s.Task(t.Context(), s.Rep, recorded.Position.Open[0].ID)
			s.Must(err)
			for _, outcome := range []approval.Outcome{approval.Resubmit, approval.Withdraw} {
				_, err := s.PrepareDecision(t.Context(), s.Rep, revised, task, approval.Decision{
					Outcome: outcome, Revision: revised.Revision, Comment: "离职"})
				s.Must(err)
			}
			sub, err := s.PrepareSubmission(t.Context(), s.Rep, revised)
			s.Must(err)
			_, err = s.RecordTransition(t.Context(), approval.Transition{
				RequestID: r.ID, Number: 3, UpdateID: "again", Decision: sub.Decision,
				Move: approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}},
			})
			s.Must(err)
		})
	}
}
