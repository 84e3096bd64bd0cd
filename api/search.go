package api

import (
	"context"

	"approvals/storage"
)

type searchInput struct {
	Q     string `query:"q" maxLength:"200" doc:"Words, all of which stand in what is found: in names, in telephone numbers of contacts, in numbers and purposes of requests"`
	Limit int    `query:"limit" minimum:"1" maximum:"20" default:"5" doc:"How many of each kind at most"`
}

// search looks through everything that the caller sees.
func (s *Server) search(ctx context.Context, in *searchInput) (*listOutput[storage.Found], error) {
	items, err := s.store.Search(ctx, actorOf(ctx), in.Q, in.Limit)
	if err != nil {
		return nil, err
	}
	return wholeList(items), nil
}
