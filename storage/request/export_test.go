package request

import (
	"context"

	"approvals/workflows/approval"
)

// HaveDuplicates is Store.haveDuplicates, for tests.
func (s *Store) HaveDuplicates(ctx context.Context, actor approval.Actor, requestIDs []string) (map[string]bool, error) {
	return s.haveDuplicates(ctx, actor, requestIDs)
}
