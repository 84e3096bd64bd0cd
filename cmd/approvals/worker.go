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
		Short: "Run the workflows and background jobs; several workers can run in parallel",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.runWorker(cmd.Context()) },
	}
	s.bind(cmd, "worker")
	return cmd
}

func (s *settings) runWorker(ctx context.Context) error {
	b, err := s.openBackends(ctx, "worker")
	if err != nil {
		return err
	}
	defer b.close()
	logger, store, files, temporal := b.log, b.store, b.objects, b.temporal

	anchors, err := s.newCheckpointer(store)
	if err != nil {
		return err
	}
	w := worker.New(temporal, s.TaskQueue, worker.Options{
		// With the default of 2, the longest waits doubled for 16 concurrent
		// clients.
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
	go syncReminder(ctx, logger, store, engine)
	sweeper := &sweeper{store: store, engine: engine, objects: files, log: logger, maxUploadTime: 24 * time.Hour}
	go sweeper.watchStuck(ctx)
	if anchors == nil {
		logger.Warn("no --checkpoint-key: the hash chains are not anchored outside of the database")
	} else {
		go anchors.run(ctx, logger)
	}
	sweeper.run(ctx)
	logger.Info("worker stopping")
	return nil
}

// startWorker starts the worker as soon as Temporal is available.
func startWorker(ctx context.Context, logger *slog.Logger, w worker.Worker) error {
	return retryWhileUnavailable(ctx, logger, "the workflow engine", func(context.Context) error {
		if err := w.Start(); err != nil {
			return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartEngine), err)
		}
		logger.Info("worker started")
		return nil
	})
}

// retryWhileUnavailable retries do every 2 s while its error is unavailable, until
// ctx ends.
func retryWhileUnavailable(ctx context.Context, logger *slog.Logger, what string, do func(context.Context) error) error {
	retry := time.NewTicker(2 * time.Second)
	defer retry.Stop()
	for {
		err := do(ctx)
		if approval.CodeOf(err) != approval.CodeUnavailable {
			return err
		}
		logger.Warn("waiting for "+what, "error", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-retry.C:
		}
	}
}
