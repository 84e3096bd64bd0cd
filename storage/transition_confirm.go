package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// Confirmation says that the workflow has answered with a transition, and what
// the client was told.
type Confirmation struct {
	RequestID string `json:"request_id"`
	UpdateID  string `json:"update_id"`
	Answer    []byte `json:"answer"`
}

// ConfirmTransitions notes that the workflows know of these transitions.
func (s *Store) ConfirmTransitions(ctx context.Context, confirmations []Confirmation) error {
	return s.in(ctx).exec(ctx, `
		UPDATE transitions t SET confirmed = true, answer = coalesce(decode(c.answer, 'base64'), t.answer)
		FROM jsonb_to_recordset($1) AS c (request_id uuid, update_id text, answer text)
		WHERE t.request_id = c.request_id AND t.update_id = c.update_id`, asJSON(confirmations))
}

// Unconfirmed is a request with a transition that its workflow may not know of.
type Unconfirmed struct {
	RequestID string        `db:"request_id"`
	Kind      approval.Kind `db:"kind"`
	UpdateID  string        `db:"update_id"`
}

// UnconfirmedTransitions returns up to limit transitions that nobody has
// confirmed since before, oldest first.
func (s *Store) UnconfirmedTransitions(ctx context.Context, before time.Time, limit int) (found []Unconfirmed, err error) {
	err = s.in(ctx).all(ctx, &found, `
		SELECT t.request_id, r.kind, t.update_id
		FROM transitions t JOIN requests r ON r.id = t.request_id
		WHERE NOT t.confirmed AND t.at < $1 ORDER BY t.at LIMIT $2`, before, limit)
	return found, err
}

// TransitionOf returns the transition that carries the update id and the answer
// that was given for it, which is nil while it is not confirmed; not_found when
// there is none.
func (s *Store) TransitionOf(ctx context.Context, requestID, updateID string) (approval.Recorded, []byte, error) {
	recorded, err := s.transitionWhere(ctx, `request_id = $1 AND update_id = $2`, requestID, updateID)
	if err != nil {
		return recorded, nil, err
	}
	var answer []byte
	err = s.in(ctx).get(ctx, &answer, `SELECT answer FROM transitions WHERE request_id = $1 AND update_id = $2`, requestID, updateID)
	return recorded, answer, err
}

// Positions walks over the position that the database has of every request that
// its process has seen, oldest first.
func (s *Store) Positions(ctx context.Context) func(yield func(RequestPosition, error) bool) {
	return walk(func(after string, limit int) ([]RequestPosition, string, error) {
		var rows []struct {
			RequestPosition
			Raw document[approval.Position] `db:"position"`
		}
		err := s.in(ctx).all(ctx, &rows, `
			SELECT id, kind, number, seeded, position, ended_alone FROM requests
			WHERE id > $1 AND position->>'number' <> '0' ORDER BY id LIMIT $2`, after, limit)
		found, last := make([]RequestPosition, len(rows)), ""
		for i, row := range rows {
			found[i], last = row.RequestPosition, row.ID
			found[i].Position = row.Raw.value
		}
		return found, last, err
	})
}

// RequestPosition is where a request stands as the database has it.
type RequestPosition struct {
	ID     string        `db:"id"`
	Kind   approval.Kind `db:"kind"`
	Number string        `db:"number"`
	// Seeded requests have no workflow; see Seed.
	Seeded   bool              `db:"seeded"`
	Position approval.Position `db:"-"`
	// EndedAlone says that the request was ended without its workflow.
	EndedAlone bool `db:"ended_alone"`
}
