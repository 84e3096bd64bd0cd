package api

import (
	"context"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

type notificationsInput struct {
	Paged
	Unread bool `query:"unread" doc:"Only unread notifications"`
}

func (s *Server) notifications(ctx context.Context, in *notificationsInput) (*listOutput[account.Notification], error) {
	list := in.of("notifications")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	notifications, more, err := s.store.Notifications(ctx, actorOf(ctx).ID, in.Unread, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, notifications, more, func(n account.Notification) string { return n.ID }), nil
}

type readNotificationsInput struct {
	Body struct {
		IDs []string `json:"ids,omitempty" format:"uuid" minItems:"1" maxItems:"200"`
		All bool     `json:"all,omitempty" doc:"All notifications so far; exactly one of ids and all"`
	}
}

type readNotificationsOutput struct {
	Body struct {
		Unread int `json:"unread" doc:"Number of notifications that are still unread"`
	}
}

func (s *Server) readNotifications(ctx context.Context, in *readNotificationsInput) (out *readNotificationsOutput, err error) {
	out = new(readNotificationsOutput)
	switch {
	case in.Body.All == (in.Body.IDs != nil):
		return nil, approval.InvalidField("body", approval.Text{
			ZH: "ids 与 all 须且只能填写一个", EN: "Exactly one of ids and all is required"})
	case in.Body.All:
		out.Body.Unread, err = s.store.ReadAllNotifications(ctx, actorOf(ctx).ID)
	default:
		out.Body.Unread, err = s.store.ReadNotifications(ctx, actorOf(ctx).ID, in.Body.IDs)
	}
	return out, err
}
