package storage

import (
	"context"

	"approvals/workflows/approval"
)

// revise counts one more change to what a request says and keeps what changed.
// The caller has locked the request.
func (s *Store) revise(ctx context.Context, requestID string, kind approval.RevisionKind, by string, changes approval.Changes) error {
	return s.in(ctx).exec(ctx, `
		WITH revised AS (
			UPDATE requests SET revision = revision + 1, version = version + 1, updated_at = now()
			WHERE id = $1 RETURNING revision
		)
		INSERT INTO revisions (request_id, revision, kind, by, changes)
		SELECT $1, revision, $2, $3, $4 FROM revised`, requestID, kind, by, asJSON(changes))
}

// revisionsSince returns what has changed in a request after a revision.
func (s *Store) revisionsSince(ctx context.Context, requestID string, revision int) (changed []approval.Revision, err error) {
	err = s.in(ctx).all(ctx, &changed, `
		SELECT v.revision, v.kind, v.at, v.changes, u.id AS "by.id", u.name AS "by.name"
		FROM revisions v JOIN users u ON u.id = v.by
		WHERE v.request_id = $1 AND v.revision > $2 ORDER BY v.revision`, requestID, revision)
	return changed, err
}
