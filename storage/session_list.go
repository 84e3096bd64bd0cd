package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// SessionEnded is the audit's kind of a session that an administrator ended.
const SessionEnded approval.EventKind = "session.ended"

// SignInSession is a session as its owner and an administrator see it.
type SignInSession struct {
	ID         string    `json:"id" db:"id" format:"uuid"`
	CreatedAt  time.Time `json:"created_at" db:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at" db:"last_seen_at" doc:"To within a few minutes"`
	ExpiresAt  time.Time `json:"expires_at" db:"expires_at" doc:"When it ends unless it is used again"`
	Address    string    `json:"address" db:"address" doc:"Where the sign-in came from"`
	UserAgent  string    `json:"user_agent" db:"user_agent" doc:"What the browser calls itself"`
	Current    bool      `json:"current" db:"-" doc:"Whether this request came in it"`
}

// SessionsOf returns the user's sessions, the newest first.
func (s *Store) SessionsOf(ctx context.Context, userID string) ([]SignInSession, error) {
	sessions := []SignInSession{}
	err := s.in(ctx).all(ctx, &sessions, `
		SELECT id, created_at, last_seen_at, expires_at, address, user_agent FROM sessions
		WHERE user_id = $1 AND expires_at > now() ORDER BY created_at DESC, id`, userID)
	return sessions, err
}

// EndSession ends one of the user's sessions. That somebody else does it is an
// administrative act.
func (s *Store) EndSession(ctx context.Context, actor approval.Actor, userID, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		n, err := s.in(ctx).changed(ctx, `DELETE FROM sessions WHERE id = $1 AND user_id = $2`, id, userID)
		if err != nil {
			return err
		}
		if n == 0 {
			return approval.NotFound()
		}
		if plainID(actor.ID) == plainID(userID) {
			return nil
		}
		user, err := s.User(ctx, userID)
		if err != nil {
			return err
		}
		return s.audit(ctx, actor, NewAudit{
			Kind: SessionEnded, Subject: user.subject(), Changes: approval.Changes{"session": {Before: plainID(id)}},
			Summary: approval.Text{ZH: "%s 结束了用户“%s”的一个登录会话", EN: "%s ended a session of the user %s"}.Format(actor.Name, user.label()),
		})
	})
}
