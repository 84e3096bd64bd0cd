package account

import (
	"context"
	"crypto/sha256"
	"fmt"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/alexedwards/argon2id"
)

// passwordCost is OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// CheapPasswords minimizes the cost of new password hashes, for tests, which would
// otherwise spend half of their time on hashing. Existing hashes still match.
func CheapPasswords() {
	cheap := *passwordCost
	cheap.Memory, cheap.Iterations = 64, 1
	passwordCost = &cheap
}

// hashingSlots limits concurrent password hashing, and so the memory that many
// simultaneous sign-ins use.
var hashingSlots = make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))

// The minimum and maximum length of a password, in characters.
const (
	PasswordMin = 10
	PasswordMax = 128
)

// passwordProblem returns the error in a new password, or the empty Text.
func passwordProblem(password, username string) approval.Text {
	switch n := utf8.RuneCountInString(password); {
	case n < PasswordMin:
		return approval.Text{ZH: "至少 %d 个字符", EN: "This must have at least %d characters"}.Format(PasswordMin)
	case n > PasswordMax:
		return approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(PasswordMax)
	case strings.EqualFold(password, username):
		return approval.Text{ZH: "不能与用户名相同", EN: "This may not be the user name"}
	default:
		return approval.Text{}
	}
}

func hashPassword(ctx context.Context, password string) (hash string, err error) {
	err = withHashingSlot(ctx, func() error {
		hash, err = argon2id.CreateHash(password, passwordCost)
		return err
	})
	return hash, err
}

// matchPassword takes the same time with and without a hash, so that response times do
// not reveal which user names exist.
func matchPassword(ctx context.Context, password, hash string) (matches bool, err error) {
	err = withHashingSlot(ctx, func() error {
		if hash == "" {
			_, err := argon2id.ComparePasswordAndHash(password, placeholderHash)
			return err
		}
		matches, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return matches, err
}

// placeholderHash is the hash of an unknown password with passwordCost.
const placeholderHash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSByYW5kb20gc2FsdA$" +
	"7TDyIbUSP4KRGqyhHFaD2sXCoCsAzEcfMSpOAd1SVQ8"

func withHashingSlot(ctx context.Context, do func() error) error {
	select {
	case hashingSlots <- struct{}{}:
		defer func() { <-hashingSlots }()
		return do()
	case <-ctx.Done():
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.Text{ZH: "登录服务", EN: "Signing in"}), ctx.Err())
	}
}

// Audit event kinds of password resets.
const (
	PasswordResetIssued approval.EventKind = "user.password_reset_issued"
	PasswordReset       approval.EventKind = "user.password_reset"
)

const resetPrefix = "apr_"

// IssuePasswordReset creates a one-time link with which the user sets a new password,
// and returns its secret and expiry. The secret is not stored. Earlier links of the user
// become invalid, and the user's sessions, known browsers and personal tokens end.
func (s *Store) IssuePasswordReset(ctx context.Context, actor approval.Actor, userID string) (plain string, expiresAt time.Time, err error) {
	plain = secret(resetPrefix)
	expiresAt, err = postgres.InTx(ctx, s.Pool, func(ctx context.Context) (expiresAt time.Time, err error) {
		user, err := s.lockUser(ctx, userID, anyVersion)
		if err != nil {
			return expiresAt, err
		}
		if !user.Active {
			return expiresAt, approval.Conflict(approval.Text{ZH: "该用户已停用", EN: "This user is not active"})
		}
		valid, err := s.PasswordResetValidity(ctx)
		if err != nil {
			return expiresAt, err
		}
		// Whoever has the account must not keep it until the link is used.
		if err := s.endAccess(ctx, userID); err != nil {
			return expiresAt, err
		}
		at := postgres.Now()
		expiresAt = at.Add(valid)
		hash := sha256.Sum256([]byte(plain))
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO password_resets (token_hash, user_id, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
			hash[:], userID, actor.ID, at, expiresAt); err != nil {
			return expiresAt, err
		}
		return expiresAt, s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: PasswordResetIssued, Subject: user.Subject(), Changes: approval.Changes{"expires_at": {After: expiresAt}},
			Summary: approval.Text{ZH: "%s 为用户“%s”生成了重置密码的链接", EN: "%s made a link with which %s can set a new password"}.Format(ledger.NameOf(actor), user.label()),
		})
	})
	return plain, expiresAt, err
}

// ResetPassword sets the password of the user of a one-time link and ends all of the
// user's sessions, known browsers and personal tokens. Attempts are rate limited like sign-ins, so it
// must not be called in a transaction. For a link that is used, expired or unknown the
// error is gone, without a distinction that could be exploited.
func (s *Store) ResetPassword(ctx context.Context, token, password, address string) error {
	hash := sha256.Sum256([]byte(token))
	var userID string
	valid, err := s.limited(ctx, []limit{addressLimit(address)}, func() (bool, error) {
		err := s.In(ctx).Get(ctx, &userID, `SELECT user_id FROM password_resets WHERE token_hash = $1 AND expires_at > now()`, hash[:])
		if approval.CodeOf(err) == approval.CodeNotFound {
			return false, nil
		}
		return err == nil, err
	})
	if err != nil {
		return err
	}
	if !valid {
		return resetLinkExpired()
	}
	return s.setPassword(ctx, userID, password, func(ctx context.Context, user User) error {
		used, err := s.In(ctx).Changed(ctx, `DELETE FROM password_resets WHERE token_hash = $1 AND expires_at > now()`, hash[:])
		if err != nil {
			return err
		}
		if used == 0 || !user.Active {
			return resetLinkExpired()
		}
		// Whoever had the account may have created tokens since the link was issued.
		if err := s.In(ctx).Exec(ctx, `DELETE FROM personal_tokens WHERE user_id = $1`, userID); err != nil {
			return err
		}
		return s.RecordAct(ctx, approval.Actor{ID: user.ID, Name: user.Name}, ledger.NewAudit{
			Kind: PasswordReset, Subject: user.Subject(),
			Summary: approval.Text{ZH: "%s 用一次性链接设置了新密码", EN: "%s set a new password with a one-time link"}.Format(user.Name),
		})
	})
}

func resetLinkExpired() *approval.Error {
	return &approval.Error{Code: approval.CodeGone, Message: approval.Text{
		ZH: "链接已失效，请向管理员重新索取", EN: "This link is no longer valid; ask the administrator for a new one"}}
}
