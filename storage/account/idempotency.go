package account

import (
	"context"

	"approvals/workflows/approval"
)

// IdempotencyKey identifies a request by its user and the hash of its key. The
// fingerprint covers the complete input.
type IdempotencyKey struct {
	UserID      string
	KeyHash     []byte
	Fingerprint []byte
}

// KeyReused is the error for a key that was already used for a different request.
func KeyReused() *approval.Error {
	reused := approval.Text{
		ZH: "此 Idempotency-Key 已用于另一个请求", EN: "This Idempotency-Key was already used for a different request"}
	err := approval.Conflict(reused)
	err.Fields = []approval.FieldError{{Location: "header.Idempotency-Key", Message: reused}}
	return err
}

// ClaimIdempotencyKey claims the key in the transaction in ctx, or returns the stored
// answer of the request that used it. A concurrent claim waits until the first one's
// transaction ends.
func (s *Store) ClaimIdempotencyKey(ctx context.Context, key IdempotencyKey) (answer []byte, done bool, err error) {
	claimed, err := s.In(ctx).Changed(ctx, `
		INSERT INTO idempotency_keys (user_id, key_hash, fingerprint, answer) VALUES ($1, $2, $3, '')
		ON CONFLICT (user_id, key_hash) DO NOTHING`, key.UserID, key.KeyHash, key.Fingerprint)
	if err != nil || claimed == 1 {
		return nil, false, err
	}
	return s.IdempotentAnswer(ctx, key)
}

// HasIdempotencyKey reports whether the key was used, for this request or for a
// different one.
func (s *Store) HasIdempotencyKey(ctx context.Context, key IdempotencyKey) (known bool, err error) {
	err = s.In(ctx).Get(ctx, &known, `
		SELECT EXISTS (SELECT FROM idempotency_keys WHERE user_id = $1 AND key_hash = $2)`, key.UserID, key.KeyHash)
	return known, err
}

// IdempotentAnswer returns the stored answer of the request, if there is one. The error
// is a conflict if the key was used for a different request.
func (s *Store) IdempotentAnswer(ctx context.Context, key IdempotencyKey) (answer []byte, done bool, err error) {
	var row struct {
		Answer []byte `db:"answer"`
		Same   bool   `db:"same"`
	}
	err = s.In(ctx).Get(ctx, &row, `
		SELECT answer, fingerprint = $3 AS same FROM idempotency_keys WHERE user_id = $1 AND key_hash = $2`,
		key.UserID, key.KeyHash, key.Fingerprint)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case !row.Same:
		return nil, false, KeyReused()
	default:
		return row.Answer, true, nil
	}
}

// StoreIdempotentAnswer stores the answer of a claimed key for later repetitions.
func (s *Store) StoreIdempotentAnswer(ctx context.Context, key IdempotencyKey, answer []byte) error {
	return s.In(ctx).Exec(ctx, `
		UPDATE idempotency_keys SET answer = $3 WHERE user_id = $1 AND key_hash = $2`, key.UserID, key.KeyHash, answer)
}

// FreeIdempotencyKey releases the key of a request that did not take effect.
func (s *Store) FreeIdempotencyKey(ctx context.Context, key IdempotencyKey) error {
	return s.In(ctx).Exec(ctx, `DELETE FROM idempotency_keys WHERE user_id = $1 AND key_hash = $2`, key.UserID, key.KeyHash)
}
