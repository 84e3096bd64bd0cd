package request

import (
	"context"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// StuckRequest is a request that cannot proceed without an administrator.
type StuckRequest struct {
	Request  ManagedRequest `json:"request"`
	Problems []StuckProblem `json:"problems"`
}

// StuckProblem is one reason why a request is stuck.
type StuckProblem struct {
	Kind approval.StuckKind `json:"kind" enum:"task_without_holder,workflow_missing,workflow_failed,workflow_faltering,projection_behind"`
	// Task is the task that nobody can do.
	Task  *StuckTask    `json:"task,omitempty"`
	Since *time.Time    `json:"since,omitempty"`
	Text  approval.Text `json:"text" doc:"The problem in words"`
}

// sweepMaxAge is the age of the last complete sweep from which its findings about
// workflows are considered outdated.
const sweepMaxAge = time.Minute

// EngineChecked reports whether a recent sweep has reached the workflow engine.
func (s *Store) EngineChecked(ctx context.Context) (checked bool, err error) {
	err = s.In(ctx).Get(ctx, &checked, `SELECT engine_at > now() - make_interval(secs => $1) FROM stuck_sweep`, sweepMaxAge.Seconds())
	return checked, err
}

// CountStuck returns the number of stuck requests in the last sweep, at most most.
func (s *Store) CountStuck(ctx context.Context, most int) (count int, err error) {
	err = s.In(ctx).Get(ctx, &count, `SELECT count(*) FROM (SELECT DISTINCT request_id FROM stuck_findings LIMIT $1) f`, most)
	return count, err
}

// StuckRequests returns the stuck requests of the last sweep, newest first, and whether
// there are more.
func (s *Store) StuckRequests(ctx context.Context, actor approval.Actor, page postgres.Page) (found []StuckRequest, more bool, err error) {
	if !managesRequests(actor) {
		return nil, false, approval.NotFound()
	}
	var ids []string
	if err := s.In(ctx).All(ctx, &ids, `
		SELECT DISTINCT request_id FROM stuck_findings WHERE $1 = '' OR request_id < nullif($1, '')::uuid
		ORDER BY request_id DESC LIMIT $2`, page.After, page.Limit+1); err != nil {
		return nil, false, err
	}
	ids, more = postgres.Cut(page, ids)
	var rows []managedRow
	if err := s.In(ctx).All(ctx, &rows, `
		SELECT `+requestColumns+`, r.ended_alone FROM `+requestTables+` WHERE r.id = ANY($1) ORDER BY r.id DESC`, pq.Array(ids)); err != nil {
		return nil, false, err
	}
	problems, err := s.problemsOf(ctx, ids)
	for _, row := range rows {
		row.label()
		// Findings can be removed between the two queries.
		if len(problems[row.ID]) > 0 {
			found = append(found, StuckRequest{Request: row.managed(), Problems: problems[row.ID]})
		}
	}
	return found, more, err
}

// problemsOf reads the problems of the requests: first those of tasks, then of
// transitions, then of workflows.
func (s *Store) problemsOf(ctx context.Context, requestIDs []string) (map[string][]StuckProblem, error) {
	var findings []struct {
		RequestID string             `db:"request_id"`
		Kind      approval.StuckKind `db:"kind"`
		TaskID    *string            `db:"task_id"`
		Since     *time.Time         `db:"since"`
	}
	if err := s.In(ctx).All(ctx, &findings, `
		SELECT request_id, kind, task_id, since FROM stuck_findings WHERE request_id = ANY($1)
		ORDER BY array_position(ARRAY['task_without_holder', 'projection_behind'], kind) NULLS LAST, task_id`, pq.Array(requestIDs)); err != nil {
		return nil, err
	}
	var taskIDs []string
	for _, f := range findings {
		if f.TaskID != nil {
			taskIDs = append(taskIDs, *f.TaskID)
		}
	}
	tasks := []StuckTask{}
	if err := s.In(ctx).All(ctx, &tasks, `SELECT `+openTaskColumns+` FROM `+openTaskTables+` WHERE t.id = ANY($1)`, pq.Array(taskIDs)); err != nil {
		return nil, err
	}
	labelStuck(tasks)
	problems := map[string][]StuckProblem{}
	for _, f := range findings {
		p := StuckProblem{Kind: f.Kind, Since: f.Since, Text: f.Kind.Text()}
		if f.TaskID != nil {
			i := slices.IndexFunc(tasks, func(t StuckTask) bool { return t.ID == *f.TaskID })
			p.Task, p.Text = &tasks[i], p.Text.Format(tasks[i].Step.Label())
		}
		problems[f.RequestID] = append(problems[f.RequestID], p)
	}
	return problems, nil
}
