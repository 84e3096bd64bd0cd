package storage

import (
	"context"

	"approvals/workflows/approval"
)

// DiscardDraft deletes a draft of the actor's with its attachments. A draft
// whose author is somebody else is a not_found Error; a request that was
// submitted, even if it was returned or withdrawn, stays: a conflict Error.
func (s *Store) DiscardDraft(ctx context.Context, actor approval.Actor, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		if err := s.seesRequest(ctx, actor, id); err != nil {
			return err
		}
		row, err := s.lockRequest(ctx, id)
		if err != nil {
			return err
		}
		switch r := row.request(); {
		case r.Requester.ID != actor.ID:
			return approval.NotFound()
		case r.Status != approval.StatusDraft || r.SubmittedAt != nil:
			return approval.Conflict(approval.Text{
				ZH: "该申请已经提交过，不能删除；可以撤回", EN: "This request was submitted, so it stays; you can withdraw it"})
		}
		if err := s.in(ctx).exec(ctx, `
			WITH gone AS (DELETE FROM attachments WHERE request_id = $1 RETURNING id)
			INSERT INTO dropped_objects (key) SELECT id FROM gone ON CONFLICT DO NOTHING`, id); err != nil {
			return err
		}
		return s.in(ctx).exec(ctx, `DELETE FROM requests WHERE id = $1`, id)
	})
}
