package account

import (
	"context"

	"approvals/workflows/approval"
)

// wrongPassword is the error for an unknown user, a wrong password and an inactive
// account alike, so that it does not reveal which accounts exist.
func wrongPassword() *approval.Error {
	return &approval.Error{Code: approval.CodeUnauthenticated, Message: approval.Text{
		ZH: "用户名或密码不正确", EN: "The user name or password is incorrect"}}
}

// account is what a password is checked against. ID and Hash are empty if there is no such
// account.
type account struct {
	ID       string `db:"id"`
	Username string `db:"username"`
	Hash     string `db:"password_hash"`
	Active   bool   `db:"active"`
	// Known reports that the browser has signed in to this account before.
	Known bool `db:"known"`
}

// SignIn returns the id of the active user with the user name and password. The error is
// unauthenticated if there is none, and rate_limited after too many wrong passwords. It
// must not be called in a transaction, whose rollback would undo the count.
func (s *Store) SignIn(ctx context.Context, username, password string, from SignInFrom) (userID string, err error) {
	target := account{Username: username}
	err = s.In(ctx).Get(ctx, &target, `
		SELECT id, password_hash, active, `+isKnown+` AS known
		FROM users WHERE username_key(username) = username_key($1)`, username, from.deviceHash())
	if err != nil && approval.CodeOf(err) != approval.CodeNotFound {
		return "", err
	}
	matches, err := s.checkPassword(ctx, target, password, from)
	if err != nil {
		return "", err
	}
	if !matches || !target.Active {
		return "", wrongPassword()
	}
	return target.ID, nil
}

// CheckCurrentPassword returns an invalid Error if the password is not the user's.
// Attempts are rate limited like sign-ins, so it must not be called in a transaction.
func (s *Store) CheckCurrentPassword(ctx context.Context, userID, password string, from SignInFrom) error {
	var target account
	if err := s.In(ctx).Get(ctx, &target, `
		SELECT id, username, password_hash, active, `+isKnown+` AS known FROM users WHERE id = $1`, userID, from.deviceHash()); err != nil {
		return err
	}
	matches, err := s.checkPassword(ctx, target, password, from)
	if err != nil {
		return err
	}
	if !matches {
		return approval.InvalidField("body.current_password", approval.Text{ZH: "当前密码不正确", EN: "The current password is incorrect"})
	}
	return nil
}

// SetPassword sets the user's password, ends all of the user's sessions and forgets the
// browsers that have signed in.
func (s *Store) SetPassword(ctx context.Context, userID, password string) error {
	return s.setPassword(ctx, userID, password, func(context.Context, User) error { return nil })
}

// setPassword is SetPassword with an additional step in the same transaction.
func (s *Store) setPassword(ctx context.Context, userID, password string, also func(context.Context, User) error) error {
	user, err := s.User(ctx, userID)
	if err != nil {
		return err
	}
	if problem := passwordProblem(password, user.Username); problem != (approval.Text{}) {
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
		if err := s.endSessions(ctx, userID); err != nil {
			return err
		}
		if err := also(ctx, user); err != nil {
			return err
		}
		// A reset link that is still valid could undo the change.
		return s.In(ctx).Exec(ctx, `DELETE FROM password_resets WHERE user_id = $1`, userID)
	})
}
