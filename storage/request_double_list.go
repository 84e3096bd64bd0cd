package storage

import (
	"context"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// doubled says of the requests on a page of a list which are likely doubles, by
// the rule of doubles and in one query.
func (s *Store) doubled(ctx context.Context, actor approval.Actor, requestIDs []string) (map[string]bool, error) {
	var found []string
	err := s.in(ctx).all(ctx, &found, `
		SELECT r.id FROM requests r
		WHERE r.id = ANY($2::uuid[]) AND r.kind = 'expense_request' AND (EXISTS (
			SELECT FROM expense_requests e
			JOIN requests o ON o.kind = 'expense_request' AND o.requester_id = r.requester_id AND o.amount = r.amount AND o.currency = r.currency
			JOIN expense_requests f ON f.request_id = o.id AND f.spent_on = e.spent_on AND f.category = e.category
			WHERE e.request_id = r.id AND o.id <> r.id AND o.status <> 'withdrawn'
				AND `+countsAsDouble("o", "$1")+`
		) OR EXISTS (
			SELECT FROM attachments mine JOIN attachments a ON a.sha256 = mine.sha256 JOIN requests o ON o.id = a.request_id
			WHERE mine.request_id = r.id AND a.request_id <> r.id AND `+countsAsDouble("o", "$1")+`
		))`, actor.ID, pq.Array(requestIDs))
	doubled := map[string]bool{}
	for _, id := range found {
		doubled[id] = true
	}
	return doubled, err
}

// markDoubles notes on tasks which of their requests are likely doubles.
func (s *Store) markDoubles(ctx context.Context, actor approval.Actor, tasks []Task) error {
	return markDoubles(ctx, s, actor, tasks, func(t *Task) (string, **bool) { return t.Request.ID, &t.Request.LikelyDouble })
}

// markDoubledRequests notes on requests which are likely doubles.
func (s *Store) markDoubledRequests(ctx context.Context, actor approval.Actor, requests []Request) error {
	return markDoubles(ctx, s, actor, requests, func(r *Request) (string, **bool) { return r.ID, &r.LikelyDouble })
}

// markDoubles marks the rows of a page; mark gives the request of a row and the
// place of its mark.
func markDoubles[T any](ctx context.Context, s *Store, actor approval.Actor, rows []T, mark func(*T) (string, **bool)) error {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i], _ = mark(&rows[i])
	}
	doubled, err := s.doubled(ctx, actor, ids)
	for i := range rows {
		id, place := mark(&rows[i])
		is := doubled[id]
		*place = &is
	}
	return err
}
