package main

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"approvals/cmd/approvals/bench"

	"github.com/spf13/cobra"
)

func benchCommand() *cobra.Command {
	var (
		s      settings
		config bench.Config
	)
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure approvals against the engine by itself, on the running development stack",
		Long: `Bench takes expense requests from the draft to the payment through the API, in turn
with workflows of the same steps that do nothing else, and prints both. It writes
accounts, customers and requests that stay, so it refuses without --development.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			config.Out = cmd.OutOrStdout()
			return s.bench(cmd.Context(), config)
		},
	}
	flags := cmd.Flags()
	flags.IntSliceVar(&config.People, "people", []int{1, 16, 64}, "how many people work at once")
	flags.IntVar(&config.Rounds, "rounds", 3, "measured rounds, of which the median counts")
	flags.StringVar(&config.JSON, "json", "", "file to write the result to")
	flags.StringVar(&config.Server, "server", "", "address of the API; that of the running stack if empty")
	s.bind(cmd, "bench")
	return cmd
}

func (s *settings) bench(ctx context.Context, config bench.Config) error {
	if !s.development {
		return errors.New("bench writes accounts and requests that stay: run it with --development on a development stack")
	}
	if err := s.readStack(); err != nil {
		return err
	}
	if config.Server == "" {
		config.Server = s.server
	}
	var err error
	if config.Store, err = s.openStore(); err != nil {
		return err
	}
	defer config.Store.Close()
	if config.Temporal, err = s.openTemporal(slog.New(slog.NewTextHandler(io.Discard, nil))); err != nil {
		return err
	}
	defer config.Temporal.Close()
	return bench.Run(ctx, config)
}
