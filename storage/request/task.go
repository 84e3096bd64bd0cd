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
	ID            string                   `json:"id" format:"uuid"`
	Request       TaskRequest              `json:"request"`
	Step          approval.Step            `json:"step"`
	StepLabel     approval.Text            `json:"step_label"`
	State         approval.TaskState       `json:"state" enum:"open,done,canceled"`
	StateLabel    approval.Text            `json:"state_label"`
	Role          *string                  `json:"candidate_role,omitempty" doc:"Key of the role that shares the task"`
	RoleLabel     *approval.Text           `json:"candidate_role_label,omitempty" doc:"The role's name"`
	Assignee      *approval.Person         `json:"assignee,omitempty"`
	Reason        approval.Reason          `json:"reason" doc:"How the holder was determined"`
	DueAt         *time.Time               `json:"due_at,omitempty" doc:"Due time by the step's deadline in working hours; it does not change when the task is reassigned; absent without a deadline"`
	CreatedAt     time.Time                `json:"created_at"`
	ClaimedAt     *time.Time               `json:"claimed_at,omitempty"`
	ClosedAt      *time.Time               `json:"closed_at,omitempty"`
	ClosedBy      *approval.Person         `json:"closed_by,omitempty"`
	Outcome       *approval.Outcome        `json:"outcome,omitempty"`
	OutcomeLabel  *approval.Text           `json:"outcome_label,omitempty"`
	Outcomes      []approval.Outcome       `json:"outcomes" doc:"Outcomes that you may choose now"`
	OutcomeLabels map[string]approval.Text `json:"outcome_labels" doc:"Button labels by outcome"`
}

// TaskRequest is the information about its request in a task.
type TaskRequest struct {
	ID              string             `json:"id" format:"uuid"`
	Kind            approval.Kind      `json:"kind"`
	KindLabel       approval.Text      `json:"kind_label"`
	Number          string             `json:"number"`
	Title           string             `json:"title"`
	Status          approval.Status    `json:"status"`
	StatusLabel     approval.Text      `json:"status_label"`
	Revision        int                `json:"revision"`
	Amount          *approval.Money    `json:"amount,omitempty"`
	ApprovedAmount  *approval.Money    `json:"approved_amount,omitempty" doc:"Only of a signed-off expense request"`
	Category        *string            `json:"category,omitempty" doc:"Only of an expense request"`
	CategoryLabel   *approval.Text     `json:"category_label,omitempty"`
	Requester       approval.Person    `json:"requester"`
	Customer        postgres.Reference `json:"customer"`
	Project         postgres.Reference `json:"project"`
	BudgetRevision  *BudgetRevision    `json:"budget_revision,omitempty" doc:"Only of a project request on an approved project, whose budget it is to replace"`
	AttachmentCount *int               `json:"attachment_count,omitempty" doc:"Only in lists"`
	OverBudget      *bool              `json:"over_budget,omitempty" doc:"Only in lists: whether the project exceeds its budget with this request; absent without a budget and for project requests"`
	LikelyDouble    *bool              `json:"likely_double,omitempty" doc:"Only in lists: whether the request has likely duplicates"`
}

// taskColumns select a taskRow from taskTables.
var taskColumns = requestColumns + `, ` + taskObject + ` AS task`

const taskTables = `
	tasks t
	JOIN ` + requestTables + ` ON r.id = t.request_id` + taskPeople

// taskPeople are the tables of taskObject besides tasks t.
const taskPeople = `
	LEFT JOIN users a ON a.id = t.assignee_id
	LEFT JOIN users b ON b.id = t.closed_by`

// taskObject is the SQL expression for a Task without its request.
var taskObject = `jsonb_build_object(
	'id', t.id, 'step', t.step, 'state', t.state, 'candidate_role', t.candidate_role, 'candidate_role_label', ` + roleLabel + `,
	'reason', t.reason, 'due_at', t.due_at, 'created_at', t.created_at, 'claimed_at', t.claimed_at, 'closed_at', t.closed_at,
	'outcome', t.outcome, 'assignee', ` + personObject("a") + `, 'closed_by', ` + personObject("b") + `)`

// roleLabel is the SQL expression for the name of the task's candidate role.
const roleLabel = `(SELECT jsonb_build_object('zh-CN', o.name_zh, 'en', o.name_en) FROM roles o WHERE o.key = t.candidate_role)`

// taskRow is a task with its request.
type taskRow struct {
	Request
	Task postgres.Document[Task] `db:"task"`
}

// labeled returns the task and its request with the display names of the codes.
func (row taskRow) labeled() (Task, Request) {
	row.Request.label()
	return row.Task.Value.of(row.Request), row.Request
}

// of returns the task with its labeled request and the display names of the codes.
func (t Task) of(r Request) Task {
	t.Outcomes, t.OutcomeLabels = []approval.Outcome{}, map[string]approval.Text{}
	t.StepLabel, t.StateLabel, t.OutcomeLabel = t.Step.Label(), t.State.Label(), outcomeLabel(t.Outcome)
	t.Request = TaskRequest{
		ID: r.ID, Kind: r.Kind, KindLabel: r.KindLabel, Number: r.Number, Title: r.Title, Status: r.Status, StatusLabel: r.StatusLabel,
		Revision: r.Revision, Amount: r.Amount, ApprovedAmount: r.ApprovedAmount, Category: r.Category,
		Requester: r.Requester, Customer: r.Customer, Project: r.Project, BudgetRevision: r.BudgetRevision,
	}
	return t
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
	t, _, err := s.TaskToDecide(ctx, actor, id)
	if err != nil {
		return Task{}, err
	}
	return s.shownTask(ctx, actor, t)
}

// TaskToDecide reads a task with its request, which the actor may read. The task is not
// labeled for the actor; see Task.
func (s *Store) TaskToDecide(ctx context.Context, actor approval.Actor, id string) (Task, Request, error) {
	return s.taskWhere(ctx, `t.id = $4 AND `+seesRequests(actor, 1), append(accessParameters(actor), id)...)
}

// shownTask returns the task for the actor, with the display names of options.
func (s *Store) shownTask(ctx context.Context, actor approval.Actor, t Task) (Task, error) {
	one := []Task{t.forViewer(actor)}
	err := labelTasks(ctx, s.Words(), one)
	return one[0], err
}

// task reads a task without checking access.
func (s *Store) task(ctx context.Context, id string) (Task, error) {
	t, _, err := s.taskWhere(ctx, `t.id = $1`, id)
	return t, err
}

func (s *Store) taskWhere(ctx context.Context, condition string, args ...any) (Task, Request, error) {
	var row taskRow
	if err := s.In(ctx).Get(ctx, &row, `SELECT `+taskColumns+` FROM `+taskTables+` WHERE `+condition, args...); err != nil {
		return Task{}, Request{}, err
	}
	t, r := row.labeled()
	return t, r, nil
}

// tasksOf reads all tasks of a request, oldest first.
func (s *Store) tasksOf(ctx context.Context, r Request) ([]Task, error) {
	var tasks postgres.List[Task]
	err := s.In(ctx).Get(ctx, &tasks, `SELECT jsonb_agg(`+taskObject+` ORDER BY t.id) FROM tasks t `+taskPeople+` WHERE t.request_id = $1`, r.ID)
	for i := range tasks {
		tasks[i] = tasks[i].of(r)
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
