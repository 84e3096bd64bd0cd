package workflows

import "approvals/workflows/approval"

// review continues with the steps; without steps, it waits for those that are still
// open.
func review(steps ...approval.Step) approval.Move {
	return approval.Move{Status: approval.StatusInReview, Open: steps}
}

// returnToAuthor returns the request to its author for revision or withdrawal.
func returnToAuthor(from approval.Step) approval.Move {
	return approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: from}
}

// end closes the request and its open tasks.
func end(with approval.Status) approval.Move {
	return approval.Move{Status: with, CloseAll: true}
}
