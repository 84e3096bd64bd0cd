package request

import (
	"context"
	"strconv"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// newTask is a task to open.
type newTask struct {
	ID         string          `json:"id"`
	Step       approval.Step   `json:"step"`
	Role       *string         `json:"role"`
	AssigneeID *string         `json:"assignee_id"`
	Reason     approval.Reason `json:"reason"`
	DueAt      *time.Time      `json:"due_at"`
}

// tasksToOpen returns a task for each of the steps with its holder and due time. The due
// time is fixed: it does not depend on later assignees or changes of the calendar.
func (s *Store) tasksToOpen(ctx context.Context, r Request, steps []approval.Step, at time.Time) ([]newTask, error) {
	tasks := []newTask{}
	if len(steps) == 0 {
		return tasks, nil
	}
	people, err := s.holders(ctx, r)
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		reason, assignee := people.holderOf(r, step)
		tasks = append(tasks, newTask{
			ID: postgres.NewID(), Step: step, Role: postgres.Nullable(reason.Role), AssigneeID: assignee,
			Reason: reason, DueAt: people.deadlines.Of(step, at),
		})
	}
	return tasks, nil
}

// openTasks are the tasks as the position names them.
func openTasks(tasks []newTask) (opened []approval.OpenTask) {
	for _, t := range tasks {
		opened = append(opened, approval.OpenTask{ID: t.ID, Step: t.Step})
	}
	return opened
}

// holders is what decides who is to do the steps of a request, and until when.
type holders struct {
	// able counts the users besides the author who have the permission for an action.
	able map[approval.Action]int
	// roles are the display names by key.
	roles     map[string]approval.Text
	deadlines variable.Deadlines
	fallback  string
}

// holders reads it in one statement.
func (s *Store) holders(ctx context.Context, r Request) (h holders, err error) {
	var row struct {
		Able      postgres.Document[map[approval.Action]int]  `db:"able"`
		Roles     postgres.Document[map[string]approval.Text] `db:"roles"`
		Variables variable.Stored                             `db:"variables"`
	}
	if err = s.In(ctx).Get(ctx, &row, `
		SELECT (
			SELECT jsonb_object_agg(action, users) FROM (
				SELECT rp.action, count(DISTINCT u.id) AS users
				FROM users u
				JOIN user_roles ur ON ur.user_id = u.id
				JOIN role_permissions rp ON rp.role_id = ur.role_id AND rp.action LIKE 'task.%'
				WHERE u.active AND u.id <> $1
				GROUP BY rp.action
			) AS counted
		) AS able,
		(SELECT jsonb_object_agg(key, jsonb_build_object('zh-CN', name_zh, 'en', name_en)) FROM roles) AS roles,
		`+variable.StoredColumn+` AS variables`, r.Requester.ID); err != nil {
		return h, err
	}
	h.able, h.roles = row.Able.Value, row.Roles.Value
	if h.deadlines, err = row.Variables.Deadlines(); err != nil {
		return h, err
	}
	h.fallback, err = row.Variables.FallbackRole()
	return h, err
}

// holderOf returns who is to do a step: the author, the step's role or, if nobody
// besides the author has the permission for it, the fallback role.
func (h holders) holderOf(r Request, step approval.Step) (approval.Reason, *string) {
	if step == approval.Revise {
		return approval.Reason{
			How:    approval.ByAuthor,
			Values: map[string]string{"requester": r.Requester.Name, "step": string(step)},
			Text: approval.Text{
				ZH: "申请已退回，由申请人 %s 修改", EN: "The request was returned to its author, %s"}.Format(r.Requester.Name),
		}, &r.Requester.ID
	}
	able := h.able[step.Action()]
	values := map[string]string{
		"step": string(step), "role": step.Role(), "holders": strconv.Itoa(able), "requester": r.Requester.Name,
	}
	if r.Amount != nil {
		values["amount"] = r.Amount.String()
	}
	if able > 0 {
		return approval.Reason{
			How: approval.ByRole, Role: step.Role(), Values: values,
			Text: approval.Text{ZH: "“%s”由角色“%s”处理", EN: "%s is done by the role %s"}.Format(step.Label(), h.roleName(step.Role())),
		}, nil
	}
	values["fallback_role"] = h.fallback
	return approval.Reason{
		How: approval.ByFallback, Role: h.fallback, Values: values,
		Text: approval.Text{
			ZH: "“%s”应由角色“%s”处理，但除申请人 %s 外无人可以处理，因此转给后备角色“%s”",
			EN: "%s belongs to the role %s, but nobody besides the author %s may do it, so it goes to the fallback role %s",
		}.Format(step.Label(), h.roleName(step.Role()), r.Requester.Name, h.roleName(h.fallback)),
	}, nil
}

