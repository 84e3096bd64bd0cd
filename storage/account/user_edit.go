package account

import (
	"context"
	"slices"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Audit event kinds of accounts.
const (
	UserCreated     approval.EventKind = "user.created"
	UserUpdated     approval.EventKind = "user.updated"
	UserDeactivated approval.EventKind = "user.deactivated"
	UserReactivated approval.EventKind = "user.reactivated"
)

// UserEdit is a change to an account by an administrator; nil leaves a field unchanged.
type UserEdit struct {
	Name, Email, Phone      *string
	DepartmentID, ManagerID postgres.Edit[string]
	// Roles are the keys of all roles.
	Roles  *[]string
	Active *bool
}

// anyVersion skips the version check of an edit.
const anyVersion = 0

// EditUser changes an account; version is the version that the edit is based on.
func (s *Store) EditUser(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) (User, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited User, err error) {
		edited, err = s.editUser(ctx, actor, id, version, in)
		return edited, err
	})
}

func (s *Store) editUser(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) (edited User, err error) {
	edit := func(ctx context.Context) error {
		edited, err = s.editUserRow(ctx, actor, id, version, in)
		return err
	}
	if in.Roles != nil || in.Active != nil {
		return edited, s.guardLastAdministrator(ctx, edit)
	}
	return edited, edit(ctx)
}

// editUserRow makes the change, after editUser has taken the necessary locks.
func (s *Store) editUserRow(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) (User, error) {
	if in.ManagerID.Given {
		// Two concurrent changes could form a cycle.
		if err := s.In(ctx).Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('managers'))`); err != nil {
			return User{}, err
		}
	}
	before, err := s.lockUser(ctx, id, version)
	if err != nil {
		return User{}, err
	}
	wrong, err := s.checkUserReferences(ctx, &before, in)
	if err == nil {
		err = wrong
	}
	if err != nil {
		return User{}, err
	}
	department, manager := departmentID(before), managerID(before)
	in.DepartmentID.Apply(&department)
	in.ManagerID.Apply(&manager)
	after := before
	postgres.Assign(&after.Name, in.Name)
	after.Name = approval.Trim(after.Name)
	postgres.Assign(&after.Email, in.Email)
	postgres.Assign(&after.Phone, in.Phone)
	postgres.Assign(&after.Active, in.Active)
	if err := s.In(ctx).Exec(ctx, `
		UPDATE users SET name = $2, email = $3, phone = $4, department_id = $5, manager_id = $6, active = $7
		WHERE id = $1`, id, after.Name, after.Email, after.Phone, department, manager, after.Active); err != nil {
		return User{}, err
	}
	if in.Roles != nil {
		if err := s.writeRoles(ctx, id, *in.Roles); err != nil {
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
		if err := s.revokeAccess(ctx, id, changes); err != nil {
			return User{}, err
		}
	}
	if err := s.In(ctx).Exec(ctx, `UPDATE users SET version = version + 1, updated_at = now() WHERE id = $1`, id); err != nil {
		return User{}, err
	}
	if err := s.RecordAct(ctx, actor, userEdited(actor, before, after, changes)); err != nil {
		return User{}, err
	}
	return s.User(ctx, id)
}

// lockUser is LockVersion for accounts; it accepts anyVersion.
func (s *Store) lockUser(ctx context.Context, id string, version int) (User, error) {
	if version != anyVersion {
		return postgres.LockVersion(ctx, s.Pool, `users`, id, version, s.User)
	}
	if err := s.LockRow(ctx, "users", id, `FOR NO KEY UPDATE`); err != nil {
		return User{}, err
	}
	return s.User(ctx, id)
}

// revokeAccess deletes the sessions, tokens and reset links of a deactivated account and
// releases its claimed tasks. Tasks that are assigned to this user alone stay: they are
// listed as stuck for an administrator to reassign.
func (s *Store) revokeAccess(ctx context.Context, id string, changes approval.Changes) error {
	if err := s.endAccess(ctx, id); err != nil {
		return err
	}
	released, err := s.In(ctx).Changed(ctx, `
		UPDATE tasks SET assignee_id = NULL, claimed_at = NULL
		WHERE assignee_id = $1 AND state = 'open' AND candidate_role IS NOT NULL`, id)
	if released > 0 {
		changes["released_tasks"] = approval.Change{After: released}
	}
	return err
}

// endAccess deletes the user's sessions, known browsers, personal tokens and reset links.
func (s *Store) endAccess(ctx context.Context, userID string) error {
	if err := s.endSessions(ctx, userID); err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM personal_tokens WHERE user_id = $1`,
		`DELETE FROM password_resets WHERE user_id = $1`,
	} {
		if err := s.In(ctx).Exec(ctx, statement, userID); err != nil {
			return err
		}
	}
	return nil
}

func userEdited(actor approval.Actor, before, after User, changes approval.Changes) ledger.NewAudit {
	act := ledger.NewAudit{Kind: UserUpdated, Subject: after.Subject(), Changes: changes,
		Summary: approval.Text{ZH: "%s 修改了用户“%s”", EN: "%s changed the user %s"}}
	switch {
	case before.Active && !after.Active:
		act.Kind, act.Summary = UserDeactivated, approval.Text{ZH: "%s 停用了用户“%s”", EN: "%s deactivated the user %s"}
	case !before.Active && after.Active:
		act.Kind, act.Summary = UserReactivated, approval.Text{ZH: "%s 重新启用了用户“%s”", EN: "%s reactivated the user %s"}
	}
	act.Summary = act.Summary.Format(ledger.NameOf(actor), after.label())
	return act
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

// label identifies the account in the audit log; names are not unique, user names are.
func (u User) label() string { return u.Name + " (" + u.Username + ")" }

func (u User) Subject() ledger.AuditSubject {
	return ledger.AuditSubject{Type: "user", ID: u.ID, Label: u.label()}
}

func (u User) changes(before User) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "username", before.Username, u.Username)
	ledger.NoteText(changes, "name", before.Name, u.Name)
	ledger.NoteText(changes, "email", before.Email, u.Email)
	ledger.NoteText(changes, "phone", before.Phone, u.Phone)
	if was, is := departmentID(before), departmentID(u); (was == nil) != (is == nil) || was != nil && *was != *is {
		changes["department"] = approval.Change{Before: departmentOrNil(before.Department), After: departmentOrNil(u.Department)}
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

func departmentOrNil(d *Department) any {
	if d == nil {
		return nil
	}
	return postgres.Reference{ID: d.ID, Name: d.Name}
}
