package api

import (
	"context"
	"net/http"
)

type loginInput struct {
	Body struct {
		Username string `json:"username" minLength:"1" maxLength:"64"`
		Password string `json:"password" minLength:"1" maxLength:"256" writeOnly:"true"`
	}
}

type loginOutput struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      Me
}

// login signs in. The response is that of GET /me.
func (s *Server) login(ctx context.Context, in *loginInput) (*loginOutput, error) {
	userID, err := s.store.SignIn(ctx, in.Body.Username, in.Body.Password, signInFrom(ctx))
	if err != nil {
		return nil, err
	}
	actor, err := s.store.Actor(ctx, userID)
	if err != nil {
		return nil, err
	}
	callOf(ctx).actor = &actor
	me, err := s.describe(ctx, actor)
	if err != nil {
		return nil, err
	}
	cookies, err := s.admit(ctx, userID)
	if err != nil {
		return nil, err
	}
	return &loginOutput{SetCookie: cookies, Body: me}, nil
}

type logoutOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

// logout signs out. The browser stays known to the account. It succeeds without a session, so it can be repeated.
func (s *Server) logout(ctx context.Context, _ *none) (*logoutOutput, error) {
	cookie, err := s.endSession(ctx)
	if err != nil {
		return nil, err
	}
	return &logoutOutput{SetCookie: cookie}, nil
}

type passwordInput struct {
	Body struct {
		CurrentPassword string `json:"current_password" minLength:"1" maxLength:"256" writeOnly:"true"`
		NewPassword     string `json:"new_password" minLength:"1" maxLength:"256" writeOnly:"true" doc:"10 to 128 characters, not the user name"`
	}
}

type passwordOutput struct {
	SetCookie []string `header:"Set-Cookie"`
}

// changePassword ends all sessions, forgets all browsers, and starts anew with that of the
// caller. The current password is checked outside the transaction, whose rollback would
// undo the count of failed attempts.
func (s *Server) changePassword(ctx context.Context, in *passwordInput) (*passwordOutput, error) {
	if before, done, err := replay[passwordOutput](ctx, s); err != nil || done {
		return before, err
	}
	actor := actorOf(ctx)
	if err := s.store.CheckCurrentPassword(ctx, actor.ID, in.Body.CurrentPassword, signInFrom(ctx)); err != nil {
		return nil, err
	}
	return withIdempotency(ctx, s, func(ctx context.Context) (*passwordOutput, error) {
		if err := s.store.SetPassword(ctx, actor.ID, in.Body.NewPassword); err != nil {
			return nil, err
		}
		if s.sessions.GetString(ctx, sessionUser) == "" {
			return &passwordOutput{}, nil
		}
		cookies, err := s.admit(ctx, actor.ID)
		return &passwordOutput{SetCookie: cookies}, err
	})
}
