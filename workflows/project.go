// Package workflows has the approval processes: one workflow per request, from its
// submission to its end. project.go and expense.go are the process charts, process.go is
// their common part, client.go is the client for other packages.
package workflows

import (
	"approvals/workflows/approval"

	"go.temporal.io/sdk/workflow"
)

// ProjectRequest is the workflow of a project request.
func ProjectRequest(ctx workflow.Context, start approval.Start) (approval.Position, error) {
	var p process
	if err := p.setup(ctx, start, projectChart); err != nil {
		return approval.Position{}, err
	}
	return p.run(ctx)
}

// projectChart is the process of a project request: both reports in parallel, then
// management's decision. Only returned parts are repeated.
func projectChart(at approval.Position, d approval.Decision) approval.Move {
	switch d.Step {
	case approval.Draft:
		return review(approval.CommercialReport, approval.FinanceReport)

	case approval.CommercialReport, approval.FinanceReport:
		if at.WaitsForOthers(d.TaskID) {
			return review()
		}
		return review(approval.ManagementDecision)

	case approval.ManagementDecision:
		switch {
		case d.Outcome == approval.Approve:
			return end(approval.StatusApproved)
		case d.Outcome == approval.Reject:
			return end(approval.StatusRejected)
		case d.ReturnTo == approval.Requester:
			return returnToAuthor(d.Step)
		default:
			return review(approval.Step(d.ReturnTo))
		}

	default: // approval.Revise
		if reports := at.Facts.ReportsToRedo(d.Facts); len(reports) > 0 {
			return review(reports...)
		}
		return review(approval.ManagementDecision)
	}
}
