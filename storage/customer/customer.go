// Package customer stores customers and their contacts, projects and competitors.
package customer

import (
	"context"
	"time"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Store stores customers.
type Store struct{ *account.Store }

// Customer is a company to which we sell or hope to sell.
type Customer struct {
	ID        string          `json:"id" db:"id" format:"uuid"`
	Name      string          `json:"name" db:"name"`
	Industry  string          `json:"industry" db:"industry"`
	Region    string          `json:"region" db:"region"`
	Level     string          `json:"level" db:"level"`
	Source    string          `json:"source" db:"source"`
	Address   string          `json:"address" db:"address"`
	Owner     approval.Person `json:"owner" db:"owner"`
	Version   int             `json:"version" db:"version"`
	CreatedAt time.Time       `json:"created_at" db:"created_at"`
	UpdatedAt time.Time       `json:"updated_at" db:"updated_at"`

	ArchivedAt     *time.Time `json:"archived_at" db:"archived_at" doc:"null if not archived"`
	LastActivityAt time.Time  `json:"last_activity_at" db:"last_activity_at" doc:"Time of the last timeline event"`
}

// Input is the input for a customer. In an edit, nil leaves a field unchanged.
type Input struct {
	Name, Industry, Region, Level, Source, Address *string
	// OwnerID defaults to the actor for a new customer.
	OwnerID *string
	// Reason is required if an edit changes the owner.
	Reason string
}

func (in Input) fill(c *Customer) {
	postgres.Assign(&c.Name, in.Name)
	postgres.Assign(&c.Industry, in.Industry)
	postgres.Assign(&c.Region, in.Region)
	postgres.Assign(&c.Level, in.Level)
	postgres.Assign(&c.Source, in.Source)
	postgres.Assign(&c.Address, in.Address)
}

const customerQuery = `
	SELECT c.id, c.name, c.industry, c.region, c.level, c.source, c.address, o.id AS "owner.id", o.name AS "owner.name",
		c.version, c.created_at, c.updated_at, c.archived_at, greatest(h.last_at, c.created_at) AS last_activity_at
	FROM customers c JOIN users o ON o.id = c.owner_id LEFT JOIN timeline_heads h ON h.customer_id = c.id`

// Event kinds of customers.
const (
	CustomerCreated approval.EventKind = "customer.created"
	CustomerUpdated approval.EventKind = "customer.updated"
)

// Customer returns a customer that the actor may read.
func (s *Store) Customer(ctx context.Context, actor approval.Actor, id string) (c Customer, err error) {
	err = s.In(ctx).Get(ctx, &c, customerQuery+` WHERE c.id = $2 AND `+SeesCustomers(actor, "c.id", 1), actor.ID, id)
	return c, err
}

// CreateCustomer creates a customer.
func (s *Store) CreateCustomer(ctx context.Context, actor approval.Actor, in Input) (Customer, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created Customer, err error) {
		var wrong approval.Invalid
		if err := wrong.With(s.checkCustomerOptions(ctx, Customer{}, in)); approval.CodeOf(err) != approval.CodeInvalid && err != nil {
			return created, err
		}
		c := Customer{ID: postgres.NewID(), Owner: approval.Person{ID: actor.ID, Name: actor.Name}}
		in.fill(&c)
		if in.OwnerID != nil {
			c.Owner, err = s.ownerInReach(ctx, actor, *in.OwnerID)
		}
		if err := wrong.With(err); err != nil {
			return created, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO customers (id, name, industry, region, level, source, address, owner_id)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			c.ID, c.Name, c.Industry, c.Region, c.Level, c.Source, c.Address, c.Owner.ID); err != nil {
			return created, err
		}
		if err := s.AppendEvents(ctx, c.ID, actor.Person(), ledger.NewEvent{
			Kind: CustomerCreated, Subject: c.Subject(), Changes: c.changes(Customer{}),
			Summary: approval.Text{ZH: "%s 新建了客户“%s”", EN: "%s added the customer %s"}.Format(actor.Name, c.Name),
		}); err != nil {
			return created, err
		}
		return s.customer(ctx, c.ID)
	})
}

