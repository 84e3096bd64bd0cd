package request

import (
	"context"
	"time"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Task is one action that one person, or a member of one role, must take.
type Task struct {
	ID            string                   `json:"id" db:"id" format:"uuid"`
	Request       TaskRequest              `json:"request" db:"request"`
	Step          approval.Step            `json:"step" db:"step"`
	StepLabel     approval.Text            `json:"step_label" db:"-"`
	State         approval.TaskState       `json:"state" db:"state" enum:"open,done,canceled"`
	StateLabel    approval.Text            `json:"state_label" db:"-"`
	Role          *string                  `json:"candidate_role,omitempty" db:"candidate_role" doc:"Key of the role that shares the task"`
	RoleLabel     *approval.Text           `json:"candidate_role_label,omitempty" db:"candidate_role_label" doc:"The role's name"`
	Assignee      *approval.Person         `json:"assignee,omitempty" db:"assignee"`
	Reason        approval.Reason          `json:"reason" db:"reason" doc:"How the holder was determined"`
	DueAt         *time.Time               `json:"due_at,omitempty" db:"due_at" doc:"Due time by the step's deadline in working hours; it does not change when the task is reassigned; absent without a deadline"`
	CreatedAt     time.Time                `json:"created_at" db:"created_at"`
	ClaimedAt     *time.Time               `json:"claimed_at,omitempty" db:"claimed_at"`
	ClosedAt      *time.Time               `json:"closed_at,omitempty" db:"closed_at"`
	ClosedBy      *approval.Person         `json:"closed_by,omitempty" db:"closed_by"`
	Outcome       *approval.Outcome        `json:"outcome,omitempty" db:"outcome"`
	OutcomeLabel  *approval.Text           `json:"outcome_label,omitempty" db:"-"`
	Outcomes      []approval.Outcome       `json:"outcomes" db:"-" doc:"Outcomes that you may choose now"`
	OutcomeLabels map[string]approval.Text `json:"outcome_labels" db:"-" doc:"Button labels by outcome"`
}

// TaskRequest is the information about its request in a task.
type TaskRequest struct {
	ID             string             `json:"id" db:"id" format:"uuid"`
	Kind           approval.Kind      `json:"kind" db:"kind"`
	KindLabel      approval.Text      `json:"kind_label" db:"-"`
	Number         string             `json:"number" db:"number"`
	Title          string             `json:"title" db:"title"`
	Status         approval.Status    `json:"status" db:"status"`
	StatusLabel    approval.Text      `json:"status_label" db:"-"`
	Revision       int                `json:"revision" db:"revision"`
	Amount         *approval.Money    `json:"amount,omitempty" db:"amount"`
	ApprovedAmount *approval.Money    `json:"approved_amount,omitempty" db:"approved_amount" doc:"Only of a signed-off expense request"`
	Category       *string            `json:"category,omitempty" db:"category" doc:"Only of an expense request"`
	CategoryLabel  *approval.Text     `json:"category_label,omitempty" db:"-"`
	Requester      approval.Person    `json:"requester" db:"requester"`
	Customer       postgres.Reference `json:"customer" db:"customer"`
	Project        postgres.Reference `json:"project" db:"project"`
	BudgetRevision *BudgetRevision    `json:"budget_revision,omitempty" db:"-" doc:"Only of a project request on an approved project, whose budget it is to replace"`

	revisedBudget
	AttachmentCount *int  `json:"attachment_count,omitempty" db:"-" doc:"Only in lists"`
	OverBudget      *bool `json:"over_budget,omitempty" db:"-" doc:"Only in lists: whether the project exceeds its budget with this request; absent without a budget and for project requests"`
	LikelyDouble    *bool `json:"likely_double,omitempty" db:"-" doc:"Only in lists: whether the request has likely duplicates"`
}

const taskColumns = `
	t.id, t.step, t.state, t.candidate_role, t.reason, t.due_at, t.created_at, t.claimed_at, t.closed_at, t.outcome,
	a.id || ' ' || a.name AS assignee, b.id || ' ' || b.name AS closed_by, ` + roleLabel + `,
	r.amount || ' ' || r.currency AS "request.amount", e.approved_amount || ' ' || r.currency AS "request.approved_amount",
	e.category AS "request.category",
	r.id AS "request.id", r.kind AS "request.kind", r.number AS "request.number", r.status AS "request.status",
	r.revision AS "request.revision",
	CASE WHEN r.kind = 'project_request' THEN p.name
	     ELSE coalesce(nullif(e.purpose, ''), p.name) END AS "request.title",
	u.id AS "request.requester.id", u.name AS "request.requester.name",
	c.id AS "request.customer.id", c.name AS "request.customer.name",
	p.id AS "request.project.id", p.name AS "request.project.name",
	` + budgetBefore + ` AS "request.budget_before", ` + budgetAfter + ` AS "request.budget_after"`

// roleLabel is the SQL expression for the name of the task's candidate role.
const roleLabel = `(
	SELECT jsonb_build_object('zh-CN', o.name_zh, 'en', o.name_en) FROM roles o WHERE o.key = t.candidate_role
	) AS candidate_role_label`

const taskTables = `
	tasks t
	JOIN requests r ON r.id = t.request_id
	JOIN users u ON u.id = r.requester_id
	JOIN customers c ON c.id = r.customer_id
	JOIN projects p ON p.id = r.project_id
	LEFT JOIN project_requests pr ON pr.request_id = r.id
	LEFT JOIN expense_requests e ON e.request_id = r.id
	LEFT JOIN users a ON a.id = t.assignee_id
	LEFT JOIN users b ON b.id = t.closed_by`

// label sets the display names of the codes.
func (t *Task) label() {
	t.Outcomes, t.OutcomeLabels = []approval.Outcome{}, map[string]approval.Text{}
	t.StepLabel, t.StateLabel, t.OutcomeLabel = t.Step.Label(), t.State.Label(), outcomeLabel(t.Outcome)
	t.Request.BudgetRevision = t.Request.revision()
	t.Request.KindLabel = kindInWords(t.Request.Kind, t.Request.BudgetRevision).Capitalized()
	t.Request.StatusLabel = t.Request.Status.Label().Capitalized()
}

// Holder returns who may do the task.
func (t Task) Holder() approval.Holder {
	return approval.Holder{Step: t.Step, CandidateRole: t.Role, Assignee: t.Assignee, RequesterID: t.Request.Requester.ID}
}

// amongCandidates is appended to the reason of a shared task for the users who share it.
var amongCandidates = approval.Text{ZH: "，您是可处理此任务的人之一", EN: ", and you are one of those who may do it"}

// forViewer returns the task for the actor: with the outcomes that the actor may choose
// and the reason addressed to the actor.
func (t Task) forViewer(actor approval.Actor) Task {
	if t.State == approval.TaskOpen {
		t.Outcomes = t.Holder().Outcomes(actor)
		t.OutcomeLabels = actLabels(t.Outcomes)
	}
	if t.Reason.How == approval.ByRole && t.State == approval.TaskOpen && t.Holder().IsCandidate(actor) {
		t.Reason.Text.ZH += amongCandidates.ZH
		t.Reason.Text.EN += amongCandidates.EN
	}
	return t
}

// Closed returns who completed the task; nil while it is open.
func (t Task) Closed() *approval.ClosedTask {
	if t.State == approval.TaskOpen || t.ClosedAt == nil {
		return nil
	}
	closed := &approval.ClosedTask{ID: t.ID, State: t.State, By: t.ClosedBy, At: *t.ClosedAt}
	if t.Outcome != nil {
		closed.Outcome = *t.Outcome
	}
	return closed
}

// AlreadyClosed is the error for a decision on a task that is no longer open.
func AlreadyClosed(t Task) error {
	err := approval.Conflict(approval.Text{ZH: "该任务已经结束", EN: "This task is no longer open"})
	if closed := t.Closed(); closed != nil {
		err.Closed = closed
		if closed.State == approval.TaskDone && closed.By != nil {
			err.Message = approval.Text{ZH: "%s 已处理该任务（%s）", EN: "%s has already completed this task (%s)"}.Format(closed.By.Name, closed.Outcome.Label())
		}
	}
	return err
}

// Task reads a task of a request that the actor may read.
func (s *Store) Task(ctx context.Context, actor approval.Actor, id string) (Task, error) {
	t, err := s.task(ctx, id)
	if err != nil {
		return Task{}, err
	}
	if err := s.checkCanRead(ctx, actor, t.Request.ID); err != nil {
		return Task{}, err
	}
	return s.shownTask(ctx, actor, t)
}

// shownTask returns the task for the actor, with the display names of options.
func (s *Store) shownTask(ctx context.Context, actor approval.Actor, t Task) (Task, error) {
	one := []Task{t.forViewer(actor)}
	err := labelTasks(ctx, s.Words(), one)
	return one[0], err
}

// task reads a task without checking access.
func (s *Store) task(ctx context.Context, id string) (t Task, err error) {
	err = s.In(ctx).Get(ctx, &t, `SELECT `+taskColumns+` FROM `+taskTables+` WHERE t.id = $1`, id)
	t.label()
	return t, err
}

// tasksOf reads all tasks of a request, oldest first.
func (s *Store) tasksOf(ctx context.Context, requestID string) ([]Task, error) {
	tasks := []Task{}
	err := s.In(ctx).All(ctx, &tasks, `SELECT `+taskColumns+` FROM `+taskTables+` WHERE t.request_id = $1 ORDER BY t.id`, requestID)
	for i := range tasks {
		tasks[i].label()
	}
	return tasks, err
}

// actLabels returns the button labels of the outcomes.
func actLabels(outcomes []approval.Outcome) map[string]approval.Text {
	labels := map[string]approval.Text{}
	for _, o := range outcomes {
		labels[string(o)] = o.Act()
	}
	return labels
}

// outcomeLabel is the label of a completed task's outcome; nil for an open one.
func outcomeLabel(o *approval.Outcome) *approval.Text {
	if o == nil {
		return nil
	}
	label := o.Label().Capitalized()
	return &label
}

// ClaimTask assigns a shared task to the actor. Claiming it again changes nothing.
func (s *Store) ClaimTask(ctx context.Context, actor approval.Actor, id string) (Task, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (claimed Task, err error) {
		if err := s.lockActiveUser(ctx, actor.ID); err != nil {
			return claimed, err
		}
		claimed, err = s.changeTask(ctx, actor, id, func(ctx context.Context, t Task) error {
			if err := t.Holder().MayDecide(actor); err != nil {
				return err
			}
			if t.Assignee != nil {
				return nil
			}
			return s.In(ctx).Exec(ctx, `UPDATE tasks SET assignee_id = $2, claimed_at = now() WHERE id = $1`, id, actor.ID)
		})
		return claimed, err
	})
}

