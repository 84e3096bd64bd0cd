package api

import (
	"context"
	"time"
)

type issueResetOutput struct {
	Body struct {
		Token     string    `json:"token" doc:"For POST /auth/reset; it is shown this once"`
		Link      string    `json:"link" doc:"Path of the page to send to the person; what follows # reaches no server's log"`
		ExpiresAt time.Time `json:"expires_at"`
	}
}

// issueReset makes a one-time link with which somebody sets a new password.
func (s *Server) issueReset(ctx context.Context, in *ByID) (*issueResetOutput, error) {
	token, expiresAt, err := s.store.IssuePasswordReset(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	var out issueResetOutput
	out.Body.Token, out.Body.Link, out.Body.ExpiresAt = token, "/reset-password#"+token, expiresAt
	return &out, nil
}

type resetInput struct {
	Body struct {
		Token       string `json:"token" minLength:"1" maxLength:"100" writeOnly:"true"`
		NewPassword string `json:"new_password" minLength:"1" maxLength:"256" writeOnly:"true" doc:"10 to 128 characters, not the user name"`
	}
}

// reset sets a new password with a one-time link; it signs nobody in.
func (s *Server) reset(ctx context.Context, in *resetInput) (*none, error) {
	return &none{}, s.store.ResetPassword(ctx, in.Body.Token, in.Body.NewPassword, callOf(ctx).address)
}
