package storage

import (
	"context"

	"approvals/workflows/approval"
)

// wrongPassword is one answer for an unknown user, a wrong password and an
// account that was shut, so that nothing can be learned from it.
func wrongPassword() *approval.Error {
	return &approval.Error{Code: approval.CodeUnauthenticated, Message: approval.Text{
		ZH: "用户名或密码不正确", EN: "The user name or the password is wrong"}}
}

// SignIn returns the id of the active user with the user name and password, or
// an unauthenticated Error. Attempts that come too fast, by account or by
// address, are a rate_limited Error.
func (s *Store) SignIn(ctx context.Context, username, password, address string) (userID string, err error) {
	if err := s.countAttempt(ctx, username, address); err != nil {
		return "", err
	}
	var account struct {
		ID     string `db:"id"`
		Hash   string `db:"password_hash"`
		Active bool   `db:"active"`
	}
	err = s.in(ctx).get(ctx, &account, `
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
	return account.ID, s.forgiveAttempt(ctx, username, address)
}

// CheckCurrentPassword returns an invalid Error unless the password is the
// user's. Wrong guesses slow down as those at sign-in do, so it must not be
// called within a transaction.
func (s *Store) CheckCurrentPassword(ctx context.Context, userID, password, address string) error {
	var account struct {
		Username string `db:"username"`
		Hash     string `db:"password_hash"`
	}
	if err := s.in(ctx).get(ctx, &account, `SELECT username, password_hash FROM users WHERE id = $1`, userID); err != nil {
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
		return approval.InvalidField("body.current_password", approval.Text{ZH: "当前密码不正确", EN: "The current password is wrong"})
	}
	return s.forgiveAttempt(ctx, account.Username, address)
}

// SetPassword gives the user a new password and ends all sessions.
func (s *Store) SetPassword(ctx context.Context, userID, password string) error {
	return s.setPassword(ctx, userID, password, func(context.Context, User) error { return nil })
}

// setPassword is SetPassword with something more to do in its transaction.
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
		// With a password of its own it is no account that everybody can use.
		if err := s.in(ctx).exec(ctx, `
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
		// Links that are still out would undo it.
		return s.in(ctx).exec(ctx, `DELETE FROM password_resets WHERE user_id = $1`, userID)
	})
}
