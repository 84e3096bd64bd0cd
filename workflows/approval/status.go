package approval

// Status is the status of a request.
type Status string

// The statuses of a request. A submitting request has been submitted but not yet
// received by the workflow engine.
const (
	StatusDraft      Status = "draft"
	StatusSubmitting Status = "submitting"
	StatusInReview   Status = "in_review"
	StatusReturned   Status = "returned"
	StatusApproved   Status = "approved"
	StatusPaid       Status = "paid"
	StatusRejected   Status = "rejected"
	StatusWithdrawn  Status = "withdrawn"
)

// Final reports whether the status is the end of a request of the kind. An approved
// expense request is not final: finance has yet to pay.
func (s Status) Final(k Kind) bool {
	switch s {
	case StatusPaid, StatusRejected, StatusWithdrawn:
		return true
	case StatusApproved:
		return k == ProjectRequest
	default:
		return false
	}
}

// Editable reports whether the author may edit a request in the status.
func (s Status) Editable() bool { return s == StatusDraft || s == StatusReturned }

// Label is the display name.
func (s Status) Label() Text {
	return map[Status]Text{
		StatusDraft:      {"草稿", "draft"},
		StatusSubmitting: {"提交中", "submitting"},
		StatusInReview:   {"审批中", "in review"},
		StatusReturned:   {"已退回", "returned"},
		StatusApproved:   {"已批准", "approved"},
		StatusPaid:       {"已支付", "paid"},
		StatusRejected:   {"已驳回", "rejected"},
		StatusWithdrawn:  {"已撤回", "withdrawn"},
	}[s]
}