// roleName returns the display name of the role with the key; the key itself if there is
// no such role.
func (h holders) roleName(key string) approval.Text {
	if name, ok := h.roles[key]; ok {
		return name
	}
	return approval.Text{ZH: key, EN: key}
}

// The users who can do a step may change after its task was opened: the last one besides
// the author leaves, loses the role, or the role loses the permission. The task then
// goes to the fallback role, as it would have on opening.

// fallbackBatch limits the tasks in one transaction; the sweep continues with the rest.
const fallbackBatch = 200

// AssignFallbackRole assigns the open tasks that nobody besides the author may do to the
// fallback role, and returns their number. It is never undone.
func (s *Store) AssignFallbackRole(ctx context.Context) (int, error) {
	return postgres.InTx(ctx, s.Pool, s.assignFallbackRole)
}

// assignFallbackRole is AssignFallbackRole in the current transaction. It skips tasks
// that are locked by a decision; the next sweep handles them.
func (s *Store) assignFallbackRole(ctx context.Context) (given int, err error) {
	fallback, err := s.FallbackRole(ctx)
	if err != nil {
		return 0, err
	}
	var ids []string
	// Usually no step lacks users, and no task has to be checked.
	if err := s.In(ctx).All(ctx, &ids, `
		WITH able AS MATERIALIZED (
			SELECT p.action, count(DISTINCT u.id) AS people, min(u.id::text)::uuid AS one
			FROM role_permissions p
			JOIN user_roles ur ON ur.role_id = p.role_id
			JOIN users u ON u.id = ur.user_id AND u.active
			GROUP BY p.action
		), short AS MATERIALIZED (
			SELECT s.step, a.one FROM unnest($3::text[]) s (step)
			LEFT JOIN able a ON a.action = 'task.' || s.step WHERE a.people IS NULL OR a.people = 1
		)
		SELECT t.id
		FROM short s
		JOIN tasks t ON t.step = s.step AND (s.one IS NULL OR s.one = t.requester_id)
		JOIN requests r ON r.id = t.request_id AND NOT r.seeded
		WHERE t.state = 'open' AND t.candidate_role <> $1 AND NOT t.fallback
		ORDER BY t.id LIMIT $2
		FOR NO KEY UPDATE OF t SKIP LOCKED`, fallback, fallbackBatch, pq.Array(approval.DecisionSteps())); err != nil {
		return 0, err
	}
	for _, id := range ids {
		moved, err := s.reassignToFallback(ctx, id)
		if err != nil {
			return 0, err
		}
		if moved {
			given++
		}
	}
	return given, nil
}

// reassignToFallback assigns one locked task to the fallback role, if holderOf now
// returns that role.
func (s *Store) reassignToFallback(ctx context.Context, id string) (bool, error) {
	t, err := s.task(ctx, id)
	if err != nil {
		return false, err
	}
	r, err := s.request(ctx, t.Request.ID)
	if err != nil {
		return false, err
	}
	people, err := s.holders(ctx, r)
	if err != nil {
		return false, err
	}
	reason, _ := people.holderOf(r, t.Step)
	if reason.How != approval.ByFallback {
		return false, nil
	}
	reason.Values["found_before"] = string(t.Reason.How)
	changes := approval.Changes{"role": {Before: t.Role, After: reason.Role}}
	if t.Assignee != nil {
		// The previous assignee is no longer entitled to the task.
		reason.Values["from"] = t.Assignee.Name
		changes["assignee"] = approval.Change{Before: *t.Assignee}
	}
	if err := s.In(ctx).Exec(ctx, `
		UPDATE tasks SET candidate_role = $2, assignee_id = NULL, claimed_at = NULL, reason = $3 WHERE id = $1`,
		id, reason.Role, postgres.AsJSON(reason)); err != nil {
		return false, err
	}
	return true, s.RecordAct(ctx, ledger.Program, requestAct(TaskFellBack, r, ledger.NewEvent{
		Changes: changes,
		Summary: approval.Text{
			ZH: "%s 将%s %s 的任务“%s”转给后备角色“%s”，因为除申请人外已无人可以处理",
			EN: "%s moved a task of %s %s (%s) to the fallback role %s, because nobody besides the author may do it",
		}.Format(ledger.NameOf(ledger.Program), r.Kind.Label(), r.Number, t.Step.Label(), people.roleName(reason.Role)),
	}))
}
