package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestCheckExpense checks for duplicates while an expense request is filled in, and
// what the author and the decider are shown.
func TestCheckExpense(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "A")
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", "/customers/"+cust.ID+"/projects",
		map[string]any{"name": "P"}).Want(http.StatusCreated))
	facts := map[string]any{"amount": map[string]any{"amount": "10.5"}, "category": "travel", "spent_on": "2026-11-20"}
	draft := func() request.Request {
		t.Helper()
		body := map[string]any{"project_id": project.ID, "purpose": "taxi"}
		for k, v := range facts {
			body[k] = v
		}
		return apitest.Read[request.Request](s.Send(t, "rep", "POST", "/expense-requests", body).Want(http.StatusCreated))
	}
	sum := strings.Repeat("ab", 32)
	first, second := draft(), draft()
	for _, r := range []request.Request{first, second} {
		if _, err := s.AddAttachment(t.Context(), s.Rep, request.Attachment{
			ID: uuid.Must(uuid.NewV7()).String(), RequestID: r.ID, Name: "receipt.pdf", Size: 1, ContentType: "application/pdf",
			SHA256: sum, Purpose: approval.PurposeReceipt}); err != nil {
			t.Fatal(err)
		}
	}
	type items struct{ Items []request.LikelyDuplicate }
	check := func(more map[string]any) []request.LikelyDuplicate {
		t.Helper()
		got := s.Send(t, "rep", "POST", "/expense-requests/check", more).Want(http.StatusOK)
		if !strings.Contains(got.Raw, `"items":[`) {
			t.Errorf("no list: %s", got.Raw)
		}
		return apitest.Read[items](got).Items
	}
	if found := check(facts); len(found) != 2 || found[0].Request.ID != second.ID || found[1].Request.ID != first.ID ||
		!slices.Equal(found[0].Why, []request.DuplicateReason{request.SameAmountDayCategory}) || *found[0].Request.Amount != (approval.Money{Amount: "10.50", Currency: "CNY"}) {
		t.Errorf("%+v", found)
	}
	facts["request_id"], facts["sha256"] = second.ID, []string{strings.ToUpper(sum)}
	found := check(facts)
	if len(found) != 1 || found[0].Request.ID != first.ID || !slices.Equal(found[0].SHA256, []string{sum}) ||
		!slices.Equal(found[0].Why, []request.DuplicateReason{request.SameFile, request.SameAmountDayCategory}) ||
		found[0].Label.EN == "" || found[0].Label.ZH == "" || found[0].Request.Link != "/expense-requests/"+first.ID {
		t.Errorf("%+v", found)
	}
	if found := check(map[string]any{}); len(found) != 0 {
		t.Errorf("nothing is a double of %+v", found)
	}

	type detail struct {
		Doubles []request.LikelyDuplicate `json:"likely_doubles"`
	}
	task := uuid.Must(uuid.NewV7()).String()
	s.ByHand(`UPDATE requests SET status = 'in_review' WHERE id IN ($1, $2)`, first.ID, second.ID)
	s.ByHand(`INSERT INTO tasks (id, request_id, step, candidate_role, requester_id, reason, created_at)
		VALUES ($1, $2, 'gm_signoff', 'general_manager', $3, '{}', now())`, task, second.ID, second.Requester.ID)
	for _, path := range []string{"/expense-requests/" + second.ID, "/tasks/" + task} {
		got := apitest.Read[detail](s.Send(t, "gm", "GET", path, nil).Want(http.StatusOK)).Doubles
		if len(got) != 1 || got[0].Request == nil || got[0].Request.Number != first.Number || len(got[0].Why) != 2 {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

// TestCheckExpenseInput checks the validation of the input.
func TestCheckExpenseInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for body, location := range map[string]string{
		`{"sha256":["abc"]}`:                                "body.sha256[0]",
		`{"amount":{"amount":"1.234"}}`:                     "body.amount.amount",
		`{"amount":{"amount":"1","currency":"XXL"}}`:        "body.amount.currency",
		`{"request_id":"7"}`:                                "body.request_id",
		`{"sha256":[` + strings.Repeat(`"a",`, 50) + `""]}`: "body.sha256",
	} {
		got := s.Send(t, "rep", "POST", "/expense-requests/check", body, "Accept-Language", "zh")
		if got.Status != http.StatusUnprocessableEntity && got.Status != http.StatusBadRequest || !slices.Contains(apitest.Read[apitest.Problem](got).Locations(), location) {
			t.Errorf("%s: %d %s", body, got.Status, got.Raw)
		}
	}
	s.Send(t, "rep", "POST", "/expense-requests/check", map[string]any{"request_id": uuid.NewString()}).WantProblem(404, approval.CodeNotFound)
}
