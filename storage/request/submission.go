package request

import (
	"cmp"
	"context"
	"slices"
	"time"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Submission is a request that its author submits, with the decision to send to the
// workflow.
type Submission struct {
	RequestID string            `json:"request_id"`
	Kind      approval.Kind     `json:"kind"`
	UpdateID  string            `json:"update_id"`
	Decision  approval.Decision `json:"decision"`
	QueuedAt  time.Time         `json:"queued_at,omitzero"`
	// Failures counts the attempts of the sweep that failed.
	Failures int `json:"failures,omitempty"`
}

// PrepareSubmission returns the decision that submits a draft or resubmits a returned
// request, which was just read, in its current state. The error is invalid and lists all
// missing fields if it is incomplete.
func (s *Store) PrepareSubmission(ctx context.Context, actor approval.Actor, r Request) (Submission, error) {
	if err := s.checkMayEdit(ctx, actor, r); err != nil {
		return Submission{}, err
	}
	if err := s.checkMaySubmit(ctx, actor, r); err != nil {
		return Submission{}, err
	}
	if err := r.Complete(); err != nil {
		return Submission{}, err
	}
	d := approval.Decision{ActorID: actor.ID, Step: approval.Draft, Outcome: approval.Submit, Revision: r.Revision, Facts: r.Facts()}
	if r.Status == approval.StatusReturned {
		task, err := s.reviseTask(ctx, r)
		if err != nil {
			return Submission{}, err
		}
		d.TaskID, d.Step, d.Outcome = task.ID, task.Step, approval.Resubmit
	}
	return Submission{RequestID: r.ID, Kind: r.Kind, Decision: d}, nil
}

// reviseTask returns the open task to revise a returned request.
func (s *Store) reviseTask(ctx context.Context, r Request) (Task, error) {
	tasks, err := s.tasksOf(ctx, r)
	if err != nil {
		return Task{}, err
	}
	i := slices.IndexFunc(tasks, func(t Task) bool { return t.State == approval.TaskOpen && t.Step == approval.Revise })
	if i < 0 {
		return Task{}, approval.Stale()
	}
	return tasks[i], nil
}

// QueueSubmission stores a submission that could not be sent to the workflow engine; the
// sweep sends it later. It does nothing if the request has changed, as it has if the
// engine received the submission after all.
func (s *Store) QueueSubmission(ctx context.Context, sub Submission) error {
	sub.QueuedAt = postgres.Now()
	return s.InTx(ctx, func(ctx context.Context) error {
		r, err := s.lockRequest(ctx, sub.RequestID)
		if err != nil {
			return err
		}
		if err := s.checkCanStart(ctx, r); err != nil {
			return err
		}
		queued, err := s.In(ctx).Changed(ctx, `
			UPDATE requests SET status = 'submitting', submitting = $2, version = version + 1, updated_at = now()
			WHERE id = $1 AND status IN ('draft', 'returned') AND revision = $3`,
			sub.RequestID, postgres.AsJSON(sub), sub.Decision.Revision)
		if err != nil || queued == 0 {
			return err
		}
		return s.claimKey(ctx, sub.Decision)
	})
}

// QueuedSubmission returns the queued submission of a request. The error is not_found if
// there is none.
func (s *Store) QueuedSubmission(ctx context.Context, requestID string) (Submission, error) {
	var kept postgres.Document[Submission]
	err := s.In(ctx).Get(ctx, &kept, `SELECT submitting FROM requests WHERE id = $1 AND status = 'submitting'`, requestID)
	return kept.Value, err
}

// LeaseSubmissions returns up to limit queued submissions and hides them from other
// sweeps for the duration of the lease. Those that have failed before come last, so that
// they cannot hold up the others.
func (s *Store) LeaseSubmissions(ctx context.Context, limit int, lease time.Duration) ([]Submission, error) {
	var rows []postgres.Document[Submission]
	err := s.In(ctx).All(ctx, &rows, `
		UPDATE requests SET updated_at = now() WHERE id IN (
			SELECT id FROM requests WHERE status = 'submitting' AND updated_at < $1
			ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)
		RETURNING submitting`, time.Now().Add(-lease), limit)
	taken := make([]Submission, len(rows))
	for i, row := range rows {
		taken[i] = row.Value
	}
	slices.SortStableFunc(taken, func(a, b Submission) int {
		return cmp.Or(cmp.Compare(a.Failures, b.Failures), a.QueuedAt.Compare(b.QueuedAt))
	})
	return taken, err
}

// FailSubmission records a failed attempt at a queued submission, which stays queued.
// nextUpdateID is the id of the next attempt: the same one if the outcome of this one is
// unknown, another one if the engine would answer with the same failure again.
func (s *Store) FailSubmission(ctx context.Context, sub Submission, nextUpdateID string) error {
	failed := sub
	failed.Failures, failed.UpdateID = sub.Failures+1, nextUpdateID
	return s.In(ctx).Exec(ctx, `
		UPDATE requests SET submitting = $2 WHERE id = $1 AND submitting->>'update_id' = $3`,
		sub.RequestID, postgres.AsJSON(failed), sub.UpdateID)
}

// SubmissionRefused is the kind of notification about a queued submission that a rule
// refused.
const SubmissionRefused account.NotificationKind = "request.submission_refused"

// RefuseSubmission ends a queued submission that a rule refused. The request becomes a
// draft or a returned request again, its key is free, the timeline has the reason, and
// the author is notified. It does nothing if the submission is no longer queued.
func (s *Store) RefuseSubmission(ctx context.Context, sub Submission, refused *approval.Error) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		r, err := s.lockRequest(ctx, sub.RequestID)
		if err != nil || r.Status != approval.StatusSubmitting {
			return err
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE requests SET status = position->>'status', submitting = NULL, version = version + 1, updated_at = now()
			WHERE id = $1`, r.ID); err != nil {
			return err
		}
		if err := s.freeKey(ctx, sub.Decision); err != nil {
			return err
		}
		reason := refused.InWords()
		event := ledger.NewEvent{
			Kind: approval.EventKind(r.Kind) + ".submission_refused", ProjectID: &r.ProjectID, Subject: r.Subject(),
			Changes: approval.Changes{"status": {Before: r.Status, After: r.Position.Status}},
			Summary: approval.Text{ZH: "%s 提交的%s %s 未能进入审批：%s", EN: "%s's submission of %s %s was refused: %s"}.
				Format(r.Requester.Name, r.kindInWords(), r.Number, reason),
		}
		if err := s.AppendEvents(ctx, r.Customer.ID, r.Requester, event); err != nil {
			return err
		}
		_, err = s.Notify(ctx, account.NewNotification{
			UserID: r.Requester.ID, Kind: SubmissionRefused,
			Link:    s.TimelineSubjects.LinkOf(approval.Event{Subject: r.Subject()}),
			Subject: account.NotificationSubject{Type: string(r.Kind), ID: r.ID},
			Text: approval.Text{ZH: "您提交的%s %s 未能进入审批，请修改后重新提交：%s", EN: "Your submission of %s %s was refused; change it and submit it again: %s"}.
				Format(r.kindInWords(), r.Number, reason),
		})
		return err
	})
}