// lockActiveUser prevents the account from being deactivated until the transaction ends,
// since revokeAccess would miss a task that is being claimed. The account is locked
// before the task, in the same order as by revokeAccess.
func (s *Store) lockActiveUser(ctx context.Context, userID string) error {
	var active bool
	err := s.In(ctx).Get(ctx, &active, `SELECT active FROM users WHERE id = $1 FOR SHARE`, userID)
	if approval.CodeOf(err) == approval.CodeNotFound || err == nil && !active {
		return account.Unauthenticated()
	}
	return err
}

// ReleaseTask returns a claimed task to its role.
func (s *Store) ReleaseTask(ctx context.Context, actor approval.Actor, id string) (Task, error) {
	return s.changeTask(ctx, actor, id, func(ctx context.Context, t Task) error {
		if t.Role == nil {
			return approval.Conflict(approval.Text{ZH: "该任务只属于您，无法取消认领", EN: "This task is assigned to you alone and cannot be released"})
		}
		if t.Assignee == nil || t.Assignee.ID != actor.ID {
			return approval.Conflict(approval.Text{ZH: "您没有认领该任务", EN: "You have not claimed this task"})
		}
		return s.In(ctx).Exec(ctx, `UPDATE tasks SET assignee_id = NULL, claimed_at = NULL WHERE id = $1`, id)
	})
}

// changeTask locks an open task that the actor may read, runs change, and returns the
// changed task.
func (s *Store) changeTask(ctx context.Context, actor approval.Actor, id string, change func(context.Context, Task) error) (Task, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (changed Task, err error) {
		t, err := s.lockTask(ctx, id)
		if err != nil {
			return changed, err
		}
		if err := s.checkCanRead(ctx, actor, t.Request.ID); err != nil {
			return changed, err
		}
		if t.State != approval.TaskOpen {
			return changed, AlreadyClosed(t)
		}
		if err := change(ctx, t); err != nil {
			return changed, err
		}
		if t, err = s.task(ctx, id); err != nil {
			return changed, err
		}
		return s.shownTask(ctx, actor, t)
	})
}

// lockTask reads a task and prevents others from changing it until the transaction ends.
func (s *Store) lockTask(ctx context.Context, id string) (Task, error) {
	if err := s.LockRow(ctx, "tasks", id, `FOR NO KEY UPDATE`); err != nil {
		return Task{}, err
	}
	return s.task(ctx, id)
}
