package api

import (
	"context"
	"strconv"

	"approvals/storage"
	"approvals/workflows/approval"
)

type timelineInput struct {
	ByID
	Paged
	Kind      string `query:"kind" maxLength:"100" doc:"Such as project.created"`
	ActorID   string `query:"actor_id" format:"uuid"`
	ProjectID string `query:"project_id" format:"uuid"`
	From      Moment `query:"from"`
	To        Moment `query:"to" doc:"A day counts in full"`
}

func (s *Server) timeline(ctx context.Context, in *timelineInput) (*listOutput[approval.Event], error) {
	list := "timeline of " + in.ID
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter := storage.TimelineFilter{Kind: approval.EventKind(in.Kind), ActorID: in.ActorID, ProjectID: in.ProjectID}
	if filter.From, err = in.From.start("query.from"); err != nil {
		return nil, err
	}
	if filter.To, err = in.To.end("query.to"); err != nil {
		return nil, err
	}
	events, more, err := s.store.Timeline(ctx, actorOf(ctx), in.ID, filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, events, more, func(e approval.Event) string { return strconv.FormatInt(e.Seq, 10) }), nil
}

type noteInput struct {
	ByID
	Body struct {
		Text Filled `json:"text" maxLength:"5000"`
	}
}

type eventOutput struct{ Body approval.Event }

func (s *Server) addNote(ctx context.Context, in *noteInput) (*eventOutput, error) {
	event, err := s.store.AddNote(ctx, actorOf(ctx), in.ID, string(in.Body.Text))
	if err != nil {
		return nil, err
	}
	return &eventOutput{Body: event}, nil
}
