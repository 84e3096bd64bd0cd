package api

import (
	"context"

	"approvals/storage/worklog"
)

type commentsInput struct {
	ByID
	Paged
}

func (s *Server) workLogComments(ctx context.Context, in *commentsInput) (*listOutput[worklog.Comment], error) {
	list := in.of("comments of " + in.ID)
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	comments, more, err := s.store.WorkLogComments(ctx, actorOf(ctx), in.ID, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, comments, more, func(c worklog.Comment) string { return c.ID }), nil
}

type commentInput struct {
	ByID
	Body struct {
		Text Filled `json:"text" maxLength:"5000"`
	}
}

type commentOutput struct{ Body worklog.Comment }

func (s *Server) commentWorkLog(ctx context.Context, in *commentInput) (*commentOutput, error) {
	c, err := s.store.CommentWorkLog(ctx, actorOf(ctx), in.ID, string(in.Body.Text))
	if err != nil {
		return nil, err
	}
	return &commentOutput{Body: c}, nil
}