// EditCustomer changes a customer; version is the version that the edit is based on.
func (s *Store) EditCustomer(ctx context.Context, actor approval.Actor, id string, version int, in Input) (Customer, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited Customer, err error) {
		if err := s.checkCanEdit(ctx, actor, id); err != nil {
			return edited, err
		}
		before, err := postgres.LockVersion(ctx, s.Pool, `customers`, id, version, s.customer)
		if err != nil {
			return edited, err
		}
		if err := s.checkCustomerOptions(ctx, before, in); err != nil {
			return edited, err
		}
		after := before
		in.fill(&after)
		changes := after.changes(before)
		events := []ledger.NewEvent{}
		if len(changes) > 0 {
			events = append(events, ledger.NewEvent{
				Kind: CustomerUpdated, Subject: after.Subject(), Changes: changes,
				Summary: approval.Text{ZH: "%s 修改了客户“%s”", EN: "%s changed the customer %s"}.Format(actor.Name, after.Name),
			})
		}
		if in.OwnerID != nil && postgres.CanonicalID(*in.OwnerID) != before.Owner.ID {
			if after.Owner, err = s.newOwner(ctx, *in.OwnerID, "body.owner_id"); err != nil {
				return edited, err
			}
			if err := s.checkCanHandOver(ctx, actor, before); err != nil {
				return edited, err
			}
			if in.Reason == "" {
				return edited, approval.InvalidField("body.reason", approval.Text{
					ZH: "移交客户时必填", EN: "This is required when a customer gets another owner"})
			}
			left, err := s.endMemberships(ctx, actor, id, before.Owner)
			if err != nil {
				return edited, err
			}
			events = append(append(events, handedOver(actor, after, before.Owner, in.Reason)), left...)
		}
		if len(events) == 0 {
			return before, nil
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE customers SET name = $2, industry = $3, region = $4, level = $5, source = $6, address = $7,
				owner_id = $8, version = version + 1, updated_at = now() WHERE id = $1`,
			id, after.Name, after.Industry, after.Region, after.Level, after.Source, after.Address, after.Owner.ID); err != nil {
			return edited, err
		}
		if err := s.AppendEvents(ctx, id, actor.Person(), events...); err != nil {
			return edited, err
		}
		if after.Owner.ID != before.Owner.ID {
			if err := s.notifyNewOwner(ctx, actor, after.Owner, []string{id}, in.Reason); err != nil {
				return edited, err
			}
		}
		return s.customer(ctx, id)
	})
}

// customer reads a customer without checking access.
func (s *Store) customer(ctx context.Context, id string) (c Customer, err error) {
	err = s.In(ctx).Get(ctx, &c, customerQuery+` WHERE c.id = $1`, id)
	return c, err
}

func (c Customer) Subject() approval.Subject {
	return approval.Subject{Type: "customer", ID: c.ID, Label: c.Name}
}

// changes returns the fields that differ. The owner is included for a new customer only;
// a change of owner is an event of its own.
func (c Customer) changes(before Customer) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "name", before.Name, c.Name)
	ledger.NoteText(changes, "industry", before.Industry, c.Industry)
	ledger.NoteText(changes, "region", before.Region, c.Region)
	ledger.NoteText(changes, "level", before.Level, c.Level)
	ledger.NoteText(changes, "source", before.Source, c.Source)
	ledger.NoteText(changes, "address", before.Address, c.Address)
	if before.ID != c.ID {
		changes["owner"] = approval.Change{Before: account.PersonOrNil(before.Owner), After: c.Owner}
	}
	return changes
}

// Event kinds of archiving and restoring customers.
const (
	CustomerArchived approval.EventKind = "customer.archived"
	CustomerRestored approval.EventKind = "customer.restored"
)

var customerArchive = archiveKind[Customer]{
	table: `customers`, requests: `customer_id`,
	lock: func(s *Store, ctx context.Context, actor approval.Actor, id string) error {
		_, err := s.checkPermitsWrite(ctx, actor, id)
		return err
	},
	read:            (*Store).customer,
	archived:        CustomerArchived,
	archivedSummary: approval.Text{ZH: "%s 归档了客户“%s”", EN: "%s archived the customer %s"},
	restored:        CustomerRestored,
	restoredSummary: approval.Text{ZH: "%s 恢复了客户“%s”", EN: "%s restored the customer %s"},
}

// ArchiveCustomer archives a customer; one that is already archived does not change. The
// error is a conflict while requests are in progress.
func (s *Store) ArchiveCustomer(ctx context.Context, actor approval.Actor, id string) (Customer, error) {
	return customerArchive.setArchived(ctx, s, actor, id, true)
}

// RestoreCustomer restores an archived customer; one that is not archived does not
// change.
func (s *Store) RestoreCustomer(ctx context.Context, actor approval.Actor, id string) (Customer, error) {
	return customerArchive.setArchived(ctx, s, actor, id, false)
}

func (c Customer) archiveInfo() (*time.Time, string, *string) { return c.ArchivedAt, c.ID, nil }
