package workflows

import (
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// RemindWorkLogs is the workflow that the schedule of the work logs' reminder
// starts.
func RemindWorkLogs(ctx workflow.Context) (approval.Reminded, error) {
	return remindWorkLogs(ctx, approval.Reminder{At: dueAt(ctx)})
}

var scheduledStart = temporal.NewSearchAttributeKeyTime("TemporalScheduledStartTime")

// dueAt is when the schedule wanted the workflow to start: a server that was
// away starts it later, and that can be another day.
func dueAt(ctx workflow.Context) time.Time {
	if due, ok := workflow.GetTypedSearchAttributes(ctx).GetTime(scheduledStart); ok {
		return due
	}
	return workflow.GetInfo(ctx).WorkflowStartTime
}
