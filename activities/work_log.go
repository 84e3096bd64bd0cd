package activities

import (
	"context"

	"approvals/storage"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
)

// WorkLogs sends work log reminders.
type WorkLogs struct{ Store *storage.Store }

// Register registers the activities of this struct with a worker.
func (a WorkLogs) Register(w worker.ActivityRegistry) {
	w.RegisterActivityWithOptions(a.Remind, activity.RegisterOptions{Name: approval.ActivityRemindWorkLogs})
}

// Remind notifies the people without an entry for the day; see
// storage.Store.RemindWorkLogs. All errors are retryable.
func (a WorkLogs) Remind(ctx context.Context, r approval.Reminder) (approval.Reminded, error) {
	people, err := a.Store.RemindWorkLogs(ctx, r.At)
	return approval.Reminded{People: people}, err
}
