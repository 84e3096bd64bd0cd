package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// archivable is what can be put away and taken out again.
type archivable interface {
	subject() approval.Subject
	// place is since when it is archived, and the customer and the project whose
	// timeline tells of it.
	place() (archivedAt *time.Time, customerID string, projectID *string)
}

// archiveKind is how things of one kind are archived and restored.
type archiveKind[T archivable] struct {
	table string
	// requests is the column of requests that names such a thing; empty where none
	// does.
	requests string
	// hold returns an Error unless the actor may archive the thing, or restore it.
	// What the thing belongs to stays as it is until the transaction ends.
	hold func(s *Store, ctx context.Context, actor approval.Actor, id string) error
	read func(s *Store, ctx context.Context, id string) (T, error)

	archived, restored           approval.EventKind
	archivedTells, restoredTells approval.Text
}

// move archives a thing, or restores it; one that is so already stays as it is.
func (k archiveKind[T]) move(ctx context.Context, s *Store, actor approval.Actor, id string, archive bool) (T, error) {
	return InTx(ctx, s, func(ctx context.Context) (thing T, err error) {
		if err := k.hold(s, ctx, actor, id); err != nil {
			return thing, err
		}
		// From here on nobody writes to the thing, and whoever writes has finished.
		if err := s.lockRow(ctx, k.table, id, `FOR NO KEY UPDATE`); err != nil {
			return thing, err
		}
		before, err := k.read(s, ctx, id)
		if err != nil {
			return thing, err
		}
		if archive && k.requests != "" {
			if err := s.checkNothingUnderWay(ctx, k.requests, id); err != nil {
				return thing, err
			}
		}
		moved, err := s.setArchived(ctx, k.table, id, archive)
		if err != nil {
			return thing, err
		}
		if thing, err = k.read(s, ctx, id); err != nil || !moved {
			return thing, err
		}
		kind, tells := k.restored, k.restoredTells
		if archive {
			kind, tells = k.archived, k.archivedTells
		}
		was, _, _ := before.place()
		is, customerID, projectID := thing.place()
		changes := approval.Changes{}
		noteChange(changes, "archived_at", was, is)
		return thing, s.appendEvents(ctx, customerID, actor.Person(), NewEvent{
			Kind: kind, ProjectID: projectID, Subject: thing.subject(), Changes: changes,
			Summary: tells.Format(actor.Name, thing.subject().Label),
		})
	})
}
