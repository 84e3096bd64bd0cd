package request

import (
	"context"
	"encoding/hex"
	"time"

	"approvals/storage/account"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Confirmation states that the workflow has confirmed a transition, and has the answer
// to the client.
type Confirmation struct {
	RequestID string `db:"request_id"`
	UpdateID  string `db:"update_id"`
	Answer    []byte `db:"answer"`
}

// ConfirmTransitions records that the workflows know the transitions, and returns them
// with their answers. The first answer that is stored remains, so that all clients that
// sent the same decision get the same one.
func (s *Store) ConfirmTransitions(ctx context.Context, confirmations []Confirmation) (confirmed []Confirmation, err error) {
	var (
		requests, updates pq.StringArray
		answers           pq.ByteaArray
	)
	for _, c := range confirmations {
		requests, updates, answers = append(requests, c.RequestID), append(updates, c.UpdateID), append(answers, c.Answer)
	}
	err = s.In(ctx).All(ctx, &confirmed, `
		UPDATE transitions t SET confirmed = true, answer = coalesce(t.answer, nullif(c.answer, ''))
		FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS c (request_id, update_id, answer)
		WHERE t.request_id = c.request_id AND t.update_id = c.update_id
		RETURNING t.request_id, t.update_id, t.answer`, requests, updates, answers)
	return confirmed, err
}

// Unconfirmed is a request with a transition that its workflow may not know.
type Unconfirmed struct {
	RequestID string        `db:"request_id"`
	Kind      approval.Kind `db:"kind"`
	UpdateID  string        `db:"update_id"`
}

// UnconfirmedTransitions returns up to limit unconfirmed transitions recorded before the
// given time, oldest first.
func (s *Store) UnconfirmedTransitions(ctx context.Context, before time.Time, limit int) (found []Unconfirmed, err error) {
	err = s.In(ctx).All(ctx, &found, `
		SELECT t.request_id, r.kind, t.update_id
		FROM transitions t JOIN requests r ON r.id = t.request_id
		WHERE NOT t.confirmed AND t.at < $1 ORDER BY t.at LIMIT $2`, before, limit)
	return found, err
}

// claimKey claims the decision's Idempotency-Key in the transaction in ctx, which makes
// it known to all other routes as well. The error is a conflict if it was used for
// something else.
func (s *Store) claimKey(ctx context.Context, d approval.Decision) error {
	if d.KeyHash == "" {
		return nil
	}
	key, err := keyOf(d)
	if err != nil {
		return err
	}
	_, _, err = s.ClaimIdempotencyKey(ctx, key)
	return err
}

// checkKey returns a conflict if the decision's Idempotency-Key was used for something
// else.
func (s *Store) checkKey(ctx context.Context, d approval.Decision) error {
	key, err := keyOf(d)
	if err != nil || d.KeyHash == "" {
		return err
	}
	_, _, err = s.IdempotentAnswer(ctx, key)
	return err
}

// freeKey releases the key that a queued submission has claimed.
func (s *Store) freeKey(ctx context.Context, d approval.Decision) error {
	key, err := keyOf(d)
	if err != nil || d.KeyHash == "" {
		return err
	}
	return s.FreeIdempotencyKey(ctx, key)
}

func keyOf(d approval.Decision) (key account.IdempotencyKey, err error) {
	key.UserID = d.ActorID
	if key.KeyHash, err = hex.DecodeString(d.KeyHash); err != nil {
		return key, err
	}
	key.Fingerprint, err = hex.DecodeString(d.Fingerprint)
	return key, err
}

// TransitionUnder returns the transition that was recorded under the key with its stored
// answer, which is nil until it is confirmed. The error is not_found if the key is free
// or belongs to a queued submission, and a conflict if it was used for something else.
func (s *Store) TransitionUnder(ctx context.Context, key account.IdempotencyKey) (Confirmation, error) {
	var row struct {
		RequestID *string `db:"request_id"`
		UpdateID  *string `db:"update_id"`
		Answer    []byte  `db:"answer"`
		Same      bool    `db:"same"`
	}
	if err := s.In(ctx).Get(ctx, &row, `
		SELECT t.request_id, t.update_id, t.answer, coalesce(t.fingerprint = encode($3, 'hex'), k.fingerprint = $3) AS same
		FROM (SELECT $1::uuid AS user_id, $2::bytea AS key_hash) asked
		LEFT JOIN transitions t ON t.actor_id = asked.user_id AND t.key_hash = asked.key_hash
		LEFT JOIN idempotency_keys k ON k.user_id = asked.user_id AND k.key_hash = asked.key_hash
		WHERE t.request_id IS NOT NULL OR k.user_id IS NOT NULL`, key.UserID, key.KeyHash, key.Fingerprint); err != nil {
		return Confirmation{}, err
	}
	if !row.Same {
		return Confirmation{}, account.KeyReused()
	}
	if row.RequestID == nil {
		return Confirmation{}, approval.NotFound()
	}
	return Confirmation{RequestID: *row.RequestID, UpdateID: *row.UpdateID, Answer: row.Answer}, nil
}
