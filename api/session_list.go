package api

import (
	"context"

	"approvals/storage/account"
)

func (s *Server) mySessions(ctx context.Context, _ *none) (*listOutput[account.SignInSession], error) {
	sessions, err := s.store.SessionsOf(ctx, actorOf(ctx).ID)
	if err != nil {
		return nil, err
	}
	current := s.sessions.GetString(ctx, sessionID)
	for i := range sessions {
		sessions[i].Current = sessions[i].ID == current
	}
	return wholeList(sessions), nil
}

func (s *Server) endMySession(ctx context.Context, in *ByID) (*none, error) {
	return &none{}, s.store.EndSession(ctx, actorOf(ctx), actorOf(ctx).ID, in.ID)
}

func (s *Server) userSessions(ctx context.Context, in *ByID) (*listOutput[account.SignInSession], error) {
	if _, err := s.store.User(ctx, in.ID); err != nil {
		return nil, err
	}
	sessions, err := s.store.SessionsOf(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return wholeList(sessions), nil
}

type userSessionInput struct {
	ByID
	SessionID string `path:"session_id" format:"uuid"`
}

func (s *Server) endUserSession(ctx context.Context, in *userSessionInput) (*none, error) {
	return &none{}, s.store.EndSession(ctx, actorOf(ctx), in.ID, in.SessionID)
}
