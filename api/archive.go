package api

import (
	"context"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// archiveHandler returns a handler that archives or restores an object by its id.
func archiveHandler[T any](s *Server, change func(*storage.Store, context.Context, approval.Actor, string) (T, error)) func(context.Context, *ByID) (*bodyOutput[T], error) {
	return func(ctx context.Context, in *ByID) (*bodyOutput[T], error) {
		changed, err := change(s.store, ctx, actorOf(ctx), in.ID)
		if err != nil {
			return nil, err
		}
		return &bodyOutput[T]{Body: changed}, nil
	}
}

// bodyOutput is a response with one object.
type bodyOutput[T any] struct{ Body T }

func (s *Server) customerOverview(ctx context.Context, in *ByID) (*bodyOutput[storage.CustomerOverview], error) {
	overview, err := s.store.CustomerOverview(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &bodyOutput[storage.CustomerOverview]{Body: overview}, nil
}

type projectHistoryInput struct {
	ByID
	Paged
}

func (s *Server) projectHistory(ctx context.Context, in *projectHistoryInput) (*listOutput[customer.ProjectChange], error) {
	list := in.of("history of project " + in.ID)
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	changes, more, err := s.store.ProjectChanges(ctx, actorOf(ctx), in.ID, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, changes, more, func(c customer.ProjectChange) string { return c.ID }), nil
}
