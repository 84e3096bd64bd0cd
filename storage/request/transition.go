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
		r, task, err := s.lockDecided(ctx, t.RequestID, t.Decision.TaskID)
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
		return s.applyTransition(ctx, r, task, t)
	})
}

// applyTransition does the work of RecordTransition on a locked request and task.
func (s *Store) applyTransition(ctx context.Context, before Request, task Task, t approval.Transition) (approval.Recorded, error) {
	none := approval.Recorded{}
	d := t.Decision
	actor, err := s.Actor(ctx, d.ActorID)
	if err != nil {
		return none, err
	}
	if err := s.checkDecision(ctx, actor, before, task, d); err != nil {
		return none, err
	}
	if d.TaskID == "" && d.Outcome != approval.Submit {
		// A withdrawal or an end is not a judgment of the content that somebody had on the
		// screen, so it names the content that it ends.
		d.Revision = before.Revision
	}
	at := postgres.Now()
	was, err := s.readPrevious(ctx, before, d)
	if err != nil {
		return none, err
	}
	if err := s.applyDecision(ctx, before, d, was, at); err != nil {
		return none, err
	}
	opened, err := s.tasksToOpen(ctx, before, t.Move.Open, at)
	if err != nil {
		return none, err
	}
	t.Decision = d
	result := transitionResult{Transition: t, Opened: opened, After: before.decided(t), At: at}
	result.Position = before.Position.After(t, openTasks(opened))
	after, attached, err := s.saveTransition(ctx, result)
	if err != nil {
		return none, err
	}
	event := transitionEvent(actor, before, after, d, was)
	if err := s.moveProject(ctx, actor, before, after, &event); err != nil {
		return none, err
	}
	events := []ledger.NewEvent{event}
	if attached && (d.Outcome == approval.Submit || d.Outcome == approval.Resubmit) {
		unrecorded, err := s.unrecordedAttachments(ctx, actor, after)
		if err != nil {
			return none, err
		}
		events = append(events, unrecorded...)
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
	return approval.Recorded{UpdateID: t.UpdateID, ActorID: d.ActorID, Fingerprint: d.Fingerprint, Position: result.Position}, nil
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

// applyDecision stores what a decision changes besides the request and its tasks: a
// report, or the budget that a submitted request is to replace.
func (s *Store) applyDecision(ctx context.Context, r Request, d approval.Decision, was previous, at time.Time) error {
	switch {
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		return s.fileReport(ctx, r, d, was.report, at)
	case d.Outcome == approval.Submit && r.Kind == approval.ProjectRequest:
		return s.keepBudgetBefore(ctx, r)
	default:
		return nil
	}
}

// decided returns the request as the transition leaves it.
func (r Request) decided(t approval.Transition) Request {
	d := t.Decision
	r.Status = t.Move.Status
	switch {
	case d.Step == approval.GMSignoff && d.Outcome == approval.Approve:
		// The requested amount, or a lower one if given.
		r.ApprovedAmount = postgres.Either(d.Data.ApprovedAmount, r.Amount)
	case d.Step == approval.FinanceProcessing && d.Outcome == approval.Complete:
		r.PaidAmount, r.PaidOn = d.Data.PaidAmount, &d.Data.PaidOn
		r.Method, r.VoucherNo = &d.Data.Method, &d.Data.VoucherNo
	case d.Outcome == approval.Resubmit && opensSignOff(t.Move):
		// The sign-off does not apply to another amount.
		r.ApprovedAmount = nil
	}
	return r
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
