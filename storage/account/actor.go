package account

import (
	"context"
	"slices"

	"approvals/workflows/approval"
)

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
