package approval

// StuckKind is a reason why a request does not go on by itself.
type StuckKind string

// The reasons why a request does not go on.
const (
	TaskWithoutHolder StuckKind = "task_without_holder"
	ProjectionBehind  StuckKind = "projection_behind"
	WorkflowMissing   StuckKind = "workflow_missing"
	WorkflowFailed    StuckKind = "workflow_failed"
	WorkflowFaltering StuckKind = "workflow_faltering"
)

var stuckTexts = map[StuckKind]Text{
	TaskWithoutHolder: {ZH: "任务“%s”没有人能处理", EN: "Nobody is able to do the task: %s"},
	ProjectionBehind:  {ZH: "已记录的一步还没有得到流程引擎的确认", EN: "A recorded step has not been confirmed by the workflow engine"},
	WorkflowMissing:   {ZH: "流程引擎中没有这个申请的流程", EN: "The workflow engine has no workflow for this request"},
	WorkflowFailed:    {ZH: "这个申请的流程已异常终止", EN: "The request's workflow has failed or was terminated"},
	WorkflowFaltering: {ZH: "这个申请的流程一再出错，无法继续", EN: "The request's workflow keeps failing"},
}

// Text says the reason in words; that of TaskWithoutHolder takes the step's
// label.
func (k StuckKind) Text() Text { return stuckTexts[k] }
