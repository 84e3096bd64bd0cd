package request

import (
	"context"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

func (d ProjectRequestDraft) kind() approval.Kind { return approval.ProjectRequest }

func (d ProjectRequestDraft) amounts() map[string]*approval.Money {
	return map[string]*approval.Money{"expected_revenue": d.ExpectedRevenue, "expected_cost": d.ExpectedCost}
}

func (d ProjectRequestDraft) check(ctx context.Context, s *Store, _ Request, wrong *approval.Invalid) error {
	return s.CheckDay(ctx, wrong, "body.expected_close_on", variable.Planned, d.ExpectedCloseOn)
}

func (d ProjectRequestDraft) fill(r *Request) {
	r.Reason = postgres.Either(d.Reason, r.Reason)
	r.ExpectedRevenue = postgres.Either(d.ExpectedRevenue, r.ExpectedRevenue)
	r.Amount = r.ExpectedRevenue
	r.ExpectedCost = postgres.Either(d.ExpectedCost, r.ExpectedCost)
	r.ExpectedCloseOn = postgres.Either(d.ExpectedCloseOn, r.ExpectedCloseOn)
	r.WinProbability = postgres.Either(d.WinProbability, r.WinProbability)
}

func (d ProjectRequestDraft) save(ctx context.Context, c postgres.Conn, r Request) error {
	return c.Exec(ctx, `
		INSERT INTO project_requests (request_id, reason, expected_cost, expected_close_on, win_probability)
		VALUES ($1, coalesce($2, ''), $3, $4, $5)
		ON CONFLICT (request_id) DO UPDATE SET reason = excluded.reason, expected_cost = excluded.expected_cost,
		    expected_close_on = excluded.expected_close_on, win_probability = excluded.win_probability`,
		r.ID, r.Reason, postgres.OptionalAmount(r.ExpectedCost), r.ExpectedCloseOn, r.WinProbability)
}

func (d ExpenseRequestDraft) kind() approval.Kind { return approval.ExpenseRequest }

func (d ExpenseRequestDraft) amounts() map[string]*approval.Money {
	return map[string]*approval.Money{"amount": d.Amount}
}

// check validates the category, that the amount is positive and that the expense is in
// the past.
func (d ExpenseRequestDraft) check(ctx context.Context, s *Store, before Request, wrong *approval.Invalid) error {
	if d.Amount != nil && !d.Amount.Positive() {
		wrong.Add("body.amount.amount", approval.Text{ZH: "必须大于零", EN: "This must be more than zero"})
	}
	if d.Category != nil {
		used := ""
		if before.Category != nil {
			used = *before.Category
		}
		problem, err := s.CheckOption(ctx, variable.ExpenseCategories, *d.Category, used)
		if err != nil {
			return err
		}
		if problem != (approval.Text{}) {
			wrong.Add("body.category", problem)
		}
	}
	return s.CheckDay(ctx, wrong, "body.spent_on", variable.Happened, d.SpentOn)
}

func (d ExpenseRequestDraft) fill(r *Request) {
	r.Category = postgres.Either(d.Category, r.Category)
	r.Amount = postgres.Either(d.Amount, r.Amount)
	r.Purpose = postgres.Either(d.Purpose, r.Purpose)
	r.SpentOn = postgres.Either(d.SpentOn, r.SpentOn)
}

func (d ExpenseRequestDraft) save(ctx context.Context, c postgres.Conn, r Request) error {
	return c.Exec(ctx, `
		INSERT INTO expense_requests (request_id, category, purpose, spent_on)
		VALUES ($1, coalesce($2, ''), coalesce($3, ''), $4)
		ON CONFLICT (request_id) DO UPDATE SET category = excluded.category, purpose = excluded.purpose,
		    spent_on = excluded.spent_on`,
		r.ID, r.Category, r.Purpose, r.SpentOn)
}

// changedFacts returns the author's fields that differ.
func changedFacts(before, after Request) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteChange(changes, "reason", before.Reason, after.Reason)
	ledger.NoteMoney(changes, "expected_revenue", before.ExpectedRevenue, after.ExpectedRevenue)
	ledger.NoteMoney(changes, "expected_cost", before.ExpectedCost, after.ExpectedCost)
	ledger.NoteChange(changes, "expected_close_on", before.ExpectedCloseOn, after.ExpectedCloseOn)
	ledger.NoteChange(changes, "win_probability", before.WinProbability, after.WinProbability)
	ledger.NoteChange(changes, "category", before.Category, after.Category)
	ledger.NoteChange(changes, "purpose", before.Purpose, after.Purpose)
	ledger.NoteChange(changes, "spent_on", before.SpentOn, after.SpentOn)
	if after.Kind == approval.ExpenseRequest {
		ledger.NoteMoney(changes, "amount", before.Amount, after.Amount)
	}
	return changes
}
