package request_test

import (
	"testing"

	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestBudgetView checks the paid and reserved amounts and that of the request itself
// against the project's budget.
func TestBudgetView(t *testing.T) {
	s := storagetest.NewScene(t)
	budgetOf := func(r request.Request) *request.BudgetView {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.Rep, r.ID)
		s.Must(err)
		return detail.Budget
	}
	small, large := s.Expense(s.Rep, s.OwnProject.ID, "100.50"), s.Expense(s.Rep, s.OwnProject.ID, "2500")
	if diff := cmp.Diff(&request.BudgetView{
		Spent: *storagetest.Yuan("0.00"), Reserved: *storagetest.Yuan("0.00"), Requested: *storagetest.Yuan("100.50"), Over: true,
	}, budgetOf(small)); diff != "" {
		t.Errorf("without a budget: %s", diff)
	}
	s.ApprovedProject("3000")
	s.PaidExpense("500")
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "200"), approval.GMSignoff)
	for _, c := range []struct {
		request request.Request
		want    request.BudgetView
	}{
		{small, request.BudgetView{Requested: *storagetest.Yuan("100.50"), Remaining: storagetest.Yuan("2199.50")}},
		{large, request.BudgetView{Requested: *storagetest.Yuan("2500.00"), Remaining: storagetest.Yuan("-200.00"), Over: true}},
	} {
		c.want.Approved, c.want.Spent, c.want.Reserved = storagetest.Yuan("3000.00"), *storagetest.Yuan("500.00"), *storagetest.Yuan("200.00")
		if diff := cmp.Diff(&c.want, budgetOf(c.request)); diff != "" {
			t.Errorf("of %s: %s", c.want.Requested.Amount, diff)
		}
	}
}
