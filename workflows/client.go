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

// Client starts the workflows of requests and hands them decisions. Its errors
// are *approval.Error where a person can be told; an unavailable one means that
// the engine or every worker cannot be reached.
type Client struct {
	temporal client.Client
	queue    string
}

// NewClient returns a client of the workflows that run on the task queue.
func NewClient(c client.Client, taskQueue string) *Client {
	return &Client{temporal: c, queue: taskQueue}
}

// memoRequestID is the memo field with the id of the HTTP request that started
// a workflow.
const memoRequestID = "http_request_id"

// submit starts the request's workflow, unless it runs already, and hands it
// the submission in the same call. httpRequestID goes into the workflow's memo.
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

// Submit hands a submission to the request's workflow: the first one starts it,
// one after a return is the outcome of the author's task.
func (c *Client) Submit(ctx context.Context, kind approval.Kind, requestID, updateID, httpRequestID string, d approval.Decision) (approval.Recorded, error) {
	if d.Outcome == approval.Resubmit {
		return c.Decide(ctx, kind, requestID, updateID, d)
	}
	return c.startWithSubmission(ctx, kind, requestID, updateID, httpRequestID, d)
}

// Decide hands a decision to the request's workflow and returns what was
// recorded. The same updateID counts once. A workflow that does not know the task
// can be behind the database, as a crash between the two leaves it until the
// sweep comes: it is made to catch up, and asked again if it knows the task then.
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

// refusedAsClosed reports whether a decision was refused because its task is not open,
// and not for what it says or was based on.
func refusedAsClosed(err error) bool {
	refused := approval.AsError(err)
	return refused != nil && refused.Code == approval.CodeConflict && refused.Closed == nil && len(refused.Changed) == 0 && len(refused.Fields) == 0
}

// CatchUp makes the workflow read what the database has and it has not. Without
// an updateID it does so however often it is asked.
func (c *Client) CatchUp(ctx context.Context, kind approval.Kind, requestID, updateID string) (approval.Position, error) {
	handle, err := c.temporal.UpdateWorkflow(ctx,
		updateOptions(kind, requestID, updateID, approval.CatchUp.Name, approval.CatchUpInput{}))
	return updateResult[approval.Position](ctx, handle, err)
}

// Position asks the workflow where the request stands. A workflow that is gone,
// or never was, is a not_found Error; that no worker is there to ask is an
// unavailable one, as that the engine is away.
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

// Ready reports whether the engine answers.
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

// MapError turns an error of the engine into an approval.Error where a person can
// do something about it.
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

// isUnavailable reports whether err means that the engine or its workers cannot be
// reached in time, so that nobody knows whether the call got through.
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
