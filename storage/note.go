package storage

import (
	"context"

	"approvals/workflows/approval"
)

// NoteAdded is the event of a remark.
const NoteAdded approval.EventKind = "note.added"

// AddNote puts a remark into the timeline of a customer.
func (s *Store) AddNote(ctx context.Context, actor approval.Actor, customerID, text string) (approval.Event, error) {
	return InTx(ctx, s, func(ctx context.Context) (note approval.Event, err error) {
		if err := s.checkWritesCustomer(ctx, actor, customerID); err != nil {
			return note, err
		}
		c, err := s.customer(ctx, customerID)
		if err != nil {
			return note, err
		}
		if err := s.appendEvents(ctx, customerID, actor.Person(), NewEvent{
			Kind: NoteAdded, Subject: c.subject(), Changes: approval.Changes{"text": {After: text}},
			Summary: approval.Text{ZH: "%s 备注：%s", EN: "%s noted: %s"}.Format(actor.Name, text),
		}); err != nil {
			return note, err
		}
		// The chain is still locked, so the last event is this one.
		err = s.in(ctx).get(ctx, &note, `
			SELECT `+eventColumns+` FROM timeline_events e WHERE e.customer_id = $1 ORDER BY e.seq DESC LIMIT 1`, customerID)
		return note, err
	})
}
