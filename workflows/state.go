package workflows

import (
	"context"
	"errors"
	"strings"

	"approvals/workflows/approval"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
)

// State is what has become of a request's workflow.
type State string

// The states of a workflow. Faltering is one that is there, but runs into an
// error whenever a worker takes it up, as with code that does not fit its
// history. Missing is one that the engine does not know, or has forgotten.
const (
	Running   State = "running"
	Faltering State = "faltering"
	Completed State = "completed"
	Failed    State = "failed"
	Missing   State = "missing"
)

// falteringAfter is the attempt at one workflow task from which on a workflow is
// faltering: a worker that restarts costs one or two.
const falteringAfter = 3

// State asks the engine what has become of the request's workflow.
func (c *Client) State(ctx context.Context, kind approval.Kind, requestID string) (State, error) {
	about, err := c.temporal.DescribeWorkflowExecution(ctx, approval.WorkflowID(kind, requestID), "")
	if err != nil {
		if err = mapError(err); approval.CodeOf(err) == approval.CodeNotFound {
			return Missing, nil
		}
		return "", err
	}
	switch about.GetWorkflowExecutionInfo().GetStatus() {
	case enums.WORKFLOW_EXECUTION_STATUS_RUNNING, enums.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW:
		if about.GetPendingWorkflowTask().GetAttempt() >= falteringAfter {
			return Faltering, nil
		}
		return Running, nil
	case enums.WORKFLOW_EXECUTION_STATUS_COMPLETED:
		return Completed, nil
	default:
		return Failed, nil
	}
}

// Problem tells why a request's workflow does not go on, or "" when it does. It
// is about a request under way: a workflow that has completed is missing.
func (c *Client) Problem(ctx context.Context, kind approval.Kind, requestID string) (approval.StuckKind, error) {
	state, err := c.State(ctx, kind, requestID)
	if err != nil {
		return "", err
	}
	switch state {
	case Running:
		return "", nil
	case Faltering:
		return approval.WorkflowFaltering, nil
	case Failed:
		return approval.WorkflowFailed, nil
	default:
		return approval.WorkflowMissing, nil
	}
}

// Running returns those of the workflows that run and go on, as the engine's list
// has them. The list can be some seconds old, so what it does not name has to be
// asked for with State.
func (c *Client) Running(ctx context.Context, workflowIDs []string) (map[string]bool, error) {
	running := make(map[string]bool, len(workflowIDs))
	ask := &workflowservice.ListWorkflowExecutionsRequest{
		PageSize: int32(len(workflowIDs)),
		Query: "ExecutionStatus = 'Running' AND TemporalReportedProblems IS NULL AND WorkflowId IN ('" +
			strings.Join(workflowIDs, "', '") + "')",
	}
	for {
		page, err := c.temporal.ListWorkflow(ctx, ask)
		if err != nil {
			return nil, mapError(err)
		}
		for _, w := range page.GetExecutions() {
			running[w.GetExecution().GetWorkflowId()] = true
		}
		if ask.NextPageToken = page.GetNextPageToken(); len(ask.NextPageToken) == 0 {
			return running, nil
		}
	}
}

// Restart starts the workflow of a request that has none any more, where the
// request stands. That one runs is a conflict Error.
func (c *Client) Restart(ctx context.Context, kind approval.Kind, requestID, httpRequestID string, at approval.Position) error {
	_, err := c.temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       approval.WorkflowID(kind, requestID),
		TaskQueue:                c.queue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		Memo:                     map[string]any{memoRequestID: httpRequestID},

		WorkflowExecutionErrorWhenAlreadyStarted: true,
	}, kind.WorkflowName(), approval.Start{RequestID: requestID, Kind: kind, Position: at})
	var runs *serviceerror.WorkflowExecutionAlreadyStarted
	if errors.As(err, &runs) {
		return approval.Conflict(approval.Text{ZH: "申请的流程正在运行", EN: "The request's workflow is running"})
	}
	return mapError(err)
}

// Terminate ends a workflow that cannot end by itself, with the reason in its
// history. One that has ended already is no error.
func (c *Client) Terminate(ctx context.Context, kind approval.Kind, requestID, reason string) error {
	err := mapError(c.temporal.TerminateWorkflow(ctx, approval.WorkflowID(kind, requestID), "", reason))
	if approval.CodeOf(err) == approval.CodeNotFound {
		return nil
	}
	return err
}
