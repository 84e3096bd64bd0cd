package api

import (
	"context"

	"approvals/storage/customer"
	"approvals/workflows/approval"
)

type checkCustomerInput struct {
	Body struct {
		Name  *Filled `json:"name,omitempty" doc:"Name or phone is required, or both"`
		Phone Text    `json:"phone,omitempty" maxLength:"40" doc:"Of a contact"`
	}
}

// LikelyDouble is an existing customer that a new customer may duplicate.
type LikelyDouble struct {
	Reasons      []customer.DuplicateReason                 `json:"reasons" enum:"same_name,similar_name,same_phone"`
	ReasonLabels map[customer.DuplicateReason]approval.Text `json:"reason_labels" doc:"Labels of these reasons"`
	OwnerName    string                                     `json:"owner_name" doc:"Whom to ask"`
	Customer     *DoubleCustomer                            `json:"customer" doc:"null: you may not see the customer"`
}

// DoubleCustomer identifies a customer that the caller may see.
type DoubleCustomer struct {
	ID       string `json:"id" format:"uuid"`
	Name     string `json:"name"`
	Archived bool   `json:"archived"`
}

type checkCustomerOutput struct {
	Body struct {
		Items []LikelyDouble `json:"items" doc:"Best matches first, at most 20"`
	}
}

func (s *Server) checkCustomer(ctx context.Context, in *checkCustomerInput) (*checkCustomerOutput, error) {
	var name string
	switch {
	case in.Body.Name != nil:
		name = string(*in.Body.Name)
	case in.Body.Phone == "":
		return nil, approval.InvalidField("body.name", required)
	}
	doubles, err := s.store.FindDuplicates(ctx, actorOf(ctx), name, string(in.Body.Phone))
	if err != nil {
		return nil, err
	}
	out := &checkCustomerOutput{}
	out.Body.Items = make([]LikelyDouble, 0, len(doubles))
	for _, d := range doubles {
		out.Body.Items = append(out.Body.Items, likelyDouble(d))
	}
	return out, nil
}

func likelyDouble(d customer.Duplicate) LikelyDouble {
	likely := LikelyDouble{Reasons: d.Reasons, ReasonLabels: map[customer.DuplicateReason]approval.Text{}, OwnerName: d.Owner.Name}
	for _, reason := range d.Reasons {
		likely.ReasonLabels[reason] = customer.DuplicateReasonLabels[reason]
	}
	if d.Visible {
		likely.Customer = &DoubleCustomer{ID: d.ID, Name: d.Name, Archived: d.Archived}
	}
	return likely
}
