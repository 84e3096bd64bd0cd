package api

import (
	"context"
	"time"
)

type issueResetOutput struct {
	Body struct {
		Token     string    `json:"token" doc:"For POST /auth/reset; shown only once"`
		Link      string    `json:"link" doc:"Path of the page to send to the user; the part after # is not sent to servers, so it appears in no log"`
		ExpiresAt time.Time `json:"expires_at"`
	}
}

// issueReset creates a one-time link for setting a new password and ends the user's
// sessions and personal tokens.
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

// reset sets a new password with a one-time link. It does not sign in.
func (s *Server) reset(ctx context.Context, in *resetInput) (*none, error) {
	return &none{}, s.store.ResetPassword(ctx, in.Body.Token, in.Body.NewPassword, callOf(ctx).address)
}
