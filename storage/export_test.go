package storage

import (
	"context"

	"approvals/workflows/approval"

	"github.com/pressly/goose/v3"
)

// WriteInTx runs a statement in the transaction that ctx carries.
func (s *Store) WriteInTx(ctx context.Context, statement string) error {
	return s.in(ctx).exec(ctx, statement)
}

// LockCustomer locks a customer in the transaction that ctx carries.
func (s *Store) LockCustomer(ctx context.Context, id string) error {
	return s.lockRow(ctx, "customers", id, `FOR NO KEY UPDATE`)
}

// ReadInTx reads one value in the transaction that ctx carries.
func (s *Store) ReadInTx(ctx context.Context, into any, query string) error {
	return s.in(ctx).get(ctx, into, query)
}

// Doubled is doubled.
func (s *Store) Doubled(ctx context.Context, actor approval.Actor, requestIDs []string) (map[string]bool, error) {
	return s.doubled(ctx, actor, requestIDs)
}

// AppendEvents is appendEvents.
func (s *Store) AppendEvents(ctx context.Context, customerID string, actor approval.Person, events ...NewEvent) error {
	return s.appendEvents(ctx, customerID, actor, events...)
}

// AppendToMany is appendToMany.
func (s *Store) AppendToMany(ctx context.Context, actor approval.Person, events map[string][]NewEvent) error {
	return s.appendToMany(ctx, actor, events)
}

// Migrations is what Migrate runs.
func (s *Store) Migrations() (*goose.Provider, error) { return gooseProvider(s.DB()) }
