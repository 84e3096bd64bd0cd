package request

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Engine reports the state of workflows.
type Engine interface {
	// Running returns which of the workflows are running without errors. A missing one
	// may still be healthy, because the engine's list can lag by some seconds.
	Running(ctx context.Context, workflowIDs []string) (map[string]bool, error)
	// Problem returns the current problem of a request's workflow, or "".
	Problem(ctx context.Context, kind approval.Kind, requestID string) (approval.StuckKind, error)
}

const (
	// laggingAfter is the age from which an unconfirmed transition is a problem.
	laggingAfter = time.Minute
	// engineBatch is the approximate number of workflows in one call to the engine.
	engineBatch = 500
	// engineTimeout limits one call to the engine.
	engineTimeout = 5 * time.Second
	// lockedEngineTimeout limits one call while the request is locked. It is shorter
	// than the lock timeout of others.
	lockedEngineTimeout = 2 * time.Second
)

var workflowProblems = []approval.StuckKind{approval.WorkflowMissing, approval.WorkflowFailed, approval.WorkflowFaltering}

// finding is a row of stuck_findings.
type finding struct {
	RequestID string             `json:"request_id" db:"request_id"`
	Kind      approval.StuckKind `json:"kind"`
	TaskID    *string            `json:"task_id"`
	Since     *time.Time         `json:"since" db:"since"`
}

// ClaimStuckSweep reports whether the caller should sweep now: one worker per interval.
// Sweeps that take long are further apart, so that they use at most a twentieth of
// the time however many requests are open.
func (s *Store) ClaimStuckSweep(ctx context.Context, interval time.Duration) (bool, error) {
	var claimed []bool
	err := s.In(ctx).All(ctx, &claimed, `
		UPDATE stuck_sweep SET began_at = now()
		WHERE began_at + greatest(make_interval(secs => $1), CASE WHEN engine_at > began_at THEN 20 * (engine_at - began_at) END) <= now() RETURNING true`, interval.Seconds())
	return len(claimed) > 0, err
}

// SweepStuck checks all open requests, stores the stuck ones and removes outdated
// findings. While the engine is unavailable, the findings about workflows do not change.
func (s *Store) SweepStuck(ctx context.Context, engine Engine) error {
	if err := s.sweepTasks(ctx); err != nil {
		return err
	}
	if err := s.sweepLagging(ctx); err != nil {
		return err
	}
	if err := s.sweepWaiting(ctx); err != nil {
		return err
	}
	if err := s.sweepWorkflows(ctx, engine); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `UPDATE stuck_sweep SET engine_at = now()`)
}

func (s *Store) sweepTasks(ctx context.Context) error {
	tasks, err := s.StuckTasks(ctx)
	if err != nil {
		return err
	}
	found := make([]finding, len(tasks))
	for i, t := range tasks {
		found[i] = finding{RequestID: t.RequestID, Kind: approval.TaskWithoutHolder, TaskID: &t.ID, Since: &t.CreatedAt}
	}
	return s.replaceFindings(ctx, approval.TaskWithoutHolder, found)
}

func (s *Store) sweepLagging(ctx context.Context) error {
	behind, err := s.LaggingRequests(ctx, time.Now().Add(-laggingAfter))
	if err != nil {
		return err
	}
	found := make([]finding, len(behind))
	for i, b := range behind {
		found[i] = finding{RequestID: b.RequestID, Kind: approval.ProjectionBehind, Since: &b.At}
	}
	return s.replaceFindings(ctx, approval.ProjectionBehind, found)
}

// sweepWaiting finds the submissions that have not started for some time, whatever the
// reason.
func (s *Store) sweepWaiting(ctx context.Context) error {
	found := []finding{}
	if err := s.In(ctx).All(ctx, &found, `
		SELECT id AS request_id, (submitting->>'queued_at')::timestamptz AS since FROM requests
		WHERE status = 'submitting' AND (submitting->>'queued_at')::timestamptz < $1`, time.Now().Add(-laggingAfter)); err != nil {
		return err
	}
	for i := range found {
		found[i].Kind = approval.SubmissionWaiting
	}
	return s.replaceFindings(ctx, approval.SubmissionWaiting, found)
}

