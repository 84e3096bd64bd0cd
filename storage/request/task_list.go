package request

import (
	"context"
	"fmt"
	"strings"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Box is a subset of the tasks of a user.
type Box string

// The boxes: tasks that the user can do, those of them that the user has claimed, those
// that the user has done, and those that others have to do for the user's requests.
const (
	BoxInbox     Box = "inbox"
	BoxClaimed   Box = "claimed"
	BoxDone      Box = "done"
	BoxRequested Box = "requested"
)

// TaskFilter filters tasks; a zero field does not filter.
type TaskFilter struct {
	Box     Box
	Kind    approval.Kind
	Step    approval.Step
	Overdue bool
	// DueToday selects tasks that are due before the end of the day in the company's
	// time zone.
	DueToday bool
	Q        string
	// CustomerID, RequesterID and the inclusive amount range are those of the request.
	CustomerID, RequesterID string
	AmountMin, AmountMax    string
	// Sort is a key of taskOrders, with a leading minus for descending order; empty for
	// newest first.
	Sort string
}

// taskOrders are the sort orders of a box. Tasks without a deadline are due last.
var taskOrders = map[string]postgres.Sorting{
	"created_at": {},
	"due_at":     {Key: taskDue, Kind: "timestamptz"},
	"amount":     {Key: `t.amount`, Kind: "numeric"},
}

// taskDue is the SQL expression for the due time in its indexes.
const taskDue = `coalesce(t.due_at, 'infinity')`

// boxPaths returns the access paths to the tasks in the box, and the values of their
// parameters.
func boxPaths(actor approval.Actor, box Box) ([]accessPath, []any) {
	switch box {
	case BoxDone:
		return []accessPath{{where: `t.state = 'done' AND t.closed_by = $1`}}, []any{actor.ID}
	case BoxRequested:
		return []accessPath{{where: `t.state = 'open' AND t.requester_id = $1 AND t.candidate_role IS NOT NULL`}}, []any{actor.ID}
	case BoxClaimed:
		byName := taskPaths(actor, 1)[0]
		byName.where += ` AND t.claimed_at IS NOT NULL`
		return []accessPath{byName}, accessParameters(actor)
	default:
		return taskPaths(actor, 1), accessParameters(actor)
	}
}

// Tasks returns the actor's tasks in a box, and the cursor of the next page, which is
// empty on the last page.
func (s *Store) Tasks(ctx context.Context, actor approval.Actor, f TaskFilter, page postgres.Page) ([]Task, string, error) {
	ways, args := boxPaths(actor, f.Box)
	where := postgres.Conditions{Args: args}
	tables := `tasks t`
	if f.Kind != "" || f.Q != "" || f.CustomerID != "" {
		tables = taskTables
	}
	where.AndIf(f.Kind != "", `r.kind = $%d`, f.Kind)
	where.AndIf(f.Step != "", `t.step = $%d`, f.Step)
	where.AndIf(f.Overdue, taskDue+` < $%d AND (t.closed_at IS NULL OR t.due_at < t.closed_at)`, postgres.Now())
	if f.DueToday {
		_, dayEnds, err := s.CompanyDay(ctx)
		if err != nil {
			return nil, "", err
		}
		where.AndIf(true, taskDue+` < $%d`, dayEnds)
	}
	where.WordsIn(f.Q, listSearched...)
	where.AndIf(f.CustomerID != "", `r.customer_id = $%d`, f.CustomerID)
	where.AndIf(f.RequesterID != "", `t.requester_id = $%d`, f.RequesterID)
	where.AndIf(f.AmountMin != "", `t.amount >= $%d`, f.AmountMin)
	where.AndIf(f.AmountMax != "", `t.amount <= $%d`, f.AmountMax)
	order := postgres.SortingOf(taskOrders, f.Sort)
	if err := order.After(&where, `t.id`, page.After); err != nil {
		return nil, "", err
	}
	var rows []struct {
		taskRow
		Place string `db:"place"`
	}
	if err := s.In(ctx).All(ctx, &rows, fmt.Sprintf(`
		SELECT %s, %s AS place FROM %s WHERE t.id = ANY(ARRAY(%s)) ORDER BY %s`,
		taskColumns, order.Place(`t.id`), taskTables, firstIDs(tables, "t", ways, where, order, page.Limit+1),
		order.By(order.Key, `t.id`)), where.Args...); err != nil {
		return nil, "", err
	}
	rows, more := postgres.Cut(page, rows)
	next := ""
	if more {
		next = rows[len(rows)-1].Place
	}
	tasks := make([]Task, len(rows))
	for i, row := range rows {
		tasks[i], _ = row.labeled()
	}
	return tasks, next, s.completeTasks(ctx, actor, tasks)
}

// completeTasks adds the fields that only lists have to a page of tasks, each with one
// query.
func (s *Store) completeTasks(ctx context.Context, actor approval.Actor, tasks []Task) error {
	ids := make([]string, len(tasks))
	for i := range tasks {
		tasks[i] = tasks[i].forViewer(actor)
		ids[i] = tasks[i].Request.ID
	}
	if err := labelTasks(ctx, s.Words(), tasks); err != nil {
		return err
	}
	attachments, err := s.attachmentCounts(ctx, ids)
	if err != nil {
		return err
	}
	over, err := s.overBudget(ctx, ids)
	if err != nil {
		return err
	}
	for i := range tasks {
		r := &tasks[i].Request
		count := attachments[r.ID]
		r.AttachmentCount = &count
		if is, ok := over[r.ID]; ok {
			r.OverBudget = &is
		}
	}
	return s.markTasksWithDuplicates(ctx, actor, tasks)
}

// labelTasks adds the display names of options to the tasks' requests.
func labelTasks(ctx context.Context, w *variable.Words, tasks []Task) (err error) {
	for i := range tasks {
		r := &tasks[i].Request
		if r.CategoryLabel, err = w.Option(ctx, variable.ExpenseCategories, r.Category); err != nil {
			return err
		}
	}
	return nil
}

// TaskCounts is the number of tasks and notifications of a user.
type TaskCounts struct {
	Inbox     int `json:"inbox" doc:"Number of tasks that you can do"`
	Claimed   int `json:"claimed" doc:"Number of tasks that you have claimed"`
	Requested int `json:"requested" doc:"Number of open tasks in your requests"`
	Overdue   int `json:"overdue" doc:"Number of overdue tasks in the inbox"`
	DueToday  int `json:"due_today" doc:"Number of tasks in the inbox that are due later today in the company's time zone"`
	// ByStep counts the inbox by step.
	ByStep              map[approval.Step]int    `json:"by_step" doc:"Number of tasks in the inbox by step; steps without tasks are absent"`
	StepLabels          map[string]approval.Text `json:"by_step_labels" doc:"Display names of these steps"`
	ReadyToPay          int                      `json:"ready_to_pay" doc:"Number of expense requests in the inbox to be paid"`
	UnreadNotifications int                      `json:"unread_notifications"`
}

// TaskCounts counts the tasks in the actor's boxes and the unread notifications.
func (s *Store) TaskCounts(ctx context.Context, actor approval.Actor) (TaskCounts, error) {
	var parts []string
	for _, w := range taskPaths(actor, 1) {
		parts = append(parts, `SELECT t.id, t.step, t.due_at, t.claimed_at, t.assignee_id FROM tasks t WHERE `+w.where)
	}
	var steps []struct {
		Step    approval.Step `db:"step"`
		All     int           `db:"all_of_it"`
		Late    int           `db:"late"`
		Today   int           `db:"today"`
		Claimed int           `db:"claimed"`
	}
	_, dayEnds, err := s.CompanyDay(ctx)
	if err != nil {
		return TaskCounts{}, err
	}
	counts := TaskCounts{ByStep: map[approval.Step]int{}, StepLabels: map[string]approval.Text{}}
	if err := s.In(ctx).All(ctx, &steps, `
		SELECT step, count(*) AS all_of_it, count(*) FILTER (WHERE due_at < $4) AS late,
			count(*) FILTER (WHERE due_at >= $4 AND due_at < $5) AS today,
			count(*) FILTER (WHERE assignee_id = $1 AND claimed_at IS NOT NULL) AS claimed
		FROM (`+strings.Join(parts, ` UNION `)+`) mine GROUP BY step`, append(accessParameters(actor), postgres.Now(), dayEnds)...); err != nil {
		return TaskCounts{}, err
	}
	for _, of := range steps {
		counts.Inbox += of.All
		counts.Overdue += of.Late
		counts.DueToday += of.Today
		counts.Claimed += of.Claimed
		counts.ByStep[of.Step], counts.StepLabels[string(of.Step)] = of.All, of.Step.Label()
	}
	counts.ReadyToPay = counts.ByStep[approval.FinanceProcessing]
	err = s.In(ctx).Get(ctx, &counts.Requested, `
		SELECT count(*) FROM tasks t WHERE t.state = 'open' AND t.requester_id = $1 AND t.candidate_role IS NOT NULL`, actor.ID)
	if err != nil {
		return TaskCounts{}, err
	}
	err = s.In(ctx).Get(ctx, &counts.UnreadNotifications, `
		SELECT count(*) FROM notifications n WHERE n.user_id = $1 AND n.read_at IS NULL`, actor.ID)
	return counts, err
}
