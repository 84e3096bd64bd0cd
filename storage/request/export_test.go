package request

import (
	"context"

	"approvals/workflows/approval"
)

// Doubled is doubled.
func (s *Store) Doubled(ctx context.Context, actor approval.Actor, requestIDs []string) (map[string]bool, error) {
	return s.doubled(ctx, actor, requestIDs)
}
