package api

import (
	"context"
	"strings"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

type checkExpenseInput struct {
	Body struct {
		Amount    *MoneyInput    `json:"amount,omitempty" doc:"Compared together with category and spent_on, if all three are given"`
		Category  *string        `json:"category,omitempty" minLength:"1" maxLength:"100"`
		SpentOn   *approval.Date `json:"spent_on,omitempty" format:"date"`
		SHA256    []FileHash     `json:"sha256,omitempty" maxItems:"50" doc:"Hashes of the files that are or will be attached"`
		RequestID string         `json:"request_id,omitempty" format:"uuid" doc:"Your expense request that is being edited; it is not a duplicate of itself"`
	}
}

type checkExpenseOutput struct {
	Body struct {
		Items []request.LikelyDuplicate `json:"items" doc:"Those that you may see first, the newest first, at most 20; only a warning"`
	}
}

// checkExpense returns the requests that an expense request may duplicate, while it is
// being filled in.
func (s *Server) checkExpense(ctx context.Context, in *checkExpenseInput) (*checkExpenseOutput, error) {
	check := request.ExpenseCheck{
		Amount: moneyOf(in.Body.Amount), Category: in.Body.Category, SpentOn: in.Body.SpentOn,
		RequestID: in.Body.RequestID, SHA256: []string{},
	}
	for _, hash := range in.Body.SHA256 {
		check.SHA256 = append(check.SHA256, strings.ToLower(string(hash)))
	}
	out := &checkExpenseOutput{}
	var err error
	out.Body.Items, err = s.store.CheckExpense(ctx, actorOf(ctx), check)
	return out, err
}
