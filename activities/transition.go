// Package activities has the side effects of the processes: one struct with its
// dependencies per noun.
package activities

import (
	"context"

	"approvals/storage"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
)

// Transitions records and reads transitions of requests.
type Transitions struct{ Store *storage.Store }

// Register registers the activities of this struct with a worker.
func (a Transitions) Register(w worker.ActivityRegistry) {
	w.RegisterActivityWithOptions(a.Record, activity.RegisterOptions{Name: approval.ActivityRecordTransition})
	w.RegisterActivityWithOptions(a.Read, activity.RegisterOptions{Name: approval.ActivityReadTransition})
}

// Record stores a decision and its consequences; see storage.Store.RecordTransition.
func (a Transitions) Record(ctx context.Context, t approval.Transition) (approval.Recorded, error) {
	recorded, err := a.Store.RecordTransition(ctx, t)
	return recorded, final(ctx, err)
}

// Read returns a recorded transition.
func (a Transitions) Read(ctx context.Context, requestID string, number int) (approval.Recorded, error) {
	recorded, err := a.Store.ReadTransition(ctx, requestID, number)
	return recorded, final(ctx, err)
}

// final makes all errors non-retryable except unavailability of the database.
func final(ctx context.Context, err error) error {
	if err == nil || approval.CodeOf(err) == approval.CodeUnavailable {
		return err
	}
	if told := approval.AsError(err); told != nil {
		return temporal.NewNonRetryableApplicationError(told.Message.EN, string(told.Code), nil, told)
	}
	activity.GetLogger(ctx).Error("transition failed", "error", err)
	internal := &approval.Error{Code: approval.CodeInternal, Message: approval.Text{ZH: "内部错误", EN: "Internal error"}}
	return temporal.NewNonRetryableApplicationError(internal.Message.EN, string(internal.Code), nil, internal)
}
