package api

import (
	"context"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

type listTasksInput struct {
	Paged
	Box         request.Box   `query:"box" enum:"inbox,claimed,done,requested" default:"inbox" doc:"inbox: what I can do; claimed: what of it I have taken; done: what I did; requested: what others have to do for me"`
	Kind        approval.Kind `query:"kind" enum:"project_request,expense_request"`
	Step        approval.Step `query:"step" enum:"commercial_report,finance_report,management_decision,gm_signoff,finance_processing,revise"`
	Overdue     bool          `query:"overdue" doc:"Only what is open after it was due, or was done after that"`
	Q           string        `query:"q" maxLength:"200" doc:"Part of the number, the purpose, the project's or the customer's name"`
	CustomerID  string        `query:"customer_id" format:"uuid"`
	RequesterID string        `query:"requester_id" format:"uuid"`
	AmountRange
	Sort string `query:"sort" enum:"created_at,-created_at,due_at,-due_at,amount,-amount" default:"-created_at" doc:"due_at: what is due soonest first, and what has no deadline last; with a minus the other way round. Amounts are compared as numbers"`
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

// TaskDetail is a task with what its decider should know besides the request.
type TaskDetail struct {
	request.Task
	Doubles []request.LikelyDuplicate `json:"likely_doubles" doc:"Other requests that are likely for the same, as far as you may see them; of an expense request alone"`
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
