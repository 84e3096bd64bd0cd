package account

import (
	"context"
	"maps"
	"slices"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Effect is the change to one user's permissions.
type Effect struct {
	User  approval.Person `json:"user"`
	Gains []ScopeChange   `json:"gains"`
	Loses []ScopeChange   `json:"loses"`
}

// ScopeChange is the scope of a permission before and after a change.
type ScopeChange struct {
	Action approval.Action `json:"action"`
	Before approval.Scope  `json:"before" doc:"Empty if not permitted"`
	After  approval.Scope  `json:"after" doc:"Empty if not permitted"`
}

// PreviewRole returns the changes in permissions that EditRole would cause, by user,
// without making them. Its errors are those of EditRole.
func (s *Store) PreviewRole(ctx context.Context, actor approval.Actor, id string, version int, in RoleEdit) ([]Effect, error) {
	return s.preview(ctx, func(ctx context.Context) error {
		_, err := s.EditRole(ctx, actor, id, version, in)
		return err
	}, `u.active AND u.id IN (SELECT user_id FROM user_roles WHERE role_id = $1)`, id)
}

// PreviewUser returns the changes in permissions that EditUser would cause, without
// making them. Inactive users have no permissions.
func (s *Store) PreviewUser(ctx context.Context, actor approval.Actor, id string, version int, in UserEdit) ([]Effect, error) {
	return s.preview(ctx, func(ctx context.Context) error {
		_, err := s.EditUser(ctx, actor, id, version, in)
		return err
	}, `u.id = $1`, id)
}

// preview makes the change in a transaction, compares the permissions of the users that
// match the condition, and rolls it back. So the result is computed by the same code as
// the change.
func (s *Store) preview(ctx context.Context, change func(context.Context) error, condition string, id string) ([]Effect, error) {
	return postgres.Preview(ctx, s.Pool, func(ctx context.Context) ([]Effect, error) {
		var people []approval.Person
		if err := s.In(ctx).All(ctx, &people, `SELECT u.id || ' ' || u.name FROM users u WHERE `+condition+` ORDER BY u.name, u.id`, id); err != nil {
			return nil, err
		}
		ids := make([]string, len(people))
		for i, p := range people {
			ids[i] = p.ID
		}
		before, err := s.grantsOf(ctx, ids)
		if err != nil {
			return nil, err
		}
		if err := change(ctx); err != nil {
			return nil, err
		}
		after, err := s.grantsOf(ctx, ids)
		if err != nil {
			return nil, err
		}
		effects := []Effect{}
		for _, p := range people {
			e := effectOn(p, before[p.ID], after[p.ID])
			if len(e.Gains)+len(e.Loses) > 0 {
				effects = append(effects, e)
			}
		}
		return effects, nil
	})
}

func effectOn(p approval.Person, before, after approval.Grants) Effect {
	e := Effect{User: p, Gains: []ScopeChange{}, Loses: []ScopeChange{}}
	actions := maps.Clone(before)
	if actions == nil {
		actions = approval.Grants{}
	}
	maps.Copy(actions, after)
	for _, action := range slices.Sorted(maps.Keys(actions)) {
		change := ScopeChange{Action: action, Before: before[action], After: after[action]}
		switch {
		case change.Before == change.After:
		case change.Before.Wider(change.After) == change.After:
			e.Gains = append(e.Gains, change)
		default:
			e.Loses = append(e.Loses, change)
		}
	}
	return e
}

// grantsOf returns the permissions by user; none for inactive users.
func (s *Store) grantsOf(ctx context.Context, ids []string) (map[string]approval.Grants, error) {
	var rows []struct {
		UserID string          `db:"user_id"`
		Action approval.Action `db:"action"`
		Scope  approval.Scope  `db:"scope"`
	}
	err := s.In(ctx).All(ctx, &rows, `
		SELECT DISTINCT ur.user_id, p.action, p.scope
		FROM user_roles ur JOIN users u ON u.id = ur.user_id AND u.active
		JOIN role_permissions p ON p.role_id = ur.role_id
		WHERE ur.user_id = ANY($1)`, pq.Array(ids))
	grants := map[string]approval.Grants{}
	for _, row := range rows {
		if grants[row.UserID] == nil {
			grants[row.UserID] = approval.Grants{}
		}
		grants[row.UserID][row.Action] = grants[row.UserID][row.Action].Wider(row.Scope)
	}
	return grants, err
}
