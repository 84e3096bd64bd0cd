package workflows

import (
	"context"
	"errors"
	"fmt"

	"approvals/workflows/approval"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
)

// Client starts the workflows of requests and sends decisions to them. Errors meant for
// users are *approval.Error; an unavailable one means that the engine or every worker
// cannot be reached.
type Client struct {
	temporal client.Client
	queue    string
}

// NewClient returns a client for the workflows on the task queue.
func NewClient(c client.Client, taskQueue string) *Client {
	return &Client{temporal: c, queue: taskQueue}
}

// memoRequestID is the memo field for the id of the HTTP request that started a
// workflow.
const memoRequestID = "http_request_id"

// startWithSubmission starts the request's workflow, unless it is running, and sends it
// the submission in the same call. httpRequestID is stored in the workflow's memo.
func (c *Client) startWithSubmission(ctx context.Context, kind approval.Kind, requestID, updateID, httpRequestID string, d approval.Decision) (approval.Recorded, error) {
	start := c.temporal.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:                       approval.WorkflowID(kind, requestID),
		TaskQueue:                c.queue,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE,
		Memo:                     map[string]any{memoRequestID: httpRequestID},
	}, kind.WorkflowName(), approval.Start{RequestID: requestID, Kind: kind})
	update := updateOptions(kind, requestID, updateID, approval.Decide.Name, d)
	update.WorkflowID = ""
	handle, err := c.temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start, UpdateOptions: update,
	})
	return updateResult[approval.Recorded](ctx, handle, err)
}

// Submit sends a submission to the request's workflow. The first one starts the
// workflow; one after a return completes the author's task.
func (c *Client) Submit(ctx context.Context, kind approval.Kind, requestID, updateID, httpRequestID string, d approval.Decision) (approval.Recorded, error) {
	if d.Outcome == approval.Resubmit {
		return c.Decide(ctx, kind, requestID, updateID, d)
	}
	return c.startWithSubmission(ctx, kind, requestID, updateID, httpRequestID, d)
}

// Decide sends a decision to the request's workflow and returns the recorded transition.
// It is idempotent by updateID. A workflow that does not know the task may lag behind
// the database after a crash; it is then made to catch up and asked again.
func (c *Client) Decide(ctx context.Context, kind approval.Kind, requestID, updateID string, d approval.Decision) (approval.Recorded, error) {
	recorded, err := c.decide(ctx, kind, requestID, updateID, d)
	if d.TaskID == "" || !refusedAsClosed(err) {
		return recorded, err
	}
	at, behind := c.CatchUp(ctx, kind, requestID, "")
	switch {
	case behind == nil && at.IsOpen(d.TaskID):
		return c.decide(ctx, kind, requestID, updateID, d)
	case behind == nil || approval.CodeOf(behind) == approval.CodeNotFound:
		return recorded, err
	default:
		return recorded, behind
	}
}

func (c *Client) decide(ctx context.Context, kind approval.Kind, requestID, updateID string, d approval.Decision) (approval.Recorded, error) {
	handle, err := c.temporal.UpdateWorkflow(ctx, updateOptions(kind, requestID, updateID, approval.Decide.Name, d))
	return updateResult[approval.Recorded](ctx, handle, err)
}

// Refusal returns the error with which a rule refused a decision; nil for every other
// error, also that of a workflow that the engine does not have.
func Refusal(err error) *approval.Error {
	refused := approval.AsError(err)
	var gone *serviceerror.NotFound
	if refused == nil || !refused.RefusedByRule() || errors.As(err, &gone) {
		return nil
	}
	return refused
}

// refusedAsClosed reports whether a decision was refused because its task is not open,
// rather than for its content.
func refusedAsClosed(err error) bool {
	refused := approval.AsError(err)
	return refused != nil && refused.Code == approval.CodeConflict && refused.Closed == nil && len(refused.Changed) == 0 && len(refused.Fields) == 0
}

// CatchUp makes the workflow read transitions from the database that it does not have.
// Without an updateID, repeated calls are not deduplicated.
func (c *Client) CatchUp(ctx context.Context, kind approval.Kind, requestID, updateID string) (approval.Position, error) {
	handle, err := c.temporal.UpdateWorkflow(ctx,
		updateOptions(kind, requestID, updateID, approval.CatchUp.Name, approval.CatchUpInput{}))
	return updateResult[approval.Position](ctx, handle, err)
}

// Position queries the workflow for the request's position. The error is not_found if
// there is no such workflow, and unavailable if the engine or every worker cannot be
// reached.
func (c *Client) Position(ctx context.Context, kind approval.Kind, requestID string) (at approval.Position, err error) {
	value, err := c.temporal.QueryWorkflow(ctx, approval.WorkflowID(kind, requestID), "", approval.Stand.Name)
	var noPoller *serviceerror.FailedPrecondition
	if errors.As(err, &noPoller) {
		return at, fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartEngine), err)
	}
	if err != nil {
		return at, mapError(err)
	}
	return at, value.Get(&at)
}

// Ready returns an error if the engine does not answer.
func (c *Client) Ready(ctx context.Context) error {
	_, err := c.temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err
}

func updateOptions(kind approval.Kind, requestID, updateID, name string, input any) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		WorkflowID:   approval.WorkflowID(kind, requestID),
		UpdateID:     updateID,
		UpdateName:   name,
		Args:         []any{input},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

func updateResult[Out any](ctx context.Context, handle client.WorkflowUpdateHandle, err error) (out Out, _ error) {
	if err != nil {
		return out, mapError(err)
	}
	return out, mapError(handle.Get(ctx, &out))
}

// mapError converts an error of the engine to an approval.Error if it is meaningful to
// users.
func mapError(err error) error {
	if err == nil {
		return nil
	}
	var refused *temporal.ApplicationError
	if errors.As(err, &refused) {
		var e approval.Error
		if refused.HasDetails() && refused.Details(&e) == nil {
			return &e
		}
		return err
	}
	var gone *serviceerror.NotFound
	if errors.As(err, &gone) {
		return fmt.Errorf("%w (%w)", approval.NotFound(), err)
	}
	if isUnavailable(err) {
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartEngine), err)
	}
	return err
}

// isUnavailable reports whether err means that the engine or its workers did not answer
// in time, so that the outcome of the call is unknown.
func isUnavailable(err error) bool {
	var (
		timeout   *client.WorkflowUpdateServiceTimeoutOrCanceledError
		down      *serviceerror.Unavailable
		late      *serviceerror.DeadlineExceeded
		exhausted *serviceerror.ResourceExhausted
		canceled  *serviceerror.Canceled
	)
	return errors.As(err, &timeout) || errors.As(err, &down) || errors.As(err, &late) ||
		errors.As(err, &exhausted) || errors.As(err, &canceled) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}
