package account

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// EnsureRoles creates the missing default roles. Existing roles are not changed.
func (s *Store) EnsureRoles(ctx context.Context) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		for _, role := range approval.DefaultRoles() {
			id := postgres.NewID()
			added, err := s.In(ctx).Changed(ctx, `
				INSERT INTO roles (id, key, name_zh, name_en) VALUES ($1, $2, $3, $4)
				ON CONFLICT (key) DO NOTHING`, id, role.Key, role.Name.ZH, role.Name.EN)
			if err != nil || added == 0 {
				if err != nil {
					return err
				}
				continue
			}
			for _, p := range role.Permissions {
				if err := s.In(ctx).Exec(ctx, `
					INSERT INTO role_permissions (role_id, action, scope) VALUES ($1, $2, $3)`,
					id, p.Action, p.Scope); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// RoleNames returns the display names of roles by key.
func (s *Store) RoleNames(ctx context.Context, keys []string) (map[string]approval.Text, error) {
	var rows []struct {
		Key  string
		Name approval.Text
	}
	err := s.In(ctx).All(ctx, &rows, `SELECT key, name_zh AS "name.zh", name_en AS "name.en" FROM roles WHERE key = ANY($1)`, pq.Array(keys))
	names := make(map[string]approval.Text, len(rows))
	for _, row := range rows {
		names[row.Key] = row.Name
	}
	return names, err
}

// Role is a set of permissions that users can hold.
type Role struct {
	ID          string                             `json:"id" db:"id" format:"uuid"`
	Key         string                             `json:"key" db:"key" doc:"Identifier in processes; it cannot be changed"`
	Name        approval.Text                      `json:"name" db:"name"`
	Permissions postgres.List[approval.Permission] `json:"permissions" db:"permissions"`
	People      int                                `json:"people" db:"people" doc:"Number of active users with this role"`
	Version     int                                `json:"version" db:"version"`
}

// Audit event kinds of roles.
const (
	RoleCreated approval.EventKind = "role.created"
	RoleUpdated approval.EventKind = "role.updated"
)

const roleQuery = `
	SELECT r.id, r.key, r.name_zh AS "name.zh", r.name_en AS "name.en", r.version,
		(SELECT count(*) FROM user_roles ur JOIN users u ON u.id = ur.user_id WHERE ur.role_id = r.id AND u.active) AS people,
		(SELECT jsonb_agg(jsonb_build_object('action', p.action, 'scope', p.scope) ORDER BY p.action)
		 FROM role_permissions p WHERE p.role_id = r.id) AS permissions
	FROM roles r`

// Roles returns all roles in the order of their creation.
func (s *Store) Roles(ctx context.Context) ([]Role, error) {
	roles := []Role{}
	err := s.In(ctx).All(ctx, &roles, roleQuery+` ORDER BY r.id`)
	return roles, err
}

// Role returns a role.
func (s *Store) Role(ctx context.Context, id string) (r Role, err error) {
	err = s.In(ctx).Get(ctx, &r, roleQuery+` WHERE r.id = $1`, id)
	return r, err
}

// RoleInput is the input for a new role.
type RoleInput struct {
	Key         string
	Name        approval.Text
	Permissions []approval.Permission
}

var roleKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// CreateRole creates a role.
func (s *Store) CreateRole(ctx context.Context, actor approval.Actor, in RoleInput) (created Role, err error) {
	var wrong approval.Invalid
	if !roleKey.MatchString(in.Key) {
		wrong.Add("body.key", approval.Text{
			ZH: "应为 1 至 40 个小写字母、数字或下划线，并以字母开头",
			EN: "This must be 1 to 40 lowercase letters, digits or underscores, beginning with a letter"})
	}
	requireName(&wrong, &in.Name)
	if err := wrong.With(checkPermissions(in.Permissions)); err != nil {
		return created, err
	}
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (created Role, err error) {
		id := postgres.NewID()
		err = s.In(ctx).Exec(ctx, `INSERT INTO roles (id, key, name_zh, name_en) VALUES ($1, $2, $3, $4)`,
			id, in.Key, approval.Trim(in.Name.ZH), approval.Trim(in.Name.EN))
		if postgres.Violates(err, "roles_key_key") {
			return created, approval.InvalidField("body.key", approval.Text{ZH: "该代码已被使用", EN: "This key is taken"})
		}
		if err != nil {
			return created, err
		}
		if err := s.setPermissions(ctx, id, in.Permissions); err != nil {
			return created, err
		}
		if created, err = s.Role(ctx, id); err != nil {
			return created, err
		}
		return created, s.RecordAct(ctx, actor, ledger.NewAudit{
			Kind: RoleCreated, Subject: created.Subject(), Changes: created.changes(Role{}),
			Summary: approval.Text{ZH: "%s 新建了角色“%s”", EN: "%s added the role %s"}.Format(ledger.NameOf(actor), created.Name),
		})
	})
}

// RoleEdit is a change to a role; nil leaves a field unchanged. The key cannot change
// because processes and variables refer to it.
type RoleEdit struct {
	Name        *approval.Text
	Permissions *[]approval.Permission
}

// EditRole changes a role; version is the version that the edit is based on.
func (s *Store) EditRole(ctx context.Context, actor approval.Actor, id string, version int, in RoleEdit) (edited Role, err error) {
	var wrong approval.Invalid
	requireName(&wrong, in.Name)
	if in.Permissions != nil {
		_ = wrong.With(checkPermissions(*in.Permissions))
	}
	if err := wrong.Err(); err != nil {
		return edited, err
	}
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (edited Role, err error) {
		if in.Permissions != nil {
			err = s.guardLastAdministrator(ctx, func(ctx context.Context) error {
				edited, err = s.editRole(ctx, actor, id, version, in)
				return err
			})
			return edited, err
		}
		return s.editRole(ctx, actor, id, version, in)
	})
}

