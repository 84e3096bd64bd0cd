package api

import (
	"strings"
	"testing"

	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

// TestTaskListInput: all that is wrong with the amounts of a filter is named at
// once, after an order that does not exist.
func TestTaskListInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for query, want := range map[string]string{
		"amount_min=ten&amount_max=-1":   "query.amount_min query.amount_max",
		"amount_min=1e3":                 "query.amount_min",
		"amount_min=20&amount_max=19.99": "query.amount_max",
		"sort=title&amount_max=1.":       "query.sort",
	} {
		p := w.send(t, approval.Finance, "GET", "/tasks?"+query, nil).problem(422, approval.CodeInvalid)
		if got := strings.Join(p.locations(), " "); got != want {
			t.Errorf("%s names %s, want %s", query, got, want)
		}
	}
	for _, sort := range []string{"created_at", "-created_at", "due_at", "-due_at", "amount", "-amount"} {
		w.send(t, approval.Finance, "GET", "/tasks?amount_min=0&amount_max=10.50&sort="+sort, nil).want(200)
	}
}

// TestRequestListInput takes several statuses in both ways of writing them, and
// names all that breaks a rule at once, after what the schema refuses.
func TestRequestListInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cust := w.customerOf(t, approval.SalesRep, "A")
	project := read[customer.Project](w.send(t, approval.SalesRep, "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).want(201))
	w.send(t, approval.SalesRep, "POST", "/expense-requests", map[string]any{"project_id": project.ID}).want(201)
	for query, want := range map[string]int{
		"status=draft": 1, "status=paid,draft": 1, "status=paid&status=draft": 1, "status=paid": 0, "status=paid,returned&status=approved": 0,
		"status=": 1, "paid_from=2026-01-01": 0, "sort=paid_on": 1, "sort=-submitted_at": 1, "sort=amount": 1,
	} {
		found := read[List[request.RequestRow]](w.send(t, approval.SalesRep, "GET", "/requests?"+query, nil).want(200)).Items
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
		p := w.send(t, approval.SalesRep, "GET", "/requests?"+query, nil).problem(422, approval.CodeInvalid)
		if got := strings.Join(p.locations(), " "); got != want {
			t.Errorf("%s names %s, want %s", query, got, want)
		}
	}
}
