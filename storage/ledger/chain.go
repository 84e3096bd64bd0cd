package ledger

import (
	"context"
	"iter"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Verification is what checking a chain came to.
type Verification struct {
	// CustomerID is empty for the chain of administrative acts.
	CustomerID string `json:"customer_id,omitempty" format:"uuid"`
	// Events is how many events were read.
	Events int64 `json:"events" doc:"How many events the chain has"`
	OK     bool  `json:"ok" doc:"Whether every event is as it was written"`
	// FirstBroken is the first event at which the chain is not what it was.
	FirstBroken *Break `json:"first_broken,omitempty"`
}

// Break is the place where a chain is broken.
type Break struct {
	Seq int64 `json:"seq" doc:"Place in the chain"`
	// EventID is empty when the event that belongs here is gone.
	EventID string        `json:"event_id,omitempty" format:"uuid"`
	Problem BreakKind     `json:"problem" enum:"altered,removed,inserted,head_mismatch"`
	Text    approval.Text `json:"text" doc:"The problem in words"`
}

// BreakKind says what happened to a chain.
type BreakKind string

// What can have happened to a chain.
const (
	BrokenAltered  BreakKind = "altered"
	BrokenRemoved  BreakKind = "removed"
	BrokenInserted BreakKind = "inserted"
	BrokenHead     BreakKind = "head_mismatch"
)

var breakTexts = map[BreakKind]approval.Text{
	BrokenAltered:  {ZH: "第 %d 条记录被改动过", EN: "Event %d has been altered"},
	BrokenRemoved:  {ZH: "第 %d 条记录被删除", EN: "Event %d has been removed"},
	BrokenInserted: {ZH: "第 %d 条记录是后来插入的", EN: "Event %d was inserted afterwards"},
	BrokenHead:     {ZH: "链尾与第 %d 条记录不符", EN: "The end of the chain does not agree with event %d"},
}

func broken(seq int64, eventID string, kind BreakKind) *Break {
	return &Break{Seq: seq, EventID: eventID, Problem: kind, Text: breakTexts[kind].Format(seq)}
}

// VerifyChain reads the customer's whole timeline in order and checks that each
// event is as it was written, that none is missing and none was put in. That
// the customer does not exist is a not_found Error.
func (s *Store) VerifyChain(ctx context.Context, customerID string) (Verification, error) {
	const head = `
		SELECT coalesce(h.seq, 0) AS seq, coalesce(h.hash, '') AS hash, coalesce(h.last_at, now()) AS last_at
		FROM customers c LEFT JOIN timeline_heads h ON h.customer_id = c.id WHERE c.id = $1`
	const events = `SELECT ` + EventColumns + ` FROM timeline_events e WHERE e.customer_id = $1 ORDER BY e.seq`
	checked, err := verify(ctx, s, head, events, func(e approval.Event) chainLink {
		return chainLink{id: e.ID, seq: e.Seq, at: e.At, prevHash: e.PrevHash, hash: e.Hash, digest: func(seq int64) (string, error) {
			e.Seq = seq
			return e.Digest()
		}}
	}, customerID)
	checked.CustomerID = postgres.PlainID(customerID)
	return checked, err
}

// chainLink is an event as far as its chain goes.
type chainLink struct {
	id             string
	seq            int64
	at             time.Time
	prevHash, hash string
	// digest is the hash that the event has at a place.
	digest func(seq int64) (string, error)
}

// verify reads the chain that the two queries give, its head and its events in
// order, and checks each event and the whole.
func verify[E any](ctx context.Context, s *Store, headQuery, eventQuery string, link func(E) chainLink, args ...any) (checked Verification, err error) {
	// One snapshot, so that an event appended meanwhile is no mismatch.
	err = s.InSnapshot(ctx, func(ctx context.Context) error {
		var head chainHead
		if err := s.In(ctx).Get(ctx, &head, headQuery, args...); err != nil {
			return err
		}
		chain := inspection{head: head}
		if err := s.In(ctx).Each(ctx, func(scan func(any) error) error {
			var event E
			if err := scan(&event); err != nil {
				return err
			}
			checked.Events++
			chain.see(link(event))
			return nil
		}, eventQuery, args...); err != nil {
			return err
		}
		checked.FirstBroken = chain.end()
		checked.OK = checked.FirstBroken == nil
		return nil
	})
	return checked, err
}

// CustomerIDs walks over the ids of all customers in the order in which they
// were made. An error ends the walk.
func (s *Store) CustomerIDs(ctx context.Context) iter.Seq2[string, error] {
	const batch = 1000
	return func(yield func(string, error) bool) {
		after := "00000000-0000-0000-0000-000000000000"
		for {
			var ids []string
			err := s.In(ctx).All(ctx, &ids, `SELECT id FROM customers WHERE id > $1 ORDER BY id LIMIT $2`, after, batch)
			if err != nil {
				yield("", err)
				return
			}
			for _, id := range ids {
				if !yield(id, nil) {
					return
				}
			}
			if len(ids) < batch {
				return
			}
			after = ids[len(ids)-1]
		}
	}
}
