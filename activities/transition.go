// Package activities is what the processes do to the world: one struct with its
// dependencies a noun.
package activities

import (
	"context"

	"approvals/storage"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
)

// Transitions writes and reads the transitions of requests.
type Transitions struct{ Store *storage.Store }

// Register makes a worker run the activities of this struct.
func (a Transitions) Register(w worker.ActivityRegistry) {
	w.RegisterActivityWithOptions(a.Record, activity.RegisterOptions{Name: approval.ActivityRecordTransition})
	w.RegisterActivityWithOptions(a.Read, activity.RegisterOptions{Name: approval.ActivityReadTransition})
}

// Record writes a decision and what follows from it; see
// storage.Store.RecordTransition.
func (a Transitions) Record(ctx context.Context, t approval.Transition) (approval.Recorded, error) {
	recorded, err := a.Store.RecordTransition(ctx, t)
	return recorded, final(ctx, err)
}

// Read returns a transition that stands.
func (a Transitions) Read(ctx context.Context, requestID string, number int) (approval.Recorded, error) {
	recorded, err := a.Store.ReadTransition(ctx, requestID, number)
	return recorded, final(ctx, err)
}

// final keeps Temporal from trying again what would fail again. Only that the
// database is away passes by itself.
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
