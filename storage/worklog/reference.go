package worklog

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// target is the customer, project or contact that an entry refers to, with its customer.
// The zero value is none.
type target struct {
	Object     postgres.Reference `db:"thing"`
	Customer   postgres.Reference `db:"customer"`
	Selectable bool               `db:"seen"`
}

// targetKind is a type of object that an entry can refer to.
type targetKind struct {
	location string
	missing  approval.Text
	// from is SQL that joins the object as r and its customer as c; selectable is the
	// condition under which it can be chosen.
	from, selectable string
}

var (
	customerTarget = targetKind{
		location: "body.customer_id", missing: approval.Text{ZH: "没有这个客户", EN: "There is no such customer"},
		from: `customers r JOIN customers c ON c.id = r.id`, selectable: `r.archived_at IS NULL`,
	}
	projectTarget = targetKind{
		location: "body.project_id", missing: approval.Text{ZH: "没有这个项目", EN: "There is no such project"},
		from: `projects r JOIN customers c ON c.id = r.customer_id`, selectable: `coalesce(r.archived_at, c.archived_at) IS NULL`,
	}
	contactTarget = targetKind{
		location: "body.contact_id", missing: approval.Text{ZH: "没有这个关系人", EN: "There is no such contact"},
		from: `contacts r JOIN customers c ON c.id = r.customer_id`, selectable: `coalesce(r.archived_at, c.archived_at) IS NULL`,
	}
)

// setReferences sets the customer, the project and the contact of an entry. Newly chosen
// ones must be readable by the author, and all three must belong together.
func (s *Store) setReferences(ctx context.Context, actor approval.Actor, w *WorkLog, in Input) error {
	var wrong approval.Invalid
	if _, err := s.resolveReference(ctx, actor, &wrong, &w.Customer, in.CustomerID, customerTarget); err != nil {
		return err
	}
	project, err := s.resolveReference(ctx, actor, &wrong, &w.Project, in.ProjectID, projectTarget)
	if err != nil {
		return err
	}
	contact, err := s.resolveReference(ctx, actor, &wrong, &w.Contact, in.ContactID, contactTarget)
	if err != nil {
		return err
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	for _, r := range []target{project, contact} {
		if r.Object.ID != "" && w.Customer == nil && !in.CustomerID.Given {
			w.Customer = &r.Customer
		}
	}
	if !project.belongsTo(w.Customer) {
		wrong.Add(projectTarget.location, approval.Text{
			ZH: "该项目不属于此客户", EN: "This project does not belong to this customer"})
	}
	if !contact.belongsTo(w.Customer) {
		wrong.Add(contactTarget.location, approval.Text{
			ZH: "该关系人不属于此客户", EN: "This contact does not belong to this customer"})
	}
	return wrong.Err()
}

// resolveReference sets the field to the object in the edit and returns it. It adds an
// error if the object is archived or not readable by the actor, unless the entry already
// refers to it. The object is not archived until the transaction ends.
func (s *Store) resolveReference(ctx context.Context, actor approval.Actor, wrong *approval.Invalid, field **postgres.Reference, edit postgres.Edit[string], k targetKind) (r target, err error) {
	before := idOf(*field)
	id := before
	edit.Apply(&id)
	if id == nil {
		*field = nil
		return r, nil
	}
	err = s.In(ctx).Get(ctx, &r, `
		SELECT r.id || ' ' || r.name AS thing, c.id || ' ' || c.name AS customer,
			`+k.selectable+` AND `+customer.SeesCustomers(actor, "c.id", 1)+` AS seen
		FROM `+k.from+` WHERE r.id = $2 FOR SHARE OF r, c`, actor.ID, *id)
	known := err == nil && (r.Selectable || before != nil && *before == r.Object.ID)
	switch {
	case known:
		*field = &r.Object
		return r, nil
	case err == nil || approval.CodeOf(err) == approval.CodeNotFound:
		wrong.Add(k.location, k.missing)
		return target{}, nil
	default:
		return r, err
	}
}

// belongsTo reports whether the object, if any, belongs to the customer.
func (r target) belongsTo(customer *postgres.Reference) bool {
	return r.Object.ID == "" || customer != nil && customer.ID == r.Customer.ID
}
