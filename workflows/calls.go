package workflows

import (
	"errors"
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// The activities that workflows call, with their types: ExecuteActivity and
// ExecuteLocalActivity themselves check none.

func recordTransition(ctx workflow.Context, t approval.Transition) (approval.Recorded, error) {
	return localActivity[approval.Recorded](ctx, approval.ActivityRecordTransition, t)
}

func readTransition(ctx workflow.Context, requestID string, number int) (approval.Recorded, error) {
	return localActivity[approval.Recorded](ctx, approval.ActivityReadTransition, requestID, number)
}

func remindWorkLogs(ctx workflow.Context, r approval.Reminder) (approval.Reminded, error) {
	return remoteActivity[approval.Reminded](ctx, approval.ActivityRemindWorkLogs, r)
}

// ordinary runs an activity in any worker, for what nobody waits for. While the
// database is away it is tried again and again.
func remoteActivity[Out any](ctx workflow.Context, name string, args ...any) (out Out, err error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout:    time.Minute,
		ScheduleToCloseTimeout: 24 * time.Hour,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    time.Second,
			BackoffCoefficient: 2,
			MaximumInterval:    time.Minute,
		},
	})
	err = workflow.ExecuteActivity(ctx, name, args...).Get(ctx, &out)
	return out, err
}

// local runs an activity in the worker that runs the workflow. While the
// database is away it is tried again and again: an update that failed would
// answer its key with that failure for ever.
func localActivity[Out any](ctx workflow.Context, name string, args ...any) (out Out, err error) {
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{
		StartToCloseTimeout:    10 * time.Second,
		ScheduleToCloseTimeout: 30 * 24 * time.Hour,
		RetryPolicy: &temporal.RetryPolicy{
			InitialInterval:    100 * time.Millisecond,
			BackoffCoefficient: 2,
			MaximumInterval:    5 * time.Second,
		},
	})
	err = workflow.ExecuteLocalActivity(ctx, name, args...).Get(ctx, &out)
	return out, err
}

func isNotFound(err error) bool {
	var told *temporal.ApplicationError
	return errors.As(err, &told) && told.Type() == string(approval.CodeNotFound)
}
