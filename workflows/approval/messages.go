package approval

// Message is the name of a workflow message with the types of its input and output.
type Message[In, Out any] struct{ Name string }

// The messages of a request's workflow.
var (
	// Decide is the update that sends a decision.
	Decide = Message[Decision, Recorded]{"decide"}
	// CatchUp is the update that makes the workflow read transitions from the database
	// that it lacks after a crash.
	CatchUp = Message[CatchUpInput, Position]{"catch_up"}
	// Stand is the query for the request's position.
	Stand = Message[struct{}, Position]{"position"}
)

// CatchUpInput is empty; fields can be added without breaking histories.
type CatchUpInput struct{}

// Start is the input of a request's workflow.
type Start struct {
	RequestID string `json:"request_id"`
	Kind      Kind   `json:"kind"`
	// Position is the position of a continued workflow; its zero value is a request that
	// has not been submitted.
	Position Position `json:"position,omitzero"`
}

// WorkflowID returns the id of the workflow that runs the request.
func WorkflowID(k Kind, requestID string) string { return string(k) + "/" + requestID }

// The registered names of workflows and activities.
const (
	WorkflowProjectRequest = "ProjectRequest"
	WorkflowExpenseRequest = "ExpenseRequest"

	ActivityRecordTransition = "RecordTransition"
	ActivityReadTransition   = "ReadTransition"
)

// WorkflowName returns the name of the workflow type for requests of the kind.
func (k Kind) WorkflowName() string {
	if k == ProjectRequest {
		return WorkflowProjectRequest
	}
	return WorkflowExpenseRequest
}
