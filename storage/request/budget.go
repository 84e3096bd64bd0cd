package request

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// BudgetView is a project's budget as the decider of one expense request needs
// it.
type BudgetView struct {
	// Approved is absent until management has approved the project.
	Approved *approval.Money `json:"approved,omitempty" doc:"The project's budget"`
	Spent    approval.Money  `json:"spent" doc:"Paid so far"`
	Waiting  approval.Money  `json:"waiting" doc:"Reserved by the other requests that are under way"`
	This     approval.Money  `json:"this" doc:"What this request takes"`
	Left     *approval.Money `json:"left,omitempty" doc:"What is left of the budget after all of these, below zero where it is over; absent as long as there is no budget"`
	Over     bool            `json:"over" doc:"Whether this request goes over the budget"`
}

// budgetFor returns the budget of the project that an expense request is for.
func (s *Store) budgetFor(ctx context.Context, r Request) (BudgetView, error) {
	var row struct {
		Budget  *string `db:"budget"`
		Spent   string  `db:"spent"`
		Waiting string  `db:"waiting"`
		This    string  `db:"this"`
		Rest    *string `db:"rest"`
		Over    bool    `db:"over"`
	}
	err := s.In(ctx).Get(ctx, &row, `
		WITH taken AS (
			SELECT coalesce(sum(e.paid_amount) FILTER (WHERE r.status = 'paid' AND r.id <> $2), 0) AS spent,
			       coalesce(sum(coalesce(e.approved_amount, r.amount))
			                FILTER (WHERE r.status IN `+customer.ReservingStatuses+` AND r.id <> $2), 0) AS waiting,
			       coalesce(sum(coalesce(e.paid_amount, e.approved_amount, r.amount)) FILTER (WHERE r.id = $2), 0) AS this
			FROM requests r JOIN expense_requests e ON e.request_id = r.id
			WHERE r.project_id = $1
		)
		SELECT p.budget, taken.*, p.budget - taken.spent - taken.waiting - taken.this AS rest,
		       taken.spent + taken.waiting + taken.this > coalesce(p.budget, 0) AS over
		FROM taken, projects p WHERE p.id = $1`, r.ProjectID, r.ID)
	if err != nil {
		return BudgetView{}, err
	}
	in := func(amount string) approval.Money {
		return approval.Money{Amount: amount, Currency: r.Currency}.Fixed()
	}
	view := BudgetView{Spent: in(row.Spent), Waiting: in(row.Waiting), This: in(row.This), Over: row.Over}
	if row.Budget != nil && row.Rest != nil {
		approved, left := in(*row.Budget), in(*row.Rest)
		view.Approved, view.Left = &approved, &left
	}
	return view, nil
}
