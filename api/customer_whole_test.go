package api

import (
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

func TestArchiveAndRestore(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	path := "/customers/" + cust.ID
	contact := apitest.Read[customer.Contact](s.Send(t, "rep", "POST", path+"/contacts", `{"name":"C"}`).Want(201))
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", path+"/projects", `{"name":"P"}`).Want(201))
	competitor := apitest.Read[customer.Competitor](s.Send(t, "rep", "POST", "/projects/"+project.ID+"/competitors", `{"company":"K"}`).Want(201))

	lists := map[string]string{ // what is archived, and where it is listed
		"/contacts/" + contact.ID: path + "/contacts", "/projects/" + project.ID: path + "/projects", path: "/customers",
	}
	for _, thing := range []string{"/contacts/" + contact.ID, "/projects/" + project.ID, path} {
		list := lists[thing]
		for range 2 {
			s.Send(t, "rep", "POST", thing+"/archive", nil).Want(200)
		}
		s.Send(t, "rep", "GET", thing, nil).Want(200)
		if got := apitest.Read[List[any]](s.Send(t, "rep", "GET", list, nil).Want(200)); len(got.Items) != 0 {
			t.Errorf("%s still lists what is archived", list)
		}
		if got := apitest.Read[List[any]](s.Send(t, "rep", "GET", list+"?archived=true", nil).Want(200)); len(got.Items) != 1 {
			t.Errorf("%s does not list what is archived when asked", list)
		}
		s.Send(t, "rep", "PATCH", thing, `{"version":2,"name":"B"}`).WantProblem(409, approval.CodeConflict)
		if thing == path {
			s.Send(t, "rep", "POST", path+"/contacts", `{"name":"D"}`).WantProblem(409, approval.CodeConflict)
			s.Send(t, "rep", "POST", path+"/notes", `{"text":"D"}`).WantProblem(409, approval.CodeConflict)
		}
		if thing == "/projects/"+project.ID {
			s.Send(t, "rep", "POST", thing+"/competitors", `{"company":"L"}`).WantProblem(409, approval.CodeConflict)
			s.Send(t, "rep", "POST", "/expense-requests", map[string]any{"project_id": project.ID}).WantProblem(409, approval.CodeConflict)
		}
		for range 2 {
			s.Send(t, "rep", "POST", thing+"/restore", nil).Want(200)
		}
		if got := apitest.Read[List[any]](s.Send(t, "rep", "GET", list, nil).Want(200)); len(got.Items) != 1 {
			t.Errorf("%s does not list what was restored", list)
		}
	}
	s.Send(t, "rep", "DELETE", "/competitors/"+competitor.ID, nil).Want(204)
	if got := apitest.Read[List[any]](s.Send(t, "rep", "GET", "/projects/"+project.ID+"/competitors?removed=true", nil).Want(200)); len(got.Items) != 1 {
		t.Error("the removed competitor is not listed when asked for")
	}
	s.Send(t, "rep", "POST", "/competitors/"+competitor.ID+"/restore", nil).Want(200)

	kinds := map[approval.EventKind]int{}
	for _, e := range apitest.Read[List[approval.Event]](s.Send(t, "rep", "GET", path+"/timeline", nil).Want(200)).Items {
		kinds[e.Kind]++
	}
	for _, kind := range []approval.EventKind{"customer.archived", "customer.restored", "contact.archived", "contact.restored",
		"project.archived", "project.restored", "competitor.deleted", "competitor.restored"} {
		if kinds[kind] != 1 {
			t.Errorf("%d events %s, want one", kinds[kind], kind)
		}
	}
}

func TestRequestsUnderWayKeepFromArchiving(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	project := s.AddProject(s.Rep, cust, "P")
	expense, err := s.CreateExpenseRequest(t.Context(), s.Rep, project.ID, request.ExpenseRequestDraft{})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/projects/" + project.ID, "/customers/" + cust.ID}
	for status, may := range map[approval.Status]bool{
		approval.StatusDraft: true, approval.StatusInReview: false, approval.StatusReturned: false, approval.StatusApproved: false,
		approval.StatusPaid: true, approval.StatusRejected: true, approval.StatusWithdrawn: true,
	} {
		s.ByHand(`UPDATE requests SET status = $1`, status)
		for _, path := range paths {
			if may {
				s.Send(t, "rep", "POST", path+"/archive", nil).Want(200)
				s.Send(t, "rep", "POST", path+"/restore", nil).Want(200)
			} else if p := s.Send(t, "rep", "POST", path+"/archive", nil).WantProblem(409, approval.CodeConflict); !strings.Contains(p.Detail, expense.Number) {
				t.Errorf("%s: %s", status, p.Detail)
			}
		}
	}
	// A draft of an archived customer cannot be submitted.
	s.ByHand(`UPDATE requests SET status = 'draft'`)
	s.Send(t, "rep", "POST", paths[1]+"/archive", nil).Want(200)
	s.Send(t, "rep", "POST", "/expense-requests/"+expense.ID+"/submit", nil).WantProblem(409, approval.CodeConflict)
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, username := range []string{"rep2", "rep3"} {
		s.Join(username, approval.SalesRep)
	}
	mine, archived, theirs := s.NewCustomer(s.Rep, "mine"), s.NewCustomer(s.Rep, "archived"), s.NewCustomer(s.Actors["rep2"], "theirs")
	shared := s.NewCustomer(s.Actors["rep2"], "shared")
	if _, err := s.CreateProject(t.Context(), s.Actors["rep2"], shared.ID, customer.ProjectInput{
		Name: new("P"), MemberIDs: []string{s.Rep.ID}}); err != nil {
		t.Fatal(err)
	}
	s.Send(t, "rep", "POST", "/customers/"+archived.ID+"/archive", nil).Want(200)
	give := func(as, to string, ids ...string) apitest.Reply {
		return s.Send(t, as, "POST", "/customers/hand-over", map[string]any{
			"customer_ids": ids, "to_user_id": s.Actors[to].ID, "reason": "离职"}, keyHeader, uuid.NewString())
	}
	type results struct{ Items []HandedOver }
	statuses := func(a apitest.Reply) (got []string) {
		for _, r := range apitest.Read[results](a.Want(200)).Items {
			status := string(r.Status)
			if r.Problem != nil {
				status += " " + string(r.Problem.Code)
			}
			got = append(got, status)
		}
		return got
	}
	want := []string{"done", "refused not_found", "refused forbidden", "refused conflict", "refused not_found"}
	if got := statuses(give("rep", "rep3", mine.ID, theirs.ID, shared.ID, archived.ID, mine.ID, uuid.NewString())); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	// It is rep3's alone now.
	s.Send(t, "rep", "GET", "/customers/"+mine.ID, nil).WantProblem(404, approval.CodeNotFound)
	if got := statuses(give("rep3", "rep3", mine.ID)); !slices.Equal(got, []string{"unchanged"}) {
		t.Errorf("given to its owner: %v", got)
	}
	// Who changes everybody's customers hands them over.
	if got := statuses(give("commercial", "rep", mine.ID, theirs.ID)); !slices.Equal(got, []string{"done", "done"}) {
		t.Errorf("by commercial: %v", got)
	}
	events := apitest.Read[List[approval.Event]](s.Send(t, "rep", "GET", "/customers/"+mine.ID+"/timeline?kind=customer.handed_over", nil).Want(200)).Items
	if len(events) != 2 || events[1].Changes["reason"].After != "离职" {
		t.Errorf("events %+v", events)
	}
	for _, to := range []string{"manager", "admin", "nobody"} {
		if p := give("rep", to, mine.ID).WantProblem(422, approval.CodeInvalid); p.Errors[0].Location != "body.to_user_id" {
			t.Errorf("to %s: %+v", to, p)
		}
	}
	if err := s.SetUserActive(t.Context(), s.Actors["rep3"].ID, false); err != nil {
		t.Fatal(err)
	}
	give("rep", "rep3", mine.ID).WantProblem(422, approval.CodeInvalid)
	// A PATCH is no way around it.
	patch := map[string]any{"version": 1, "owner_id": s.Rep.ID, "reason": "离职"}
	s.Send(t, "rep", "PATCH", "/customers/"+shared.ID, patch).WantProblem(403, approval.CodeForbidden)
	patch["owner_id"] = s.Manager.ID
	s.Send(t, "rep2", "PATCH", "/customers/"+shared.ID, patch).WantProblem(422, approval.CodeInvalid)
	patch["owner_id"] = s.Rep.ID
	s.Send(t, "rep2", "PATCH", "/customers/"+shared.ID, patch).Want(200)

	key := uuid.NewString()
	body := map[string]any{"customer_ids": []string{mine.ID}, "to_user_id": s.Actors["rep2"].ID, "reason": "x"}
	first := s.Send(t, "rep", "POST", "/customers/hand-over", body, keyHeader, key).Want(200)
	if again := s.Send(t, "rep", "POST", "/customers/hand-over", body, keyHeader, key).Want(200); again.Raw != first.Raw {
		t.Errorf("repeated: %s, not %s", again.Raw, first.Raw)
	}
	s.Send(t, "rep", "POST", "/customers/hand-over", `{"customer_ids":[],"to_user_id":"x"}`).Want(400)
}

func TestLikelyDoubles(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("rep2", approval.SalesRep)
	mine := s.NewCustomer(s.Rep, "华东电力设计院有限公司")
	theirs := s.NewCustomer(s.Actors["rep2"], "Siemens Energy Co., Ltd.")
	if _, err := s.CreateContact(t.Context(), s.Actors["rep2"], theirs.ID, customer.ContactInput{Name: new("Secret Name"), Phone: new("(021) 5555-0101")}); err != nil {
		t.Fatal(err)
	}
	type candidates struct{ Items []LikelyDouble }
	for name, test := range map[string]struct {
		name, phone string
		reasons     []customer.DuplicateReason
		seen        bool
	}{
		"the same":          {"华东电力设计院有限公司", "", []customer.DuplicateReason{customer.SameName}, true},
		"without its form":  {"华东电力设计院", "", []customer.DuplicateReason{customer.SimilarName}, true},
		"another form":      {"华东 电力设计院（集团）股份有限公司", "", nil, true},
		"goes on":           {"华东电力设计院上海分院", "", []customer.DuplicateReason{customer.SimilarName}, true},
		"width and case":    {"ＳＩＥＭＥＮＳ　ｅｎｅｒｇｙ", "", []customer.DuplicateReason{customer.SimilarName}, false},
		"telephone":         {"Something else", "+86 021 5555 0101", []customer.DuplicateReason{customer.SamePhone}, false},
		"both":              {"Siemens Energy Co Ltd", "02155550101", []customer.DuplicateReason{customer.SamePhone, customer.SimilarName}, false},
		"a short telephone": {"Something else", "0101", nil, false},
		"nothing alike":     {"华东", "", nil, false},
	} {
		got := s.Send(t, "rep", "POST", "/customers/check", map[string]any{"name": test.name, "phone": test.phone}).Want(200)
		list := apitest.Read[candidates](got).Items
		if name == "another form" {
			// 集团 is a part of the name here, and so the one goes on where the other ends.
			test.reasons = []customer.DuplicateReason{customer.SimilarName}
		}
		if len(list) != min(1, len(test.reasons)) {
			t.Errorf("%s: %s", name, got.Raw)
			continue
		}
		if len(list) == 0 {
			continue
		}
		if !slices.Equal(list[0].Reasons, test.reasons) || (list[0].Customer != nil) != test.seen {
			t.Errorf("%s: %s", name, got.Raw)
		}
		if test.seen && list[0].Customer.ID != mine.ID || !test.seen && list[0].OwnerName != "Test rep2" {
			t.Errorf("%s: %s", name, got.Raw)
		}
	}
}

func TestOverview(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("rep2", approval.SalesRep)
	cust := s.NewCustomer(s.Rep, "A")
	path := "/customers/" + cust.ID
	s.Send(t, "rep", "POST", path+"/contacts", `{"name":"C"}`).Want(201)
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", path+"/projects", `{"name":"P"}`).Want(201))
	draft, err := s.CreateExpenseRequest(t.Context(), s.Rep, project.ID, request.ExpenseRequestDraft{
		Amount: &approval.Money{Amount: "70.00", Currency: "CNY"}})
	if err != nil {
		t.Fatal(err)
	}
	overview := func(as string) storage.CustomerOverview {
		return apitest.Read[storage.CustomerOverview](s.Send(t, as, "GET", path+"/overview", nil).Want(200))
	}
	if o := overview("rep"); len(o.Contacts) != 1 || len(o.Projects) != 1 || len(o.OpenRequests) != 1 || len(o.Events) != 3 || len(o.More) != 0 {
		t.Errorf("overview %+v", o)
	}
	if o := overview("commercial"); len(o.OpenRequests) != 0 {
		t.Error("a draft is shown to others")
	}
	s.ByHand(`UPDATE requests SET status = 'in_review' WHERE id = $1`, draft.ID)
	if o := overview("commercial"); len(o.OpenRequests) != 1 || o.Projects[0].Pending.Amount != "70.00" {
		t.Errorf("overview of a request under way %+v", o)
	}
	s.Send(t, "rep2", "GET", path+"/overview", nil).WantProblem(404, approval.CodeNotFound)
	for range 25 {
		s.Send(t, "rep", "POST", path+"/notes", `{"text":"n"}`).Want(201)
	}
	if o := overview("rep"); len(o.Events) != 20 || !slices.Equal(o.More, []string{"events"}) {
		t.Errorf("%d events, more of %v", len(o.Events), o.More)
	}
}

func TestProjectHistory(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", "/customers/"+cust.ID+"/projects", `{"name":"P"}`).Want(201))
	path := "/projects/" + project.ID
	s.Send(t, "rep", "PATCH", path, `{"version":1,"stage":"bidding"}`).Want(200)
	s.Send(t, "rep", "PATCH", path, `{"version":2,"name":"Q"}`).Want(200)
	s.Send(t, "commercial", "PATCH", path, `{"version":3,"stage":"won"}`).Want(200)
	history := apitest.Read[List[customer.ProjectChange]](s.Send(t, "rep", "GET", path+"/history", nil).Want(200)).Items
	var got []string
	for _, m := range history {
		before := ""
		if m.Before != nil {
			before = *m.Before
		}
		got = append(got, m.By.Name+": "+string(m.Field)+" "+before+">"+m.After)
	}
	want := []string{"Test commercial: stage bidding>won", "Test rep: stage lead>bidding", "Test rep: status >open", "Test rep: stage >lead"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	first := apitest.Read[List[customer.ProjectChange]](s.Send(t, "rep", "GET", path+"/history?limit=3", nil).Want(200))
	rest := apitest.Read[List[customer.ProjectChange]](s.Send(t, "rep", "GET", path+"/history?limit=3&cursor="+first.NextCursor, nil).Want(200))
	if len(first.Items) != 3 || len(rest.Items) != 1 || rest.NextCursor != "" {
		t.Errorf("pages of %d and %d", len(first.Items), len(rest.Items))
	}
}

func TestNobodyReportsInCircles(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	path := "/customers/" + s.NewCustomer(s.Rep, "A").ID + "/contacts"
	other := "/customers/" + s.NewCustomer(s.Rep, "B").ID + "/contacts"
	add := func(path, name string, above any) customer.Contact {
		return apitest.Read[customer.Contact](s.Send(t, "rep", "POST", path, map[string]any{"name": name, "reports_to_id": above}).Want(201))
	}
	top := add(path, "top", nil)
	middle := add(path, "middle", top.ID)
	low := add(path, "low", middle.ID)
	stranger := add(other, "stranger", nil)
	for name, above := range map[string]string{"itself": top.ID, "below": low.ID, "another customer's": stranger.ID, "nobody": uuid.NewString()} {
		p := s.Send(t, "rep", "PATCH", "/contacts/"+top.ID, map[string]any{"version": 1, "reports_to_id": above}).WantProblem(422, approval.CodeInvalid)
		if len(p.Errors) != 1 || p.Errors[0].Location != "body.reports_to_id" {
			t.Errorf("%s: %+v", name, p)
		}
	}
	// Who reports to somebody that was archived stays where they are.
	s.Send(t, "rep", "POST", "/contacts/"+middle.ID+"/archive", nil).Want(200)
	s.Send(t, "rep", "PATCH", "/contacts/"+low.ID, map[string]any{"version": 1, "title": "x"}).Want(200)
	s.Send(t, "rep", "POST", path, map[string]any{"name": "new", "reports_to_id": middle.ID}).WantProblem(422, approval.CodeInvalid)
}
