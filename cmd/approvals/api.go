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
		Short: "Serve the API and the page; any number of them can run side by side",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.runAPI(cmd.Context()) },
	}
	s.bind(cmd, "api")
	return cmd
}

func (s *settings) runAPI(ctx context.Context) error {
	parts, err := s.openParts(ctx, "api")
	if err != nil {
		return err
	}
	defer parts.close()
	logger, store, files, temporal := parts.log, parts.store, parts.objects, parts.temporal
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

// ensureBucket makes the bucket as soon as the attachment store answers; until
// then, attachments alone are unavailable.
func ensureBucket(ctx context.Context, logger *slog.Logger, files *objects.Store) {
	if err := untilThere(ctx, logger, "the attachment store", files.EnsureBucket); err != nil && ctx.Err() == nil {
		logger.Error("attachment bucket not created", "error", err)
	}
}

// serve answers until ctx ends, then finishes the requests in flight.
func serve(ctx context.Context, logger *slog.Logger, server *api.Server, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot serve on %s (%w): stop what runs there, or choose another address with --listen", address, err)
	}
	background, stopBackground := context.WithCancel(context.WithoutCancel(ctx))
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		server.Run(background)
	}()
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
	stopBackground()
	<-finished
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
