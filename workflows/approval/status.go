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

// StuckKind is a reason why a request does not go on by itself.
type StuckKind string

// The reasons why a request does not go on.
const (
	TaskWithoutHolder StuckKind = "task_without_holder"
	ProjectionBehind  StuckKind = "projection_behind"
	WorkflowMissing   StuckKind = "workflow_missing"
	WorkflowFailed    StuckKind = "workflow_failed"
	WorkflowFaltering StuckKind = "workflow_faltering"
	SubmissionWaiting StuckKind = "submission_waiting"
)

var stuckTexts = map[StuckKind]Text{
	TaskWithoutHolder: {ZH: "任务“%s”没有人能处理", EN: "Nobody is able to do the task: %s"},
	ProjectionBehind:  {ZH: "已记录的一步还没有得到流程引擎的确认", EN: "A recorded step has not been confirmed by the workflow engine"},
	WorkflowMissing:   {ZH: "流程引擎中没有这个申请的流程", EN: "The workflow engine has no workflow for this request"},
	WorkflowFailed:    {ZH: "这个申请的流程已异常终止", EN: "The request's workflow has failed or was terminated"},
	WorkflowFaltering: {ZH: "这个申请的流程一再出错，无法继续", EN: "The request's workflow keeps failing"},
	SubmissionWaiting: {ZH: "申请已提交，但流程一直未能启动，系统会继续重试", EN: "The request was submitted, but its workflow cannot be started; it is tried again"},
}

// Text says the reason in words; that of TaskWithoutHolder takes the step's
// label.
func (k StuckKind) Text() Text { return stuckTexts[k] }
