package ledger

import "hash/maphash"

// inspection reads a chain from its beginning and finds the first event that is
// not what it was. What an event says about itself and the one before does not
// always tell which of the two was touched; the one after does.
type inspection struct {
	head  chainHead
	found *Break
	// last is the event before the next one, and read the few before it.
	last chainLink
	read []chainLink
	// hashes are those of all events before, by which a copy is recognised.
	hashes map[uint64]struct{}
	// doubt is an event that does not fit, until the next one has told why.
	doubt *chainLink
}

// looksBack is over how many places an event that was moved is recognised.
const looksBack = 64

// see takes the next event.
func (i *inspection) see(event chainLink) {
	if i.found != nil {
		return
	}
	if i.doubt != nil {
		i.found = i.settle(&event)
		return
	}
	switch {
	case event.seq <= i.last.seq || i.head.Seq > 0 && event.seq > i.head.Seq:
		i.found = broken(event.seq, event.id, BrokenInserted)
	case event.seq > i.last.seq+1:
		i.found = broken(i.last.seq+1, "", BrokenRemoved)
	case event.prevHash == i.last.hash && genuine(event, event.seq):
		i.last = event
		i.read = append(i.read, event)
		i.remember(event.hash)
		if len(i.read) > 2*looksBack {
			i.read = append(i.read[:0], i.read[looksBack:]...)
		}
	default:
		if i.found = i.moved(event); i.found == nil {
			i.doubt = &event
		}
	}
}

// end says what is broken, nil if nothing is. Every chain has a first
// event, the customer's creation or that the audit began, and the head knows how far the chain went.
func (i *inspection) end() *Break {
	last, head := i.last, i.head
	switch {
	case i.found != nil:
		return i.found
	case i.doubt != nil:
		return i.settle(nil)
	case last.seq == 0 && head.Seq == 0:
		return broken(1, "", BrokenRemoved)
	case last.seq < head.Seq:
		return broken(last.seq+1, "", BrokenRemoved)
	case last.seq != head.Seq || last.hash != head.Hash || !last.at.Equal(head.At):
		return broken(last.seq, "", BrokenHead)
	default:
		return nil
	}
}

// settle says what is wrong at the event in doubt, now that the next one, or
// that there is none, is known.
func (i *inspection) settle(next *chainLink) *Break {
	doubt := *i.doubt
	follows := i.head.Hash
	if next != nil {
		follows = next.prevHash
	}
	if !genuine(doubt, doubt.seq) {
		if next != nil && genuine(*next, doubt.seq) {
			// What follows once stood here.
			return broken(doubt.seq, doubt.id, BrokenInserted)
		}
		if own, err := doubt.digest(doubt.seq); i.isCopy(doubt) && (err != nil || own != follows) {
			// Nothing was ever chained to it: it is an older event once more.
			return broken(doubt.seq, doubt.id, BrokenInserted)
		}
		if next == nil && follows == i.last.hash {
			// The chain ended with the event before.
			return broken(doubt.seq, doubt.id, BrokenInserted)
		}
		return broken(doubt.seq, doubt.id, BrokenAltered)
	}
	if follows == doubt.hash && i.last.seq > 0 {
		// Sound, and known as such to what follows: the one before is not what
		// this one was chained to, although somebody gave it a hash that fits.
		return broken(i.last.seq, i.last.id, BrokenAltered)
	}
	return broken(doubt.seq, doubt.id, BrokenInserted)
}

// moved recognises an event that once stood at another place: some before it
// are gone, or some were put in.
func (i *inspection) moved(event chainLink) *Break {
	for k := range int64(looksBack) {
		if genuine(event, event.seq+k+1) {
			return broken(event.seq, "", BrokenRemoved)
		}
		if genuine(event, event.seq-k-1) {
			first := event.seq - k - 1
			for _, e := range i.read {
				if e.seq == first {
					return broken(first, e.id, BrokenInserted)
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

// isCopy reports whether an event before has the hash of this one.
func (i *inspection) isCopy(event chainLink) bool {
	_, there := i.hashes[maphash.String(hashSeed, event.hash)]
	return there
}

// genuine reports whether the event is what was written for the place.
func genuine(event chainLink, seq int64) bool {
	digest, err := event.digest(seq)
	return err == nil && digest == event.hash
}
