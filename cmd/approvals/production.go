package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"approvals/storage"
)

// defaultSecrets are passwords and keys that everybody knows.
var defaultSecrets = []string{
	"", "admin", "approvals", "changeme", "minio", "minioadmin", "minio123", "password", "postgres", "root", "secret", "test",
}

// checkProduction refuses what a production server must not run with: default
// secrets, demo accounts, and a database role that could rewrite the timeline.
// Development allows all of it.
func (s *settings) checkProduction(ctx context.Context, store *storage.Store) error {
	if s.development {
		return nil
	}
	if isDefaultSecret(s.S3SecretKey) {
		return errors.New("the attachment store's secret key is a default one: set another, or --development on a machine of your own")
	}
	if isDefaultSecret(databasePassword(s.DatabaseURL)) {
		return errors.New("the database's password is missing or a default one: set another, or --development on a machine of your own")
	}
	demo, err := store.HasDemoUsers(ctx)
	if err != nil {
		return fmt.Errorf("look for demo accounts: %w", err)
	}
	if demo {
		return errors.New("the database has demo accounts, whose passwords everybody knows: use another database, or --development on a machine of your own")
	}
	could, err := store.CouldRewrite(ctx)
	if err != nil {
		return fmt.Errorf("look at the database's role: %w", err)
	}
	if could {
		return errors.New("the database's role owns the timeline, so that it could rewrite it: run approvals migrate with the owner's address as MIGRATE_DATABASE_URL and that of a role of its own as DATABASE_URL, and give the API and the worker the latter; or --development on a machine of your own")
	}
	return nil
}

func isDefaultSecret(secret string) bool {
	return slices.Contains(defaultSecrets, strings.ToLower(secret))
}

// databasePassword returns the password in a database address. One that is kept
// elsewhere, in a password file or a certificate, counts as set.
func databasePassword(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return "kept elsewhere"
	}
	if password, set := u.User.Password(); set {
		return password
	}
	query := u.Query()
	if query.Has("passfile") || query.Has("sslcert") {
		return "kept elsewhere"
	}
	return ""
}
