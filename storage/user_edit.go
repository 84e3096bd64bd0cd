package storage

import (
	"context"
	"slices"
	"strings"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// The audit's kinds of what is done to accounts.
const (
	UserCreated     approval.EventKind = "user.created"
	UserUpdated     approval.EventKind = "user.updated"
	UserDeactivated approval.EventKind = "user.deactivated"
	UserReactivated approval.EventKind = "user.reactivated"
)

// UserEdit is a change to an account by an administrator; nil leaves a field as
// it is.
type UserEdit struct {
	Name, Email, Phone      *string
	DepartmentID, ManagerID Edit[string]
	// Roles are the keys of all roles held from now on.
	Roles  *[]string
	Active *bool
}

// anyVersion is the version of an edit that overwrites whatever stands there.
const anyVersion = 0

// EditUser changes an account; version is the one that the edit began with.
func (s *Store) EditUser(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) (edited User, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		edited, err = s.editUser(ctx, actor, id, version, in)
		return err
	})
	return edited, err
}

func (s *Store) editUser(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) (edited User, err error) {
	edit := func(ctx context.Context) error {
		edited, err = s.editUserRow(ctx, actor, id, version, in)
		return err
	}
	if in.Roles != nil || in.Active != nil {
		return edited, s.keepAnAdministrator(ctx, edit)
	}
	return edited, edit(ctx)
}

// editUserRow is EditUser's work, under the locks that it needs.
func (s *Store) editUserRow(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) (User, error) {
	if in.ManagerID.set {
		// Two changes at once could close a circle that neither of them sees.
		if err := s.in(ctx).exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('managers'))`); err != nil {
			return User{}, err
		}
	}
	before, err := s.lockUser(ctx, id, version)
	if err != nil {
		return User{}, err
	}
	wrong, err := s.checkUserRefs(ctx, &before, in)
	if err == nil {
		err = wrong
	}
	if err != nil {
		return User{}, err
	}
	department, manager := departmentID(before), managerID(before)
	in.DepartmentID.apply(&department)
	in.ManagerID.apply(&manager)
	after := before
	set(&after.Name, in.Name)
	after.Name = strings.TrimSpace(after.Name)
	set(&after.Email, in.Email)
	set(&after.Phone, in.Phone)
	set(&after.Active, in.Active)
	if err := s.in(ctx).exec(ctx, `
		UPDATE users SET name = $2, email = $3, phone = $4, department_id = $5, manager_id = $6, active = $7
		WHERE id = $1`, id, after.Name, after.Email, after.Phone, department, manager, after.Active); err != nil {
		return User{}, err
	}
	if in.Roles != nil {
		if err := s.giveRoles(ctx, id, *in.Roles); err != nil {
			return User{}, err
		}
	}
	if after, err = s.User(ctx, id); err != nil {
		return User{}, err
	}
	changes := after.changes(before)
	if len(changes) == 0 {
		return before, nil
	}
	if before.Active && !after.Active {
		if err := s.shutOut(ctx, id, changes); err != nil {
			return User{}, err
		}
	}
	if err := s.in(ctx).exec(ctx, `UPDATE users SET version = version + 1, updated_at = now() WHERE id = $1`, id); err != nil {
		return User{}, err
	}
	if err := s.audit(ctx, actor, userEdited(actor, before, after, changes)); err != nil {
		return User{}, err
	}
	return s.User(ctx, id)
}

// lockUser is lockVersion for accounts, which can be edited from anyVersion.
func (s *Store) lockUser(ctx context.Context, id string, version int) (User, error) {
	if version != anyVersion {
		return lockVersion(ctx, s, `users`, id, version, s.User)
	}
	if err := s.in(ctx).exec(ctx, `SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE`, id); err != nil {
		return User{}, err
	}
	return s.User(ctx, id)
}

// shutOut ends at once what somebody has who may no longer come in: sessions,
// tokens, links, and claims, whose tasks go back to the role. Tasks for this
// person alone stay: they are stuck, and the administrator's to reassign.
func (s *Store) shutOut(ctx context.Context, id string, changes approval.Changes) error {
	if err := s.EndSessions(ctx, id); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM personal_tokens WHERE user_id = $1`,
		`DELETE FROM password_resets WHERE user_id = $1`,
	} {
		if err := s.in(ctx).exec(ctx, statement, id); err != nil {
			return err
		}
	}
	released, err := s.in(ctx).changed(ctx, `
		UPDATE tasks SET assignee_id = NULL, claimed_at = NULL
		WHERE assignee_id = $1 AND state = 'open' AND candidate_role IS NOT NULL`, id)
	if released > 0 {
		changes["released_tasks"] = approval.Change{After: released}
	}
	return err
}

func userEdited(actor approval.Actor, before, after User, changes approval.Changes) NewAudit {
	act := NewAudit{Kind: UserUpdated, Subject: after.subject(), Changes: changes,
		Summary: approval.Text{ZH: "%s 修改了用户“%s”", EN: "%s changed the user %s"}}
	switch {
	case before.Active && !after.Active:
		act.Kind, act.Summary = UserDeactivated, approval.Text{ZH: "%s 停用了用户“%s”", EN: "%s deactivated the user %s"}
	case !before.Active && after.Active:
		act.Kind, act.Summary = UserReactivated, approval.Text{ZH: "%s 重新启用了用户“%s”", EN: "%s reactivated the user %s"}
	}
	act.Summary = act.Summary.Format(nameOf(actor), after.label())
	return act
}

