package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"approvals/storage"
	"approvals/storage/account"
	"approvals/workflows/approval"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const (
	cookieName = "approvals_session"
	// sessionIdle and sessionLifetime are the idle and absolute timeouts of a session.
	sessionIdle     = 12 * time.Hour
	sessionLifetime = 7 * 24 * time.Hour
	sessionUser     = "user_id"
	// Shown in the list of sessions; see account.Sessions.
	sessionID        = "id"
	sessionAddress   = "address"
	sessionUserAgent = "user_agent"
)

func newSessions(store *storage.Store) *scs.SessionManager {
	m := scs.New()
	m.Store = store.Sessions(sessionIdle)
	m.Lifetime = sessionLifetime
	m.HashTokenInStore = true
	m.Codec = sessionCodec{}
	m.Cookie.Name = cookieName
	return m
}

// sessionCodec encodes sessions as JSON, in which the store finds the user. The default
// codec of scs uses gob.
type sessionCodec struct{}

type session struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

// Encode implements scs.Codec.
func (sessionCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(session{deadline, values})
}

// Decode implements scs.Codec.
func (sessionCodec) Decode(data []byte) (time.Time, map[string]any, error) {
	var s session
	err := json.Unmarshal(data, &s)
	return s.Deadline, s.Values, err
}

// authenticate finds the user of a personal token, else of the session. It refuses no
// request; the routes do.
func (s *Server) authenticate(c *gin.Context) {
	if !strings.HasPrefix(c.Request.URL.Path, basePath+"/") {
		c.Next()
		return
	}
	about := callOf(c.Request.Context())
	secret, program := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	token, _ := c.Cookie(cookieName)
	if program {
		// A personal token takes precedence over the session.
		token = ""
	}
	// This limits the lookup only. Each route limits its own time.
	within, done := context.WithTimeout(c.Request.Context(), lookupTime)
	within, user := account.FindingUser(within)
	ctx, err := s.sessions.Load(within, token)
	switch {
	case err != nil:
		about.refused = err
		// This never fails, because nothing is looked up.
		ctx, _ = s.sessions.Load(within, "")
	case program:
		about.actor, about.tokenEnds, about.refused = s.tokenActor(ctx, secret)
	default:
		about.actor, about.refused = s.sessionActor(ctx, *user)
	}
	done()
	c.Request = c.Request.WithContext(sessionContext{c.Request.Context(), ctx})
	c.Next()
}

// sessionContext is a request's context with the values of its session, but without the
// deadline of the session's lookup.
type sessionContext struct {
	context.Context
	session context.Context
}

// Value implements context.Context.
func (k sessionContext) Value(key any) any {
	// The session comes last, because its context also has the lookup's cancellation.
	if value := k.Context.Value(key); value != nil {
		return value
	}
	return k.session.Value(key)
}

// tokenActor returns the user of a personal token and when the token ends.
func (s *Server) tokenActor(ctx context.Context, secret string) (*approval.Actor, *time.Time, error) {
	userID, ends, err := s.store.TokenOwner(ctx, secret)
	if err != nil {
		return nil, nil, err
	}
	actor, err := s.store.Actor(ctx, userID)
	if err != nil {
		return nil, nil, err
	}
	return &actor, ends, nil
}

// sessionActor returns the user of a session, who is nil if inactive.
func (s *Server) sessionActor(ctx context.Context, user *approval.Actor) (*approval.Actor, error) {
	switch {
	case s.sessions.GetString(ctx, sessionUser) == "":
		return nil, notSignedIn()
	case user == nil:
		return nil, account.Unauthenticated()
	default:
		return user, nil
	}
}

func notSignedIn() error {
	return &approval.Error{Code: approval.CodeUnauthenticated, Message: approval.Text{ZH: "请先登录", EN: "Please sign in"}}
}

// startSession signs the user in with a new token, to prevent session fixation.
func (s *Server) startSession(ctx context.Context, userID string) (http.Cookie, error) {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return http.Cookie{}, err
	}
	s.sessions.Put(ctx, sessionUser, userID)
	s.sessions.Put(ctx, sessionID, uuid.NewString())
	s.sessions.Put(ctx, sessionAddress, callOf(ctx).address)
	s.sessions.Put(ctx, sessionUserAgent, callOf(ctx).userAgent)
	token, expiry, err := s.sessions.Commit(ctx)
	if err != nil {
		return http.Cookie{}, err
	}
	return newCookie(ctx, cookieName, token, expiry), nil
}

// endSession signs out and returns an expired cookie.
func (s *Server) endSession(ctx context.Context) (http.Cookie, error) {
	if err := s.sessions.Destroy(ctx); err != nil {
		return http.Cookie{}, err
	}
	return newCookie(ctx, cookieName, "", time.Unix(1, 0)), nil
}

func newCookie(ctx context.Context, name, value string, expiry time.Time) http.Cookie {
	cookie := http.Cookie{
		Name: name, Value: value, Path: "/", Expires: expiry,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: callOf(ctx).tls,
	}
	if value == "" {
		cookie.MaxAge = -1
	}
	return cookie
}
