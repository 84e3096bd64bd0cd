package workflows

import (
	"approvals/workflows/approval"

	"go.temporal.io/sdk/workflow"
)

// ExpenseRequest is the workflow of an expense request.
func ExpenseRequest(ctx workflow.Context, start approval.Start) (approval.Position, error) {
	var p process
	if err := p.setup(ctx, start, expenseChart); err != nil {
		return approval.Position{}, err
	}
	return p.run(ctx)
}

// expenseChart is the process of an expense request: the general manager signs off, then
// finance processes. A request that finance returned goes back to finance, unless its
// amount has changed.
func expenseChart(at approval.Position, d approval.Decision) approval.Move {
	switch d.Step {
	case approval.Draft:
		return review(approval.GMSignoff)

	case approval.GMSignoff:
		switch d.Outcome {
		case approval.Approve:
			return signedOff()
		case approval.Reject:
			return end(approval.StatusRejected)
		default:
			return returnToAuthor(d.Step)
		}

	case approval.FinanceProcessing:
		if d.Outcome == approval.Complete {
			return end(approval.StatusPaid)
		}
		return returnToAuthor(d.Step)

	default: // approval.Revise
		if at.ReturnedFrom == approval.FinanceProcessing && at.Facts.SameAmount(d.Facts) {
			return signedOff()
		}
		return review(approval.GMSignoff)
	}
}

// signedOff moves the request to finance.
func signedOff() approval.Move {
	return approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}}
}
