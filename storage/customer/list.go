package customer

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Filter filters customers; a zero field does not filter.
type Filter struct {
	// Q is searched in the name, in the names and telephone numbers of contacts, and in
	// the names of projects. The results are then ordered by relevance.
	Q                                string
	OwnerID, Industry, Region, Level string
	// Stage requires a project in the stage.
	Stage Stage
	// ActiveSince requires activity at or after the time, InactiveSince none since.
	ActiveSince, InactiveSince time.Time
	// OwnerInactive requires an owner whose account was deactivated.
	OwnerInactive bool
	// Archived selects the archived customers instead of the current ones.
	Archived bool
}

// condition is the filter, except for Q, as an SQL condition on customers c with the
// parameters that values returns. It omits unused filters for the sake of the query
// planner.
func (f Filter) condition() string {
	where := postgres.Conditions{}
	where.And(archivedCondition(`c.archived_at`, f.Archived))
	where.And(filterParameters)
	for _, clause := range []struct {
		wanted bool
		part   string
	}{
		{f.OwnerID != "", `c.owner_id = $2`},
		{f.OwnerInactive, `c.owner_id IN (SELECT id FROM users WHERE NOT active)`},
		{f.Industry != "", `c.industry = $3`},
		{f.Region != "", `c.region = $4`},
		{f.Level != "", `c.level = $5`},
		{f.Stage != "", `EXISTS (SELECT FROM projects s WHERE s.customer_id = c.id AND s.stage = $6 AND s.archived_at IS NULL)`},
		{!f.ActiveSince.IsZero(), `EXISTS (SELECT FROM timeline_heads a WHERE a.customer_id = c.id
			AND a.last_day >= ($7 AT TIME ZONE 'UTC')::date AND a.last_at >= $7)`},
		{!f.InactiveSince.IsZero(), `EXISTS (SELECT FROM timeline_heads a WHERE a.customer_id = c.id
			AND a.last_day <= ($8 AT TIME ZONE 'UTC')::date AND a.last_at < $8)`},
	} {
		if clause.wanted {
			where.And(clause.part)
		}
	}
	return where.String()
}

// filterParameters is a true condition that uses every parameter, as PostgreSQL
// requires.
const filterParameters = `(ROW($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::timestamptz, $8::timestamptz)
	IS NOT NULL) IS NOT NULL`

// values returns the parameters: first the actor, then the filter's values.
func (f Filter) values(actor approval.Actor) []any {
	return []any{actor.ID, postgres.Nullable(f.OwnerID), f.Industry, f.Region, f.Level, f.Stage,
		nullableTime(f.ActiveSince), nullableTime(f.InactiveSince)}
}

// nullableTime turns the zero time into NULL.
func nullableTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Customers returns customers that the actor may read, and the cursor of the next page,
// which is empty on the last page. Without Q the order is newest first, with Q by
// relevance; see searchCustomers.
func (s *Store) Customers(ctx context.Context, actor approval.Actor, f Filter, page postgres.Page) ([]Customer, string, error) {
	reach, few, err := s.listsCustomers(ctx, actor, 1)
	if err != nil {
		return nil, "", err
	}
	if q := postgres.ReadQuery(f.Q); q.Text != "" {
		return s.searchCustomers(ctx, customerSearch{actor: actor, filter: f, query: q, reach: reach, few: few}, page)
	}
	var ids []string
	from, id := `customers c`, `c.id`
	if f.Stage != "" && !few {
		// Start from the projects in the stage rather than check the projects of every
		// customer.
		from, id = `(
			SELECT DISTINCT customer_id FROM projects
			WHERE stage = $6 AND archived_at IS NULL AND ($9::uuid IS NULL OR customer_id < $9) ORDER BY customer_id DESC
		) staged CROSS JOIN LATERAL (SELECT * FROM customers WHERE id = staged.customer_id OFFSET 0) c`, `staged.customer_id`
	}
	if err := s.In(ctx).All(ctx, &ids, `
		SELECT c.id FROM `+from+`
		WHERE `+reach+` AND `+f.condition()+` AND ($9::uuid IS NULL OR c.id < $9)
		ORDER BY `+id+` DESC LIMIT $10`,
		append(f.values(actor), postgres.Nullable(page.After), page.Limit+1)...); err != nil {
		return nil, "", err
	}
	ids, more := postgres.Cut(page, ids)
	customers, err := s.customersInOrder(ctx, ids)
	if err != nil || !more {
		return customers, "", err
	}
	return customers, ids[len(ids)-1], nil
}

// customersInOrder reads customers in the order of the ids.
func (s *Store) customersInOrder(ctx context.Context, ids []string) ([]Customer, error) {
	customers := []Customer{}
	if len(ids) == 0 {
		return customers, nil
	}
	err := s.In(ctx).All(ctx, &customers, customerQuery+`
		JOIN unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place) ON wanted.id = c.id
		ORDER BY wanted.place`, pq.Array(ids))
	return customers, err
}
