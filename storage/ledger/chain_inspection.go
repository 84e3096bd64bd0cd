package ledger

import "hash/maphash"

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