func (s *Store) editRole(ctx context.Context, actor approval.Actor, id string, version int, in RoleEdit) (Role, error) {
	before, err := postgres.LockVersion(ctx, s.Pool, `roles`, id, version, s.Role)
	if err != nil {
		return Role{}, err
	}
	name := before.Name
	postgres.Assign(&name, in.Name)
	name.ZH, name.EN = approval.Trim(name.ZH), approval.Trim(name.EN)
	if err := s.In(ctx).Exec(ctx, `UPDATE roles SET name_zh = $2, name_en = $3 WHERE id = $1`, id, name.ZH, name.EN); err != nil {
		return Role{}, err
	}
	if in.Permissions != nil {
		if err := s.setPermissions(ctx, id, *in.Permissions); err != nil {
			return Role{}, err
		}
	}
	after, err := s.Role(ctx, id)
	if err != nil {
		return Role{}, err
	}
	changes := after.changes(before)
	if len(changes) == 0 {
		return before, nil
	}
	if err := s.In(ctx).Exec(ctx, `UPDATE roles SET version = version + 1 WHERE id = $1`, id); err != nil {
		return Role{}, err
	}
	if err := s.RecordAct(ctx, actor, ledger.NewAudit{
		Kind: RoleUpdated, Subject: after.Subject(), Changes: changes,
		Summary: approval.Text{ZH: "%s 修改了角色“%s”", EN: "%s changed the role %s"}.Format(ledger.NameOf(actor), after.Name),
	}); err != nil {
		return Role{}, err
	}
	return s.Role(ctx, id)
}

// setPermissions replaces the permissions of the role.
func (s *Store) setPermissions(ctx context.Context, roleID string, permissions []approval.Permission) error {
	if err := s.In(ctx).Exec(ctx, `DELETE FROM role_permissions WHERE role_id = $1`, roleID); err != nil {
		return err
	}
	if len(permissions) == 0 {
		return nil
	}
	return s.In(ctx).Exec(ctx, `
		INSERT INTO role_permissions (role_id, action, scope)
		SELECT $1, action, scope FROM jsonb_to_recordset($2) AS p (action text, scope text)`, roleID, postgres.AsJSON(permissions))
}

// requireName adds an error for each language without a name.
func requireName(wrong *approval.Invalid, name *approval.Text) {
	if name == nil {
		return
	}
	wrong.Require(!approval.Blank(name.ZH), "body.name.zh-CN")
	wrong.Require(!approval.Blank(name.EN), "body.name.en")
}

func checkPermissions(permissions []approval.Permission) error {
	return approval.CheckPermissions(permissions, func(i int, field string) string {
		return fmt.Sprintf("body.permissions[%d].%s", i, field)
	})
}

func (r Role) Subject() ledger.AuditSubject {
	return ledger.AuditSubject{Type: "role", ID: r.ID, Label: r.Key}
}

func (r Role) changes(before Role) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "key", before.Key, r.Key)
	ledger.NoteText(changes, "name_zh", before.Name.ZH, r.Name.ZH)
	ledger.NoteText(changes, "name_en", before.Name.EN, r.Name.EN)
	if !slices.Equal(before.Permissions, r.Permissions) {
		changes["permissions"] = approval.Change{Before: before.Permissions, After: r.Permissions}
	}
	return changes
}
