package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"approvals/storage"
	"approvals/storage/objects"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
)

// openStore opens the database; it does not connect yet.
func (s *settings) openStore() (*storage.Store, error) {
	if err := need(map[string]string{"database-url": s.DatabaseURL}); err != nil {
		return nil, err
	}
	return storage.Open(s.DatabaseURL, max(s.databaseConnections, 2))
}

// migrate brings the database to this version's schema as the owner of the
// tables, and gives the role of the API and the worker what it needs.
func (s *settings) migrate(ctx context.Context) error {
	if err := need(map[string]string{"database-url": s.OwnerURL()}); err != nil {
		return err
	}
	owner, err := storage.Open(s.OwnerURL(), 2)
	if err != nil {
		return err
	}
	defer owner.Close()
	if err := owner.Migrate(ctx); err != nil || s.DatabaseURL == "" {
		return err
	}
	role, err := storage.RoleOf(s.DatabaseURL)
	if err != nil {
		return err
	}
	return owner.GrantTo(ctx, role)
}

// openTemporal prepares a client; it connects with the first call, so that the
// API can start while the engine is away.
func (s *settings) openTemporal(logger *slog.Logger) (client.Client, error) {
	if err := need(map[string]string{"temporal-address": s.TemporalAddress}); err != nil {
		return nil, err
	}
	return client.NewLazyClient(client.Options{
		HostPort:  s.TemporalAddress,
		Namespace: s.TemporalNamespace,
		Logger:    log.NewStructuredLogger(logger),
	})
}

// openObjects prepares the attachment store; it does not connect yet.
func (s *settings) openObjects() (*objects.Store, error) {
	if err := need(map[string]string{
		"s3-endpoint": s.S3Endpoint, "s3-access-key": s.S3AccessKey, "s3-secret-key": s.S3SecretKey,
	}); err != nil {
		return nil, err
	}
	return objects.Open(objects.Config{
		Endpoint: s.S3Endpoint, AccessKey: s.S3AccessKey, SecretKey: s.S3SecretKey, Bucket: s.S3Bucket,
	})
}

// logger writes one JSON object a line to standard error.
func (s *settings) logger(part string) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, fmt.Errorf("--log-level %q: want debug, info, warn or error", s.logLevel)
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level})).With("part", part), nil
}

// parts are what a serving process stands on.
type parts struct {
	log      *slog.Logger
	store    *storage.Store
	objects  *objects.Store
	temporal client.Client
}

// openParts prepares all parts for the process of the name, and waits for the
// database to tell whether production may run on it.
func (s *settings) openParts(ctx context.Context, name string) (p parts, err error) {
	if p.log, err = s.logger(name); err != nil {
		return p, err
	}
	if p.store, err = s.openStore(); err != nil {
		return p, err
	}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if p.objects, err = s.openObjects(); err != nil {
		return p, err
	}
	if p.temporal, err = s.openTemporal(p.log); err != nil {
		return p, err
	}
	return p, untilThere(ctx, p.log, "the database", func(ctx context.Context) error {
		if err := s.checkProduction(ctx, p.store); err != nil || !s.development {
			return err
		}
		if could, err := p.store.CouldRewrite(ctx); err != nil || !could {
			return err
		}
		p.log.Warn("the database's role owns the timeline and could rewrite it; in production, give the API and the worker a role of their own")
		return nil
	})
}

func (p parts) close() {
	if p.temporal != nil {
		p.temporal.Close()
	}
	p.store.Close()
}