// refs are the parts of a new account that name other things.
func (in UserInput) refs() UserEdit {
	edit := UserEdit{Roles: &in.Roles}
	if in.DepartmentID != "" {
		edit.DepartmentID = SetTo(&in.DepartmentID)
	}
	if in.ManagerID != "" {
		edit.ManagerID = SetTo(&in.ManagerID)
	}
	return edit
}

// checkUserRefs returns, as an invalid Error, all that an account would name
// wrongly: a department that is not there or archived, a manager who is not
// active or stands below, roles that do not exist. before is nil for a new
// account.
func (s *Store) checkUserRefs(ctx context.Context, before *User, in UserEdit) (wrong error, err error) {
	var found approval.Invalid
	if problem, err := s.departmentProblem(ctx, before, in); err != nil {
		return nil, err
	} else if problem != (approval.Text{}) {
		found.Add("body.department_id", problem)
	}
	if in.ManagerID.set && in.ManagerID.value != nil {
		if problem, err := s.managerProblem(ctx, before, *in.ManagerID.value); err != nil {
			return nil, err
		} else if problem != (approval.Text{}) {
			found.Add("body.manager_id", problem)
		}
	}
	if in.Roles == nil {
		return found.Err(), nil
	}
	var there []string
	if err := s.in(ctx).all(ctx, &there, `SELECT key FROM roles WHERE key = ANY($1)`, pq.Array(*in.Roles)); err != nil {
		return nil, err
	}
	return found.With(unknownRoles(*in.Roles, there)), nil
}

// departmentProblem says what is wrong with the department that somebody would
// be in, if anything. That department cannot be archived until the transaction
// ends.
func (s *Store) departmentProblem(ctx context.Context, before *User, in UserEdit) (approval.Text, error) {
	none := approval.Text{}
	var id *string
	if before != nil {
		id = departmentID(*before)
	}
	in.DepartmentID.apply(&id)
	comesBack := before != nil && !before.Active && in.Active != nil && *in.Active
	if id == nil || !in.DepartmentID.set && !comesBack {
		return none, nil
	}
	var archived bool
	err := s.in(ctx).get(ctx, &archived, `SELECT archived_at IS NOT NULL FROM departments WHERE id = $1 FOR SHARE`, *id)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return noSuchDepartment, nil
	case err != nil:
		return none, err
	case archived:
		return approval.Text{ZH: "该部门已归档", EN: "This department is archived"}, nil
	default:
		return none, nil
	}
}

// managerProblem says what is wrong with a manager, if anything.
func (s *Store) managerProblem(ctx context.Context, before *User, managerID string) (approval.Text, error) {
	var row struct {
		Active bool `db:"active"`
		Below  bool `db:"below"`
	}
	var id *string
	if before != nil {
		id = &before.ID
	}
	err := s.in(ctx).get(ctx, &row, `
		WITH RECURSIVE above AS (
			SELECT $1::uuid AS id
			UNION
			SELECT u.manager_id FROM users u JOIN above a ON u.id = a.id WHERE u.manager_id IS NOT NULL
		) SELECT u.active, EXISTS (SELECT FROM above WHERE id = $2::uuid) AS below FROM users u WHERE u.id = $1`, managerID, id)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return noSuchUser, nil
	case err != nil:
		return approval.Text{}, err
	case row.Below:
		return approval.Text{ZH: "上级不能是本人或其下属", EN: "A manager cannot be the person or somebody below"}, nil
	case !row.Active && (before == nil || before.Manager == nil || before.Manager.ID != managerID):
		return approval.Text{ZH: "该用户已停用", EN: "This user is not active"}, nil
	default:
		return approval.Text{}, nil
	}
}

func departmentID(u User) *string {
	if u.Department == nil {
		return nil
	}
	return &u.Department.ID
}

func managerID(u User) *string {
	if u.Manager == nil {
		return nil
	}
	return &u.Manager.ID
}

// label is how the audit calls an account: names are not unique, user names are.
func (u User) label() string { return u.Name + " (" + u.Username + ")" }

func (u User) subject() AuditSubject {
	return AuditSubject{Type: "user", ID: u.ID, Label: u.label()}
}

func (u User) changes(before User) approval.Changes {
	changes := approval.Changes{}
	noteText(changes, "username", before.Username, u.Username)
	noteText(changes, "name", before.Name, u.Name)
	noteText(changes, "email", before.Email, u.Email)
	noteText(changes, "phone", before.Phone, u.Phone)
	if was, is := departmentID(before), departmentID(u); (was == nil) != (is == nil) || was != nil && *was != *is {
		changes["department"] = approval.Change{Before: refOrNil(before.Department), After: refOrNil(u.Department)}
	}
	if was, is := managerID(before), managerID(u); (was == nil) != (is == nil) || was != nil && *was != *is {
		changes["manager"] = approval.Change{Before: before.Manager, After: u.Manager}
	}
	if !slices.Equal(before.Roles, u.Roles) {
		changes["roles"] = approval.Change{Before: slices.Concat([]string{}, before.Roles), After: slices.Concat([]string{}, u.Roles)}
	}
	if before.ID != "" && before.Active != u.Active {
		changes["active"] = approval.Change{Before: before.Active, After: u.Active}
	}
	return changes
}

func refOrNil(d *Department) any {
	if d == nil {
		return nil
	}
	return Ref{ID: d.ID, Name: d.Name}
}
