package storage

import (
	"context"
	"encoding/json"
	"time"

	"approvals/workflows/approval"
)

// Sessions keeps sign-in sessions; it is the store of an scs.SessionManager
// whose lifetime is the longest that a session may last and whose codec writes
// JSON. A session that nobody uses for the idle time ends earlier.
type Sessions struct {
	store *Store
	idle  time.Duration
}

// Sessions returns the sessions, which end after the idle time.
func (s *Store) Sessions(idle time.Duration) *Sessions { return &Sessions{store: s, idle: idle} }

// Session is what the codec writes: Values holds the id of the user.
type Session struct {
	Deadline time.Time     `json:"deadline"`
	Values   SessionValues `json:"values"`
}

// SessionValues are what a session remembers.
type SessionValues struct {
	UserID string `json:"user_id,omitempty"`
	// ID names the session in lists, unlike the token to nobody's use; Address
	// and UserAgent are of the sign-in.
	ID        string `json:"id,omitempty"`
	Address   string `json:"address,omitempty"`
	UserAgent string `json:"user_agent,omitempty"`
}

// FindCtx implements scs.CtxStore. That the session is used moves its end on,
// written down at most once in five minutes.
func (m *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var row struct {
		Data  []byte `db:"data"`
		Touch bool   `db:"touch"`
	}
	idle := m.idle.Seconds()
	err = m.store.in(ctx).get(ctx, &row, `
		SELECT data, expires_at < least(now() + $2 * 0.95 * interval '1 second', ends_at)
			OR last_seen_at < now() - interval '5 minutes' AS touch
		FROM sessions WHERE token = $1 AND expires_at > now()`, token, idle)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return nil, false, nil
	}
	if err == nil && row.Touch {
		// No upsert: a session that was ended meanwhile stays ended.
		err = m.store.in(ctx).exec(ctx, `
			UPDATE sessions SET expires_at = least(now() + $2 * interval '1 second', ends_at), last_seen_at = now()
			WHERE token = $1`, token, idle)
	}
	return row.Data, err == nil, err
}

// CommitCtx implements scs.CtxStore; expiry is the longest that the session may
// last.
func (m *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	var session Session
	if err := json.Unmarshal(data, &session); err != nil {
		return err
	}
	return m.store.in(ctx).exec(ctx, `
		INSERT INTO sessions (token, data, user_id, expires_at, ends_at, id, address, user_agent)
		VALUES ($1, $2, $3, least(now() + $4 * interval '1 second', $5), $5, coalesce($6, gen_random_uuid()), $7, $8)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, user_id = excluded.user_id,
			expires_at = excluded.expires_at, ends_at = excluded.ends_at`,
		token, data, nullable(session.Values.UserID), m.idle.Seconds(), expiry,
		nullable(session.Values.ID), session.Values.Address, session.Values.UserAgent)
}

// DeleteCtx implements scs.CtxStore.
func (m *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return m.store.in(ctx).exec(ctx, `DELETE FROM sessions WHERE token = $1`, token)
}

// Find is what scs falls back to without a context.
func (m *Sessions) Find(token string) ([]byte, bool, error) {
	return m.FindCtx(context.Background(), token)
}

// Commit is what scs falls back to without a context.
func (m *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return m.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is what scs falls back to without a context.
func (m *Sessions) Delete(token string) error { return m.DeleteCtx(context.Background(), token) }

// EndSessions ends all sessions of the user.
func (s *Store) EndSessions(ctx context.Context, userID string) error {
	return s.in(ctx).exec(ctx, `DELETE FROM sessions WHERE user_id = $1`, userID)
}
