package customer

import (
	"context"
	"fmt"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// ContactMatch is a contact that a search has found.
type ContactMatch struct {
	ID         string `db:"id"`
	Name       string `db:"name"`
	CustomerID string `db:"customer_id"`
	Customer   string `db:"customer"`
}

// FindContacts finds contacts in use by their names and telephone numbers, the newest
// first.
func (s *Store) FindContacts(ctx context.Context, actor approval.Actor, q string, page postgres.Page) (rows []ContactMatch, err error) {
	query := postgres.ReadQuery(q)
	reach, few, err := s.listsCustomers(ctx, actor, 1)
	if err != nil {
		return nil, err
	}
	if few {
		reach = seesFewCustomers(actor, "d.customer_id", 1)
	}
	where := postgres.Conditions{Args: []any{actor.ID, pq.Array(query.Details)}}
	for _, part := range []string{reach, `d.archived_at IS NULL`, `c.archived_at IS NULL`, hasWords(`d.search`, `$2`, len(query.Details))} {
		where.And(part)
	}
	find := func(contacts string) string {
		return fmt.Sprintf(`SELECT d.id FROM %s AS d JOIN customers c ON c.id = d.customer_id WHERE %s`, contacts, where)
	}
	found := find(`contacts`) + fmt.Sprintf(` ORDER BY d.id DESC LIMIT %d`, page.Limit)
	if !few {
		newest := find(fmt.Sprintf(`(SELECT * FROM contacts WHERE archived_at IS NULL ORDER BY id DESC LIMIT %d)`, postgres.NewestSearched))
		where.AndIf(true, `search_grams(d.search) @> $%d`, pq.Array(postgres.GramsOf(query.Details[0])))
		found = postgres.FirstFound(newest, find(`contacts`), page.Limit)
	}
	err = s.In(ctx).All(ctx, &rows, `
		SELECT d.id, d.name, c.id AS customer_id, c.name AS customer FROM contacts d JOIN customers c ON c.id = d.customer_id
		WHERE d.id = ANY(ARRAY(`+found+`)) ORDER BY d.id DESC`, where.Args...)
	return rows, err
}
