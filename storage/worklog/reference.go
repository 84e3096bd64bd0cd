package worklog

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// reference is something of a customer's that an entry names, or the customer.
// Its zero value is nothing.
type reference struct {
	Thing    approval.Person `db:"thing"`
	Customer approval.Person `db:"customer"`
	Seen     bool            `db:"seen"`
}

// referenceKind is a kind of thing that an entry can name.
type referenceKind struct {
	location string
	missing  approval.Text
	// from is SQL for the thing as r and its customer as c; live says whether
	// it can be named anew.
	from, live string
}

var (
	customerReference = referenceKind{
		location: "body.customer_id", missing: approval.Text{ZH: "没有这个客户", EN: "There is no such customer"},
		from: `customers r JOIN customers c ON c.id = r.id`, live: `r.archived_at IS NULL`,
	}
	projectReference = referenceKind{
		location: "body.project_id", missing: approval.Text{ZH: "没有这个项目", EN: "There is no such project"},
		from: `projects r JOIN customers c ON c.id = r.customer_id`, live: `coalesce(r.archived_at, c.archived_at) IS NULL`,
	}
	contactReference = referenceKind{
		location: "body.contact_id", missing: approval.Text{ZH: "没有这个关系人", EN: "There is no such contact"},
		from: `contacts r JOIN customers c ON c.id = r.customer_id`, live: `coalesce(r.archived_at, c.archived_at) IS NULL`,
	}
)

// refer sets the customer, the project and the contact of an entry. What is
// named anew must be the author's to see, and all three must belong together.
func (s *Store) refer(ctx context.Context, actor approval.Actor, w *WorkLog, in WorkLogInput) error {
	var wrong approval.Invalid
	if _, err := s.name(ctx, actor, &wrong, &w.Customer, in.CustomerID, customerReference); err != nil {
		return err
	}
	project, err := s.name(ctx, actor, &wrong, &w.Project, in.ProjectID, projectReference)
	if err != nil {
		return err
	}
	contact, err := s.name(ctx, actor, &wrong, &w.Contact, in.ContactID, contactReference)
	if err != nil {
		return err
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	for _, r := range []reference{project, contact} {
		if r.Thing.ID != "" && w.Customer == nil && !in.CustomerID.Given {
			w.Customer = &r.Customer
		}
	}
	if !project.of(w.Customer) {
		wrong.Add(projectReference.location, approval.Text{
			ZH: "该项目不属于此客户", EN: "This project does not belong to this customer"})
	}
	if !contact.of(w.Customer) {
		wrong.Add(contactReference.location, approval.Text{
			ZH: "该关系人不属于此客户", EN: "This contact does not belong to this customer"})
	}
	return wrong.Err()
}

// name sets the field to what the edit names and returns that. What the actor
// does not see, or what is archived, is noted as wrong, unless the entry has
// named it before; what is not stays so until the transaction ends.
func (s *Store) name(ctx context.Context, actor approval.Actor, wrong *approval.Invalid, field **approval.Person, edit postgres.Edit[string], k referenceKind) (r reference, err error) {
	before := idOf(*field)
	id := before
	edit.Apply(&id)
	if id == nil {
		*field = nil
		return r, nil
	}
	err = s.In(ctx).Get(ctx, &r, `
		SELECT r.id || ' ' || r.name AS thing, c.id || ' ' || c.name AS customer,
			`+k.live+` AND `+customer.SeesCustomers(actor, "c.id", 1)+` AS seen
		FROM `+k.from+` WHERE r.id = $2 FOR SHARE OF r, c`, actor.ID, *id)
	known := err == nil && (r.Seen || before != nil && *before == r.Thing.ID)
	switch {
	case known:
		*field = &r.Thing
		return r, nil
	case err == nil || approval.CodeOf(err) == approval.CodeNotFound:
		wrong.Add(k.location, k.missing)
		return reference{}, nil
	default:
		return r, err
	}
}

// of reports whether the thing, if there is one, belongs to the customer.
func (r reference) of(customer *approval.Person) bool {
	return r.Thing.ID == "" || customer != nil && customer.ID == r.Customer.ID
}
