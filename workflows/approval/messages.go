package approval

// Message names something that is sent to a workflow together with what
// travels in it and what comes back.
type Message[In, Out any] struct{ Name string }

// The messages that a request's workflow answers.
var (
	// Decide is the update that carries a decision.
	Decide = Message[Decision, Recorded]{"decide"}
	// CatchUp is the update that makes the workflow read transitions which the
	// database has and it has not: a crash can fall between the two.
	CatchUp = Message[CatchUpInput, Position]{"catch_up"}
	// Stand is the query for where the request stands.
	Stand = Message[struct{}, Position]{"position"}
)

// CatchUpInput is empty; a field can be added without breaking histories.
type CatchUpInput struct{}

// Start is what a request's workflow begins with.
type Start struct {
	RequestID string `json:"request_id"`
	Kind      Kind   `json:"kind"`
	// Position is where a continued workflow goes on; its zero value is a
	// request that has not been submitted.
	Position Position `json:"position,omitzero"`
}

// WorkflowID returns the id of the workflow that runs the request.
func WorkflowID(k Kind, requestID string) string { return string(k) + "/" + requestID }

// The names that the workflow and its activities are registered under.
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
