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

var boxes = map[Box]string{
	BoxInbox:     mayDoTask(1),
	BoxClaimed:   `t.claimed_at IS NOT NULL AND t.assignee_id = $1 AND ` + mayDoTask(1),
	BoxDone:      `t.state = 'done' AND t.closed_by = $1`,
	BoxRequested: `t.state = 'open' AND t.requester_id = $1 AND t.candidate_role IS NOT NULL`,
}

// Tasks lists a box of the actor, and whether there are more.
func (s *Store) Tasks(ctx context.Context, actor approval.Actor, f TaskFilter, page Page) ([]Task, bool, error) {
	where := conditions{args: []any{actor.ID}}
	if f.Box == BoxInbox || f.Box == BoxClaimed {
		where.args = requestReach(actor)
	}
	where.and(`(` + boxes[f.Box] + `)`)
	where.andIf(f.Kind != "", `r.kind = $%d`, f.Kind)
	where.andIf(f.Step != "", `t.step = $%d`, f.Step)
	where.andIf(f.Overdue, `t.due_at < $%d`, now())
	where.andIf(f.Q != "", `(r.number ILIKE $%[1]d OR e.purpose ILIKE $%[1]d OR p.name ILIKE $%[1]d OR c.name ILIKE $%[1]d)`, like(f.Q))
	after, order := `t.id < $%d`, "DESC"
	if f.OldestFirst {
		after, order = `t.id > $%d`, "ASC"
	}
	where.andIf(page.After != "", after, page.After)
	var rows []taskRow
	err := s.in(ctx).all(ctx, &rows, fmt.Sprintf(`
		SELECT %s FROM %s WHERE %s ORDER BY t.id %s LIMIT %d`,
		taskColumns, taskTables, where, order, page.Limit+1), where.args...)
	tasks, more := cut(page, toTasks(rows))
	return tasks, more, err
}
