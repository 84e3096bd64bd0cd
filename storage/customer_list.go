package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// CustomerFilter says which customers are wanted; a zero field asks for nothing.
type CustomerFilter struct {
	// Q stands in the name, in the name or the telephone number of a contact, or
	// in the name of a project. What is asked for comes by relevance then.
	Q                                string
	OwnerID, Industry, Region, Level string
	// Stage is one that a project of the customer is in.
	Stage Stage
	// ActiveSince asks for something to have happened at that time or later,
	// InactiveSince for nothing to have happened since.
	ActiveSince, InactiveSince time.Time
	// Archived asks for the archived customers in place of those in use.
	Archived bool
}

// condition is the filter as SQL on the row c of customers, but for Q. Its first
// parameter has the number 2 and its last the number 8; values gives them.
func (f CustomerFilter) condition() string {
	return archivedPart(`c.archived_at`, f.Archived) + `
		AND ($2::uuid IS NULL OR c.owner_id = $2)
		AND ($3 = '' OR c.industry = $3) AND ($4 = '' OR c.region = $4) AND ($5 = '' OR c.level = $5)
		AND ($6 = '' OR EXISTS (
			SELECT FROM projects s WHERE s.customer_id = c.id AND s.stage = $6 AND s.archived_at IS NULL))
		AND ($7::timestamptz IS NULL OR EXISTS (
			SELECT FROM timeline_heads a WHERE a.customer_id = c.id
			AND a.last_day >= ($7 AT TIME ZONE 'UTC')::date AND a.last_at >= $7))
		AND ($8::timestamptz IS NULL OR EXISTS (
			SELECT FROM timeline_heads a WHERE a.customer_id = c.id
			AND a.last_day <= ($8 AT TIME ZONE 'UTC')::date AND a.last_at < $8))`
}

// values gives the actor, who is always the first parameter, and the filter's.
func (f CustomerFilter) values(actor approval.Actor) []any {
	return []any{actor.ID, nullable(f.OwnerID), f.Industry, f.Region, f.Level, f.Stage,
		moment(f.ActiveSince), moment(f.InactiveSince)}
}

// moment turns the zero time into NULL.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// Customers returns customers that the actor sees, and where the next page
// begins; that is empty when there are no more. Without Q the newest come first,
// with it the most relevant: see searchCustomers.
func (s *Store) Customers(ctx context.Context, actor approval.Actor, f CustomerFilter, page Page) ([]Customer, string, error) {
	reach, few, err := s.listsCustomers(ctx, actor, 1)
	if err != nil {
		return nil, "", err
	}
	if q := readQuery(f.Q); q.text != "" {
		return s.searchCustomers(ctx, customerSearch{actor: actor, filter: f, query: q, reach: reach, few: few}, page)
	}
	customers := []Customer{}
	if err := s.in(ctx).all(ctx, &customers, customerQuery+`
		WHERE `+reach+` AND `+f.condition()+` AND ($9::uuid IS NULL OR c.id < $9)
		ORDER BY c.id DESC LIMIT $10`,
		append(f.values(actor), nullable(page.After), page.Limit+1)...); err != nil {
		return nil, "", err
	}
	customers, more := cut(page, customers)
	next := ""
	if more {
		next = customers[len(customers)-1].ID
	}
	return customers, next, nil
}

// customersInOrder reads the customers with these ids, in the order of the ids.
func (s *Store) customersInOrder(ctx context.Context, ids []string) ([]Customer, error) {
	customers := []Customer{}
	if len(ids) == 0 {
		return customers, nil
	}
	err := s.in(ctx).all(ctx, &customers, customerQuery+`
		JOIN unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place) ON wanted.id = c.id
		ORDER BY wanted.place`, pq.Array(ids))
	return customers, err
}
