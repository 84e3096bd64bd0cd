package api

import (
	"context"

	"approvals/storage"
	"approvals/workflows/approval"
)

// ExpenseRequestFacts is what an author fills into an expense request. All of it
// may be missing until the request is submitted.
type ExpenseRequestFacts struct {
	Category *string        `json:"category,omitempty" minLength:"1" maxLength:"100" doc:"One of the global variable expense.categories"`
	Amount   *MoneyInput    `json:"amount,omitempty"`
	Purpose  *string        `json:"purpose,omitempty" minLength:"1" maxLength:"4000"`
	SpentOn  *approval.Date `json:"spent_on,omitempty" format:"date"`
}

// check makes sure that the category is one there is and that the amount is
// more than nothing.
func (f ExpenseRequestFacts) check(ctx context.Context, store *storage.Store) error {
	var wrong approval.Invalid
	if f.Amount != nil && !f.Amount.money().Positive() {
		wrong.Add("body.amount.amount", approval.Text{ZH: "必须大于零", EN: "This must be more than zero"})
	}
	if f.Category != nil {
		categories, err := store.ExpenseCategories(ctx)
		if err != nil {
			return err
		}
		checkOption(&wrong, "body.category", categories, *f.Category)
	}
	return wrong.Err()
}

func (f ExpenseRequestFacts) draft() storage.ExpenseRequestDraft {
	return storage.ExpenseRequestDraft{
		Category: f.Category, Amount: moneyOf(f.Amount), Purpose: f.Purpose, SpentOn: f.SpentOn,
	}
}

// checkOption notes at location that the value is none of the options.
func checkOption(wrong *approval.Invalid, location string, options []storage.Option, value string) {
	if !storage.HasOption(options, value) {
		wrong.Add(location, approval.Text{ZH: "没有这个选项", EN: "There is no such option"})
	}
}

type createExpenseRequestInput struct {
	Body struct {
		ProjectID string `json:"project_id" format:"uuid"`
		ExpenseRequestFacts
	}
}

func (s *Server) createExpenseRequest(ctx context.Context, in *createExpenseRequestInput) (*requestOutput, error) {
	if err := in.Body.check(ctx, s.store); err != nil {
		return nil, err
	}
	r, err := s.store.CreateExpenseRequest(ctx, actorOf(ctx), in.Body.ProjectID, in.Body.draft())
	if err != nil {
		return nil, err
	}
	return s.requestDetail(ctx, r.ID)
}

type editExpenseRequestInput struct {
	ByID
	Body struct {
		Version int `json:"version" doc:"The version that this edit began with"`
		ExpenseRequestFacts
	}
}

func (s *Server) editExpenseRequest(ctx context.Context, in *editExpenseRequestInput) (*requestOutput, error) {
	if err := in.Body.check(ctx, s.store); err != nil {
		return nil, err
	}
	r, err := s.store.EditExpenseRequest(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.draft())
	if err != nil {
		return nil, err
	}
	return s.requestDetail(ctx, r.ID)
}