// replaceFindings replaces the findings of the kind.
func (s *Store) replaceFindings(ctx context.Context, kind approval.StuckKind, found []finding) error {
	return s.In(ctx).Exec(ctx, `
		WITH found AS MATERIALIZED (
			SELECT * FROM jsonb_to_recordset($2) f (request_id uuid, kind text, task_id uuid, since timestamptz)
		), gone AS (
			DELETE FROM stuck_findings s WHERE kind = $1 AND NOT EXISTS (
				SELECT FROM found f WHERE f.request_id = s.request_id AND f.task_id IS NOT DISTINCT FROM s.task_id)
		)
		INSERT INTO stuck_findings (request_id, kind, task_id, since)
		SELECT request_id, kind, task_id, since FROM found ON CONFLICT DO NOTHING`, kind, postgres.AsJSON(found))
}

// sweepWorkflows checks the workflows that are not listed as running and those with
// earlier findings.
func (s *Store) sweepWorkflows(ctx context.Context, engine Engine) error {
	var suspects []Key
	err := s.In(ctx).All(ctx, &suspects, `
		SELECT id, kind FROM requests WHERE id IN (SELECT request_id FROM stuck_findings WHERE kind = ANY($1))`, pq.Array(workflowProblems))
	if err != nil {
		return err
	}
	var batch []Key
	for r, err := range s.OpenWorkflows(ctx) {
		if err != nil {
			return err
		}
		if batch = append(batch, r); len(batch) == engineBatch {
			if suspects, err = addSuspects(ctx, engine, suspects, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if suspects, err = addSuspects(ctx, engine, suspects, batch); err != nil {
		return err
	}
	for _, r := range suspects {
		if err := s.checkWorkflow(ctx, engine, r); err != nil {
			return err
		}
	}
	return nil
}

// addSuspects adds those of the batch that the engine does not list as running.
func addSuspects(ctx context.Context, engine Engine, suspects, batch []Key) ([]Key, error) {
	if len(batch) == 0 {
		return suspects, nil
	}
	ids := make([]string, len(batch))
	for i, r := range batch {
		ids[i] = approval.WorkflowID(r.Kind, r.ID)
	}
	within, done := context.WithTimeout(ctx, engineTimeout)
	defer done()
	running, err := engine.Running(within, ids)
	for i, r := range batch {
		if !running[ids[i]] {
			suspects = append(suspects, r)
		}
	}
	return suspects, err
}

// checkWorkflow checks one workflow and stores the result. If it is unhealthy, it is
// checked again with the request locked, so that the result cannot overwrite a
// concurrent repair.
func (s *Store) checkWorkflow(ctx context.Context, engine Engine, r Key) error {
	within, done := context.WithTimeout(ctx, engineTimeout)
	problem, err := engine.Problem(within, r.Kind, r.ID)
	done()
	if err != nil {
		return err
	}
	if problem == "" {
		return s.dropWorkflowFindings(ctx, r.ID)
	}
	return s.InTx(ctx, func(ctx context.Context) error {
		locked, err := s.lockRequest(ctx, r.ID)
		if err != nil {
			return err
		}
		within, done := context.WithTimeout(ctx, lockedEngineTimeout)
		defer done()
		if problem, err = engine.Problem(within, r.Kind, r.ID); err != nil {
			return err
		}
		if !needsWorkflow(locked) {
			problem = ""
		}
		if err := s.In(ctx).Exec(ctx, `DELETE FROM stuck_findings WHERE request_id = $1 AND kind = ANY($2) AND kind <> $3`,
			r.ID, pq.Array(workflowProblems), problem); err != nil || problem == "" {
			return err
		}
		return s.In(ctx).Exec(ctx, `INSERT INTO stuck_findings (request_id, kind) VALUES ($1, $2) ON CONFLICT DO NOTHING`, r.ID, problem)
	})
}

// dropWorkflowFindings removes the findings about a healthy workflow.
func (s *Store) dropWorkflowFindings(ctx context.Context, requestID string) error {
	return s.In(ctx).Exec(ctx, `DELETE FROM stuck_findings WHERE request_id = $1 AND kind = ANY($2)`, requestID, pq.Array(workflowProblems))
}
