package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

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
		Short: "Measure the running development stack against what bounds it",
		Long: `Bench measures, and prints as tables:

  approvals  expense requests from the draft to the payment, in turn with workflows
             of the same steps that do nothing else
  files      attachments up and down, in turn with the object store's own client
  processes  approvals with several processes of the API and of the worker
  rest       processor time and memory of each part of the stack while nobody works,
             with none and with many open requests, and a decision among them
  reads      inbox, lists, a request, a customer, a timeline and searches; only with
             --only, because it reads what ` + "`devstack seed`" + ` has made

It writes accounts, customers and requests that stay, so it refuses without
--development.`,
		Example: "  approvals bench --development --only reads --compare earlier.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			config.Out = cmd.OutOrStdout()
			return s.bench(cmd.Context(), config)
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&config.Only, "only", bench.Unseeded(), "parts to measure: "+strings.Join(bench.Parts(), ", "))
	flags.IntVar(&config.Rounds, "rounds", 3, "measured rounds, of which the median counts")
	flags.IntSliceVar(&config.People, "people", []int{1, 16, 64}, "how many people work at once; 16 at most for processes and rest")
	flags.IntVar(&config.Each, "each", 10, "approvals of each of the people in a round")
	flags.IntVar(&config.Calls, "calls", 200, "how often each page is read")
	flags.StringVar(&config.Compare, "compare", "", "file of an earlier result, to which the reads are compared")
	flags.IntVar(&config.SmallFiles, "small-files", 200, "number of files of 1 MiB")
	flags.IntVar(&config.LargeFile, "large-file", 1024, "size of the large file in MiB; the limit of attachments is raised to it meanwhile")
	flags.DurationVar(&config.Rest, "rest", time.Minute, "how long the stack is watched at rest")
	flags.IntSliceVar(&config.Open, "open", []int{2_000, 10_000}, "numbers of open requests at rest")
	flags.IntSliceVar(&config.Processes, "processes", []int{1, 2, 4}, "numbers of processes of the API, and of the worker")
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
	config.Objects, config.DataDir, config.Environment = s.objectsConfig(s.S3Bucket), s.dataDir, s.furtherProcesses()
	return bench.Run(ctx, config)
}

// furtherProcesses is the environment of an API or a worker beside those of the stack.
func (s *settings) furtherProcesses() []string {
	inherited := slices.DeleteFunc(os.Environ(), func(line string) bool { return strings.HasPrefix(line, "MIGRATE_DATABASE_URL=") })
	return append(append(inherited, s.Environment()...), "APPROVALS_DEVELOPMENT=true", "APPROVALS_INSECURE_COOKIES=true")
}
