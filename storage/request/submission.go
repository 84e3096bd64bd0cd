package request

import (
	"context"
	"slices"
	"time"

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
}

// PrepareSubmission returns the decision that submits a draft or resubmits a returned
// request in its current state. The error is invalid and lists all missing fields if it
// is incomplete.
func (s *Store) PrepareSubmission(ctx context.Context, actor approval.Actor, id string) (Submission, error) {
	r, err := s.Request(ctx, actor, id)
	if err != nil {
		return Submission{}, err
	}
	if err := s.checkMayEdit(ctx, actor, r); err != nil {
		return Submission{}, err
	}
	if err := s.CheckAcceptsRequests(ctx, r.ProjectID); err != nil {
		return Submission{}, err
	}
	if err := r.Complete(); err != nil {
		return Submission{}, err
	}
	d := approval.Decision{ActorID: actor.ID, Step: approval.Draft, Outcome: approval.Submit, Revision: r.Revision, Facts: r.Facts()}
	if r.Status == approval.StatusReturned {
		task, err := s.reviseTask(ctx, id)
		if err != nil {
			return Submission{}, err
		}
		d.TaskID, d.Step, d.Outcome = task.ID, task.Step, approval.Resubmit
	}
	return Submission{RequestID: id, Kind: r.Kind, Decision: d}, nil
}

// reviseTask returns the open task to revise a returned request.
func (s *Store) reviseTask(ctx context.Context, requestID string) (Task, error) {
	tasks, err := s.tasksOf(ctx, requestID)
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
	return s.In(ctx).Exec(ctx, `
		UPDATE requests SET status = 'submitting', submitting = $2, version = version + 1, updated_at = now()
		WHERE id = $1 AND status IN ('draft', 'returned') AND revision = $3`,
		sub.RequestID, postgres.AsJSON(sub), sub.Decision.Revision)
}

// QueuedSubmission returns the queued submission of a request. The error is not_found if
// there is none.
func (s *Store) QueuedSubmission(ctx context.Context, requestID string) (Submission, error) {
	var kept postgres.Document[Submission]
	err := s.In(ctx).Get(ctx, &kept, `SELECT submitting FROM requests WHERE id = $1 AND status = 'submitting'`, requestID)
	return kept.Value, err
}

// LeaseSubmissions returns up to limit queued submissions and hides them from other
// sweeps for the duration of the lease.
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
	return taken, err
}

// CancelSubmission removes a queued submission that the workflow refused. The request
// becomes a draft or a returned request again.
func (s *Store) CancelSubmission(ctx context.Context, requestID string) error {
	return s.In(ctx).Exec(ctx, `
		UPDATE requests SET status = position->>'status', submitting = NULL, version = version + 1, updated_at = now()
		WHERE id = $1 AND status = 'submitting'`, requestID)
}
