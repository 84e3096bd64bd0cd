package api

import (
	"strings"
	"testing"

	"approvals/workflows/approval"
)

// TestTaskListInput tells what is wrong with the amounts of a filter, all at
// once, and with an order that there is not.
func TestTaskListInput(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]string{
		"amount_min=ten&amount_max=-1":   "query.amount_min query.amount_max",
		"amount_min=1e3":                 "query.amount_min",
		"amount_min=20&amount_max=19.99": "query.amount_max",
		"sort=title&amount_max=1.":       "query.amount_max query.sort",
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
