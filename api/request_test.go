package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// What is wrong with a draft is told at once, and a day that cannot be is wrong.
func TestDraftRules(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cust := w.customerOf(t, approval.SalesRep, "A")
	project := read[customer.Project](w.send(t, approval.SalesRep, "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).want(http.StatusCreated))
	foreign := w.customerOf(t, approval.Commercial, "B")
	others, err := w.store.CreateProject(t.Context(), w.actors[approval.Commercial], foreign.ID, customer.ProjectInput{Name: ptr("Q")})
	if err != nil {
		t.Fatal(err)
	}
	w.join(t, "clerk", approval.SalesRep, approval.Commercial)
	today := time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60))
	day := func(years, days int) string { return today.AddDate(years, 0, days).Format(time.DateOnly) }
	draft := read[request.Request](w.send(t, approval.SalesRep, "POST", "/expense-requests",
		map[string]any{"project_id": project.ID, "spent_on": day(0, 1)}).want(http.StatusCreated))
	usd := func(amount string) map[string]any { return map[string]any{"amount": amount, "currency": "USD"} }
	for name, test := range map[string]struct {
		as, method, path string
		body             map[string]any
		locations        string
	}{
		"expense": {approval.SalesRep, "POST", "/expense-requests",
			map[string]any{"project_id": project.ID, "amount": usd("0"), "category": "bribery", "spent_on": "9999-12-31"},
			"body.amount.amount body.amount.currency body.category body.spent_on"},
		"of somebody else": {"clerk", "POST", "/expense-requests",
			map[string]any{"project_id": others.ID, "amount": usd("0"), "spent_on": "1999-12-31"},
			"body.amount.amount body.amount.currency body.project_id body.spent_on"},
		"edited": {approval.SalesRep, "PATCH", "/expense-requests/" + draft.ID,
			map[string]any{"version": draft.Version, "amount": usd("0"), "category": "bribery", "spent_on": day(0, 3)},
			"body.amount.amount body.amount.currency body.category body.spent_on"},
		"project request": {approval.SalesRep, "POST", "/project-requests",
			map[string]any{"project_id": project.ID, "expected_cost": usd("1"), "expected_revenue": usd("1"), "expected_close_on": day(51, 0)},
			"body.expected_close_on body.expected_cost.currency body.expected_revenue.currency"},
		"project": {approval.SalesRep, "POST", "/customers/" + cust.ID + "/projects",
			map[string]any{"name": "R", "expected_close_on": "9999-12-31", "member_ids": []string{uuid.NewString()}},
			"body.expected_close_on body.member_ids"},
		"edited project": {approval.SalesRep, "PATCH", "/projects/" + project.ID,
			map[string]any{"version": 1, "expected_close_on": "1999-01-01"}, "body.expected_close_on"},
		"contact": {approval.SalesRep, "POST", "/customers/" + cust.ID + "/contacts",
			map[string]any{"name": "C", "birthday": day(1, 0), "reports_to_id": uuid.NewString()}, "body.birthday body.reports_to_id"},
	} {
		t.Run(name, func(t *testing.T) {
			for language, words := range map[string]string{"zh": "不能", "en": "cannot"} {
				got := w.send(t, test.as, test.method, test.path, test.body, "Accept-Language", language)
				p := got.problem(http.StatusUnprocessableEntity, approval.CodeInvalid)
				var locations []string
				for _, e := range p.Errors {
					locations = append(locations, e.Location)
				}
				slices.Sort(locations)
				if all := strings.Join(locations, " "); all != test.locations || !strings.Contains(got.Raw, words) {
					t.Errorf("%s, want %s: %s", all, test.locations, got.Raw)
				}
			}
		})
	}
}

// Making a draft answers 201, and the same again for the same key; reading it
// answers 200.
func TestDraftStatus(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cust := w.customerOf(t, approval.SalesRep, "A")
	project := read[customer.Project](w.send(t, approval.SalesRep, "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).want(http.StatusCreated))
	for _, path := range []string{"/project-requests", "/expense-requests"} {
		key := uuid.NewString()
		draftOnce := func() string {
			return w.send(t, approval.SalesRep, "POST", path, map[string]any{"project_id": project.ID}, keyHeader, key).
				want(http.StatusCreated).Raw
		}
		first := draftOnce()
		if again := draftOnce(); again != first {
			t.Errorf("the same key answers\n%s\nafter\n%s", again, first)
		}
		draft := read[request.Request](answer{t: t, Raw: first})
		w.send(t, approval.SalesRep, "GET", path+"/"+draft.ID, nil).want(http.StatusOK)
	}
}

// TestProjectThatIsNotSeen names the field whose project there is not.
func TestProjectThatIsNotSeen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	foreign := w.customerOf(t, approval.Commercial, "B")
	hidden, err := w.store.CreateProject(t.Context(), w.actors[approval.Commercial], foreign.ID, customer.ProjectInput{Name: ptr("Q")})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{hidden.ID, "01900000-0000-7000-8000-000000000000"} {
		for _, path := range []string{"/expense-requests", "/project-requests"} {
			p := w.send(t, approval.SalesRep, "POST", path, map[string]any{"project_id": id}).problem(404, approval.CodeNotFound)
			if len(p.Errors) != 1 || p.Errors[0].Location != "body.project_id" {
				t.Errorf("%s: %+v", path, p.Errors)
			}
		}
	}
}
