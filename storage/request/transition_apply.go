package request

import (
	"context"
	"time"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// applyDecision stores a decision's changes to the request itself.
func (s *Store) applyDecision(ctx context.Context, r Request, t approval.Transition, was previous, at time.Time) error {
	d := t.Decision
	switch {
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		return s.fileReport(ctx, r, d, was.report, at)
	case d.Step == approval.GMSignoff && d.Outcome == approval.Approve:
		return s.signOff(ctx, r, d)
	case d.Step == approval.FinanceProcessing && d.Outcome == approval.Complete:
		return s.pay(ctx, r, d)
	case d.Outcome == approval.Resubmit && opensSignOff(t.Move):
		// The sign-off does not apply to another amount.
		return s.In(ctx).Exec(ctx, `UPDATE expense_requests SET approved_amount = NULL WHERE request_id = $1`, r.ID)
	default:
		return nil
	}
}

func opensSignOff(m approval.Move) bool {
	for _, step := range m.Open {
		if step == approval.GMSignoff {
			return true
		}
	}
	return false
}

// fileReport stores a report.
func (s *Store) fileReport(ctx context.Context, r Request, d approval.Decision, before *Report, at time.Time) error {
	var budget, total, currency *string
	if d.Step == approval.FinanceReport {
		encoded, sum := postgres.AsJSON(d.Data.Budget), d.Data.BudgetTotal()
		budget, total, currency = &encoded, &sum.Amount, &sum.Currency
	}
	if err := s.In(ctx).Exec(ctx, `
		INSERT INTO reports (request_id, step, recommendation, summary, budget, total, currency, filed_by, filed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (request_id, step) DO UPDATE SET recommendation = excluded.recommendation,
		    summary = excluded.summary, budget = excluded.budget, total = excluded.total, currency = excluded.currency,
		    filed_by = excluded.filed_by, filed_at = excluded.filed_at`,
		r.ID, d.Step, postgres.Nullable(string(d.Data.Recommendation)), d.Data.Summary, budget, total, currency, d.ActorID, at); err != nil {
		return err
	}
	return s.addRevision(ctx, r.ID, d.Step.ReportPurpose().Revises(), d.ActorID, reportChanges(before, d))
}

// signOff stores the approved amount: the requested one, or a lower one if given.
func (s *Store) signOff(ctx context.Context, r Request, d approval.Decision) error {
	approved := *r.Amount
	if given := d.Data.ApprovedAmount; given != nil {
		approved = *given
	}
	return s.In(ctx).Exec(ctx, `UPDATE expense_requests SET approved_amount = $2 WHERE request_id = $1`, r.ID, approved.Amount)
}

// pay stores the payment. Voucher numbers are unique, regardless of case, character
// width and spaces.
func (s *Store) pay(ctx context.Context, r Request, d approval.Decision) error {
	err := s.In(ctx).Exec(ctx, `
		UPDATE expense_requests SET paid_amount = $2, method = $3, voucher_no = $4, paid_on = $5 WHERE request_id = $1`,
		r.ID, d.Data.PaidAmount.Amount, d.Data.Method, d.Data.VoucherNo, d.Data.PaidOn)
	if postgres.Violates(err, "expense_requests_voucher") {
		return voucherConflict()
	}
	return err
}

// moveProject updates the project's status with its request: in review, approved with
// the report's budget, rejected, or open again. It adds its changes to the event.
func (s *Store) moveProject(ctx context.Context, actor approval.Actor, before, after Request, event *ledger.NewEvent) error {
	if after.Kind != approval.ProjectRequest || before.Status == after.Status {
		return nil
	}
	var project struct {
		Status string          `db:"status"`
		Budget *approval.Money `db:"budget"`
	}
	if err := s.In(ctx).Get(ctx, &project, `SELECT status, budget || ' ' || currency AS budget FROM projects WHERE id = $1 FOR NO KEY UPDATE`, after.ProjectID); err != nil {
		return err
	}
	status, budget := project.Status, project.Budget
	switch after.Status {
	case approval.StatusApproved:
		status = "approved"
		if err := s.In(ctx).Get(ctx, &budget, `SELECT total || ' ' || currency FROM reports WHERE request_id = $1 AND step = 'finance_report'`, after.ID); err != nil {
			return err
		}
	case approval.StatusInReview:
		status = unlessApproved(status, "in_review")
	case approval.StatusRejected:
		status = unlessApproved(status, "rejected")
	case approval.StatusWithdrawn:
		status = unlessApproved(status, "open")
	}
	ledger.NoteChange(event.Changes, "project_status", &project.Status, &status)
	ledger.NoteMoney(event.Changes, "project_budget", project.Budget, budget)
	if err := s.RecordMove(ctx, after.ProjectID, customer.MovedStatus, project.Status, status, actor.ID); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `UPDATE projects SET status = $2, budget = $3, version = version + 1, updated_at = now() WHERE id = $1`,
		after.ProjectID, status, postgres.OptionalAmount(budget))
}

// unlessApproved keeps the status of a project that an earlier request got approved.
func unlessApproved(status, next string) string {
	if status == "approved" {
		return status
	}
	return next
}
