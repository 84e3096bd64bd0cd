package request

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Engine tells what has become of workflows.
type Engine interface {
	// Running returns those of the workflows that run and go on. What it leaves
	// out may still be healthy: the engine's list can be some seconds old.
	Running(ctx context.Context, workflowIDs []string) (map[string]bool, error)
	// Problem returns what is wrong with a request's workflow now, or "".
	Problem(ctx context.Context, kind approval.Kind, requestID string) (approval.StuckKind, error)
}

const (
	// laggingAfter is how long a recorded transition may stay unconfirmed.
	laggingAfter = time.Minute
	// engineBatch is about how many workflows the engine is asked in one call.
	engineBatch = 500
	// engineTimeout limits one question to the engine.
	engineTimeout = 5 * time.Second
	// lockedEngineTimeout limits one that is asked while the request is locked. It is
	// shorter than others wait for a lock.
	lockedEngineTimeout = 2 * time.Second
)

var workflowProblems = []approval.StuckKind{approval.WorkflowMissing, approval.WorkflowFailed, approval.WorkflowFaltering}

// finding is a row of stuck_findings.
type finding struct {
	RequestID string             `json:"request_id"`
	Kind      approval.StuckKind `json:"kind"`
	TaskID    *string            `json:"task_id"`
	Since     *time.Time         `json:"since"`
}

// ClaimStuckSweep reports whether it is this caller's turn to sweep: of several
// workers one is told so in every interval.
func (s *Store) ClaimStuckSweep(ctx context.Context, interval time.Duration) (bool, error) {
	var claimed []bool
	err := s.In(ctx).All(ctx, &claimed, `
		UPDATE stuck_sweep SET began_at = now() WHERE began_at <= now() - make_interval(secs => $1) RETURNING true`, interval.Seconds())
	return len(claimed) > 0, err
}

// SweepStuck looks at all requests under way and records which of them do not go
// on by themselves; what is recorded and not found any more is removed. When the
// engine is unavailable, the findings about workflows stay as they were.
func (s *Store) SweepStuck(ctx context.Context, engine Engine) error {
	if err := s.sweepTasks(ctx); err != nil {
		return err
	}
	if err := s.sweepLagging(ctx); err != nil {
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

// replaceFindings makes these the only findings of the kind.
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

// sweepWorkflows checks the workflows that the engine's list does not name as
// running, and those that something was found about before.
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

// addSuspects adds those of the batch that the engine's list does not name.
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

// checkWorkflow asks about one workflow and records the answer. The request is
// locked meanwhile, so that the answer is not recorded after an act that has
// changed it; a healthy one, as most are, is not locked.
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

// dropWorkflowFindings removes what was found about a workflow that runs.
func (s *Store) dropWorkflowFindings(ctx context.Context, requestID string) error {
	return s.In(ctx).Exec(ctx, `DELETE FROM stuck_findings WHERE request_id = $1 AND kind = ANY($2)`, requestID, pq.Array(workflowProblems))
}
