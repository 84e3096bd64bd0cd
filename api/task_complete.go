package api

import (
	"context"
	"slices"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

type completeTaskInput struct {
	ByID
	Body struct {
		Outcome  approval.Outcome `json:"outcome" enum:"complete,approve,reject,return,resubmit,withdraw" doc:"One of the task's outcomes"`
		Revision int              `json:"revision" minimum:"1" doc:"The content revision of the request that was shown"`
		Comment  Text             `json:"comment,omitempty" maxLength:"4000" doc:"Required to reject or return"`
		ReturnTo string           `json:"return_to,omitempty" enum:"requester,commercial_report,finance_report" doc:"To whom the request is returned"`
		Data     decisionData     `json:"data,omitempty"`
	}
}

// decisionData has the step-specific fields of a decision.
type decisionData struct {
	Recommendation approval.Recommendation `json:"recommendation,omitempty" enum:"recommend,recommend_with_conditions,do_not_recommend" doc:"For a feasibility report"`
	Summary        Text                    `json:"summary,omitempty" maxLength:"20000" doc:"For a report"`
	// Pointers, because the library can set the default currency in a map only through
	// them.
	Budget         map[string]*MoneyInput `json:"budget,omitempty" maxProperties:"50" doc:"For a budget report, by expense category"`
	ApprovedAmount *MoneyInput            `json:"approved_amount,omitempty" doc:"For a sign-off: at most the requested amount, which is the default"`
	PaidAmount     *MoneyInput            `json:"paid_amount,omitempty" doc:"At most the approved amount"`
	Method         string                 `json:"method,omitempty" maxLength:"100" doc:"Key from the option list payment.methods"`
	VoucherNo      Text                   `json:"voucher_no,omitempty" maxLength:"100" doc:"Unique"`
	PaidOn         approval.Date          `json:"paid_on,omitempty" format:"date"`
}

func (d decisionData) data() approval.DecisionData {
	data := approval.DecisionData{
		Recommendation: d.Recommendation, Summary: string(d.Summary), ApprovedAmount: moneyOf(d.ApprovedAmount),
		PaidAmount: moneyOf(d.PaidAmount), Method: d.Method, PaidOn: d.PaidOn,
		// Surrounding spaces are not part of the number.
		VoucherNo: approval.Trim(string(d.VoucherNo)),
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

// completeTask completes a task with a decision.
func (s *Server) completeTask(ctx context.Context, in *completeTaskInput) (*completeTaskOutput, error) {
	task, r, err := s.store.TaskToDecide(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	read := func() (*completeTaskOutput, error) { return s.completed(ctx, in.ID, r.ID) }
	return answerOnce(ctx, s, r.ID, func(try attempt) (*completeTaskOutput, error) {
		d, err := s.store.PrepareDecision(ctx, actorOf(ctx), r, task, approval.Decision{
			Outcome: in.Body.Outcome, Revision: in.Body.Revision, Comment: string(in.Body.Comment), ReturnTo: in.Body.ReturnTo, Data: in.Body.Data.data(),
		})
		if err != nil {
			return nil, err
		}
		if err := s.decide(ctx, r.Kind, r.ID, try, d); err != nil {
			return nil, err
		}
		return read()
	}, read)
}

// completed returns a task and its request as they are now.
func (s *Server) completed(ctx context.Context, taskID, requestID string) (*completeTaskOutput, error) {
	detail, err := s.store.RequestDetail(ctx, actorOf(ctx), requestID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(detail.Tasks, func(t request.Task) bool { return t.ID == postgres.CanonicalID(taskID) })
	if i < 0 {
		return nil, approval.NotFound()
	}
	out := &completeTaskOutput{}
	out.Body.Task, out.Body.Request = detail.Tasks[i], detail
	return out, nil
}
