package request

import (
	"context"

	"approvals/storage/postgres"
)

// Responsibilities are what is left without its holder if a user is deactivated.
type Responsibilities struct {
	Customers Orphans `json:"customers" doc:"Customers that the user owns"`
	Requests  Orphans `json:"requests" doc:"The user's requests under way, by number"`
	Tasks     Orphans `json:"tasks" doc:"Requests whose open task is assigned to the user; a task of a role returns to the role"`
	Reports   Orphans `json:"reports" doc:"Active users whose manager the user is"`
	Drafts    int     `json:"drafts" doc:"The user's drafts, which nobody else sees"`
}

// Orphans are the first of many things that lose their holder.
type Orphans struct {
	Total int                  `json:"total"`
	Items []postgres.Reference `json:"items" doc:"At most 20"`
}

const underWay = `(r.status IN ('submitting', 'in_review', 'returned') OR r.status = 'approved' AND r.kind = 'expense_request')`

// Responsibilities returns what the user holds. The caller has checked the permission to
// manage users.
func (s *Store) Responsibilities(ctx context.Context, userID string) (held Responsibilities, err error) {
	if _, err := s.User(ctx, userID); err != nil {
		return held, err
	}
	for _, part := range []struct {
		into  *Orphans
		query string
	}{
		{&held.Customers, `SELECT id, name FROM customers WHERE owner_id = $1 AND archived_at IS NULL`},
		{&held.Requests, `SELECT r.id, r.number AS name FROM requests r WHERE r.requester_id = $1 AND ` + underWay},
		{&held.Tasks, `SELECT r.id, r.number AS name FROM tasks t JOIN requests r ON r.id = t.request_id WHERE t.state = 'open' AND t.assignee_id = $1`},
		{&held.Reports, `SELECT id, name FROM users WHERE manager_id = $1 AND active`},
	} {
		var rows []struct {
			ID    string `db:"id"`
			Name  string `db:"name"`
			Total int    `db:"total"`
		}
		if err := s.In(ctx).All(ctx, &rows, `
			SELECT id, name, count(*) OVER () AS total FROM (`+part.query+`) AS held ORDER BY name, id LIMIT 20`, userID); err != nil {
			return held, err
		}
		part.into.Items = []postgres.Reference{}
		for _, row := range rows {
			part.into.Total = row.Total
			part.into.Items = append(part.into.Items, postgres.Reference{ID: row.ID, Name: row.Name})
		}
	}
	return held, s.In(ctx).Get(ctx, &held.Drafts, `SELECT count(*) FROM requests WHERE requester_id = $1 AND status = 'draft'`, userID)
}
