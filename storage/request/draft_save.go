package request

import (
	"context"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// requestLetters are the first letters of the numbers of each kind.
var requestLetters = map[approval.Kind]string{approval.ProjectRequest: "P", approval.ExpenseRequest: "E"}

// insertRequest stores a new draft under the next number of its kind in the year.
func (s *Store) insertRequest(ctx context.Context, r Request, year int) error {
	return s.In(ctx).Exec(ctx, `
		WITH made AS (
			INSERT INTO requests (id, kind, number, customer_id, project_id, requester_id, amount, currency)
			VALUES ($1, $2, next_request_number($3, $4), $5, $6, $7, $8, $9)
			RETURNING id, kind
		), project AS (
			INSERT INTO project_requests (request_id, reason, expected_cost, expected_close_on, win_probability)
			SELECT id, coalesce($10, ''), $11::numeric, $12::date, $13::integer FROM made WHERE kind = 'project_request'
		)
		INSERT INTO expense_requests (request_id, category, purpose, spent_on)
		SELECT id, coalesce($14, ''), coalesce($15, ''), $16::date FROM made WHERE kind = 'expense_request'`,
		r.ID, r.Kind, requestLetters[r.Kind], year, r.Customer.ID, r.ProjectID, r.Requester.ID, postgres.OptionalAmount(r.Amount), r.Currency,
		r.Reason, postgres.OptionalAmount(r.ExpectedCost), r.ExpectedCloseOn, r.WinProbability,
		r.Category, r.Purpose, r.SpentOn)
}

// updateFacts stores the author's fields.
func (s *Store) updateFacts(ctx context.Context, r Request) error {
	return s.In(ctx).Exec(ctx, `
		WITH shared AS (
			UPDATE requests SET amount = $2 WHERE id = $1
		), project AS (
			UPDATE project_requests SET reason = coalesce($3, ''), expected_cost = $4, expected_close_on = $5, win_probability = $6
			WHERE request_id = $1
		)
		UPDATE expense_requests SET category = coalesce($7, ''), purpose = coalesce($8, ''), spent_on = $9 WHERE request_id = $1`,
		r.ID, postgres.OptionalAmount(r.Amount),
		r.Reason, postgres.OptionalAmount(r.ExpectedCost), r.ExpectedCloseOn, r.WinProbability,
		r.Category, r.Purpose, r.SpentOn)
}
