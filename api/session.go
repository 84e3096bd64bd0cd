package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const (
	cookieName = "approvals_session"
	// A session ends after so long without use, and after so long at all.
	sessionIdle     = 12 * time.Hour
	sessionLifetime = 7 * 24 * time.Hour
	sessionUser     = "user_id"
	// What the list of sessions shows; see account.Sessions.
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

// sessionCodec writes sessions as JSON, in which the store finds the user: scs's
// own codec writes gob.
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

// authenticate finds out who asks: by a personal token, else by the session. It
// refuses nobody; the routes do.
func (s *Server) authenticate(c *gin.Context) {
	if !strings.HasPrefix(c.Request.URL.Path, basePath+"/") {
		c.Next()
		return
	}
	about := callOf(c.Request.Context())
	secret, program := strings.CutPrefix(c.GetHeader("Authorization"), "Bearer ")
	token, _ := c.Cookie(cookieName)
	if program {
		// Whoever shows a personal token means it: the session does not count.
		token = ""
	}
	// The lookup alone is bounded here; what the request itself may take, the
	// route knows.
	within, done := context.WithTimeout(c.Request.Context(), lookupTime)
	ctx, err := s.sessions.Load(within, token)
	switch {
	case err != nil:
		about.refused = err
		// Never an error: there is nothing to look up.
		ctx, _ = s.sessions.Load(within, "")
	case program:
		about.actor, about.refused = s.tokenActor(ctx, secret)
	default:
		about.actor, about.refused = s.sessionActor(ctx)
	}
	done()
	c.Request = c.Request.WithContext(knowing{c.Request.Context(), ctx})
	c.Next()
}

// knowing is a context that ends as it would have without what was learnt in
// another one.
type knowing struct {
	context.Context
	learnt context.Context
}

// Value implements context.Context.
func (k knowing) Value(key any) any {
	// What was learnt comes last: with it comes the end of the other context.
	if value := k.Context.Value(key); value != nil {
		return value
	}
	return k.learnt.Value(key)
}

func (s *Server) tokenActor(ctx context.Context, secret string) (*approval.Actor, error) {
	userID, err := s.store.TokenOwner(ctx, secret)
	if err != nil {
		return nil, err
	}
	actor, err := s.store.Actor(ctx, userID)
	if err != nil {
		return nil, err
	}
	return &actor, nil
}

func (s *Server) sessionActor(ctx context.Context) (*approval.Actor, error) {
	userID := s.sessions.GetString(ctx, sessionUser)
	if userID == "" {
		return nil, notSignedIn()
	}
	actor, err := s.store.Actor(ctx, userID)
	if err != nil {
		return nil, err
	}
	return &actor, nil
}

func notSignedIn() error {
	return &approval.Error{Code: approval.CodeUnauthenticated, Message: approval.Text{ZH: "请先登录", EN: "Please sign in"}}
}

// startSession signs the user in under a new token, so that one which somebody
// else put into the browser before is worth nothing.
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
	return s.sessionCookie(ctx, token, expiry), nil
}

// endSession signs out and returns the cookie that makes the browser forget.
func (s *Server) endSession(ctx context.Context) (http.Cookie, error) {
	if err := s.sessions.Destroy(ctx); err != nil {
		return http.Cookie{}, err
	}
	return s.sessionCookie(ctx, "", time.Unix(1, 0)), nil
}

func (s *Server) sessionCookie(ctx context.Context, token string, expiry time.Time) http.Cookie {
	cookie := http.Cookie{
		Name: cookieName, Value: token, Path: "/", Expires: expiry,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: callOf(ctx).tls,
	}
	if token == "" {
		cookie.MaxAge = -1
	}
	return cookie
}
