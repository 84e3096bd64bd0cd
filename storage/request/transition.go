package request

import (
	"context"
	"fmt"
	"time"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// RecordTransition stores a decision and all of its consequences in one transaction: the
// closed task, the decision, the request, the opened tasks and the timeline events. It
// is idempotent by request and number: an existing transition is returned as it was
// recorded, which the caller recognizes by its UpdateID. With an *approval.Error the
// decision was refused and nothing was written.
func (s *Store) RecordTransition(ctx context.Context, t approval.Transition) (approval.Recorded, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (recorded approval.Recorded, err error) {
		r, err := s.lockRequest(ctx, t.RequestID)
		if err != nil {
			return recorded, err
		}
		position := r.Position
		if t.Number <= position.Number {
			return s.ReadTransition(ctx, t.RequestID, t.Number)
		}
		if t.Number != position.Number+1 {
			return recorded, fmt.Errorf("request %s: transition %d does not follow %d", t.RequestID, t.Number, position.Number)
		}
		return s.applyTransition(ctx, r, position, t)
	})
}

// applyTransition does the work of RecordTransition on a locked request.
func (s *Store) applyTransition(ctx context.Context, before Request, position approval.Position, t approval.Transition) (approval.Recorded, error) {
	none := approval.Recorded{}
	d := t.Decision
	actor, err := s.Actor(ctx, d.ActorID)
	if err != nil {
		return none, err
	}
	if err := s.claimKey(ctx, d); err != nil {
		return none, err
	}
	if err := s.checkDecision(ctx, actor, before, d); err != nil {
		return none, err
	}
	if d.TaskID == "" && d.Outcome != approval.Submit {
		// A withdrawal or an end is not a judgment of the content that somebody had on the
		// screen, so it names the content that it ends.
		d.Revision = before.Revision
	}
	if d.Outcome == approval.Submit {
		if err := s.checkCanStart(ctx, before); err != nil {
			return none, err
		}
	}
	at := postgres.Now()
	was, err := s.readPrevious(ctx, before, d)
	if err != nil {
		return none, err
	}
	if err := s.applyDecision(ctx, before, t, was, at); err != nil {
		return none, err
	}
	if err := s.closeTasks(ctx, t, at); err != nil {
		return none, err
	}
	if err := s.saveDecision(ctx, before.ID, d, at); err != nil {
		return none, err
	}
	opened, err := s.openTasks(ctx, before, t.Move.Open, at)
	if err != nil {
		return none, err
	}
	next := position.After(t, opened)
	if err := s.savePosition(ctx, before.ID, t, next, at); err != nil {
		return none, err
	}
	after, err := s.request(ctx, before.ID)
	if err != nil {
		return none, err
	}
	event := transitionEvent(actor, before, after, d, was)
	if err := s.moveProject(ctx, actor, before, after, &event); err != nil {
		return none, err
	}
	events := []ledger.NewEvent{event}
	if d.Outcome == approval.Submit || d.Outcome == approval.Resubmit {
		attached, err := s.unrecordedAttachments(ctx, actor, after)
		if err != nil {
			return none, err
		}
		events = append(events, attached...)
	}
	if err := s.AppendEvents(ctx, before.Customer.ID, actor.Person(), events...); err != nil {
		return none, err
	}
	if d.Outcome == approval.End {
		if err := s.RecordAct(ctx, actor, requestAct(RequestEnded, before, event)); err != nil {
			return none, err
		}
		if err := s.In(ctx).Exec(ctx, `DELETE FROM stuck_findings WHERE request_id = $1`, before.ID); err != nil {
			return none, err
		}
	}
	return approval.Recorded{UpdateID: t.UpdateID, ActorID: d.ActorID, Fingerprint: d.Fingerprint, Position: next}, nil
}

// ReadTransition returns a recorded transition. The error is not_found if there is none.
func (s *Store) ReadTransition(ctx context.Context, requestID string, number int) (approval.Recorded, error) {
	return s.transitionWhere(ctx, `request_id = $1 AND number = $2`, requestID, number)
}

func (s *Store) transitionWhere(ctx context.Context, condition string, args ...any) (approval.Recorded, error) {
	var recorded approval.Recorded
	err := s.In(ctx).Get(ctx, &recorded, `
		SELECT update_id, actor_id, fingerprint, position FROM transitions WHERE `+condition, args...)
	return recorded, err
}

// savePosition stores the transition and the request's new position.
func (s *Store) savePosition(ctx context.Context, requestID string, t approval.Transition, next approval.Position, at time.Time) error {
	position := postgres.AsJSON(next)
	if err := s.In(ctx).Exec(ctx, `
		UPDATE requests SET status = $2, position = $3, submitting = NULL, version = version + 1, updated_at = $4,
		    submitted_at = CASE WHEN $5 THEN $4 ELSE submitted_at END
		WHERE id = $1`,
		requestID, next.Status, position, at, t.Decision.Outcome == approval.Submit); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `
		INSERT INTO transitions (request_id, number, update_id, actor_id, fingerprint, position, at, key_hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'))`,
		requestID, t.Number, t.UpdateID, t.Decision.ActorID, t.Decision.Fingerprint, position, at, postgres.Nullable(t.Decision.KeyHash))
}

// closeTasks closes the decided task and cancels those that are no longer needed.
func (s *Store) closeTasks(ctx context.Context, t approval.Transition, at time.Time) error {
	d := t.Decision
	if d.TaskID != "" {
		if err := s.In(ctx).Exec(ctx, `
			UPDATE tasks SET state = 'done', closed_at = $2, closed_by = $3, outcome = $4 WHERE id = $1`,
			d.TaskID, at, d.ActorID, d.Outcome); err != nil {
			return err
		}
	}
	if !t.Move.CloseAll {
		return nil
	}
	return s.In(ctx).Exec(ctx, `
		UPDATE tasks SET state = 'canceled', closed_at = $2, closed_by = $3
		WHERE request_id = $1 AND state = 'open'`, t.RequestID, at, d.ActorID)
}

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
	case d.Outcome == approval.Submit && r.Kind == approval.ProjectRequest:
		return s.keepBudgetBefore(ctx, r)
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
		// Check again: with the project locked, no expense can be submitted meanwhile.
		if err := s.checkRevisedBudget(ctx, after); err != nil {
			return err
		}
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
