package account

import (
	"context"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Department is a part of the company.
type Department struct {
	ID   string `json:"id" db:"id" format:"uuid"`
	Name string `json:"name" db:"name"`
}

// Scan reads a department from a column of the form id || ' ' || name.
func (d *Department) Scan(src any) error { return (*approval.Person)(d).Scan(src) }

// DepartmentNode is a department with its parent and its number of people.
type DepartmentNode struct {
	ID         string     `json:"id" db:"id" format:"uuid"`
	Name       string     `json:"name" db:"name"`
	ParentID   *string    `json:"parent_id" db:"parent_id" format:"uuid" doc:"null for a top-level department"`
	People     int        `json:"people" db:"people" doc:"Number of active users, without departments below"`
	ArchivedAt *time.Time `json:"archived_at" db:"archived_at"`
	Version    int        `json:"version" db:"version"`
}

// Audit event kinds of departments.
const (
	DepartmentCreated  approval.EventKind = "department.created"
	DepartmentUpdated  approval.EventKind = "department.updated"
	DepartmentArchived approval.EventKind = "department.archived"
	DepartmentRestored approval.EventKind = "department.restored"
)

var noSuchDepartment = approval.Text{ZH: "没有这个部门", EN: "There is no such department"}

const departmentQuery = `
	SELECT d.id, d.name, d.parent_id, d.archived_at, d.version,
		(SELECT count(*) FROM users u WHERE u.department_id = d.id AND u.active) AS people
	FROM departments d`

// Departments returns all departments by name; archived ones only on request.
func (s *Store) Departments(ctx context.Context, archived bool) ([]DepartmentNode, error) {
	departments := []DepartmentNode{}
	err := s.In(ctx).All(ctx, &departments, departmentQuery+` WHERE $1 OR d.archived_at IS NULL ORDER BY d.name, d.id`, archived)
	return departments, err
}

// Department returns a department with its parent and its number of people.
func (s *Store) Department(ctx context.Context, id string) (d DepartmentNode, err error) {
	err = s.In(ctx).Get(ctx, &d, departmentQuery+` WHERE d.id = $1`, id)
	return d, err
}

// CreateDepartment creates a department below the parent, at the top if parentID is
// empty, on behalf of the actor, which is ledger.Program for the program itself.
func (s *Store) CreateDepartment(ctx context.Context, actor approval.Actor, name, parentID string) (created DepartmentNode, err error) {
	err = s.withDepartmentLock(ctx, func(ctx context.Context) error {
		d := DepartmentNode{ID: postgres.NewID(), Name: approval.Trim(name), ParentID: postgres.Nullable(parentID)}
		if err := s.checkDepartment(ctx, DepartmentNode{}, d); err != nil {
			return err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO departments (id, name, parent_id) VALUES ($1, $2, $3)`, d.ID, d.Name, d.ParentID); err != nil {
			return err
		}
		if created, err = s.Department(ctx, d.ID); err != nil {
			return err
		}
		changes, err := s.departmentChanges(ctx, DepartmentNode{}, created)
		if err != nil {
			return err
		}
		return s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: DepartmentCreated, Subject: created.Subject(), Changes: changes,
			Summary: approval.Text{ZH: "%s 新建了部门“%s”", EN: "%s added the department %s"}.Format(ledger.NameOf(actor), created.Name),
		})
	})
	return created, err
}

// DepartmentEdit is a change to a department; nil leaves a field as it is.
type DepartmentEdit struct {
	Name     *string
	ParentID postgres.Edit[string]
	Archived *bool
}

// EditDepartment changes a department; version is the version that the edit is based on.
// Only an empty department can be archived.
func (s *Store) EditDepartment(ctx context.Context, actor approval.Actor, id string, version int, in DepartmentEdit) (edited DepartmentNode, err error) {
	err = s.withDepartmentLock(ctx, func(ctx context.Context) error {
		before, err := postgres.LockVersion(ctx, s.Pool, `departments`, id, version, s.Department)
		if err != nil {
			return err
		}
		after := before
		postgres.Assign(&after.Name, in.Name)
		after.Name = approval.Trim(after.Name)
		in.ParentID.Apply(&after.ParentID)
		if in.Archived != nil && *in.Archived != (before.ArchivedAt != nil) {
			after.ArchivedAt = nil
			if at := postgres.Now(); *in.Archived {
				after.ArchivedAt = &at
			}
		}
		if err := s.checkDepartment(ctx, before, after); err != nil {
			return err
		}
		changes, err := s.departmentChanges(ctx, before, after)
		if edited = before; err != nil || len(changes) == 0 {
			return err
		}
		if err := s.In(ctx).Exec(ctx, `
			UPDATE departments SET name = $2, parent_id = $3, archived_at = $4, version = version + 1 WHERE id = $1`,
			id, after.Name, after.ParentID, after.ArchivedAt); err != nil {
			return err
		}
		if err := s.RecordAct(ctx, actor, departmentEdited(actor, before, after, changes)); err != nil {
			return err
		}
		edited, err = s.Department(ctx, id)
		return err
	})
	return edited, err
}

// withDepartmentLock runs a change to the department tree in a transaction. An advisory
// lock serializes such changes, since two concurrent ones could form a cycle.
func (s *Store) withDepartmentLock(ctx context.Context, change func(context.Context) error) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		if err := s.In(ctx).Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('departments'))`); err != nil {
			return err
		}
		return change(ctx)
	})
}

// checkDepartment validates the department as it would be after the change: its name is
// unique among its siblings, its parent is valid, and it is empty if it is being
// archived.
func (s *Store) checkDepartment(ctx context.Context, before, d DepartmentNode) error {
	var row struct {
		SameName bool  `db:"same_name"`
		Parent   *bool `db:"parent_archived"`
		Below    bool  `db:"below"`
		Children int   `db:"children"`
	}
	if err := s.In(ctx).Get(ctx, &row, `
		WITH RECURSIVE above AS (
			SELECT $3::uuid AS id
			UNION
			SELECT p.parent_id FROM departments p JOIN above a ON p.id = a.id WHERE p.parent_id IS NOT NULL
		) SELECT
			EXISTS (SELECT FROM departments s WHERE s.id <> $1 AND s.archived_at IS NULL
				AND s.parent_id IS NOT DISTINCT FROM $3 AND lower(s.name) = lower($2)) AS same_name,
			(SELECT p.archived_at IS NOT NULL FROM departments p WHERE p.id = $3) AS parent_archived,
			EXISTS (SELECT FROM above WHERE id = $1) AS below,
			(SELECT count(*) FROM departments c WHERE c.parent_id = $1 AND c.archived_at IS NULL) AS children`,
		d.ID, d.Name, d.ParentID); err != nil {
		return err
	}
	archives := before.ArchivedAt == nil && d.ArchivedAt != nil
	if archives && (d.People > 0 || row.Children > 0) {
		return approval.Conflict(approval.Text{
			ZH: "部门中还有 %d 人和 %d 个下级部门，清空后才能归档",
			EN: "There are still %d people and %d departments in it; it can be archived once it is empty"}.Format(d.People, row.Children))
	}
	var wrong approval.Invalid
	wrong.Require(d.Name != "", "body.name")
	if row.SameName && d.ArchivedAt == nil {
		wrong.Add("body.name", approval.Text{ZH: "同级已有同名部门", EN: "A department with this name already exists there"})
	}
	switch {
	case d.ParentID == nil:
	case row.Parent == nil:
		wrong.Add("body.parent_id", noSuchDepartment)
	case row.Below:
		wrong.Add("body.parent_id", approval.Text{
			ZH: "上级部门不能是本部门或其下级", EN: "A department cannot be below itself or one of its sub-departments"})
	case *row.Parent && d.ArchivedAt == nil:
		wrong.Add("body.parent_id", approval.Text{ZH: "该部门已归档", EN: "This department is archived"})
	}
	return wrong.Err()
}

func departmentEdited(actor approval.Actor, before, after DepartmentNode, changes approval.Changes) ledger.NewAudit {
	act := ledger.NewAudit{Kind: DepartmentUpdated, Subject: after.Subject(), Changes: changes,
		Summary: approval.Text{ZH: "%s 修改了部门“%s”", EN: "%s changed the department %s"}}
	switch {
	case before.ArchivedAt == nil && after.ArchivedAt != nil:
		act.Kind, act.Summary = DepartmentArchived, approval.Text{ZH: "%s 归档了部门“%s”", EN: "%s archived the department %s"}
	case before.ArchivedAt != nil && after.ArchivedAt == nil:
		act.Kind, act.Summary = DepartmentRestored, approval.Text{ZH: "%s 恢复了部门“%s”", EN: "%s restored the department %s"}
	}
	act.Summary = act.Summary.Format(ledger.NameOf(actor), after.Name)
	return act
}

func (d DepartmentNode) Subject() ledger.AuditSubject {
	return ledger.AuditSubject{Type: "department", ID: d.ID, Label: d.Name}
}

// departmentChanges returns the changed fields. A parent is recorded with its name.
func (s *Store) departmentChanges(ctx context.Context, before, after DepartmentNode) (approval.Changes, error) {
	changes := approval.Changes{}
	ledger.NoteText(changes, "name", before.Name, after.Name)
	if was, is := before.ArchivedAt != nil, after.ArchivedAt != nil; was != is {
		changes["archived"] = approval.Change{Before: was, After: is}
	}
	was, err := s.departmentReference(ctx, before.ParentID)
	if err != nil {
		return nil, err
	}
	is, err := s.departmentReference(ctx, after.ParentID)
	if was != is {
		changes["parent"] = approval.Change{Before: was, After: is}
	}
	return changes, err
}

// departmentReference returns the department as it is recorded in events, or nil.
func (s *Store) departmentReference(ctx context.Context, id *string) (any, error) {
	if id == nil {
		return nil, nil
	}
	d, err := s.Department(ctx, *id)
	return postgres.Reference{ID: d.ID, Name: d.Name}, err
}

// departmentSubtree is an SQL subquery for the ids of a department and all departments
// below it.
const departmentSubtree = `(WITH RECURSIVE below AS (
	SELECT id FROM departments WHERE id = $%[1]d::uuid
	UNION
	SELECT d.id FROM departments d JOIN below ON d.parent_id = below.id
) SELECT id FROM below)`

const InDepartment = `u.department_id IN ` + departmentSubtree
