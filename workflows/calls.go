package workflows

import (
	"errors"
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// Typed wrappers of the activities, since ExecuteActivity and ExecuteLocalActivity do
// not check types.

func recordTransition(ctx workflow.Context, t approval.Transition) (approval.Recorded, error) {
	return localActivity[approval.Recorded](ctx, approval.ActivityRecordTransition, t)
}

func readTransition(ctx workflow.Context, requestID string, number int) (approval.Recorded, error) {
	return localActivity[approval.Recorded](ctx, approval.ActivityReadTransition, requestID, number)
}

func remindWorkLogs(ctx workflow.Context, r approval.Reminder) (approval.Reminded, error) {
	return remoteActivity[approval.Reminded](ctx, approval.ActivityRemindWorkLogs, r)
}

// remoteActivity runs an activity on any worker. It retries without limit while the
// database is unavailable.
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

// localActivity runs an activity in the worker of the workflow. It retries without limit
// while the database is unavailable, because a failed update would permanently answer
// its id with the failure.
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
