package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestDraftRules checks that all errors in a draft are reported at once, including
// impossible dates.
func TestDraftRules(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).Want(http.StatusCreated))
	foreign := s.NewCustomer(s.Commercial, "B")
	others := s.AddProject(s.Commercial, foreign, "Q")
	s.Join("clerk", approval.SalesRep, approval.Commercial)
	today := time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60))
	day := func(years, days int) string { return today.AddDate(years, 0, days).Format(time.DateOnly) }
	draft := apitest.Read[request.Request](s.Send(t, "rep", "POST", "/expense-requests",
		map[string]any{"project_id": project.ID, "spent_on": day(0, 1)}).Want(http.StatusCreated))
	usd := func(amount string) map[string]any { return map[string]any{"amount": amount, "currency": "USD"} }
	for name, test := range map[string]struct {
		as, method, path string
		body             map[string]any
		locations        string
	}{
		"expense": {"rep", "POST", "/expense-requests",
			map[string]any{"project_id": project.ID, "amount": usd("0"), "category": "bribery", "spent_on": "9999-12-31"},
			"body.amount.amount body.amount.currency body.category body.spent_on"},
		"of somebody else": {"clerk", "POST", "/expense-requests",
			map[string]any{"project_id": others.ID, "amount": usd("0"), "spent_on": "1999-12-31"},
			"body.amount.amount body.amount.currency body.project_id body.spent_on"},
		"edited": {"rep", "PATCH", "/expense-requests/" + draft.ID,
			map[string]any{"version": draft.Version, "amount": usd("0"), "category": "bribery", "spent_on": day(0, 3)},
			"body.amount.amount body.amount.currency body.category body.spent_on"},
		"project request": {"rep", "POST", "/project-requests",
			map[string]any{"project_id": project.ID, "expected_cost": usd("1"), "expected_revenue": usd("1"), "expected_close_on": day(51, 0)},
			"body.expected_close_on body.expected_cost.currency body.expected_revenue.currency"},
		"project": {"rep", "POST", "/customers/" + cust.ID + "/projects",
			map[string]any{"name": "R", "expected_close_on": "9999-12-31", "member_ids": []string{uuid.NewString()}},
			"body.expected_close_on body.member_ids"},
		"edited project": {"rep", "PATCH", "/projects/" + project.ID,
			map[string]any{"version": 1, "expected_close_on": "1999-01-01"}, "body.expected_close_on"},
		"contact": {"rep", "POST", "/customers/" + cust.ID + "/contacts",
			map[string]any{"name": "C", "birthday": day(1, 0), "reports_to_id": uuid.NewString()}, "body.birthday body.reports_to_id"},
	} {
		t.Run(name, func(t *testing.T) {
			for language, words := range map[string]string{"zh": "不能", "en": "cannot"} {
				got := s.Send(t, test.as, test.method, test.path, test.body, "Accept-Language", language)
				p := got.WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
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

// TestDraftStatus checks that creating a draft returns 201, also when repeated with the
// same key, and reading it 200.
func TestDraftStatus(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).Want(http.StatusCreated))
	for _, path := range []string{"/project-requests", "/expense-requests"} {
		key := uuid.NewString()
		draftOnce := func() string {
			return s.Send(t, "rep", "POST", path, map[string]any{"project_id": project.ID}, keyHeader, key).
				Want(http.StatusCreated).Raw
		}
		first := draftOnce()
		if again := draftOnce(); again != first {
			t.Errorf("the same key answers\n%s\nafter\n%s", again, first)
		}
		draft := apitest.Read[request.Request](apitest.Reply{T: t, Raw: first})
		s.Send(t, "rep", "GET", path+"/"+draft.ID, nil).Want(http.StatusOK)
	}
}

// TestProjectThatIsNotSeen checks that a project without access is reported at its
// field.
func TestProjectThatIsNotSeen(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	foreign := s.NewCustomer(s.Commercial, "B")
	hidden := s.AddProject(s.Commercial, foreign, "Q")
	for _, id := range []string{hidden.ID, "01900000-0000-7000-8000-000000000000"} {
		for _, path := range []string{"/expense-requests", "/project-requests"} {
			p := s.Send(t, "rep", "POST", path, map[string]any{"project_id": id}).WantProblem(404, approval.CodeNotFound)
			if len(p.Errors) != 1 || p.Errors[0].Location != "body.project_id" {
				t.Errorf("%s: %+v", path, p.Errors)
			}
		}
	}
}
