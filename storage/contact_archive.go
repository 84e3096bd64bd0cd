package storage

import (
	"context"

	"approvals/workflows/approval"
)

// ArchiveContact puts a contact away; one that is archived already stays as it
// is. Those who report to the contact go on doing so.
func (s *Store) ArchiveContact(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	return s.moveContact(ctx, actor, id, true, ContactArchived,
		approval.Text{ZH: "%s 归档了关系人“%s”", EN: "%s archived the contact %s"})
}

// RestoreContact takes an archived contact out again; one that is not archived
// stays as it is.
func (s *Store) RestoreContact(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	return s.moveContact(ctx, actor, id, false, ContactRestored,
		approval.Text{ZH: "%s 恢复了关系人“%s”", EN: "%s restored the contact %s"})
}

func (s *Store) moveContact(ctx context.Context, actor approval.Actor, id string, archive bool, kind approval.EventKind, summary approval.Text) (c Contact, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		before, err := s.contactToWrite(ctx, actor, id)
		if err != nil {
			return err
		}
		moved, err := s.setArchived(ctx, `contacts`, id, archive)
		if err != nil {
			return err
		}
		if c, err = s.contact(ctx, id); err != nil || !moved {
			return err
		}
		changes := approval.Changes{}
		noteChange(changes, "archived_at", before.ArchivedAt, c.ArchivedAt)
		return s.appendEvents(ctx, c.CustomerID, who(actor), NewEvent{
			Kind: kind, Subject: c.subject(), Changes: changes, Summary: summary.Format(actor.Name, c.Name),
		})
	})
	return c, err
}
