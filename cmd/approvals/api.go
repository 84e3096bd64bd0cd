package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"approvals/api"
	"approvals/storage/objects"
	"approvals/workflows"

	"github.com/spf13/cobra"
)

func apiCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "api",
		Short: "Serve the API and the web page; several instances can run in parallel",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.runAPI(cmd.Context()) },
	}
	s.bind(cmd, "api")
	return cmd
}

func (s *settings) runAPI(ctx context.Context) error {
	b, err := s.openBackends(ctx, "api")
	if err != nil {
		return err
	}
	defer b.close()
	logger, store, files, temporal := b.log, b.store, b.objects, b.temporal
	server, err := api.New(api.Config{
		Store:          store,
		Process:        workflows.NewClient(temporal, s.TaskQueue),
		Objects:        files,
		Log:            logger,
		Version:        version(),
		SecureCookies:  !s.insecureCookies,
		TrustedProxies: s.trustedProxies,
		Development:    s.development,
	})
	if err != nil {
		return err
	}
	go ensureBucket(ctx, logger, files)
	return serve(ctx, logger, server, s.listen)
}

// ensureBucket creates the bucket as soon as the attachment store is available. Until
// then only attachments are unavailable.
func ensureBucket(ctx context.Context, logger *slog.Logger, files *objects.Store) {
	if err := retryWhileUnavailable(ctx, logger, "the attachment store", files.EnsureBucket); err != nil && ctx.Err() == nil {
		logger.Error("attachment bucket not created", "error", err)
	}
}

// serve serves until ctx ends and then waits up to 15 s for the requests in flight.
func serve(ctx context.Context, logger *slog.Logger, server *api.Server, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (%w): stop the program that listens there, or choose another address with --listen", address, err)
	}
	web := server.HTTP(address)
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	logger.Info("api listening", "address", listener.Addr().String())
	select {
	case err = <-failed:
	case <-ctx.Done():
		logger.Info("api stopping, finishing the requests in flight")
		within, done := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
		defer done()
		err = web.Shutdown(within)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
