package storage_test

import (
	"testing"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestBudgetSaysWhatIsLeft counts what is paid, what waits and the request
// itself against the project's budget.
func TestBudgetSaysWhatIsLeft(t *testing.T) {
	s := newScene(t)
	budgetOf := func(r storage.Request) *storage.BudgetView {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.rep, r.ID)
		s.must(err)
		return detail.Budget
	}
	small, large := s.expense(s.rep, s.project.ID, "100.50"), s.expense(s.rep, s.project.ID, "2500")
	if diff := cmp.Diff(&storage.BudgetView{
		Spent: *yuan("0.00"), Waiting: *yuan("0.00"), This: *yuan("100.50"), Over: true,
	}, budgetOf(small)); diff != "" {
		t.Errorf("without a budget: %s", diff)
	}
	s.approvedProject("3000")
	s.paidExpense("500")
	s.submit(s.expense(s.rep, s.project.ID, "200"), approval.GMSignoff)
	for _, c := range []struct {
		request storage.Request
		want    storage.BudgetView
	}{
		{small, storage.BudgetView{This: *yuan("100.50"), Left: yuan("2199.50")}},
		{large, storage.BudgetView{This: *yuan("2500.00"), Left: yuan("-200.00"), Over: true}},
	} {
		c.want.Approved, c.want.Spent, c.want.Waiting = yuan("3000.00"), *yuan("500.00"), *yuan("200.00")
		if diff := cmp.Diff(&c.want, budgetOf(c.request)); diff != "" {
			t.Errorf("of %s: %s", c.want.This.Amount, diff)
		}
	}
}
