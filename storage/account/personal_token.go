package account

import (
	"context"
	"crypto/sha256"
	"strings"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// PersonalToken allows a program to act for a user.
type PersonalToken struct {
	ID         string     `json:"id" db:"id" format:"uuid"`
	Name       string     `json:"name" db:"name"`
	CreatedAt  time.Time  `json:"created_at" db:"created_at"`
	ExpiresAt  *time.Time `json:"expires_at" db:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at" db:"last_used_at" doc:"Accurate to a few minutes"`
}

// TokenRevoked is the audit event kind of a token that an administrator revoked.
const TokenRevoked approval.EventKind = "token.revoked"

// tokenPrefix makes a leaked secret recognizable for people and secret scanners.
const tokenPrefix = "apv_"

const tokensPerUser = 50

// CreateToken creates a token that expires at expiresAt, or never if that is nil, and
// returns its secret, which is not stored. A program that uses a token passes when that
// one ends, which no token that it creates outlives.
func (s *Store) CreateToken(ctx context.Context, userID, name string, expiresAt, outlivedBy *time.Time) (token PersonalToken, plain string, err error) {
	if outlivedBy != nil && (expiresAt == nil || expiresAt.After(*outlivedBy)) {
		return token, "", approval.InvalidField("body.expires_at", approval.Text{
			ZH: "用令牌新建的令牌不能晚于它自己的到期时间：%s", EN: "A token that is created with a token cannot outlive it; it ends at %s"}.
			Format(outlivedBy.UTC().Format(time.RFC3339)))
	}
	if expiresAt != nil && !expiresAt.After(time.Now()) {
		return token, "", approval.InvalidField("body.expires_at", approval.Text{ZH: "应在将来", EN: "This must be in the future"})
	}
	plain = secret(tokenPrefix)
	hash := sha256.Sum256([]byte(plain))
	token, err = postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created PersonalToken, err error) {
		var existing int
		if err := s.In(ctx).Get(ctx, &existing, `SELECT count(*) FROM personal_tokens WHERE user_id = $1`, userID); err != nil {
			return created, err
		}
		if existing >= tokensPerUser {
			return created, approval.Conflict(approval.Text{
				ZH: "令牌已达 %d 个，请先删除不用的", EN: "You have %d tokens already; delete one first"}.Format(tokensPerUser))
		}
		err = s.In(ctx).Get(ctx, &created, `
			INSERT INTO personal_tokens (id, user_id, name, secret_hash, expires_at) VALUES ($1, $2, $3, $4, $5)
			RETURNING id, name, created_at, expires_at, last_used_at`, postgres.NewID(), userID, name, hash[:], expiresAt)
		return created, err
	})
	return token, plain, err
}

// Tokens returns the user's tokens, newest first.
func (s *Store) Tokens(ctx context.Context, userID string) ([]PersonalToken, error) {
	tokens := []PersonalToken{}
	err := s.In(ctx).All(ctx, &tokens, `
		SELECT id, name, created_at, expires_at, last_used_at FROM personal_tokens WHERE user_id = $1 ORDER BY id DESC`, userID)
	return tokens, err
}

// DeleteToken deletes one of the user's tokens.
func (s *Store) DeleteToken(ctx context.Context, userID, id string) error {
	n, err := s.In(ctx).Changed(ctx, `DELETE FROM personal_tokens WHERE id = $1 AND user_id = $2`, id, userID)
	if err == nil && n == 0 {
		return approval.NotFound()
	}
	return err
}

// RevokeToken deletes one of a user's tokens. If the actor is another user, it is
// recorded in the audit log.
func (s *Store) RevokeToken(ctx context.Context, actor approval.Actor, userID, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		user, err := s.User(ctx, userID)
		if err != nil {
			return err
		}
		var name string
		if err := s.In(ctx).Get(ctx, &name, `SELECT name FROM personal_tokens WHERE id = $1 AND user_id = $2`, id, userID); err != nil {
			return err
		}
		if err := s.DeleteToken(ctx, userID, id); err != nil || postgres.CanonicalID(actor.ID) == postgres.CanonicalID(userID) {
			return err
		}
		return s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: TokenRevoked, Subject: user.Subject(), Changes: approval.Changes{"token": {Before: name}},
			Summary: approval.Text{ZH: "%s 撤销了用户“%s”的个人令牌“%s”", EN: "%s revoked a personal token of the user %s: %s"}.Format(actor.Name, user.label(), name),
		})
	})
}

// TokenOwner returns the id of the user to whom the secret belongs and when the token
// ends, nil if never. The error is unauthenticated if the secret is invalid.
func (s *Store) TokenOwner(ctx context.Context, secret string) (userID string, expiresAt *time.Time, err error) {
	if !strings.HasPrefix(secret, tokenPrefix) {
		return "", nil, Unauthenticated()
	}
	var row struct {
		ID        string     `db:"id"`
		UserID    string     `db:"user_id"`
		Touch     bool       `db:"touch"`
		ExpiresAt *time.Time `db:"expires_at"`
	}
	hash := sha256.Sum256([]byte(secret))
	err = s.In(ctx).Get(ctx, &row, `
		SELECT id, user_id, expires_at, coalesce(last_used_at < now() - interval '5 minutes', true) AS touch
		FROM personal_tokens WHERE secret_hash = $1 AND (expires_at IS NULL OR expires_at > now())`, hash[:])
	if approval.CodeOf(err) == approval.CodeNotFound {
		return "", nil, Unauthenticated()
	}
	if err == nil && row.Touch {
		err = s.In(ctx).Exec(ctx, `UPDATE personal_tokens SET last_used_at = now() WHERE id = $1`, row.ID)
	}
	return row.UserID, row.ExpiresAt, err
}
