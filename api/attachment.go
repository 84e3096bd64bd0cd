package api

import (
	"context"

	"approvals/storage/request"
)

func (s *Server) getAttachment(ctx context.Context, in *ByID) (*attachmentOutput, error) {
	a, err := s.store.Attachment(ctx, actorOf(ctx), in.ID)
	return &attachmentOutput{a}, err
}

// removeAttachment deletes an attachment. A sweep removes its bytes later.
func (s *Server) removeAttachment(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.store.RemoveAttachment(ctx, actorOf(ctx), in.ID)
}

type attachmentOutput struct{ Body request.Attachment }
