package api

import (
	"context"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// archiveHandler makes the handler that archives something, or restores it.
func archiveHandler[T any](s *Server, move func(*storage.Store, context.Context, approval.Actor, string) (T, error)) func(context.Context, *ByID) (*thingOutput[T], error) {
	return func(ctx context.Context, in *ByID) (*thingOutput[T], error) {
		thing, err := move(s.store, ctx, actorOf(ctx), in.ID)
		if err != nil {
			return nil, err
		}
		return &thingOutput[T]{Body: thing}, nil
	}
}

// thingOutput is an answer with one thing.
type thingOutput[T any] struct{ Body T }

func (s *Server) customerOverview(ctx context.Context, in *ByID) (*thingOutput[storage.CustomerOverview], error) {
	overview, err := s.store.CustomerOverview(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &thingOutput[storage.CustomerOverview]{Body: overview}, nil
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
	moves, more, err := s.store.ProjectChanges(ctx, actorOf(ctx), in.ID, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, moves, more, func(m customer.ProjectChange) string { return m.ID }), nil
}
