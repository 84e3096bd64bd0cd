package api

import (
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

// TestTaskListInput checks that all errors in the amounts of a filter are reported at
// once, after an unknown order.
func TestTaskListInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for query, want := range map[string]string{
		"amount_min=ten&amount_max=-1":   "query.amount_min query.amount_max",
		"amount_min=1e3":                 "query.amount_min",
		"amount_min=20&amount_max=19.99": "query.amount_max",
		"sort=title&amount_max=1.":       "query.sort",
	} {
		p := s.Send(t, "finance", "GET", "/tasks?"+query, nil).WantProblem(422, approval.CodeInvalid)
		if got := strings.Join(p.Locations(), " "); got != want {
			t.Errorf("%s names %s, want %s", query, got, want)
		}
	}
	for _, sort := range []string{"created_at", "-created_at", "due_at", "-due_at", "amount", "-amount"} {
		s.Send(t, "finance", "GET", "/tasks?amount_min=0&amount_max=10.50&sort="+sort, nil).Want(200)
	}
}

// TestRequestListInput filters by several statuses in both notations, and checks that
// all rule errors are reported at once, after schema errors.
func TestRequestListInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).Want(201))
	s.Send(t, "rep", "POST", "/expense-requests", map[string]any{"project_id": project.ID}).Want(201)
	for query, want := range map[string]int{
		"status=draft": 1, "status=paid,draft": 1, "status=paid&status=draft": 1, "status=paid": 0, "status=paid,returned&status=approved": 0,
		"status=": 1, "paid_from=2026-01-01": 0, "sort=paid_on": 1, "sort=-submitted_at": 1, "sort=amount": 1,
	} {
		found := apitest.Read[List[request.RequestRow]](s.Send(t, "rep", "GET", "/requests?"+query, nil).Want(200)).Items
		if len(found) != want {
			t.Errorf("%s finds %d, want %d", query, len(found), want)
		}
	}
	for query, want := range map[string]string{
		"status=draft,lost":                           "query.status",
		"status=lost&from=2026-02-01&to=2026-01-01":   "query.status query.to",
		"paid_from=2026-02-01&paid_to=2026-01-31":     "query.paid_to",
		"sort=title&paid_from=2026-02-01&status=lost": "query.sort",
	} {
		p := s.Send(t, "rep", "GET", "/requests?"+query, nil).WantProblem(422, approval.CodeInvalid)
		if got := strings.Join(p.Locations(), " "); got != want {
			t.Errorf("%s names %s, want %s", query, got, want)
		}
	}
}
