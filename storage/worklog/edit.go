package worklog

import (
	"context"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Input is the input for an entry. In an edit, nil leaves a field unchanged.
type Input struct {
	WorkDate                         *approval.Date
	Kind                             *Kind
	Content, Result, NextStep, Place *string

	Hours postgres.Edit[variable.Hours]
	// A project or contact sets the customer if none is given.
	CustomerID, ProjectID, ContactID postgres.Edit[string]
}

func (in Input) fill(w *WorkLog) {
	postgres.Assign(&w.WorkDate, in.WorkDate)
	postgres.Assign(&w.Kind, in.Kind)
	postgres.Assign(&w.Content, in.Content)
	postgres.Assign(&w.Result, in.Result)
	postgres.Assign(&w.NextStep, in.NextStep)
	postgres.Assign(&w.Place, in.Place)
	in.Hours.Apply(&w.Hours)
}

// CreateWorkLog adds an entry of the actor's.
func (s *Store) CreateWorkLog(ctx context.Context, actor approval.Actor, in Input) (WorkLog, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created WorkLog, err error) {
		if err := s.lockDays(ctx, actor); err != nil {
			return created, err
		}
		w := WorkLog{ID: postgres.NewID(), Author: actor.Person()}
		if in.CustomerID.Value == nil {
			// An empty field of a form must not override the customer of a project.
			in.CustomerID = postgres.Edit[string]{}
		}
		if err := s.fillWorkLog(ctx, actor, &w, in); err != nil {
			return created, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO work_logs (id, author_id, work_date, kind, content, result, next_step, quarter_hours, customer_id,
				project_id, contact_id, place)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			w.ID, actor.ID, w.WorkDate, w.Kind, w.Content, w.Result, w.NextStep, w.Hours, idOf(w.Customer),
			idOf(w.Project), idOf(w.Contact), w.Place); err != nil {
			return created, err
		}
		if err := s.recordChange(ctx, actor, WorkLog{}, w); err != nil {
			return created, err
		}
		return s.workLog(ctx, w.ID)
	})
}

// EditWorkLog changes an entry of the actor's during its edit window; version is the
// version that the edit is based on.
func (s *Store) EditWorkLog(ctx context.Context, actor approval.Actor, id string, version int, in Input) (WorkLog, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited WorkLog, err error) {
		if err := s.lockDays(ctx, actor); err != nil {
			return edited, err
		}
		if _, err := s.editableWorkLog(ctx, actor, id); err != nil {
			return edited, err
		}
		before, err := postgres.LockVersion(ctx, s.Pool, `work_logs`, id, version, s.workLog)
		if err != nil {
			return edited, err
		}
		after := before
		if err := s.fillWorkLog(ctx, actor, &after, in); err != nil {
			return edited, err
		}
		if len(after.changes(before)) == 0 {
			return before, nil
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE work_logs SET work_date = $2, kind = $3, content = $4, result = $5, next_step = $6, quarter_hours = $7,
				customer_id = $8, project_id = $9, contact_id = $10, place = $11, version = version + 1, updated_at = now()
			WHERE id = $1`,
			id, after.WorkDate, after.Kind, after.Content, after.Result, after.NextStep, after.Hours, idOf(after.Customer),
			idOf(after.Project), idOf(after.Contact), after.Place); err != nil {
			return edited, err
		}
		if err := s.recordChange(ctx, actor, before, after); err != nil {
			return edited, err
		}
		return s.workLog(ctx, id)
	})
}

// fillWorkLog applies the input to the entry. It returns an invalid Error for all errors
// in it.
func (s *Store) fillWorkLog(ctx context.Context, actor approval.Actor, w *WorkLog, in Input) error {
	before := *w
	in.fill(w)
	var wrong approval.Invalid
	if in.WorkDate != nil {
		if err := s.checkWorkDate(ctx, &wrong, *in.WorkDate, "body.work_date"); err != nil {
			return err
		}
	}
	if err := s.checkDayHours(ctx, &wrong, before, *w, "body."); err != nil {
		return err
	}
	return wrong.With(s.setReferences(ctx, actor, w, in))
}

func (s *Store) checkWorkDate(ctx context.Context, wrong *approval.Invalid, day approval.Date, location string) error {
	today, err := s.Today(ctx)
	switch {
	case err != nil:
		return err
	case day > today:
		wrong.Add(location, approval.Text{ZH: "不能晚于今天（%s）", EN: "This cannot be after today, %s"}.Format(today))
	case day < variable.FirstWorkDate:
		wrong.Add(location, approval.Text{ZH: "不能早于 %s", EN: "This cannot be before %s"}.Format(variable.FirstWorkDate))
	}
	return nil
}

// idOf returns the id, or nil.
func idOf(r *postgres.Reference) *string {
	if r == nil {
		return nil
	}
	return &r.ID
}

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
