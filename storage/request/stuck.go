package request

import (
	"context"
	"iter"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// StuckTask is an open task that nobody can do.
type StuckTask struct {
	ID        string           `json:"id" db:"id" format:"uuid"`
	RequestID string           `json:"-" db:"request_id"`
	Step      approval.Step    `json:"step" db:"step"`
	StepLabel approval.Text    `json:"step_label" db:"-"`
	Role      *string          `json:"candidate_role,omitempty" db:"candidate_role"`
	RoleLabel *approval.Text   `json:"candidate_role_label,omitempty" db:"candidate_role_label" doc:"The role's name"`
	Assignee  *approval.Person `json:"assignee,omitempty" db:"assignee"`
	CreatedAt time.Time        `json:"created_at" db:"created_at"`
}

// openTaskColumns are the columns of an open task t in lists.
const openTaskColumns = `
	t.id, t.request_id, t.step, t.candidate_role, a.id || ' ' || a.name AS assignee, t.created_at, ` + roleLabel + ` AS candidate_role_label`

const openTaskTables = `
	tasks t
	LEFT JOIN users a ON a.id = t.assignee_id`

// StuckTasks returns the open tasks that nobody can do, or those of them with the ids:
// tasks whose assignee is inactive or no longer entitled to them, and shared ones that no
// active user besides the author may do. The entitled users are determined once for each
// step and role, not for each task.
func (s *Store) StuckTasks(ctx context.Context, ids ...string) ([]StuckTask, error) {
	tasks := []StuckTask{}
	err := s.In(ctx).All(ctx, &tasks, `
		WITH kinds AS (
			SELECT DISTINCT candidate_role, step, fallback FROM tasks WHERE state = 'open' AND candidate_role IS NOT NULL
		), able AS MATERIALIZED (
			SELECT DISTINCT k.candidate_role, k.step, u.id
			FROM kinds k
			JOIN roles o ON k.fallback AND o.key = k.candidate_role OR EXISTS (
				SELECT FROM role_permissions p WHERE p.role_id = o.id AND p.action = 'task.' || k.step)
			JOIN user_roles ur ON ur.role_id = o.id
			JOIN users u ON u.id = ur.user_id AND u.active
		), counted AS (
			SELECT candidate_role, step, count(*) AS people, min(id::text)::uuid AS one FROM able GROUP BY candidate_role, step
		)
		SELECT `+openTaskColumns+` FROM `+openTaskTables+`
		LEFT JOIN counted c ON c.candidate_role = t.candidate_role AND c.step = t.step
		WHERE t.state = 'open' AND ($1::uuid[] IS NULL OR t.id = ANY($1))
		AND NOT EXISTS (SELECT FROM requests r WHERE r.id = t.request_id AND r.seeded) AND CASE
			WHEN t.assignee_id IS NULL THEN c.people IS NULL OR c.people = 1 AND c.one = t.requester_id
			WHEN NOT a.active THEN true
			WHEN t.candidate_role IS NULL THEN false
			ELSE NOT EXISTS (SELECT FROM able WHERE able.candidate_role = t.candidate_role AND able.step = t.step AND able.id = t.assignee_id)
		END
		ORDER BY t.id`, pq.Array(ids))
	for i := range tasks {
		tasks[i].StepLabel = tasks[i].Step.Label()
	}
	return tasks, err
}

// LaggingRequest is a request with a transition that its workflow has not confirmed.
type LaggingRequest struct {
	RequestID string    `db:"request_id"`
	At        time.Time `db:"at"`
}

// LaggingRequests returns the requests with an unconfirmed transition recorded before
// the given time.
func (s *Store) LaggingRequests(ctx context.Context, before time.Time) (found []LaggingRequest, err error) {
	err = s.In(ctx).All(ctx, &found, `
		SELECT request_id, min(at) AS at FROM transitions WHERE NOT confirmed AND at < $1 GROUP BY request_id`, before)
	return found, err
}

// Key is a request's id and kind, from which its workflow id is derived.
type Key struct {
	ID   string        `db:"id"`
	Kind approval.Kind `db:"kind"`
}

// OpenWorkflows iterates over the requests that must have a running workflow, oldest
// first.
func (s *Store) OpenWorkflows(ctx context.Context) iter.Seq2[Key, error] {
	return postgres.Walk(func(after string, limit int) ([]Key, string, error) {
		var rows []Key
		err := s.In(ctx).All(ctx, &rows, `
			SELECT id, kind FROM requests
			WHERE NOT seeded AND status IN ('in_review', 'returned', 'approved') AND (kind = 'expense_request' OR status <> 'approved')
			AND id > $1 ORDER BY id LIMIT $2`, after, limit)
		last := ""
		if len(rows) > 0 {
			last = rows[len(rows)-1].ID
		}
		return rows, last, err
	})
}

// StuckRequest is a request that cannot proceed without an administrator.
type StuckRequest struct {
	Request  ManagedRequest `json:"request"`
	Problems []StuckProblem `json:"problems"`
}

// StuckProblem is one reason why a request is stuck.
type StuckProblem struct {
	Kind approval.StuckKind `json:"kind" enum:"task_without_holder,workflow_missing,workflow_failed,workflow_faltering,projection_behind,submission_waiting"`
	// Task is the task that nobody can do.
	Task  *StuckTask    `json:"task,omitempty"`
	Since *time.Time    `json:"since,omitempty"`
	Text  approval.Text `json:"text" doc:"Description of the problem"`
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
	// Somebody may have become able to do a task since the sweep.
	var tasks []StuckTask
	if len(taskIDs) > 0 {
		var err error
		if tasks, err = s.StuckTasks(ctx, taskIDs...); err != nil {
			return nil, err
		}
	}
	problems := map[string][]StuckProblem{}
	for _, f := range findings {
		p := StuckProblem{Kind: f.Kind, Since: f.Since, Text: f.Kind.Text()}
		if f.TaskID != nil {
			i := slices.IndexFunc(tasks, func(t StuckTask) bool { return t.ID == *f.TaskID })
			if i < 0 {
				continue
			}
			p.Task, p.Text = &tasks[i], p.Text.Format(tasks[i].Step.Label())
		}
		problems[f.RequestID] = append(problems[f.RequestID], p)
	}
	return problems, nil
}
