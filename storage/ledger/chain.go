// Package ledger stores the hash-chained records: the customers' timelines and the
// audit log.
package ledger

import (
	"context"
	"hash/maphash"
	"iter"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Store stores the records. The subjects are the declared kinds of events.
type Store struct {
	*postgres.Pool
	TimelineSubjects, AuditSubjects Subjects
}

// Verification is the result of verifying a chain.
type Verification struct {
	// CustomerID is empty for the chain of audit events.
	CustomerID string `json:"customer_id,omitempty" format:"uuid"`
	// Events is the number of events read.
	Events int64 `json:"events" doc:"How many events the chain has"`
	OK     bool  `json:"ok" doc:"Whether every event is as it was written"`
	// FirstBroken is the first place at which the chain is broken.
	FirstBroken *Break `json:"first_broken,omitempty"`
}

// Break is the place where a chain is broken.
type Break struct {
	Seq int64 `json:"seq" doc:"Place in the chain"`
	// EventID is empty if the event was removed.
	EventID string        `json:"event_id,omitempty" format:"uuid"`
	Problem BreakKind     `json:"problem" enum:"altered,removed,inserted,head_mismatch"`
	Text    approval.Text `json:"text" doc:"The problem in words"`
}

// BreakKind is the kind of tampering that was detected.
type BreakKind string

// The kinds of breaks.
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

func newBreak(seq int64, eventID string, kind BreakKind) *Break {
	return &Break{Seq: seq, EventID: eventID, Problem: kind, Text: breakTexts[kind].Format(seq)}
}

// VerifyChain verifies the customer's timeline: no event may be altered, removed or
// inserted. It returns a not_found Error if the customer does not exist.
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
	checked.CustomerID = postgres.CanonicalID(customerID)
	return checked, err
}

// chainLink is the part of an event that its chain depends on.
type chainLink struct {
	id             string
	seq            int64
	at             time.Time
	prevHash, hash string
	// digest computes the hash that the event would have at a place.
	digest func(seq int64) (string, error)
}

// verify verifies the chain with the head and the ordered events of the two queries.
func verify[E any](ctx context.Context, s *Store, headQuery, eventQuery string, link func(E) chainLink, args ...any) (checked Verification, err error) {
	// In one snapshot, so that an event appended concurrently is not a mismatch.
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
			chain.add(link(event))
			return nil
		}, eventQuery, args...); err != nil {
			return err
		}
		checked.FirstBroken = chain.result()
		checked.OK = checked.FirstBroken == nil
		return nil
	})
	return checked, err
}

// CustomerIDs iterates over the ids of all customers in the order of creation. An
// error ends the iteration.
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

// inspection reads a chain from its start and finds the first break. An event and its
// predecessor do not always show which of the two was tampered with; the successor
// does.
type inspection struct {
	head       chainHead
	firstBreak *Break
	// last is the event before the next one, and read the few before it.
	last   chainLink
	recent []chainLink
	// hashes are those of all earlier events, to detect copies.
	hashes map[uint64]struct{}
	// suspect is an event that does not fit, until its successor shows why.
	suspect *chainLink
}

// moveWindow is the maximum distance, in places, at which a moved event is recognized.
const moveWindow = 64

// add inspects the next event.
func (i *inspection) add(event chainLink) {
	if i.firstBreak != nil {
		return
	}
	if i.suspect != nil {
		i.firstBreak = i.resolve(&event)
		return
	}
	switch {
	case event.seq <= i.last.seq || i.head.Seq > 0 && event.seq > i.head.Seq:
		i.firstBreak = newBreak(event.seq, event.id, BrokenInserted)
	case event.seq > i.last.seq+1:
		i.firstBreak = newBreak(i.last.seq+1, "", BrokenRemoved)
	case event.prevHash == i.last.hash && matchesHash(event, event.seq):
		i.last = event
		i.recent = append(i.recent, event)
		i.remember(event.hash)
		if len(i.recent) > 2*moveWindow {
			i.recent = append(i.recent[:0], i.recent[moveWindow:]...)
		}
	default:
		if i.firstBreak = i.findMove(event); i.firstBreak == nil {
			i.suspect = &event
		}
	}
}

// result returns the first break, or nil. A chain is never empty: its first event is
// the customer's creation or the beginning of the audit log. The head has the place of
// the last event.
func (i *inspection) result() *Break {
	last, head := i.last, i.head
	switch {
	case i.firstBreak != nil:
		return i.firstBreak
	case i.suspect != nil:
		return i.resolve(nil)
	case last.seq == 0 && head.Seq == 0:
		return newBreak(1, "", BrokenRemoved)
	case last.seq < head.Seq:
		return newBreak(last.seq+1, "", BrokenRemoved)
	case last.seq != head.Seq || last.hash != head.Hash || !last.at.Equal(head.At):
		return newBreak(last.seq, "", BrokenHead)
	default:
		return nil
	}
}

// resolve classifies the break at the suspect by its successor, nil if it is the last
// event.
func (i *inspection) resolve(next *chainLink) *Break {
	doubt := *i.suspect
	follows := i.head.Hash
	if next != nil {
		follows = next.prevHash
	}
	if !matchesHash(doubt, doubt.seq) {
		if next != nil && matchesHash(*next, doubt.seq) {
			// The successor was written for this place.
			return newBreak(doubt.seq, doubt.id, BrokenInserted)
		}
		if own, err := doubt.digest(doubt.seq); i.isCopy(doubt) && (err != nil || own != follows) {
			// A copy of an earlier event to which no event is chained.
			return newBreak(doubt.seq, doubt.id, BrokenInserted)
		}
		if next == nil && follows == i.last.hash {
			// The chain ended with the predecessor.
			return newBreak(doubt.seq, doubt.id, BrokenInserted)
		}
		return newBreak(doubt.seq, doubt.id, BrokenAltered)
	}
	if follows == doubt.hash && i.last.seq > 0 {
		// The event is valid and its successor is chained to it, so the predecessor was
		// replaced by an event with a matching hash.
		return newBreak(i.last.seq, i.last.id, BrokenAltered)
	}
	return newBreak(doubt.seq, doubt.id, BrokenInserted)
}

// findMove recognizes an event that was written for another place, because events
// before it were removed or inserted.
func (i *inspection) findMove(event chainLink) *Break {
	for k := range int64(moveWindow) {
		if matchesHash(event, event.seq+k+1) {
			return newBreak(event.seq, "", BrokenRemoved)
		}
		if matchesHash(event, event.seq-k-1) {
			first := event.seq - k - 1
			for _, e := range i.recent {
				if e.seq == first {
					return newBreak(first, e.id, BrokenInserted)
				}
			}
			return nil
		}
	}
	return nil
}

var hashSeed = maphash.MakeSeed()

func (i *inspection) remember(hash string) {
	if i.hashes == nil {
		i.hashes = map[uint64]struct{}{}
	}
	i.hashes[maphash.String(hashSeed, hash)] = struct{}{}
}

// isCopy reports whether an earlier event has the same hash.
func (i *inspection) isCopy(event chainLink) bool {
	_, copied := i.hashes[maphash.String(hashSeed, event.hash)]
	return copied
}

// matchesHash reports whether the event's hash is correct for the place.
func matchesHash(event chainLink, seq int64) bool {
	digest, err := event.digest(seq)
	return err == nil && digest == event.hash
}
