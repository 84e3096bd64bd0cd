package request

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// detailRow is a request with everything that belongs to it, each list as a column, so
// that one statement reads all of it.
type detailRow struct {
	Request
	Tasks       postgres.List[Task]            `db:"tasks"`
	Reports     postgres.List[Report]          `db:"reports"`
	Attachments postgres.List[Attachment]      `db:"attachments"`
	Decisions   postgres.List[Decision]        `db:"decisions"`
	Events      postgres.List[approval.Event]  `db:"events"`
	Doubles     postgres.List[duplicateRow]    `db:"doubles"`
	Budget      postgres.Document[*BudgetView] `db:"project_budget"`
	// Variables have the labels of the options.
	Variables variable.Stored `db:"variables"`
}

// detailColumns select the lists of a detailRow for the request r.
var detailColumns = `
	(SELECT jsonb_agg(` + taskObject + ` ORDER BY t.id) FROM tasks t ` + taskPeople + ` WHERE t.request_id = r.id) AS tasks,
	(SELECT jsonb_agg(` + reportObject + ` ORDER BY p.step) FROM ` + reportTables + ` WHERE p.request_id = r.id) AS reports,
	(SELECT jsonb_agg(` + attachmentObject + ` ORDER BY a.id) FROM ` + attachmentTables + ` WHERE a.request_id = r.id) AS attachments,
	(SELECT jsonb_agg(` + decisionObject + ` ORDER BY d.id) FROM ` + decisionTables + ` WHERE d.request_id = r.id) AS decisions,
	(SELECT jsonb_agg(` + ledger.EventObject + ` ORDER BY e.seq) FROM timeline_events e
	 WHERE e.customer_id = r.customer_id AND e.subject_id = r.id) AS events,
	` + budgetObject + ` AS project_budget,
	` + variable.StoredColumn + ` AS variables`

// detailRow reads a request that the actor may read, with the display names of the codes.
func (s *Store) detailRow(ctx context.Context, actor approval.Actor, id string) (row detailRow, err error) {
	if err = s.In(ctx).Get(ctx, &row, `
		SELECT `+requestColumns+`, `+detailColumns+`, `+duplicatesOfRequest(actor)+` AS doubles
		FROM `+requestTables+` WHERE r.id = $4 AND `+seesRequests(actor, 1), append(accessParameters(actor), id)...); err != nil {
		return row, err
	}
	row.label()
	for i := range row.Tasks {
		row.Tasks[i] = row.Tasks[i].of(row.Request)
	}
	for i := range row.Attachments {
		row.Attachments[i] = row.Attachments[i].labeled()
	}
	labelReports(row.Reports)
	labelDecisions(row.Decisions)
	return row, nil
}

// personObject is the SQL expression for the user of a joined table as a JSON object;
// null if there is none.
func personObject(user string) string {
	return `CASE WHEN ` + user + `.id IS NOT NULL THEN jsonb_build_object('id', ` + user + `.id, 'name', ` + user + `.name) END`
}

// moneyObject is the SQL expression for an approval.Money as a JSON object; null without
// an amount.
func moneyObject(amount, currency string) string {
	return `CASE WHEN ` + amount + ` IS NOT NULL THEN jsonb_build_object('amount', (` + amount + `)::text, 'currency', ` + currency + `) END`
}

// BudgetView is a project's budget with regard to one expense request.
type BudgetView struct {
	// Approved is absent until management has approved the project.
	Approved  *approval.Money `json:"approved,omitempty" doc:"The project's budget"`
	Spent     approval.Money  `json:"spent" doc:"Paid amount"`
	Reserved  approval.Money  `json:"waiting" doc:"Reserved by other open requests"`
	Requested approval.Money  `json:"this" doc:"Amount of this request"`
	Remaining *approval.Money `json:"left,omitempty" doc:"Remaining budget, negative if it is exceeded; absent without a budget"`
	Over      bool            `json:"over" doc:"Whether this request exceeds the budget"`
}

// budgetObject is the SQL expression for the BudgetView of the request r in the project
// p; null for a project request.
var budgetObject = `
	CASE WHEN r.kind = 'expense_request' THEN (
		SELECT jsonb_build_object(
			'approved', ` + moneyObject("p.budget", "p.currency") + `, 'spent', ` + moneyObject("taken.spent", "p.currency") + `,
			'waiting', ` + moneyObject("taken.waiting", "p.currency") + `, 'this', ` + moneyObject("taken.this", "p.currency") + `,
			'left', ` + moneyObject("p.budget - taken.spent - taken.waiting - taken.this", "p.currency") + `,
			'over', taken.spent + taken.waiting + taken.this > coalesce(p.budget, 0))
		FROM (
			SELECT coalesce(sum(f.paid_amount) FILTER (WHERE o.status = 'paid' AND o.id <> r.id), 0) AS spent,
			       coalesce(sum(coalesce(f.approved_amount, o.amount))
			                FILTER (WHERE o.status IN ` + customer.ReservingStatuses + ` AND o.id <> r.id), 0) AS waiting,
			       coalesce(sum(coalesce(f.paid_amount, f.approved_amount, o.amount)) FILTER (WHERE o.id = r.id), 0) AS this
			FROM requests o JOIN expense_requests f ON f.request_id = o.id
			WHERE o.project_id = r.project_id
		) AS taken
	) END`

// budget returns the project's budget with regard to an expense request, else nil.
func (row detailRow) budget() *BudgetView {
	view := row.Budget.Value
	if view == nil {
		return nil
	}
	for _, m := range []*approval.Money{view.Approved, &view.Spent, &view.Reserved, &view.Requested, view.Remaining} {
		if m != nil {
			*m = m.Fixed()
		}
	}
	return view
}
