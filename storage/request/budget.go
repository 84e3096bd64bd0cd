package request

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// BudgetView is a project's budget with regard to one expense request.
type BudgetView struct {
	// Approved is absent until management has approved the project.
	Approved  *approval.Money `json:"approved,omitempty" db:"approved" doc:"The project's budget"`
	Spent     approval.Money  `json:"spent" db:"spent" doc:"Paid so far"`
	Reserved  approval.Money  `json:"waiting" db:"waiting" doc:"Reserved by the other requests that are under way"`
	Requested approval.Money  `json:"this" db:"this" doc:"What this request takes"`
	Remaining *approval.Money `json:"left,omitempty" db:"left" doc:"What is left of the budget after all of these, below zero where it is over; absent as long as there is no budget"`
	Over      bool            `json:"over" db:"over" doc:"Whether this request goes over the budget"`
}

// budgetFor returns the project's budget with regard to the expense request.
func (s *Store) budgetFor(ctx context.Context, r Request) (BudgetView, error) {
	var view BudgetView
	err := s.In(ctx).Get(ctx, &view, `
		WITH taken AS (
			SELECT coalesce(sum(e.paid_amount) FILTER (WHERE r.status = 'paid' AND r.id <> $2), 0) AS spent,
			       coalesce(sum(coalesce(e.approved_amount, r.amount))
			                FILTER (WHERE r.status IN `+customer.ReservingStatuses+` AND r.id <> $2), 0) AS waiting,
			       coalesce(sum(coalesce(e.paid_amount, e.approved_amount, r.amount)) FILTER (WHERE r.id = $2), 0) AS this
			FROM requests r JOIN expense_requests e ON e.request_id = r.id
			WHERE r.project_id = $1
		)
		SELECT p.budget || ' ' || p.currency AS approved, spent || ' ' || p.currency AS spent,
		       waiting || ' ' || p.currency AS waiting, this || ' ' || p.currency AS this,
		       p.budget - taken.spent - taken.waiting - taken.this || ' ' || p.currency AS left,
		       taken.spent + taken.waiting + taken.this > coalesce(p.budget, 0) AS over
		FROM taken, projects p WHERE p.id = $1`, r.ProjectID, r.ID)
	if err != nil {
		return BudgetView{}, err
	}
	for _, m := range []*approval.Money{view.Approved, &view.Spent, &view.Reserved, &view.Requested, view.Remaining} {
		if m != nil {
			*m = m.Fixed()
		}
	}
	return view, nil
}
