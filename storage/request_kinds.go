package storage

import (
	"context"

	"approvals/workflows/approval"
)

func (d ProjectRequestDraft) kind() approval.Kind { return approval.ProjectRequest }

func (d ProjectRequestDraft) moneys() map[string]*approval.Money {
	return map[string]*approval.Money{"expected_revenue": d.ExpectedRevenue, "expected_cost": d.ExpectedCost}
}

func (d ProjectRequestDraft) check(ctx context.Context, s *Store, _ Request, wrong *approval.Invalid) error {
	return s.checkDay(ctx, wrong, "body.expected_close_on", planned, d.ExpectedCloseOn)
}

func (d ProjectRequestDraft) fill(r *Request) {
	r.Reason = either(d.Reason, r.Reason)
	r.ExpectedRevenue = either(d.ExpectedRevenue, r.ExpectedRevenue)
	r.Amount = r.ExpectedRevenue
	r.ExpectedCost = either(d.ExpectedCost, r.ExpectedCost)
	r.ExpectedCloseOn = either(d.ExpectedCloseOn, r.ExpectedCloseOn)
	r.WinProbability = either(d.WinProbability, r.WinProbability)
}

func (d ProjectRequestDraft) save(ctx context.Context, c conn, r Request) error {
	return c.exec(ctx, `
		INSERT INTO project_requests (request_id, reason, expected_cost, expected_close_on, win_probability)
		VALUES ($1, coalesce($2, ''), $3, $4, $5)
		ON CONFLICT (request_id) DO UPDATE SET reason = excluded.reason, expected_cost = excluded.expected_cost,
		    expected_close_on = excluded.expected_close_on, win_probability = excluded.win_probability`,
		r.ID, r.Reason, optionalAmount(r.ExpectedCost), r.ExpectedCloseOn, r.WinProbability)
}

func (d ExpenseRequestDraft) kind() approval.Kind { return approval.ExpenseRequest }

func (d ExpenseRequestDraft) moneys() map[string]*approval.Money {
	return map[string]*approval.Money{"amount": d.Amount}
}

// check makes sure that the category is one there is, that the amount is more
// than nothing and that the money can have been spent.
func (d ExpenseRequestDraft) check(ctx context.Context, s *Store, before Request, wrong *approval.Invalid) error {
	if d.Amount != nil && !d.Amount.Positive() {
		wrong.Add("body.amount.amount", approval.Text{ZH: "必须大于零", EN: "This must be more than zero"})
	}
	if d.Category != nil {
		used := ""
		if before.Category != nil {
			used = *before.Category
		}
		problem, err := s.CheckOption(ctx, ExpenseCategories, *d.Category, used)
		if err != nil {
			return err
		}
		if problem != (approval.Text{}) {
			wrong.Add("body.category", problem)
		}
	}
	return s.checkDay(ctx, wrong, "body.spent_on", happened, d.SpentOn)
}

func (d ExpenseRequestDraft) fill(r *Request) {
	r.Category = either(d.Category, r.Category)
	r.Amount = either(d.Amount, r.Amount)
	r.Purpose = either(d.Purpose, r.Purpose)
	r.SpentOn = either(d.SpentOn, r.SpentOn)
}

func (d ExpenseRequestDraft) save(ctx context.Context, c conn, r Request) error {
	return c.exec(ctx, `
		INSERT INTO expense_requests (request_id, category, purpose, spent_on)
		VALUES ($1, coalesce($2, ''), coalesce($3, ''), $4)
		ON CONFLICT (request_id) DO UPDATE SET category = excluded.category, purpose = excluded.purpose,
		    spent_on = excluded.spent_on`,
		r.ID, r.Category, r.Purpose, r.SpentOn)
}

// changedFacts returns the author's fields that differ, by name.
func changedFacts(before, after Request) approval.Changes {
	changes := approval.Changes{}
	noteChange(changes, "reason", before.Reason, after.Reason)
	noteMoney(changes, "expected_revenue", before.ExpectedRevenue, after.ExpectedRevenue)
	noteMoney(changes, "expected_cost", before.ExpectedCost, after.ExpectedCost)
	noteChange(changes, "expected_close_on", before.ExpectedCloseOn, after.ExpectedCloseOn)
	noteChange(changes, "win_probability", before.WinProbability, after.WinProbability)
	noteChange(changes, "category", before.Category, after.Category)
	noteChange(changes, "purpose", before.Purpose, after.Purpose)
	noteChange(changes, "spent_on", before.SpentOn, after.SpentOn)
	if after.Kind == approval.ExpenseRequest {
		noteMoney(changes, "amount", before.Amount, after.Amount)
	}
	return changes
}
