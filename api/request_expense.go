package api

import (
	"context"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

// ExpenseRequestFacts has the fields of an expense request. All are optional
// until the request is submitted.
type ExpenseRequestFacts struct {
	Category *string        `json:"category,omitempty" minLength:"1" maxLength:"100" doc:"Key from the option list expense.categories"`
	Amount   *MoneyInput    `json:"amount,omitempty"`
	Purpose  *Filled        `json:"purpose,omitempty" maxLength:"4000"`
	SpentOn  *approval.Date `json:"spent_on,omitempty" format:"date"`
}

func (f ExpenseRequestFacts) draft() request.ExpenseRequestDraft {
	return request.ExpenseRequestDraft{
		Category: f.Category, Amount: moneyOf(f.Amount), Purpose: (*string)(f.Purpose), SpentOn: f.SpentOn,
	}
}

type createExpenseRequestInput struct {
	Body struct {
		ProjectID string `json:"project_id" format:"uuid"`
		ExpenseRequestFacts
	}
}

func (s *Server) createExpenseRequest(ctx context.Context, in *createExpenseRequestInput) (*requestOutput, error) {
	detail, err := s.store.CreateExpenseRequest(ctx, actorOf(ctx), in.Body.ProjectID, in.Body.draft())
	return &requestOutput{Body: detail}, err
}

type editExpenseRequestInput struct {
	ByID
	Body struct {
		Version int `json:"version" doc:"The version that was edited"`
		ExpenseRequestFacts
	}
}

func (s *Server) editExpenseRequest(ctx context.Context, in *editExpenseRequestInput) (*requestOutput, error) {
	if _, err := s.store.EditExpenseRequest(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.draft()); err != nil {
		return nil, err
	}
	return s.requestDetail(ctx, in.ID)
}
