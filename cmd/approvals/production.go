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

// defaultSecrets are well-known passwords and keys.
var defaultSecrets = []string{
	"", "admin", "approvals", "changeme", "minio", "minioadmin", "minio123", "password", "postgres", "root", "secret", "test",
}

// checkProduction returns an error if the server uses default secrets, the database
// has demo accounts, or the database role could rewrite the timeline. It checks
// nothing in development.
func (s *settings) checkProduction(ctx context.Context, store *storage.Store) error {
	if s.development {
		return nil
	}
	if isDefaultSecret(s.S3SecretKey) {
		return errors.New("the attachment store's secret key is a default one: change it, or set --development on a development machine")
	}
	if isDefaultSecret(databasePassword(s.DatabaseURL)) {
		return errors.New("the database's password is missing or a default one: change it, or set --development on a development machine")
	}
	demo, err := store.HasDemoUsers(ctx)
	if err != nil {
		return fmt.Errorf("check for demo accounts: %w", err)
	}
	if demo {
		return errors.New("the database has demo accounts with well-known passwords: use another database, or set --development on a development machine")
	}
	could, err := store.CouldRewrite(ctx)
	if err != nil {
		return fmt.Errorf("check the privileges of the database role: %w", err)
	}
	if could {
		return errors.New("the database role owns the timeline and could rewrite it: run approvals migrate with the owner's address as MIGRATE_DATABASE_URL and the address for a separate role as DATABASE_URL, and start the API and the worker with the latter; or set --development on a development machine")
	}
	return nil
}

func isDefaultSecret(secret string) bool {
	return slices.Contains(defaultSecrets, strings.ToLower(secret))
}

// databasePassword returns the password in a database address. It returns a
// placeholder if the address uses a password file or a client certificate.
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
