package activities

import (
	"context"

	"approvals/storage"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
)

// WorkLogs reminds people of their work logs.
type WorkLogs struct{ Store *storage.Store }

// Register makes a worker run the activities of this struct.
func (a WorkLogs) Register(w worker.ActivityRegistry) {
	w.RegisterActivityWithOptions(a.Remind, activity.RegisterOptions{Name: approval.ActivityRemindWorkLogs})
}

// Remind tells those who have no entry for the day; see
// storage.Store.RemindWorkLogs. Any error can pass, so all are tried again.
func (a WorkLogs) Remind(ctx context.Context, r approval.Reminder) (approval.Reminded, error) {
	people, err := a.Store.RemindWorkLogs(ctx, r.At)
	return approval.Reminded{People: people}, err
}
