package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Waiting is an open task as a list of requests shows it: what is to be done, by
// whom, since when.
type Waiting struct {
	TaskID    string           `json:"task_id" db:"id" format:"uuid"`
	Step      approval.Step    `json:"step" db:"step"`
	StepLabel approval.Text    `json:"step_label" db:"-"`
	Role      *string          `json:"candidate_role,omitempty" db:"candidate_role" doc:"The role that shares the task"`
	RoleLabel *approval.Text   `json:"candidate_role_label,omitempty" db:"-" doc:"The role's name"`
	Assignee  *approval.Person `json:"assignee,omitempty" db:"-"`
	Since     time.Time        `json:"since" db:"created_at"`
}

// waitingFor returns the open tasks of each of the requests, oldest first.
func (s *Store) waitingFor(ctx context.Context, requestIDs []string) (map[string][]Waiting, error) {
	var rows []struct {
		Waiting
		RequestID    string  `db:"request_id"`
		AssigneeID   *string `db:"assignee_id"`
		AssigneeName *string `db:"assignee_name"`
		RoleZH       *string `db:"role_zh"`
		RoleEN       *string `db:"role_en"`
	}
	err := s.in(ctx).all(ctx, &rows, `
		SELECT t.id, t.request_id, t.step, t.candidate_role, o.name_zh AS role_zh, o.name_en AS role_en,
			t.assignee_id, a.name AS assignee_name, t.created_at
		FROM tasks t
		LEFT JOIN roles o ON o.key = t.candidate_role
		LEFT JOIN users a ON a.id = t.assignee_id
		WHERE t.request_id = ANY($1::uuid[]) AND t.state = 'open' ORDER BY t.id`, pq.Array(requestIDs))
	waiting := map[string][]Waiting{}
	for _, row := range rows {
		w := row.Waiting
		w.StepLabel, w.RoleLabel = w.Step.Label(), text(row.RoleZH, row.RoleEN)
		w.Assignee = person(row.AssigneeID, row.AssigneeName)
		waiting[row.RequestID] = append(waiting[row.RequestID], w)
	}
	return waiting, err
}
