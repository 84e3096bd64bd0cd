package account

import (
	"context"
	"fmt"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Access to customers is defined here and nowhere else. Contacts, projects, competitors
// and the timeline follow their customer.

// PeopleInReach is an SQL subquery for the ids of the people whose records the scope
// covers. $actor is the number of the parameter with the actor's id.
func PeopleInReach(scope approval.Scope, actor int) string {
	if scope == approval.ScopeTeam {
		// UNION, not UNION ALL: a circle of managers ends.
		return fmt.Sprintf(`(WITH RECURSIVE team AS (
			SELECT $%d::uuid AS id
			UNION
			SELECT u.id FROM users u JOIN team t ON u.manager_id = t.id
		) SELECT id FROM team)`, actor)
	}
	return fmt.Sprintf(`(SELECT $%d::uuid)`, actor)
}

// guardLastAdministrator runs a change to users or roles in the transaction in ctx and
// rejects it if no active user could manage users and roles afterwards. An advisory lock
// serializes such changes: two concurrent ones could each rely on the administrator that
// the other removes. Tasks that nobody may do after the change go to the fallback role
// with the worker's next sweep; see AssignFallbackRole.
func (s *Store) guardLastAdministrator(ctx context.Context, change func(context.Context) error) error {
	if err := s.In(ctx).Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('administrators'))`); err != nil {
		return err
	}
	before, err := s.hasAdministrator(ctx)
	if err != nil {
		return err
	}
	if err := change(ctx); err != nil {
		return err
	}
	after, err := s.hasAdministrator(ctx)
	if err != nil {
		return err
	}
	if before && !after {
		return approval.Conflict(approval.Text{
			ZH: "这样就没有在职用户能管理用户和角色了，至少要保留一名",
			EN: "At least one active user must be able to manage users and roles"})
	}
	return nil
}

// hasAdministrator reports whether an active user may manage users and an active user
// may manage roles.
func (s *Store) hasAdministrator(ctx context.Context) (has bool, err error) {
	const may = `EXISTS (SELECT FROM user_roles ur JOIN role_permissions p ON p.role_id = ur.role_id
		WHERE ur.user_id = u.id AND p.action = `
	err = s.In(ctx).Get(ctx, &has, `
		SELECT EXISTS (SELECT FROM users u WHERE u.active AND `+may+`$1) AND `+may+`$2))`,
		approval.ManageUsers, approval.ManageRoles)
	return has, err
}

// Unauthenticated is the error for a request without a valid session or token.
func Unauthenticated() *approval.Error {
	return &approval.Error{Code: approval.CodeUnauthenticated, Message: approval.Text{
		ZH: "请先登录", EN: "Please sign in"}}
}

// actorObject is the SQL expression for a storedActor of users u.
const actorObject = `jsonb_build_object('id', u.id, 'name', u.name, 'locale', coalesce(u.locale, ''),
	'roles', ARRAY(SELECT r.key FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id ORDER BY r.key),
	'permissions', ARRAY(SELECT jsonb_build_object('action', p.action, 'scope', p.scope)
		FROM user_roles ur JOIN role_permissions p ON p.role_id = ur.role_id WHERE ur.user_id = u.id))`

// storedActor is a user with the permissions of each role.
type storedActor struct {
	approval.Actor
	Permissions []struct {
		Action approval.Action `json:"action"`
		Scope  approval.Scope  `json:"scope"`
	} `json:"permissions"`
}

// actor returns the user with the widest scope of each permission.
func (stored storedActor) actor() approval.Actor {
	actor := stored.Actor
	actor.Grants = approval.Grants{}
	for _, p := range stored.Permissions {
		actor.Grants[p.Action] = actor.Grants[p.Action].Wider(p.Scope)
	}
	return actor
}

// Actor returns the user with their roles and the widest scope of each permission. It is
// read for every request, so a change of roles takes effect with the next one. The error
// is unauthenticated if the user does not exist or is inactive.
func (s *Store) Actor(ctx context.Context, userID string) (approval.Actor, error) {
	var stored postgres.Document[storedActor]
	err := s.In(ctx).Get(ctx, &stored, `SELECT `+actorObject+` FROM users u WHERE u.id = $1 AND u.active`, userID)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return approval.Actor{}, Unauthenticated()
	}
	if err != nil {
		return approval.Actor{}, err
	}
	return stored.Value.actor(), nil
}
