package account

import (
	"context"
	"fmt"
	"slices"

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

// Actor returns the user with their roles and the widest scope of each permission. It is
// read for every request, so a change of roles takes effect with the next one. The error
// is unauthenticated if the user does not exist or is inactive.
func (s *Store) Actor(ctx context.Context, userID string) (approval.Actor, error) {
	var rows []struct {
		ID     string           `db:"id"`
		Name   string           `db:"name"`
		Locale approval.Locale  `db:"locale"`
		Role   *string          `db:"role"`
		Action *approval.Action `db:"action"`
		Scope  *approval.Scope  `db:"scope"`
	}
	err := s.In(ctx).All(ctx, &rows, `
		SELECT u.id, u.name, coalesce(u.locale, '') AS locale, r.key AS role, p.action, p.scope
		FROM users u
		LEFT JOIN user_roles ur ON ur.user_id = u.id
		LEFT JOIN roles r ON r.id = ur.role_id
		LEFT JOIN role_permissions p ON p.role_id = r.id
		WHERE u.id = $1 AND u.active
		ORDER BY r.key`, userID)
	if err != nil {
		return approval.Actor{}, err
	}
	if len(rows) == 0 {
		return approval.Actor{}, Unauthenticated()
	}
	actor := approval.Actor{ID: rows[0].ID, Name: rows[0].Name, Locale: rows[0].Locale, Roles: []string{}, Grants: approval.Grants{}}
	for _, row := range rows {
		if row.Role != nil && !slices.Contains(actor.Roles, *row.Role) {
			actor.Roles = append(actor.Roles, *row.Role)
		}
		if row.Action != nil && row.Scope != nil {
			actor.Grants[*row.Action] = actor.Grants[*row.Action].Wider(*row.Scope)
		}
	}
	return actor, nil
}
