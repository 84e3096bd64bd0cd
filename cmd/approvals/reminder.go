package main

import (
	"context"
	"log/slog"
	"time"

	"approvals/storage"
	"approvals/workflows"
)

// keepReminder keeps the schedule of the work logs' reminder at the time that
// the global variables name, until ctx ends. Every worker does it: whoever looks
// first moves the schedule.
func keepReminder(ctx context.Context, logger *slog.Logger, store *storage.Store, engine *workflows.Client) {
	look := time.NewTicker(20 * time.Second)
	defer look.Stop()
	for {
		if err := scheduleReminder(ctx, store, engine); err != nil && ctx.Err() == nil {
			logger.Warn("reminder not scheduled", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
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
