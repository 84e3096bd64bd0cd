package storage

import (
	"context"
	"fmt"

	"approvals/workflows/approval"
)

// Box is a part of a person's tasks.
type Box string

// The boxes: what the person can do now, what of it is claimed, what the person
// has done, and what others have to do for the person.
const (
	BoxInbox     Box = "inbox"
	BoxClaimed   Box = "claimed"
	BoxDone      Box = "done"
	BoxRequested Box = "requested"
)

// TaskFilter says which tasks are wanted; a zero field asks for nothing.
type TaskFilter struct {
	Box     Box
	Kind    approval.Kind
	Step    approval.Step
	Overdue bool
	Q       string
	// OldestFirst turns the order round; newest first otherwise.
	OldestFirst bool
}

// boxWays are the ways in which a task can be in the box, with the values of
// their parameters.
func boxWays(actor approval.Actor, box Box) ([]way, []any) {
	switch box {
	case BoxDone:
		return []way{{where: `t.state = 'done' AND t.closed_by = $1`}}, []any{actor.ID}
	case BoxRequested:
		return []way{{where: `t.state = 'open' AND t.requester_id = $1 AND t.candidate_role IS NOT NULL`}}, []any{actor.ID}
	case BoxClaimed:
		byName := taskWays(actor, 1)[0]
		byName.where += ` AND t.claimed_at IS NOT NULL`
		return []way{byName}, requestReach(actor)
	default:
		return taskWays(actor, 1), requestReach(actor)
	}
}

// Tasks lists a box of the actor, and whether there are more.
func (s *Store) Tasks(ctx context.Context, actor approval.Actor, f TaskFilter, page Page) ([]Task, bool, error) {
	ways, args := boxWays(actor, f.Box)
	where := conditions{args: args}
	tables := `tasks t`
	if f.Kind != "" || f.Q != "" {
		tables = taskTables
	}
	where.andIf(f.Kind != "", `r.kind = $%d`, f.Kind)
	where.andIf(f.Step != "", `t.step = $%d`, f.Step)
	where.andIf(f.Overdue, `t.due_at < $%d AND (t.closed_at IS NULL OR t.due_at < t.closed_at)`, now())
	where.andIf(f.Q != "", `(r.number ILIKE $%[1]d OR e.purpose ILIKE $%[1]d OR p.name ILIKE $%[1]d OR c.name ILIKE $%[1]d)`, like(f.Q))
	after, order := `t.id < $%d`, "DESC"
	if f.OldestFirst {
		after, order = `t.id > $%d`, "ASC"
	}
	where.andIf(page.After != "", after, page.After)
	var rows []taskRow
	err := s.in(ctx).all(ctx, &rows, fmt.Sprintf(`
		SELECT %s FROM %s WHERE t.id = ANY(ARRAY(%s)) ORDER BY t.id %s`,
		taskColumns, taskTables, firstIDs(tables, "t", ways, where, order, page.Limit+1), order), where.args...)
	tasks, more := cut(page, toTasks(rows))
	for i := range tasks {
		tasks[i] = tasks[i].as(actor)
	}
	if err != nil {
		return nil, false, err
	}
	return tasks, more, s.markDoubles(ctx, actor, tasks)
}
