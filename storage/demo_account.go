package storage

import (
	"context"

	"approvals/workflows/approval"
)

// DemoAccount is an account of the development stack, whose password everybody
// knows.
type DemoAccount struct {
	Username  string        `json:"username" db:"username"`
	Name      string        `json:"name" db:"name"`
	RoleLabel approval.Text `json:"role_label" db:"role_label"`
}

// DemoAccounts returns the accounts that the development stack has made and that
// still have their first password, in the order in which they were made.
func (s *Store) DemoAccounts(ctx context.Context) ([]DemoAccount, error) {
	accounts := []DemoAccount{}
	err := s.in(ctx).all(ctx, &accounts, `
		SELECT u.username, u.name, coalesce(r.name_zh, '') AS "role_label.zh", coalesce(r.name_en, '') AS "role_label.en"
		FROM users u
		LEFT JOIN LATERAL (
			SELECT r.name_zh, r.name_en FROM user_roles ur JOIN roles r ON r.id = ur.role_id
			WHERE ur.user_id = u.id ORDER BY r.key LIMIT 1
		) r ON true
		WHERE u.demo AND u.active ORDER BY u.id LIMIT 20`)
	return accounts, err
}
