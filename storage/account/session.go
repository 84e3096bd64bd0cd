package account

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Sessions is the session store of an scs.SessionManager. The manager's lifetime is the
// maximum age of a session, its codec writes JSON. A session that is not used for the
// idle time expires earlier.
type Sessions struct {
	store *Store
	idle  time.Duration
}

// Sessions returns the session store with the given idle time.
func (s *Store) Sessions(idle time.Duration) *Sessions { return &Sessions{store: s, idle: idle} }

// sessionValues are the values of the encoded session that session lists show.
type sessionValues struct {
	UserID string `json:"user_id"`
	// ID identifies the session in lists; unlike the token, it grants no access. Address
	// and UserAgent are those of the sign-in.
	ID        string `json:"id"`
	Address   string `json:"address"`
	UserAgent string `json:"user_agent"`
}

type sessionUserKey struct{}

// FindingUser returns a context with which FindCtx also sets the session's user, so that
// a request reads both in one statement. The user remains nil if there is no such session
// or its user is inactive.
func FindingUser(ctx context.Context) (context.Context, **approval.Actor) {
	var user *approval.Actor
	return context.WithValue(ctx, sessionUserKey{}, &user), &user
}

// FindCtx implements scs.CtxStore. It extends the session's expiry, with at most one
// write in five minutes.
func (m *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var row struct {
		Data  []byte                          `db:"data"`
		Touch bool                            `db:"touch"`
		User  postgres.Document[*storedActor] `db:"actor"`
	}
	idle := m.idle.Seconds()
	err = m.store.In(ctx).Get(ctx, &row, `
		SELECT s.data, s.expires_at < least(now() + $2 * 0.95 * interval '1 second', s.ends_at)
			OR s.last_seen_at < now() - interval '5 minutes' AS touch,
			CASE WHEN u.id IS NOT NULL THEN `+actorObject+` END AS actor
		FROM sessions s LEFT JOIN users u ON u.id = s.user_id AND u.active
		WHERE s.token = $1 AND s.expires_at > now()`, token, idle)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return nil, false, nil
	}
	if err == nil && row.Touch {
		// No upsert: a session that was ended concurrently must not come back.
		err = m.store.In(ctx).Exec(ctx, `
			UPDATE sessions SET expires_at = least(now() + $2 * interval '1 second', ends_at), last_seen_at = now()
			WHERE token = $1`, token, idle)
	}
	if user, wanted := ctx.Value(sessionUserKey{}).(**approval.Actor); wanted && row.User.Value != nil {
		actor := row.User.Value.actor()
		*user = &actor
	}
	return row.Data, err == nil, err
}

// CommitCtx implements scs.CtxStore; expiry is the maximum age of the session.
func (m *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	var session struct{ Values sessionValues }
	if err := json.Unmarshal(data, &session); err != nil {
		return err
	}
	return m.store.In(ctx).Exec(ctx, `
		INSERT INTO sessions (token, data, user_id, expires_at, ends_at, id, address, user_agent)
		VALUES ($1, $2, $3, least(now() + $4 * interval '1 second', $5), $5, coalesce($6, gen_random_uuid()), $7, $8)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, user_id = excluded.user_id,
			expires_at = excluded.expires_at, ends_at = excluded.ends_at`,
		token, data, postgres.Nullable(session.Values.UserID), m.idle.Seconds(), expiry,
		postgres.Nullable(session.Values.ID), session.Values.Address, session.Values.UserAgent)
}

// DeleteCtx implements scs.CtxStore.
func (m *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return m.store.In(ctx).Exec(ctx, `DELETE FROM sessions WHERE token = $1`, token)
}

// Find implements scs.Store, which scs requires.
func (m *Sessions) Find(token string) ([]byte, bool, error) {
	return m.FindCtx(context.Background(), token)
}

// Commit implements scs.Store, which scs requires.
func (m *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return m.CommitCtx(context.Background(), token, data, expiry)
}

