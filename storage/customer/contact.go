package customer

import (
	"context"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Contact is a person at a customer.
type Contact struct {
	ID           string         `json:"id" db:"id" format:"uuid"`
	CustomerID   string         `json:"customer_id" db:"customer_id" format:"uuid"`
	Name         string         `json:"name" db:"name"`
	Title        string         `json:"title" db:"title"`
	Department   string         `json:"department" db:"department"`
	Phone        string         `json:"phone" db:"phone"`
	Email        string         `json:"email" db:"email"`
	Birthday     *approval.Date `json:"birthday" db:"birthday" format:"date"`
	DecisionRole string         `json:"decision_role" db:"decision_role"`
	Attitude     string         `json:"attitude" db:"attitude"`
	Relationship string         `json:"relationship" db:"relationship"`
	ReportsToID  *string        `json:"reports_to_id" db:"reports_to_id" format:"uuid"`
	Version      int            `json:"version" db:"version"`
	CreatedAt    time.Time      `json:"created_at" db:"created_at"`
	UpdatedAt    time.Time      `json:"updated_at" db:"updated_at"`
	ArchivedAt   *time.Time     `json:"archived_at" db:"archived_at" doc:"null if not archived"`
}

// ContactInput is the input for a contact. In an edit, nil leaves a field unchanged.
type ContactInput struct {
	Name, Title, Department, Phone, Email, DecisionRole, Attitude, Relationship *string

	Birthday    postgres.Edit[approval.Date]
	ReportsToID postgres.Edit[string]
}

func (in ContactInput) fill(c *Contact) {
	postgres.Assign(&c.Name, in.Name)
	postgres.Assign(&c.Title, in.Title)
	postgres.Assign(&c.Department, in.Department)
	postgres.Assign(&c.Phone, in.Phone)
	postgres.Assign(&c.Email, in.Email)
	postgres.Assign(&c.DecisionRole, in.DecisionRole)
	postgres.Assign(&c.Attitude, in.Attitude)
	postgres.Assign(&c.Relationship, in.Relationship)
	in.Birthday.Apply(&c.Birthday)
	in.ReportsToID.Apply(&c.ReportsToID)
}

const contactColumns = `id, customer_id, name, title, department, phone, email, birthday, decision_role, attitude,
	relationship, reports_to_id, version, created_at, updated_at, archived_at`

// Event kinds of contacts.
const (
	ContactCreated  approval.EventKind = "contact.created"
	ContactUpdated  approval.EventKind = "contact.updated"
	ContactArchived approval.EventKind = "contact.archived"
	ContactRestored approval.EventKind = "contact.restored"
)

// Contact returns a contact, archived or not, of a customer that the actor may read.
func (s *Store) Contact(ctx context.Context, actor approval.Actor, id string) (c Contact, err error) {
	err = s.In(ctx).Get(ctx, &c, `
		SELECT `+contactColumns+` FROM contacts WHERE id = $2 AND `+SeesCustomers(actor, "customer_id", 1), actor.ID, id)
	return c, err
}

// Contacts returns the current or the archived contacts of a customer that the actor may
// read, newest first, and whether there are more. The page is cut after the id of a
// contact.
func (s *Store) Contacts(ctx context.Context, actor approval.Actor, customerID string, archived bool, page postgres.Page) ([]Contact, bool, error) {
	if err := s.checkCanRead(ctx, actor, customerID); err != nil {
		return nil, false, err
	}
	contacts := []Contact{}
	if err := s.In(ctx).All(ctx, &contacts, `
		SELECT `+contactColumns+` FROM contacts
		WHERE customer_id = $1 AND `+archivedCondition(`archived_at`, archived)+` AND ($2::uuid IS NULL OR id < $2)
		ORDER BY id DESC LIMIT $3`, customerID, postgres.Nullable(page.After), page.Limit+1); err != nil {
		return nil, false, err
	}
	contacts, more := postgres.Cut(page, contacts)
	return contacts, more, nil
}

// CreateContact adds a contact to a customer.
func (s *Store) CreateContact(ctx context.Context, actor approval.Actor, customerID string, in ContactInput) (Contact, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created Contact, err error) {
		if err := s.checkCanWrite(ctx, actor, customerID); err != nil {
			return created, err
		}
		c := Contact{ID: postgres.NewID(), CustomerID: customerID}
		in.fill(&c)
		if err := s.checkContact(ctx, in, c, nil); err != nil {
			return created, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO contacts (id, customer_id, name, title, department, phone, email, birthday, decision_role, attitude,
				relationship, reports_to_id)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			c.ID, customerID, c.Name, c.Title, c.Department, c.Phone, c.Email, c.Birthday, c.DecisionRole, c.Attitude,
			c.Relationship, c.ReportsToID); err != nil {
			return created, err
		}
		if err := s.AppendEvents(ctx, customerID, actor.Person(), ledger.NewEvent{
			Kind: ContactCreated, Subject: c.Subject(), Changes: c.changes(Contact{}),
			Summary: approval.Text{ZH: "%s 添加了关系人“%s”", EN: "%s added the contact %s"}.Format(actor.Name, c.Name),
		}); err != nil {
			return created, err
		}
		return s.contact(ctx, c.ID)
	})
}

