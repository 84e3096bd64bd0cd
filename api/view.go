package api

import (
	"context"
	"net/url"
	"strings"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

func (s *Server) views(ctx context.Context, _ *none) (*listOutput[account.NamedView], error) {
	views, err := s.store.Views(ctx, actorOf(ctx).ID)
	if err != nil {
		return nil, err
	}
	return wholeList(views), nil
}

type createViewInput struct {
	Body struct {
		List  string `json:"list" enum:"inbox,desk,requests,customers,projects,work-logs"`
		Name  Name   `json:"name" maxLength:"60"`
		Query string `json:"query" maxLength:"2000" doc:"The query string of the page's address, without the question mark; empty for the list without filters"`
	}
}

type viewOutput struct{ Body account.NamedView }

func (s *Server) createView(ctx context.Context, in *createViewInput) (*viewOutput, error) {
	if err := checkViewQuery(in.Body.Query); err != nil {
		return nil, err
	}
	view, err := s.store.CreateView(ctx, actorOf(ctx).ID, account.NamedView{
		List: in.Body.List, Name: string(in.Body.Name), Query: in.Body.Query})
	if err != nil {
		return nil, err
	}
	return &viewOutput{view}, nil
}

func checkViewQuery(query string) error {
	if _, err := url.ParseQuery(query); err != nil || strings.HasPrefix(query, "?") {
		return approval.InvalidField("body.query", approval.Text{
			ZH: "应为不带问号的查询字符串", EN: "This must be a query string without its question mark"})
	}
	return nil
}

type editViewInput struct {
	ByID
	Body struct {
		Name  *Name   `json:"name,omitempty" maxLength:"60"`
		Query *string `json:"query,omitempty" maxLength:"2000" doc:"As when it is created"`
	}
}

func (s *Server) editView(ctx context.Context, in *editViewInput) (*viewOutput, error) {
	if in.Body.Query != nil {
		if err := checkViewQuery(*in.Body.Query); err != nil {
			return nil, err
		}
	}
	view, err := s.store.EditView(ctx, actorOf(ctx).ID, in.ID, account.ViewEdit{
		Name: (*string)(in.Body.Name), Query: in.Body.Query})
	if err != nil {
		return nil, err
	}
	return &viewOutput{view}, nil
}

func (s *Server) deleteView(ctx context.Context, in *ByID) (*none, error) {
	if err := s.store.DeleteView(ctx, actorOf(ctx).ID, in.ID); err != nil {
		return nil, err
	}
	return &none{}, nil
}
