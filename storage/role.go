package storage

import (
	"context"

	"approvals/workflows/approval"
)

// ensureRoles makes the default roles that are missing. A role that is there is
// left as the administrator has made it.
func (s *Store) ensureRoles(ctx context.Context) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		for _, role := range approval.DefaultRoles() {
			id := newID()
			added, err := s.in(ctx).changed(ctx, `
				INSERT INTO roles (id, key, name_zh, name_en) VALUES ($1, $2, $3, $4)
				ON CONFLICT (key) DO NOTHING`, id, role.Key, role.Name.ZH, role.Name.EN)
			if err != nil || added == 0 {
				if err != nil {
					return err
				}
				continue
			}
			for _, p := range role.Permissions {
				if err := s.in(ctx).exec(ctx, `
					INSERT INTO role_permissions (role_id, action, scope) VALUES ($1, $2, $3)`,
					id, p.Action, p.Scope); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
