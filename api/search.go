package api

import (
	"context"

	"approvals/storage"
)

type searchInput struct {
	Q     string `query:"q" maxLength:"200" doc:"Words that must all be found, in names, telephone numbers of contacts, or numbers, purposes and vouchers of requests"`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"5" doc:"Maximum number of each kind"`
}

// search searches everything that the caller may see.
func (s *Server) search(ctx context.Context, in *searchInput) (*listOutput[storage.Found], error) {
	items, err := s.store.Search(ctx, actorOf(ctx), in.Q, in.Limit)
	if err != nil {
		return nil, err
	}
	return wholeList(items), nil
}
