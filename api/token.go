package api

import (
	"context"
	"time"

	"approvals/storage"
)

type createTokenInput struct {
	Body struct {
		Name      Filled     `json:"name" maxLength:"100"`
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Absent: it does not expire"`
	}
}

// NewToken is a token at the one time that its secret is shown.
type NewToken struct {
	storage.PersonalToken
	Token string `json:"token" doc:"Send it as Authorization: Bearer; it is shown this once"`
}

type createTokenOutput struct{ Body NewToken }

func (s *Server) createToken(ctx context.Context, in *createTokenInput) (*createTokenOutput, error) {
	token, secret, err := s.store.CreateToken(ctx, actorOf(ctx).ID, string(in.Body.Name), in.Body.ExpiresAt)
	if err != nil {
		return nil, err
	}
	return &createTokenOutput{Body: NewToken{PersonalToken: token, Token: secret}}, nil
}

func (s *Server) tokens(ctx context.Context, _ *none) (*listOutput[storage.PersonalToken], error) {
	tokens, err := s.store.Tokens(ctx, actorOf(ctx).ID)
	if err != nil {
		return nil, err
	}
	return wholeList(tokens), nil
}

func (s *Server) deleteToken(ctx context.Context, in *ByID) (*none, error) {
	if err := s.store.DeleteToken(ctx, actorOf(ctx).ID, in.ID); err != nil {
		return nil, err
	}
	return &none{}, nil
}
