package customer

import (
	"context"
	"fmt"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// ProjectFilter says which projects are wanted; a zero field asks for nothing.
type ProjectFilter struct {
	// Q is words, each of which stands in the project's or the customer's name.
	Q          string
	MemberID   string
	CustomerID string
	Status     ProjectStatus
	Stage      Stage
	// CloseFrom and CloseTo bound the day on which the project is expected to close.
	CloseFrom, CloseTo approval.Date
	// UserID owns the customer or works on the project, OwnerID owns the customer;
	// DepartmentID is that of the owner, or above it.
	UserID, OwnerID, DepartmentID string
}

// AllProjects lists projects in use over all customers that the actor sees, the
// newest first, and whether there are more.
func (s *Store) AllProjects(ctx context.Context, actor approval.Actor, f ProjectFilter, page postgres.Page) ([]Project, bool, error) {
	reach, few, err := s.listsCustomers(ctx, actor, 1)
	if err != nil {
		return nil, false, err
	}
	where := postgres.Conditions{Args: []any{actor.ID}}
	if few {
		reach = seesFewCustomers(actor, "p.customer_id", 1)
	}
	where.And(reach)
	where.And(`p.archived_at IS NULL`)
	where.And(`c.archived_at IS NULL`)
	where.AndIf(f.MemberID != "", `EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $%d)`, f.MemberID)
	where.AndIf(f.CustomerID != "", `p.customer_id = $%d`, f.CustomerID)
	where.AndIf(f.Status != "", `p.status = $%d`, f.Status)
	where.AndIf(f.Stage != "", `p.stage = $%d`, f.Stage)
	where.AndIf(f.CloseFrom != "", `p.expected_close_on >= $%d`, f.CloseFrom)
	where.AndIf(f.CloseTo != "", `p.expected_close_on <= $%d`, f.CloseTo)
	where.AndIf(f.UserID != "", ProjectFilters["user_id"], f.UserID)
	where.AndIf(f.OwnerID != "", ProjectFilters["owner_id"], f.OwnerID)
	where.AndIf(f.DepartmentID != "", `c.owner_id IN (SELECT u.id FROM users u WHERE `+account.InDepartment+`)`, f.DepartmentID)
	newest := `SELECT * FROM projects WHERE archived_at IS NULL`
	if page.After != "" {
		where.AndIf(true, `p.id < $%d`, page.After)
		newest += fmt.Sprintf(` AND id < $%d`, len(where.Args))
	}
	words := postgres.ReadQuery(f.Q).LongestFirst()
	for _, word := range words {
		where.AndIf(true, `(strpos(p.search, $%[1]d) > 0 OR strpos(c.search, $%[1]d) > 0)`, word)
	}
	find := func(projects string) string {
		return fmt.Sprintf(`SELECT p.id FROM %s AS p JOIN customers c ON c.id = p.customer_id WHERE %s`, projects, where)
	}
	limit := page.Limit + 1
	var found string
	switch {
	case few, f.MemberID != "", f.CustomerID != "":
		// OFFSET 0: all of these, rather than the newest of all projects until the page is full.
		found = fmt.Sprintf(`SELECT id FROM (%s OFFSET 0) AS found ORDER BY id DESC LIMIT %d`, find(`projects`), limit)
	case len(words) == 0:
		found = fmt.Sprintf(`%s ORDER BY p.id DESC LIMIT %d`, find(`projects`), limit)
	default:
		newest = find(fmt.Sprintf(`(%s ORDER BY id DESC LIMIT %d)`, newest, postgres.NewestSearched))
		where.AndIf(true, `p.id IN (
			SELECT d.id FROM projects d WHERE d.archived_at IS NULL AND search_grams(d.search) @> $%[1]d
			UNION ALL
			SELECT d.id FROM customers k JOIN projects d ON d.customer_id = k.id WHERE search_grams(k.search) @> $%[1]d)`,
			pq.Array(postgres.GramsOf(words[0])))
		found = postgres.FirstFound(newest, find(`projects`), limit)
	}
	// The projects are found before their money is added up.
	return s.projectPage(ctx, page, projectQuery+` WHERE p.id = ANY(ARRAY(`+found+`)) ORDER BY p.id DESC`, where.Args...)
}

// ProjectFilters find projects by their customer and its owner, and by who works
// on them.
var ProjectFilters = map[string]string{
	"department_id": account.InDepartment, "customer_id": `p.customer_id = $%d`, "owner_id": `c.owner_id = $%d`,
	"user_id": `(c.owner_id = $%[1]d OR EXISTS (SELECT FROM project_members m WHERE m.project_id = p.id AND m.user_id = $%[1]d))`,
}
