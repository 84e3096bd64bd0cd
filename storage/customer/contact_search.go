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

// FindContacts finds contacts in use by their names and telephone numbers, the
// newest first: those among the newest that have the words, or else by the index,
// as a search of projects does.
func (s *Store) FindContacts(ctx context.Context, actor approval.Actor, q string, page postgres.Page) (rows []ContactMatch, err error) {
	query := postgres.ReadQuery(q)
	reach, few, err := s.listsCustomers(ctx, actor, 1)
	if err != nil {
		return nil, err
	}
	if few {
		reach = seesFewCustomers(actor, "d.customer_id", 1)
	}
	where := postgres.Conditions{Args: []any{actor.ID, pq.Array(query.Details), page.Limit}}
	for _, part := range []string{reach, `d.archived_at IS NULL`, `c.archived_at IS NULL`, hasWords(`d.search`, `$2`, len(query.Details))} {
		where.And(part)
	}
	look := func(from string) error {
		rows = nil
		return s.In(ctx).All(ctx, &rows, fmt.Sprintf(`
			SELECT * FROM (
				SELECT d.id, d.name, c.id AS customer_id, c.name AS customer FROM %s d JOIN customers c ON c.id = d.customer_id WHERE %s OFFSET 0
			) found ORDER BY id DESC LIMIT $3`, from, where), where.Args...)
	}
	if few {
		err = look(`contacts`)
	} else {
		err = look(fmt.Sprintf(`(SELECT * FROM contacts WHERE archived_at IS NULL ORDER BY id DESC LIMIT %d)`, postgres.NewestLooked))
		if err == nil && len(rows) < page.Limit {
			where.AndIf(true, `search_grams(d.search) @> $%d`, pq.Array(postgres.GramsOf(query.Details[0])))
			err = look(`contacts`)
		}
	}
	return rows, err
}
