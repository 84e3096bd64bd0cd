package account

import (
	"context"
	"math"
	"net/netip"
	"strings"
	"time"

	"approvals/workflows/approval"
)

// wrongPassword is the error for an unknown user, a wrong password and an inactive
// account alike, so that it does not reveal which accounts exist.
func wrongPassword() *approval.Error {
	return &approval.Error{Code: approval.CodeUnauthenticated, Message: approval.Text{
		ZH: "用户名或密码不正确", EN: "The user name or password is incorrect"}}
}

// SignIn returns the id of the active user with the user name and password. The error is
// unauthenticated if there is none, and rate_limited if attempts for the account or from
// the address come too fast.
func (s *Store) SignIn(ctx context.Context, username, password, address string) (userID string, err error) {
	if err := s.countAttempt(ctx, username, address); err != nil {
		return "", err
	}
	var account struct {
		ID     string `db:"id"`
		Hash   string `db:"password_hash"`
		Active bool   `db:"active"`
	}
	err = s.In(ctx).Get(ctx, &account, `
		SELECT id, password_hash, active FROM users WHERE lower(username) = lower($1)`, username)
	if err != nil && approval.CodeOf(err) != approval.CodeNotFound {
		return "", err
	}
	matches, err := matchPassword(ctx, password, account.Hash)
	if err != nil {
		return "", err
	}
	if !matches || !account.Active {
		return "", wrongPassword()
	}
	return account.ID, s.uncountAttempt(ctx, username, address)
}

// CheckCurrentPassword returns an invalid Error if the password is not the user's.
// Attempts are rate limited like sign-ins, so it must not be called in a transaction.
func (s *Store) CheckCurrentPassword(ctx context.Context, userID, password, address string) error {
	var account struct {
		Username string `db:"username"`
		Hash     string `db:"password_hash"`
	}
	if err := s.In(ctx).Get(ctx, &account, `SELECT username, password_hash FROM users WHERE id = $1`, userID); err != nil {
		return err
	}
	if err := s.countAttempt(ctx, account.Username, address); err != nil {
		return err
	}
	matches, err := matchPassword(ctx, password, account.Hash)
	if err != nil {
		return err
	}
	if !matches {
		return approval.InvalidField("body.current_password", approval.Text{ZH: "当前密码不正确", EN: "The current password is incorrect"})
	}
	return s.uncountAttempt(ctx, account.Username, address)
}

// SetPassword sets the user's password and ends all of the user's sessions.
func (s *Store) SetPassword(ctx context.Context, userID, password string) error {
	return s.setPassword(ctx, userID, password, func(context.Context, User) error { return nil })
}

