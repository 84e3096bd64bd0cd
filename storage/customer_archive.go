package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// The events of customers that are put away and taken out again.
const (
	CustomerArchived approval.EventKind = "customer.archived"
	CustomerRestored approval.EventKind = "customer.restored"
)

var customerArchive = archiveKind[Customer]{
	table: `customers`, requests: `customer_id`,
	hold: func(s *Store, ctx context.Context, actor approval.Actor, id string) error {
		_, err := s.checkKeepsCustomer(ctx, actor, id)
		return err
	},
	read:          (*Store).customer,
	archived:      CustomerArchived,
	archivedTells: approval.Text{ZH: "%s 归档了客户“%s”", EN: "%s archived the customer %s"},
	restored:      CustomerRestored,
	restoredTells: approval.Text{ZH: "%s 恢复了客户“%s”", EN: "%s restored the customer %s"},
}

// ArchiveCustomer puts a customer away. That requests are under way is a
// conflict Error; a customer that is archived already stays as it is.
func (s *Store) ArchiveCustomer(ctx context.Context, actor approval.Actor, id string) (Customer, error) {
	return customerArchive.move(ctx, s, actor, id, true)
}

// RestoreCustomer takes an archived customer out again; one that is not archived
// stays as it is.
func (s *Store) RestoreCustomer(ctx context.Context, actor approval.Actor, id string) (Customer, error) {
	return customerArchive.move(ctx, s, actor, id, false)
}

func (c Customer) place() (*time.Time, string, *string) { return c.ArchivedAt, c.ID, nil }
