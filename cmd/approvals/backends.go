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

// openStore prepares the database; it does not connect yet.
func (s *settings) openStore() (*storage.Store, error) {
	if err := need(map[string]string{"database-url": s.DatabaseURL}); err != nil {
		return nil, err
	}
	return storage.Open(s.DatabaseURL, max(s.databaseConnections, 2))
}

// migrate migrates the database as the owner of the tables, and grants the role of
// the API and the worker its privileges.
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

// openTemporal prepares a client that connects on the first call, so that the API
// can start while Temporal is unavailable.
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
func (s *settings) openObjects() (*objects.Store, error) { return s.openBucket(s.S3Bucket) }

// openCheckpoints prepares the store of the checkpoints; it does not connect yet.
func (s *settings) openCheckpoints() (*objects.Store, error) { return s.openBucket(s.checkpointBucket) }

func (s *settings) openBucket(bucket string) (*objects.Store, error) {
	if err := need(map[string]string{
		"s3-endpoint": s.S3Endpoint, "s3-access-key": s.S3AccessKey, "s3-secret-key": s.S3SecretKey,
	}); err != nil {
		return nil, err
	}
	return objects.Open(s.objectsConfig(bucket))
}

func (s *settings) objectsConfig(bucket string) objects.Config {
	return objects.Config{Endpoint: s.S3Endpoint, AccessKey: s.S3AccessKey, SecretKey: s.S3SecretKey, Bucket: bucket}
}

// logger logs JSON lines to standard error.
func (s *settings) logger(part string) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.logLevel)); err != nil {
		return nil, fmt.Errorf("--log-level %q: want debug, info, warn or error", s.logLevel)
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: level})).With("part", part), nil
}

// backends are the services that the API and the worker use.
type backends struct {
	log      *slog.Logger
	store    *storage.Store
	objects  *objects.Store
	temporal client.Client
}

// openBackends prepares the backends of the named process, waits for the database
// and checks the requirements of production.
func (s *settings) openBackends(ctx context.Context, name string) (b backends, err error) {
	if b.log, err = s.logger(name); err != nil {
		return b, err
	}
	if b.store, err = s.openStore(); err != nil {
		return b, err
	}
	defer func() {
		if err != nil {
			b.close()
		}
	}()
	if b.objects, err = s.openObjects(); err != nil {
		return b, err
	}
	if b.temporal, err = s.openTemporal(b.log); err != nil {
		return b, err
	}
	return b, retryWhileUnavailable(ctx, b.log, "the database", func(ctx context.Context) error {
		if err := s.checkProduction(ctx, b.store); err != nil || !s.development {
			return err
		}
		if could, err := b.store.CouldRewrite(ctx); err != nil || !could {
			return err
		}
		b.log.Warn("the database role owns the timeline and could rewrite it; in production, use a separate role for the API and the worker")
		return nil
	})
}

func (b backends) close() {
	if b.temporal != nil {
		b.temporal.Close()
	}
	b.store.Close()
}
