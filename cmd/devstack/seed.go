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
		Short: "Fill the development stack with many customers, long timelines and many requests, to try how it behaves when it is full",
		Long: `Seed makes customers with a project each, expense requests with their tasks and
decisions, and remarks, spread over the last year. The timelines' chains are
whole, and ` + "`approvals verify`" + ` agrees with everything but asks no workflow about the
requests: they never had one, so their open tasks can be looked at but not
decided. It runs only on a database with demo accounts.`,
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
	cmd.Flags().IntVar(&plan.Customers, "customers", 100, "customers to make")
	cmd.Flags().IntVar(&plan.Events, "events", 10_000, "events of the timelines, over all customers; never fewer than the requests have")
	cmd.Flags().IntVar(&plan.Tasks, "tasks", 1_000, "tasks of requests, over all customers")
	s.bind(cmd, "seed")
	return cmd
}

func (s *settings) seed(ctx context.Context, out io.Writer, plan demo.SeedPlan) error {
	// Statistics are the owner's to look at.
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
