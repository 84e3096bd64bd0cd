package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"approvals/deploy/demo"
	"approvals/storage"

	"github.com/spf13/cobra"
)

func seedCommand() *cobra.Command {
	var (
		s    settings
		plan demo.SeedPlan
	)
	cmd := &cobra.Command{
		Use:   "seed",
		Short: "Fill the development stack with customers, long timelines and requests for load tests",
		Long: `Seed creates customers with a project each, expense requests with their tasks and
decisions, and notes, distributed over the last year. The hash chains of the
timelines are valid. The requests have no workflows: their open tasks can be viewed
but not decided, and ` + "`approvals verify`" + ` skips the comparison with workflows. Seed
requires a database with demo accounts.`,
		Example: "  devstack seed --customers 1000 --events 100000 --tasks 50000",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if plan.Customers < 1 || plan.Events < 0 || plan.Tasks < 0 {
				return errors.New("--customers must be at least 1, --events and --tasks at least 0")
			}
			if err := s.readStack(); err != nil {
				return err
			}
			return s.seed(cmd.Context(), cmd.OutOrStdout(), plan)
		},
	}
	cmd.Flags().IntVar(&plan.Customers, "customers", 100, "number of customers")
	cmd.Flags().IntVar(&plan.Events, "events", 10_000, "total number of timeline events; at least those of the requests are created")
	cmd.Flags().IntVar(&plan.Tasks, "tasks", 1_000, "total number of tasks")
	s.bind(cmd, "seed")
	return cmd
}

func (s *settings) seed(ctx context.Context, out io.Writer, plan demo.SeedPlan) error {
	// ANALYZE requires the owner of the tables.
	store, err := storage.Open(s.OwnerURL(), 2)
	if err != nil {
		return err
	}
	defer store.Close()
	began := time.Now()
	done, err := demo.Seed(ctx, store, plan, func(done demo.Seeded) {
		fmt.Fprintf(out, "%d of %d customers, %d events, %d requests, %d tasks\n", done.Customers, plan.Customers, done.Events, done.Requests, done.Tasks)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Seeded %d events in %.1f s.\n", done.Events, time.Since(began).Seconds())
	return nil
}
