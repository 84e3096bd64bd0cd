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

// TimelineFilter filters events of a timeline; a zero field does not filter.
type TimelineFilter struct {
	// Kinds are event kinds or their first parts, such as "contact".
	Kinds     []string
	ActorID   string
	ProjectID string
	// From is inclusive, To is exclusive.
	From, To time.Time
}

// TimelinePage selects at most Limit events, newest first: those with a sequence number
// below After or, for the preceding page, above Before. After 0 is the first page.
type TimelinePage struct {
	After  int64
	Before *int64
	Limit  int
}

// Timeline returns the events of a customer that the actor may read, newest first, and
// whether there are more in the direction of the page.
//
// Each filter has an index in the order of the chain, so the cost of a page does not
// depend on the length of the chain.
func (s *Store) Timeline(ctx context.Context, actor approval.Actor, customerID string, f TimelineFilter, page TimelinePage) ([]approval.Event, bool, error) {
	if err := s.checkCanRead(ctx, actor, customerID); err != nil {
		return nil, false, err
	}
	where := postgres.Conditions{Args: []any{customerID}}
	where.And(`e.customer_id = $1`)
	where.AndIf(f.ActorID != "", `e.actor_id = $%d`, f.ActorID)
	where.AndIf(f.ProjectID != "", `e.project_id = $%d`, f.ProjectID)
	// Times never decrease along a chain, so a time range is a range of sequence
	// numbers.
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

// timelineQuery reads the first matching events. With kinds it reads as many of each
// kind from the index and merges them.
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

// NoteAdded is the event kind of a note.
const NoteAdded approval.EventKind = "note.added"

// AddNote adds a note to the timeline of a customer.
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
		// The chain is still locked, so its last event is this note.
		err = s.In(ctx).Get(ctx, &note, `
			SELECT `+ledger.EventColumns+` FROM timeline_events e WHERE e.customer_id = $1 ORDER BY e.seq DESC LIMIT 1`, customerID)
		return note, err
	})
}
