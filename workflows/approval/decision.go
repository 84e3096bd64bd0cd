package approval

import (
	"slices"
)

// Recommendation is the recommendation of a feasibility report.
type Recommendation string

// The recommendations.
const (
	Recommend               Recommendation = "recommend"
	RecommendWithConditions Recommendation = "recommend_with_conditions"
	DoNotRecommend          Recommendation = "do_not_recommend"
)

// Decision is a person's decision: the outcome of a task, or of the whole request when
// its author submits or withdraws it without a task.
type Decision struct {
	ActorID string  `json:"actor_id"`
	TaskID  string  `json:"task_id,omitempty"`
	Step    Step    `json:"step,omitempty"`
	Outcome Outcome `json:"outcome"`
	// Revision is the content revision of the request that the decider saw.
	Revision int          `json:"revision"`
	Comment  string       `json:"comment,omitempty"`
	ReturnTo string       `json:"return_to,omitempty"`
	Data     DecisionData `json:"data,omitzero"`
	// Facts are the request's figures at Revision; set on submission and resubmission.
	Facts Facts `json:"facts,omitzero"`
	// Fingerprint is a hash of the complete input, to detect a key that is reused for a
	// different one.
	Fingerprint string `json:"fingerprint,omitempty"`
	// KeyHash is the hexadecimal SHA-256 of the Idempotency-Key, if the input came with one.
	KeyHash string `json:"key_hash,omitempty"`
}

// DecisionData is the data that a step requires besides its outcome.
type DecisionData struct {
	Recommendation Recommendation   `json:"recommendation,omitempty"`
	Summary        string           `json:"summary,omitempty"`
	Budget         map[string]Money `json:"budget,omitempty"`
	ApprovedAmount *Money           `json:"approved_amount,omitempty"`
	PaidAmount     *Money           `json:"paid_amount,omitempty"`
	Method         string           `json:"method,omitempty"`
	VoucherNo      string           `json:"voucher_no,omitempty"`
	PaidOn         Date             `json:"paid_on,omitempty"`
}

// BudgetTotal returns the sum of a budget's categories, which all have one currency.
func (d DecisionData) BudgetTotal() Money {
	total := Money{Amount: "0"}
	for _, m := range d.Budget {
		total.Currency = m.Currency
		total = total.Plus(m)
	}
	return total
}

// Check returns an invalid Error for all errors in the decision that can be found
// without the request.
func (d Decision) Check() error {
	var wrong Invalid
	if !slices.Contains(d.Step.Outcomes(), d.Outcome) {
		wrong.Add("body.outcome", Text{"此环节不支持该结果", "This step has no such outcome"})
		return wrong.Err()
	}
	if d.Outcome == Return || d.Outcome == Reject {
		wrong.Require(!Blank(d.Comment), "body.comment")
	}
	d.checkReturn(&wrong)
	switch {
	case d.Step == CommercialReport:
		d.checkFeasibility(&wrong)
	case d.Step == FinanceReport:
		d.checkBudget(&wrong)
	case d.Step == FinanceProcessing && d.Outcome == Complete:
		d.checkPayment(&wrong)
	case d.Step == GMSignoff && d.Outcome == Approve && d.Data.ApprovedAmount != nil:
		if !d.Data.ApprovedAmount.Positive() {
			wrong.Add("body.data.approved_amount", Text{"必须大于零", "This must be more than zero"})
		}
	}
	return wrong.Err()
}

func (d Decision) checkReturn(wrong *Invalid) {
	targets := d.Step.ReturnTargets()
	switch {
	case d.Outcome != Return:
		if d.ReturnTo != "" {
			wrong.Add("body.return_to", Text{"只有退回时才能填写", "Only a return goes back to somebody"})
		}
	case d.ReturnTo == "" && len(targets) > 1:
		wrong.Require(false, "body.return_to")
	case d.ReturnTo != "" && !slices.Contains(targets, d.ReturnTo):
		wrong.Add("body.return_to", Text{"此环节不能退回到那里", "This step cannot send the request back there"})
	}
}

func (d Decision) checkFeasibility(wrong *Invalid) {
	known := []Recommendation{Recommend, RecommendWithConditions, DoNotRecommend}
	wrong.Require(d.Data.Recommendation != "", "body.data.recommendation")
	if d.Data.Recommendation != "" && !slices.Contains(known, d.Data.Recommendation) {
		wrong.Add("body.data.recommendation", Text{"没有这个选项", "There is no such recommendation"})
	}
	wrong.Require(!Blank(d.Data.Summary), "body.data.summary")
}

func (d Decision) checkBudget(wrong *Invalid) {
	wrong.Require(len(d.Data.Budget) > 0, "body.data.budget")
	wrong.Require(!Blank(d.Data.Summary), "body.data.summary")
}

func (d Decision) checkPayment(wrong *Invalid) {
	wrong.Require(d.Data.PaidAmount != nil, "body.data.paid_amount")
	if d.Data.PaidAmount != nil && !d.Data.PaidAmount.Positive() {
		wrong.Add("body.data.paid_amount", Text{"必须大于零", "This must be more than zero"})
	}
	wrong.Require(d.Data.Method != "", "body.data.method")
	wrong.Require(!Blank(d.Data.VoucherNo), "body.data.voucher_no")
	wrong.Require(d.Data.PaidOn != "", "body.data.paid_on")
}
