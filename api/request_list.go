package api

import (
	"context"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

type listRequestsInput struct {
	Paged
	Kind        approval.Kind `query:"kind" enum:"project_request,expense_request"`
	States      []string      `query:"status,explode" maxItems:"50" doc:"draft, submitting, in_review, returned, approved, paid, rejected or withdrawn; separated by commas or repeated"`
	RequesterID string        `query:"requester_id" format:"uuid"`
	CustomerID  string        `query:"customer_id" format:"uuid"`
	ProjectID   string        `query:"project_id" format:"uuid"`
	From        approval.Date `query:"from" format:"date" doc:"First day of creation"`
	To          approval.Date `query:"to" format:"date" doc:"Last day of creation"`
	PaidFrom    approval.Date `query:"paid_from" format:"date" doc:"First day of payment, as finance entered it"`
	PaidTo      approval.Date `query:"paid_to" format:"date" doc:"Last day of payment"`
	Q           string        `query:"q" maxLength:"200" doc:"Part of the number, the purpose, the voucher number, the project's or the customer's name"`
	Sort        string        `query:"sort" enum:"created_at,-created_at,amount,-amount,submitted_at,-submitted_at,paid_on,-paid_on" default:"-created_at" doc:"Requests without such a day or amount come first, with a minus last. Amounts are compared as numbers"`
}

// filter converts and validates the input.
func (in *listRequestsInput) filter() (request.Filter, error) {
	f := request.Filter{
		Kind: in.Kind, RequesterID: in.RequesterID, CustomerID: in.CustomerID, ProjectID: in.ProjectID,
		From: in.From, To: in.To, PaidFrom: in.PaidFrom, PaidTo: in.PaidTo, Q: in.Q, Sort: in.Sort,
	}
	var wrong approval.Invalid
	for _, value := range splitValues(in.States) {
		status := approval.Status(value)
		if status.Label() == (approval.Text{}) {
			wrong.Add("query.status", approval.Text{ZH: "没有“%s”这个状态", EN: "There is no status %q"}.Format(value))
			continue
		}
		f.Statuses = append(f.Statuses, status)
	}
	checkDayOrder(&wrong, "query.to", in.From, in.To)
	checkDayOrder(&wrong, "query.paid_to", in.PaidFrom, in.PaidTo)
	return f, wrong.Err()
}

func (s *Server) listRequests(ctx context.Context, in *listRequestsInput) (*listOutput[request.RequestRow], error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	list := in.of("requests")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	found, next, err := s.store.Requests(ctx, actorOf(ctx), filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, found, next != "", func(request.RequestRow) string { return next }), nil
}
