package storage

import (
	"context"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// RoleNames returns what people call the roles with the keys, by key.
func (s *Store) RoleNames(ctx context.Context, keys []string) (map[string]approval.Text, error) {
	var rows []struct {
		Key string
		approval.Text
	}
	err := s.in(ctx).all(ctx, &rows, `SELECT key, name_zh AS zh, name_en AS en FROM roles WHERE key = ANY($1)`, pq.Array(keys))
	names := make(map[string]approval.Text, len(rows))
	for _, row := range rows {
		names[row.Key] = row.Text
	}
	return names, err
}