// setPassword is SetPassword with an additional step in the same transaction.
func (s *Store) setPassword(ctx context.Context, userID, password string, also func(context.Context, User) error) error {
	user, err := s.User(ctx, userID)
	if err != nil {
		return err
	}
	if problem := checkPassword(password, user.Username); problem != (approval.Text{}) {
		return approval.InvalidField("body.new_password", problem)
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.InTx(ctx, func(ctx context.Context) error {
		if user, err = s.lockUser(ctx, userID, anyVersion); err != nil {
			return err
		}
		// An account whose password was changed is no longer a publicly known demo
		// account.
		if err := s.In(ctx).Exec(ctx, `
			UPDATE users SET password_hash = $2, demo = false, version = version + 1, updated_at = now() WHERE id = $1`,
			userID, hash); err != nil {
			return err
		}
		if err := s.EndSessions(ctx, userID); err != nil {
			return err
		}
		if err := also(ctx, user); err != nil {
			return err
		}
		// A reset link that is still valid could undo the change.
		return s.In(ctx).Exec(ctx, `DELETE FROM password_resets WHERE user_id = $1`, userID)
	})
}

// throttle is the rate limit of password attempts for one subject. After freeAttempts
// failures, the wait doubles with each attempt up to longestWait.
type throttle struct {
	subject      string
	freeAttempts int
	longestWait  time.Duration
}

// An account's wait stays short, since otherwise anybody could lock its user out. An
// address gets more attempts because many users can share it.
func accountThrottle(username string) throttle {
	return throttle{"account:" + strings.ToLower(username), 5, 30 * time.Second}
}

func addressThrottle(address string) throttle {
	// An IPv6 user usually controls a whole /64 network.
	if ip, err := netip.ParseAddr(address); err == nil && ip.Is6() && !ip.Is4In6() {
		address = netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
	}
	return throttle{"address:" + address, 20, 15 * time.Minute}
}

// failureLifetime is the time after which failures are forgotten.
const failureLifetime = 30 * time.Minute

// wait returns how long to wait after the given number of failures.
func (l throttle) wait(failures int) time.Duration {
	if failures < l.freeAttempts {
		return 0
	}
	return min(l.longestWait, time.Duration(math.Exp2(float64(min(failures-l.freeAttempts, 20))))*time.Second)
}

// countAttempt counts an attempt as a failure before the password is checked, so that
// concurrent attempts cannot bypass the limit. The error is rate_limited for an attempt
// that comes too early, which is not counted. It must not be called in a transaction,
// whose rollback would undo the count.
func (s *Store) countAttempt(ctx context.Context, username, address string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		// A fixed order prevents deadlocks between concurrent attempts.
		if err := s.countFailure(ctx, accountThrottle(username)); err != nil {
			return err
		}
		return s.countFailure(ctx, addressThrottle(address))
	})
}

func (s *Store) countFailure(ctx context.Context, l throttle) error {
	var row struct {
		Failures int     `db:"failures"`
		Ago      float64 `db:"ago"`
	}
	// A concurrent attempt waits here until the first one is counted.
	if err := s.In(ctx).Exec(ctx, `
		INSERT INTO sign_in_failures (subject, failures, last_at) VALUES ($1, 0, now())
		ON CONFLICT (subject) DO UPDATE SET failures =
			CASE WHEN sign_in_failures.last_at < now() - $2 * interval '1 second' THEN 0 ELSE sign_in_failures.failures END`,
		l.subject, failureLifetime.Seconds()); err != nil {
		return err
	}
	if err := s.In(ctx).Get(ctx, &row, `
		SELECT failures, extract(epoch FROM clock_timestamp() - last_at)::float8 AS ago
		FROM sign_in_failures WHERE subject = $1`, l.subject); err != nil {
		return err
	}
	if wait := l.wait(row.Failures) - time.Duration(row.Ago*float64(time.Second)); wait > 0 {
		return &approval.Error{
			Code:       approval.CodeRateLimited,
			Message:    approval.Text{ZH: "尝试次数过多，请稍后再试", EN: "Too many attempts; please try again later"},
			RetryAfter: int(math.Ceil(wait.Seconds())),
		}
	}
	return s.In(ctx).Exec(ctx, `
		UPDATE sign_in_failures SET failures = failures + 1, last_at = clock_timestamp() WHERE subject = $1`, l.subject)
}

// uncountAttempt undoes countAttempt after a correct password. The account's failures
// are cleared, but only this attempt of the address; otherwise the owner of one account
// could guess the passwords of others.
func (s *Store) uncountAttempt(ctx context.Context, username, address string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		if err := s.In(ctx).Exec(ctx, `DELETE FROM sign_in_failures WHERE subject = $1`, accountThrottle(username).subject); err != nil {
			return err
		}
		return s.uncountAddress(ctx, address)
	})
}

// uncountAddress subtracts one attempt of the address.
func (s *Store) uncountAddress(ctx context.Context, address string) error {
	return s.In(ctx).Exec(ctx, `
		UPDATE sign_in_failures SET failures = greatest(failures - 1, 0) WHERE subject = $1`, addressThrottle(address).subject)
}
