package workflows

import (
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// RemindWorkLogs is the workflow of the schedule for work log reminders.
func RemindWorkLogs(ctx workflow.Context) (approval.Reminded, error) {
	return remindWorkLogs(ctx, approval.Reminder{At: dueAt(ctx)})
}

var scheduledStart = temporal.NewSearchAttributeKeyTime("TemporalScheduledStartTime")

// dueAt is the scheduled start time. After an outage of the server, the actual start can
// be on a later day.
func dueAt(ctx workflow.Context) time.Time {
	if due, ok := workflow.GetTypedSearchAttributes(ctx).GetTime(scheduledStart); ok {
		return due
	}
	return workflow.GetInfo(ctx).WorkflowStartTime
}
