package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

var contactArchive = archiveKind[Contact]{
	table: `contacts`,
	hold: func(s *Store, ctx context.Context, actor approval.Actor, id string) error {
		_, err := s.contactToWrite(ctx, actor, id)
		return err
	},
	read:          (*Store).contact,
	archived:      ContactArchived,
	archivedTells: approval.Text{ZH: "%s 归档了关系人“%s”", EN: "%s archived the contact %s"},
	restored:      ContactRestored,
	restoredTells: approval.Text{ZH: "%s 恢复了关系人“%s”", EN: "%s restored the contact %s"},
}

// ArchiveContact puts a contact away; one that is archived already stays as it
// is. Those who report to the contact go on doing so.
func (s *Store) ArchiveContact(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	return contactArchive.move(ctx, s, actor, id, true)
}

// RestoreContact takes an archived contact out again; one that is not archived
// stays as it is.
func (s *Store) RestoreContact(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	return contactArchive.move(ctx, s, actor, id, false)
}

func (c Contact) place() (*time.Time, string, *string) { return c.ArchivedAt, c.CustomerID, nil }
