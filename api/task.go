package api

import (
	"context"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

type listTasksInput struct {
	Paged
	Box         request.Box   `query:"box" enum:"inbox,claimed,done,requested" default:"inbox" doc:"inbox: tasks that you can do; claimed: those of them that you have claimed; done: tasks that you have done; requested: tasks of others for your requests"`
	Kind        approval.Kind `query:"kind" enum:"project_request,expense_request"`
	Step        approval.Step `query:"step" enum:"commercial_report,finance_report,management_decision,gm_signoff,finance_processing,revise"`
	Overdue     bool          `query:"overdue" doc:"Only tasks that are overdue or were completed late"`
	Q           string        `query:"q" maxLength:"200" doc:"Part of the number, the purpose, the voucher number, the project's or the customer's name"`
	CustomerID  string        `query:"customer_id" format:"uuid"`
	RequesterID string        `query:"requester_id" format:"uuid"`
	AmountRange
	Sort string `query:"sort" enum:"created_at,-created_at,due_at,-due_at,amount,-amount" default:"-created_at" doc:"due_at: earliest first, tasks without a deadline last; with a minus in reverse. Amounts are compared as numbers"`
}

func (s *Server) listTasks(ctx context.Context, in *listTasksInput) (*listOutput[request.Task], error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	list := in.of("tasks")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	found, next, err := s.store.Tasks(ctx, actorOf(ctx), request.TaskFilter{
		Box: in.Box, Kind: in.Kind, Step: in.Step, Overdue: in.Overdue, Q: in.Q,
		CustomerID: in.CustomerID, RequesterID: in.RequesterID, AmountMin: in.AmountMin, AmountMax: in.AmountMax, Sort: in.Sort,
	}, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, found, next != "", func(request.Task) string { return next }), nil
}

type taskOutput struct{ Body request.Task }

// TaskDetail is a task with warnings for its decider.
type TaskDetail struct {
	request.Task
	Doubles []request.LikelyDuplicate `json:"likely_doubles" doc:"Requests that an expense request may duplicate, as far as you may see them"`
}

type taskDetailOutput struct{ Body TaskDetail }

func (s *Server) getTask(ctx context.Context, in *ByID) (*taskDetailOutput, error) {
	t, err := s.store.Task(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	doubles, err := s.store.RequestDuplicates(ctx, actorOf(ctx), t.Request.ID)
	return &taskDetailOutput{TaskDetail{t, doubles}}, err
}

type countsOutput struct{ Body request.TaskCounts }

func (s *Server) taskCounts(ctx context.Context, _ *none) (*countsOutput, error) {
	counts, err := s.store.TaskCounts(ctx, actorOf(ctx))
	return &countsOutput{counts}, err
}

func (s *Server) claimTask(ctx context.Context, in *ByID) (*taskOutput, error) {
	t, err := s.store.ClaimTask(ctx, actorOf(ctx), in.ID)
	return &taskOutput{t}, err
}

func (s *Server) releaseTask(ctx context.Context, in *ByID) (*taskOutput, error) {
	t, err := s.store.ReleaseTask(ctx, actorOf(ctx), in.ID)
	return &taskOutput{t}, err
}