// checkContact returns all errors in a contact as it would be after the change.
func (s *Store) checkContact(ctx context.Context, in ContactInput, c Contact, reportedTo *string) error {
	var wrong approval.Invalid
	if err := s.CheckDay(ctx, &wrong, "body.birthday", variable.Born, in.Birthday.Value); err != nil {
		return err
	}
	return wrong.With(s.checkReportsTo(ctx, c, reportedTo))
}

// EditContact changes a contact; version is the version that the edit is based on.
func (s *Store) EditContact(ctx context.Context, actor approval.Actor, id string, version int, in ContactInput) (Contact, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited Contact, err error) {
		if _, err := s.contactToWrite(ctx, actor, id); err != nil {
			return edited, err
		}
		before, err := postgres.LockVersion(ctx, s.Pool, `contacts`, id, version, s.contact)
		if err != nil {
			return edited, err
		}
		if before.ArchivedAt != nil {
			return edited, contactArchived()
		}
		after := before
		in.fill(&after)
		if err := s.checkContact(ctx, in, after, before.ReportsToID); err != nil {
			return edited, err
		}
		changes := after.changes(before)
		if len(changes) == 0 {
			return before, nil
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE contacts SET name = $2, title = $3, department = $4, phone = $5, email = $6, birthday = $7,
				decision_role = $8, attitude = $9, relationship = $10, reports_to_id = $11,
				version = version + 1, updated_at = now() WHERE id = $1`,
			id, after.Name, after.Title, after.Department, after.Phone, after.Email, after.Birthday,
			after.DecisionRole, after.Attitude, after.Relationship, after.ReportsToID); err != nil {
			return edited, err
		}
		if err := s.AppendEvents(ctx, after.CustomerID, actor.Person(), ledger.NewEvent{
			Kind: ContactUpdated, Subject: after.Subject(), Changes: changes,
			Summary: approval.Text{ZH: "%s 修改了关系人“%s”", EN: "%s changed the contact %s"}.Format(actor.Name, after.Name),
		}); err != nil {
			return edited, err
		}
		return s.contact(ctx, id)
	})
}

// contact reads a contact, archived or not, without checking access.
func (s *Store) contact(ctx context.Context, id string) (c Contact, err error) {
	err = s.In(ctx).Get(ctx, &c, `SELECT `+contactColumns+` FROM contacts WHERE id = $1`, id)
	return c, err
}

func (s *Store) contactToWrite(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	c, err := s.contact(ctx, id)
	if err != nil {
		return c, err
	}
	return c, s.checkCanWrite(ctx, actor, c.CustomerID)
}

func (c Contact) Subject() approval.Subject {
	return approval.Subject{Type: "contact", ID: c.ID, Label: c.Name}
}

func (c Contact) changes(before Contact) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "name", before.Name, c.Name)
	ledger.NoteText(changes, "title", before.Title, c.Title)
	ledger.NoteText(changes, "department", before.Department, c.Department)
	ledger.NoteText(changes, "phone", before.Phone, c.Phone)
	ledger.NoteText(changes, "email", before.Email, c.Email)
	ledger.NoteChange(changes, "birthday", before.Birthday, c.Birthday)
	ledger.NoteText(changes, "decision_role", before.DecisionRole, c.DecisionRole)
	ledger.NoteText(changes, "attitude", before.Attitude, c.Attitude)
	ledger.NoteText(changes, "relationship", before.Relationship, c.Relationship)
	ledger.NoteChange(changes, "reports_to_id", before.ReportsToID, c.ReportsToID)
	return changes
}

var contactArchive = archiveKind[Contact]{
	table: `contacts`,
	lock: func(s *Store, ctx context.Context, actor approval.Actor, id string) error {
		_, err := s.contactToWrite(ctx, actor, id)
		return err
	},
	read:            (*Store).contact,
	archived:        ContactArchived,
	archivedSummary: approval.Text{ZH: "%s 归档了关系人“%s”", EN: "%s archived the contact %s"},
	restored:        ContactRestored,
	restoredSummary: approval.Text{ZH: "%s 恢复了关系人“%s”", EN: "%s restored the contact %s"},
}

// ArchiveContact archives a contact; one that is already archived does not change. Other
// contacts may still report to it.
func (s *Store) ArchiveContact(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	return contactArchive.setArchived(ctx, s, actor, id, true)
}

// RestoreContact restores an archived contact; one that is not archived does not change.
func (s *Store) RestoreContact(ctx context.Context, actor approval.Actor, id string) (Contact, error) {
	return contactArchive.setArchived(ctx, s, actor, id, false)
}

func (c Contact) archiveInfo() (*time.Time, string, *string) { return c.ArchivedAt, c.CustomerID, nil }

// checkReportsTo validates that a contact reports to another contact of the same
// customer and that there is no cycle. before is the previous superior.
func (s *Store) checkReportsTo(ctx context.Context, c Contact, before *string) error {
	if c.ReportsToID == nil || before != nil && postgres.CanonicalID(*before) == postgres.CanonicalID(*c.ReportsToID) {
		return nil
	}
	const location = "body.reports_to_id"
	// Two concurrent changes could form a cycle.
	if err := s.In(ctx).Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('contacts'), hashtext($1))`, postgres.CanonicalID(c.CustomerID)); err != nil {
		return err
	}
	var row struct {
		Exists bool `db:"there"`
		Circle bool `db:"circle"`
	}
	if err := s.In(ctx).Get(ctx, &row, `
		WITH RECURSIVE above AS (
			SELECT id, reports_to_id FROM contacts WHERE id = $2 AND customer_id = $3 AND archived_at IS NULL
			UNION
			SELECT c.id, c.reports_to_id FROM contacts c JOIN above a ON c.id = a.reports_to_id
		) SELECT EXISTS (SELECT FROM above) AS there, EXISTS (SELECT FROM above WHERE id = $1) AS circle`,
		c.ID, *c.ReportsToID, c.CustomerID); err != nil {
		return err
	}
	switch {
	case !row.Exists:
		return approval.InvalidField(location, approval.Text{ZH: "该客户没有这个关系人", EN: "The customer has no such contact"})
	case row.Circle:
		return approval.InvalidField(location, approval.Text{
			ZH: "上级不能是本人或其下属", EN: "A contact cannot report to themselves or to one of their reports"})
	default:
		return nil
	}
}
