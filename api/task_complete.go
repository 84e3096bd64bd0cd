package api

import (
	"context"
	"strings"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

type completeTaskInput struct {
	ByID
	Body struct {
		Outcome  approval.Outcome `json:"outcome" enum:"complete,approve,reject,return,resubmit,withdraw" doc:"One of the task's outcomes"`
		Revision int              `json:"revision" minimum:"1" doc:"The request's content revision that was on the screen"`
		Comment  string           `json:"comment,omitempty" maxLength:"4000" doc:"Needed to reject and to return"`
		ReturnTo string           `json:"return_to,omitempty" enum:"requester,commercial_report,finance_report" doc:"Where a management decision sends the request back to"`
		Data     decisionData     `json:"data,omitempty"`
	}
}

// decisionData is what a step asks for besides its outcome.
type decisionData struct {
	Recommendation approval.Recommendation `json:"recommendation,omitempty" enum:"recommend,recommend_with_conditions,do_not_recommend" doc:"Of a feasibility report"`
	Summary        string                  `json:"summary,omitempty" maxLength:"20000" doc:"Of a report"`
	// The library fills in the default currency, which in a map it can do only
	// through pointers.
	Budget         map[string]*MoneyInput `json:"budget,omitempty" maxProperties:"50" doc:"Of a budget report, by expense category"`
	ApprovedAmount *MoneyInput            `json:"approved_amount,omitempty" doc:"Of a sign-off: at most what was asked for, which is also what it is when left out"`
	PaidAmount     *MoneyInput            `json:"paid_amount,omitempty" doc:"At most the approved amount"`
	Method         string                 `json:"method,omitempty" maxLength:"100" doc:"One of the global variable payment.methods"`
	VoucherNo      string                 `json:"voucher_no,omitempty" maxLength:"100" doc:"Used once"`
	PaidOn         approval.Date          `json:"paid_on,omitempty" format:"date"`
}

func (d decisionData) data() approval.DecisionData {
	data := approval.DecisionData{
		Recommendation: d.Recommendation, Summary: d.Summary, ApprovedAmount: moneyOf(d.ApprovedAmount),
		PaidAmount: moneyOf(d.PaidAmount), Method: d.Method, PaidOn: d.PaidOn,
		// Spaces around it make no other number.
		VoucherNo: strings.TrimSpace(d.VoucherNo),
	}
	if len(d.Budget) > 0 {
		data.Budget = map[string]approval.Money{}
	}
	for category, m := range d.Budget {
		data.Budget[category] = m.money()
	}
	return data
}

type completeTaskOutput struct {
	Body struct {
		Task    request.Task          `json:"task"`
		Request request.RequestDetail `json:"request"`
	}
}

// completeTask ends a task with a decision.
func (s *Server) completeTask(ctx context.Context, in *completeTaskInput) (*completeTaskOutput, error) {
	task, err := s.store.Task(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	requestID := task.Request.ID
	read := func() (*completeTaskOutput, error) { return s.completed(ctx, in.ID, requestID) }
	return answerOnce(ctx, s, requestID, func(try attempt) (*completeTaskOutput, error) {
		d, err := s.store.PrepareDecision(ctx, actorOf(ctx), task, approval.Decision{
			Outcome: in.Body.Outcome, Revision: in.Body.Revision, Comment: in.Body.Comment, ReturnTo: in.Body.ReturnTo, Data: in.Body.Data.data(),
		})
		if err != nil {
			return nil, err
		}
		if err := s.decide(ctx, task.Request.Kind, requestID, try, d); err != nil {
			return nil, err
		}
		return read()
	}, read)
}

// completed answers with a task and its request as they are now.
func (s *Server) completed(ctx context.Context, taskID, requestID string) (*completeTaskOutput, error) {
	var (
		out completeTaskOutput
		err error
	)
	if out.Body.Task, err = s.store.Task(ctx, actorOf(ctx), taskID); err != nil {
		return nil, err
	}
	out.Body.Request, err = s.store.RequestDetail(ctx, actorOf(ctx), requestID)
	return &out, err
}
