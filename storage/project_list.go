package storage

import (
	"context"
	"fmt"

	"approvals/workflows/approval"
)

// ProjectFilter says which projects are wanted; a zero field asks for nothing.
type ProjectFilter struct {
	// Q is a part of the project's or the customer's name.
	Q          string
	MemberID   string
	CustomerID string
	Status     ProjectStatus
	Stage      Stage
}

// AllProjects lists projects in use over all customers that the actor sees, the
// newest first, and whether there are more.
func (s *Store) AllProjects(ctx context.Context, actor approval.Actor, f ProjectFilter, page Page) ([]Project, bool, error) {
	where := conditions{args: []any{actor.ID}}
	where.and(seesCustomers(actor, "p.customer_id", 1))
	where.and(`p.archived_at IS NULL`)
	where.and(`c.archived_at IS NULL`)
	where.andIf(f.MemberID != "", `EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $%d)`, f.MemberID)
	where.andIf(f.CustomerID != "", `p.customer_id = $%d`, f.CustomerID)
	where.andIf(f.Status != "", `p.status = $%d`, f.Status)
	where.andIf(f.Stage != "", `p.stage = $%d`, f.Stage)
	where.andIf(f.Q != "", `(p.name ILIKE $%[1]d OR c.name ILIKE $%[1]d)`, like(f.Q))
	where.andIf(page.After != "", `p.id < $%d`, page.After)
	var rows []projectRow
	// The page's projects are found before their money is added up.
	err := s.in(ctx).all(ctx, &rows, projectQuery+fmt.Sprintf(`
		WHERE p.id = ANY(ARRAY(SELECT p.id FROM projects p JOIN customers c ON c.id = p.customer_id
			WHERE %s ORDER BY p.id DESC LIMIT %d)) ORDER BY p.id DESC`, where, page.Limit+1), where.args...)
	if err != nil {
		return nil, false, err
	}
	rows, more := cut(page, rows)
	projects := make([]Project, 0, len(rows))
	for _, row := range rows {
		projects = append(projects, row.project())
	}
	return projects, more, nil
}