// Delete implements scs.Store, which scs requires.
func (m *Sessions) Delete(token string) error { return m.DeleteCtx(context.Background(), token) }

// endSessions ends all sessions of the user and forgets the browsers that have signed in.
func (s *Store) endSessions(ctx context.Context, userID string) error {
	if err := s.In(ctx).Exec(ctx, `DELETE FROM sessions WHERE user_id = $1`, userID); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `DELETE FROM sign_in_devices WHERE user_id = $1`, userID)
}

// SessionEnded is the audit event kind of a session that an administrator ended.
const SessionEnded approval.EventKind = "session.ended"

// SignInSession is a session as its owner and administrators see it.
type SignInSession struct {
	ID         string    `json:"id" db:"id" format:"uuid"`
	CreatedAt  time.Time `json:"created_at" db:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at" db:"last_seen_at" doc:"Accurate to a few minutes"`
	ExpiresAt  time.Time `json:"expires_at" db:"expires_at" doc:"Expiry unless it is used again"`
	Address    string    `json:"address" db:"address" doc:"Network address of the sign-in"`
	UserAgent  string    `json:"user_agent" db:"user_agent" doc:"User agent of the browser"`
	Current    bool      `json:"current" db:"-" doc:"Whether it is the session of this request"`
}

// SessionsOf returns the user's sessions, newest first.
func (s *Store) SessionsOf(ctx context.Context, userID string) ([]SignInSession, error) {
	sessions := []SignInSession{}
	err := s.In(ctx).All(ctx, &sessions, `
		SELECT id, created_at, last_seen_at, expires_at, address, user_agent FROM sessions
		WHERE user_id = $1 AND expires_at > now() ORDER BY created_at DESC, id`, userID)
	return sessions, err
}

// EndSession ends one of the user's sessions. If the actor is another user, it is
// recorded in the audit log.
func (s *Store) EndSession(ctx context.Context, actor approval.Actor, userID, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		n, err := s.In(ctx).Changed(ctx, `DELETE FROM sessions WHERE id = $1 AND user_id = $2`, id, userID)
		if err != nil {
			return err
		}
		if n == 0 {
			return approval.NotFound()
		}
		if postgres.CanonicalID(actor.ID) == postgres.CanonicalID(userID) {
			return nil
		}
		user, err := s.User(ctx, userID)
		if err != nil {
			return err
		}
		return s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: SessionEnded, Subject: user.Subject(), Changes: approval.Changes{"session": {Before: postgres.CanonicalID(id)}},
			Summary: approval.Text{ZH: "%s 结束了用户“%s”的一个登录会话", EN: "%s ended a session of the user %s"}.Format(actor.Name, user.label()),
		})
	})
}

// secret returns a random secret with a prefix that makes it recognizable for people and
// secret scanners.
func secret(prefix string) string {
	random := make([]byte, 32)
	rand.Read(random)
	return prefix + base64.RawURLEncoding.EncodeToString(random)
}

// DeleteExpired deletes expired sessions, password resets, sign-in failures, devices,
// import marks and stored answers.
func (s *Store) DeleteExpired(ctx context.Context) error {
	for _, statement := range []string{
		`DELETE FROM sessions WHERE expires_at < now()`,
		`DELETE FROM password_resets WHERE expires_at < now()`,
		`DELETE FROM sign_in_failures WHERE last_at < now() - interval '1 day'`,
		`DELETE FROM sign_in_devices WHERE last_used_at < now() - ` + deviceKept,
		`DELETE FROM idempotency_keys WHERE created_at < now() - interval '30 days'`,
		`DELETE FROM imported_rows WHERE at < now() - interval '90 days'`,
		`UPDATE transitions SET answer = NULL WHERE answer IS NOT NULL AND at < now() - interval '30 days'`,
	} {
		if err := s.In(ctx).Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
