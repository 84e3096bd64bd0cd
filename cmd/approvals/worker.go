package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"approvals/activities"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/spf13/cobra"
	"go.temporal.io/sdk/worker"
)

func workerCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "worker",
		Short: "Run the workflows and the sweeps; any number of workers can run side by side",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.runWorker(cmd.Context()) },
	}
	s.bind(cmd, "worker")
	return cmd
}

func (s *settings) runWorker(ctx context.Context) error {
	parts, err := s.openParts(ctx, "worker")
	if err != nil {
		return err
	}
	defer parts.close()
	logger, store, files, temporal := parts.log, parts.store, parts.objects, parts.temporal

	w := worker.New(temporal, s.TaskQueue, worker.Options{
		// Two pollers of each kind, the default, doubled the worst waits of
		// sixteen people deciding at once.
		MaxConcurrentWorkflowTaskPollers: 8,
		WorkerStopTimeout:                10 * time.Second,
	})
	workflows.Register(w)
	activities.Transitions{Store: store}.Register(w)
	activities.WorkLogs{Store: store}.Register(w)
	if err := startWorker(ctx, logger, w); err != nil {
		return err
	}
	defer w.Stop()

	engine := workflows.NewClient(temporal, s.TaskQueue)
	go keepReminder(ctx, logger, store, engine)
	sweeps := &sweeper{store: store, engine: engine, objects: files, log: logger, uploadTime: 24 * time.Hour}
	go sweeps.watchStuck(ctx)
	sweeps.run(ctx)
	logger.Info("worker stopping")
	return nil
}

// startWorker starts the worker as soon as Temporal answers.
func startWorker(ctx context.Context, logger *slog.Logger, w worker.Worker) error {
	return untilThere(ctx, logger, "the workflow engine", func(context.Context) error {
		if err := w.Start(); err != nil {
			return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartEngine), err)
		}
		logger.Info("worker started")
		return nil
	})
}

// untilThere tries again while what do needs is away; another error, or the end
// of ctx, ends it.
func untilThere(ctx context.Context, logger *slog.Logger, what string, do func(context.Context) error) error {
	again := time.NewTicker(2 * time.Second)
	defer again.Stop()
	for {
		err := do(ctx)
		if approval.CodeOf(err) != approval.CodeUnavailable {
			return err
		}
		logger.Warn("waiting for "+what, "error", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
	}
}
