package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// moveDeadlines makes the tasks due when they would have been, had they been
// opened when they look as if they were. A deadline is no moment at which
// something happened, so it does not move with those: it lies in working hours
// after the opening, and in the past of a task that has been open for long.
func (s *Store) moveDeadlines(ctx context.Context, customerIDs []string) error {
	due, err := s.deadlines(ctx)
	if err != nil {
		return err
	}
	var tasks []struct {
		ID     string        `db:"id"`
		Step   approval.Step `db:"step"`
		Opened time.Time     `db:"created_at"`
	}
	if err := s.in(ctx).all(ctx, &tasks, `
		SELECT t.id, t.step, t.created_at FROM tasks t JOIN requests r ON r.id = t.request_id
		WHERE r.customer_id = ANY($1::uuid[])`, pq.Array(customerIDs)); err != nil {
		return err
	}
	type moved struct {
		ID  string     `json:"id"`
		Due *time.Time `json:"due"`
	}
	all := make([]moved, 0, len(tasks))
	for _, t := range tasks {
		all = append(all, moved{t.ID, due.of(t.Step, t.Opened)})
	}
	return s.in(ctx).exec(ctx, `
		UPDATE tasks t SET due_at = n.due FROM jsonb_to_recordset($1) AS n (id uuid, due timestamptz) WHERE t.id = n.id`, asJSON(all))
}
