package api

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

type handOverInput struct {
	Body struct {
		CustomerIDs []string `json:"customer_ids" format:"uuid" minItems:"1" maxItems:"500"`
		ToUserID    string   `json:"to_user_id" format:"uuid" doc:"An active user who may maintain customers"`
		Reason      Filled   `json:"reason" maxLength:"1000" doc:"Recorded in the timeline"`
	}
}

// HandedOver is the result for one customer.
type HandedOver struct {
	CustomerID  string                  `json:"customer_id" format:"uuid"`
	Status      customer.HandOverStatus `json:"status" enum:"done,unchanged,refused"`
	StatusLabel approval.Text           `json:"status_label"`
	Unfinished  []customer.Unfinished   `json:"unfinished" doc:"What each former owner has begun there and not finished; those with nothing are left out"`
	Problem     *HandOverProblem        `json:"problem,omitempty" doc:"Why a customer was refused"`
}

var handOverLabels = map[customer.HandOverStatus]approval.Text{
	customer.HandOverDone:      {ZH: "已移交", EN: "Handed over"},
	customer.HandOverUnchanged: {ZH: "未变", EN: "Unchanged"},
	customer.HandOverRefused:   {ZH: "未移交", EN: "Not handed over"},
}

// HandOverProblem is why one customer was refused.
type HandOverProblem struct {
	Code   approval.Code `json:"code"`
	Detail string        `json:"detail" doc:"In the caller's language"`
}

type handOverOutput struct {
	ContentLanguage approval.Locale `header:"Content-Language"`
	Vary            string          `header:"Vary"`

	Body struct {
		Items []HandedOver `json:"items" doc:"One for each of customer_ids, in their order"`
	}
}

// handOver hands customers over to another owner. Each customer has its own result.
func (s *Server) handOver(ctx context.Context, in *handOverInput) (*handOverOutput, error) {
	results, err := s.store.HandOverCustomers(ctx, actorOf(ctx), customer.HandOver{
		CustomerIDs: in.Body.CustomerIDs, ToUserID: in.Body.ToUserID, Reason: string(in.Body.Reason),
	})
	if err != nil {
		return nil, err
	}
	out := &handOverOutput{ContentLanguage: localeOf(ctx), Vary: languageHeader}
	out.Body.Items = make([]HandedOver, 0, len(results))
	for _, r := range results {
		handed := HandedOver{
			CustomerID: r.CustomerID, Status: r.Status, StatusLabel: handOverLabels[r.Status],
			Unfinished: append([]customer.Unfinished{}, r.Unfinished...),
		}
		if r.Refusal != nil {
			handed.Problem = &HandOverProblem{Code: r.Refusal.Code, Detail: r.Refusal.Message.In(localeOf(ctx))}
		}
		out.Body.Items = append(out.Body.Items, handed)
	}
	return out, nil
}
