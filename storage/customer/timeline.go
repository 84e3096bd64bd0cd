package customer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// TimelineFilter says which events of a timeline are wanted; a zero field asks
// for nothing.
type TimelineFilter struct {
	// Kinds are kinds of events, or the first word of some: "contact".
	Kinds     []string
	ActorID   string
	ProjectID string
	// From is the first moment wanted, To the first one after.
	From, To time.Time
}

// TimelinePage is a part of a timeline: at most Limit events, which come before
// the place After in the chain or, the other way round, after the place Before
// of a page that shows the newest first. 0 is the newer end.
type TimelinePage struct {
	After  int64
	Before *int64
	Limit  int
}

// Timeline returns the events of a customer that the actor sees, the newest
// first, and whether there are more in the direction of the page.
//
// Each filter has an index in which its events stand in the order of the chain,
// so that the first page costs the same however long the chain is.
func (s *Store) Timeline(ctx context.Context, actor approval.Actor, customerID string, f TimelineFilter, page TimelinePage) ([]approval.Event, bool, error) {
	if err := s.checkCanRead(ctx, actor, customerID); err != nil {
		return nil, false, err
	}
	where := postgres.Conditions{Args: []any{customerID}}
	where.And(`e.customer_id = $1`)
	where.AndIf(f.ActorID != "", `e.actor_id = $%d`, f.ActorID)
	where.AndIf(f.ProjectID != "", `e.project_id = $%d`, f.ProjectID)
	// Times never run backwards along a chain, so a span of time is one of places.
	where.AndIf(!f.From.IsZero(), `e.seq >= coalesce((SELECT x.seq FROM timeline_events x
		WHERE x.customer_id = $1 AND x.at >= $%d ORDER BY x.at, x.seq LIMIT 1), 9223372036854775807)`, f.From)
	where.AndIf(!f.To.IsZero(), `e.seq <= coalesce((SELECT x.seq FROM timeline_events x
		WHERE x.customer_id = $1 AND x.at < $%d ORDER BY x.at DESC, x.seq DESC LIMIT 1), 0)`, f.To)
	where.AndIf(page.After > 0, `e.seq < $%d`, page.After)
	order := "DESC"
	if page.Before != nil {
		where.AndIf(true, `e.seq > $%d`, *page.Before)
		order = "ASC"
	}
	kinds, err := s.TimelineSubjects.AllKinds(f.Kinds)
	if err != nil {
		return nil, false, err
	}
	events := []approval.Event{}
	if err := s.In(ctx).All(ctx, &events, timelineQuery(&where, kinds, order, page.Limit+1), where.Args...); err != nil {
		return nil, false, err
	}
	events, more := postgres.Cut(postgres.Page{Limit: page.Limit}, events)
	if page.Before != nil {
		slices.Reverse(events)
	}
	return events, more, nil
}

// timelineQuery reads the first events that fit. With kinds it takes as many of
// each from the index and puts the rows in order.
func timelineQuery(where *postgres.Conditions, kinds []string, order string, limit int) string {
	if len(kinds) == 0 {
		return fmt.Sprintf(`SELECT %s FROM timeline_events e WHERE %s ORDER BY e.seq %s LIMIT %d`, ledger.EventColumns, where, order, limit)
	}
	where.Args = append(where.Args, pq.Array(kinds))
	return fmt.Sprintf(`
		SELECT %s FROM unnest($%d::text[]) AS wanted (kind)
		CROSS JOIN LATERAL (
			SELECT * FROM timeline_events e WHERE %s AND e.kind = wanted.kind ORDER BY e.seq %s LIMIT %d
		) e
		ORDER BY e.seq %[4]s LIMIT %[5]d`,
		ledger.EventColumns, len(where.Args), where, order, limit)
}

// NoteAdded is the event of a remark.
const NoteAdded approval.EventKind = "note.added"

// AddNote puts a remark into the timeline of a customer.
func (s *Store) AddNote(ctx context.Context, actor approval.Actor, customerID, text string) (approval.Event, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (note approval.Event, err error) {
		if err := s.checkCanWrite(ctx, actor, customerID); err != nil {
			return note, err
		}
		c, err := s.customer(ctx, customerID)
		if err != nil {
			return note, err
		}
		if err := s.AppendEvents(ctx, customerID, actor.Person(), ledger.NewEvent{
			Kind: NoteAdded, Subject: c.Subject(), Changes: approval.Changes{"text": {After: text}},
			Summary: approval.Text{ZH: "%s 备注：%s", EN: "%s noted: %s"}.Format(actor.Name, text),
		}); err != nil {
			return note, err
		}
		// The chain is still locked, so the last event is this one.
		err = s.In(ctx).Get(ctx, &note, `
			SELECT `+ledger.EventColumns+` FROM timeline_events e WHERE e.customer_id = $1 ORDER BY e.seq DESC LIMIT 1`, customerID)
		return note, err
	})
}
