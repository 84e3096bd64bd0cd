package workflows

import "approvals/workflows/approval"

// review goes on with the steps; without any it waits for those still open.
func review(steps ...approval.Step) approval.Move {
	return approval.Move{Status: approval.StatusInReview, Open: steps}
}

// SendBack gives the request to its author, to be revised or withdrawn.
func returnToAuthor(from approval.Step) approval.Move {
	return approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: from}
}

// end finishes the request and everything that is open.
func end(with approval.Status) approval.Move {
	return approval.Move{Status: with, CloseAll: true}
}
