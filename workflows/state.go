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

// State is the state of a request's workflow.
type State string

// The states of a workflow. A faltering one fails in every attempt at a workflow task,
// as with code that does not match its history. A missing one is unknown to the engine,
// possibly after its retention.
const (
	Running   State = "running"
	Faltering State = "faltering"
	Completed State = "completed"
	Failed    State = "failed"
	Missing   State = "missing"
)

// falteringAfter is the attempt at a workflow task from which a workflow is faltering. A
// worker's restart takes one or two attempts.
const falteringAfter = 3

// State asks the engine for the state of the request's workflow.
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

// Problem returns the reason why an open request's workflow does not proceed, or "". A
// completed workflow of an open request counts as missing.
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

// Running returns which of the workflows are running without errors in the engine's
// list. The list can lag by some seconds, so State must be called for the others.
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

// Restart starts a new workflow for a request without one, at the given position. The
// error is a conflict if one is running.
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

// Terminate terminates a workflow that cannot end by itself. The reason is kept in its
// history. It succeeds if the workflow has already ended.
func (c *Client) Terminate(ctx context.Context, kind approval.Kind, requestID, reason string) error {
	err := mapError(c.temporal.TerminateWorkflow(ctx, approval.WorkflowID(kind, requestID), "", reason))
	if approval.CodeOf(err) == approval.CodeNotFound {
		return nil
	}
	return err
}
