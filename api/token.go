package api

import (
	"context"
	"time"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

type createTokenInput struct {
	Body struct {
		Name      Filled     `json:"name" maxLength:"100"`
		ExpiresAt *time.Time `json:"expires_at,omitempty" doc:"Absent: does not expire"`
	}
}

// NewToken is a new token with its secret, which is shown only once.
type NewToken struct {
	account.PersonalToken
	Token string `json:"token" doc:"Send it as Authorization: Bearer; shown only once"`
}

type createTokenOutput struct{ Body NewToken }

func (s *Server) createToken(ctx context.Context, in *createTokenInput) (*createTokenOutput, error) {
	// Years have at most four digits in JSON.
	if at := in.Body.ExpiresAt; at != nil && at.UTC().Year() > 9999 {
		return nil, approval.InvalidField("body.expires_at", approval.Text{ZH: "日期超出可保存的范围", EN: "The date is out of range"})
	}
	token, secret, err := s.store.CreateToken(ctx, actorOf(ctx).ID, string(in.Body.Name), in.Body.ExpiresAt, callOf(ctx).tokenEnds)
	if err != nil {
		return nil, err
	}
	return &createTokenOutput{Body: NewToken{PersonalToken: token, Token: secret}}, nil
}

func (s *Server) tokens(ctx context.Context, _ *none) (*listOutput[account.PersonalToken], error) {
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

func (s *Server) userTokens(ctx context.Context, in *ByID) (*listOutput[account.PersonalToken], error) {
	if _, err := s.store.User(ctx, in.ID); err != nil {
		return nil, err
	}
	tokens, err := s.store.Tokens(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return wholeList(tokens), nil
}

type userTokenInput struct {
	ByID
	TokenID string `path:"token_id" format:"uuid"`
}

func (s *Server) revokeUserToken(ctx context.Context, in *userTokenInput) (*none, error) {
	return &none{}, s.store.RevokeToken(ctx, actorOf(ctx), in.ID, in.TokenID)
}
