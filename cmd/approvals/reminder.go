package main

import (
	"context"
	"log/slog"
	"time"

	"approvals/storage"
	"approvals/workflows"
)

// syncReminder keeps the schedule of the work log reminder in line with the global
// variables until ctx ends. All workers do it; updating the schedule is idempotent.
func syncReminder(ctx context.Context, logger *slog.Logger, store *storage.Store, engine *workflows.Client) {
	ticker := time.NewTicker(20 * time.Second)
	defer ticker.Stop()
	for {
		if err := scheduleReminder(ctx, store, engine); err != nil && ctx.Err() == nil {
			logger.Warn("reminder not scheduled", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func scheduleReminder(ctx context.Context, store *storage.Store, engine *workflows.Client) error {
	ctx, done := context.WithTimeout(ctx, 10*time.Second)
	defer done()
	at, err := store.WorkLogReminder(ctx)
	if err != nil {
		return err
	}
	return engine.ScheduleReminder(ctx, at)
}
