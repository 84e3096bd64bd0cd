package storage

import (
	"context"

	"approvals/workflows/approval"
)

// Unfinished counts a person's own requests that the person has to go on with.
type Unfinished struct {
	Drafts   int `db:"drafts"`
	Returned int `db:"returned"`
}

// Unfinished counts the actor's.
func (s *Store) Unfinished(ctx context.Context, actor approval.Actor) (counts Unfinished, err error) {
	err = s.in(ctx).get(ctx, &counts, `
		SELECT count(*) FILTER (WHERE status = 'draft') AS drafts, count(*) FILTER (WHERE status = 'returned') AS returned
		FROM requests WHERE requester_id = $1 AND status IN ('draft', 'returned')`, actor.ID)
	return counts, err
}
