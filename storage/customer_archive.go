package storage

import (
	"context"

	"approvals/workflows/approval"
)

// The events of customers that are put away and taken out again.
const (
	CustomerArchived approval.EventKind = "customer.archived"
	CustomerRestored approval.EventKind = "customer.restored"
)

// ArchiveCustomer puts a customer away. That requests are under way is a
// conflict Error; a customer that is archived already stays as it is.
func (s *Store) ArchiveCustomer(ctx context.Context, actor approval.Actor, id string) (Customer, error) {
	return s.moveCustomer(ctx, actor, id, true, CustomerArchived,
		approval.Text{ZH: "%s 归档了客户“%s”", EN: "%s archived the customer %s"})
}

// RestoreCustomer takes an archived customer out again; one that is not archived
// stays as it is.
func (s *Store) RestoreCustomer(ctx context.Context, actor approval.Actor, id string) (Customer, error) {
	return s.moveCustomer(ctx, actor, id, false, CustomerRestored,
		approval.Text{ZH: "%s 恢复了客户“%s”", EN: "%s restored the customer %s"})
}

func (s *Store) moveCustomer(ctx context.Context, actor approval.Actor, id string, archive bool, kind approval.EventKind, summary approval.Text) (c Customer, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.checkKeepsCustomer(ctx, actor, id); err != nil {
			return err
		}
		if c, err = s.lockCustomer(ctx, id); err != nil {
			return err
		}
		if archive {
			if err := s.checkNothingUnderWay(ctx, `customer_id`, id); err != nil {
				return err
			}
		}
		moved, err := s.setArchived(ctx, `customers`, id, archive)
		if err != nil || !moved {
			return err
		}
		before := c
		if c, err = s.customer(ctx, id); err != nil {
			return err
		}
		changes := approval.Changes{}
		noteChange(changes, "archived_at", before.ArchivedAt, c.ArchivedAt)
		return s.appendEvents(ctx, id, who(actor), NewEvent{
			Kind: kind, Subject: c.subject(), Changes: changes, Summary: summary.Format(actor.Name, c.Name),
		})
	})
	return c, err
}

// lockCustomer reads a customer and keeps it as it is until the transaction
// ends.
func (s *Store) lockCustomer(ctx context.Context, id string) (Customer, error) {
	if err := s.in(ctx).exec(ctx, `SELECT FROM customers WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return Customer{}, err
	}
	return s.customer(ctx, id)
}
