package storage

import "approvals/workflows/approval"

// inspection reads a chain from its beginning and finds the first event that is
// not what it was. What an event says about itself and the one before does not
// always tell which of the two was touched; the one after does.
type inspection struct {
	head  chainHead
	found *Break
	// last is the event before the next one, and read the few before it.
	last approval.Event
	read []approval.Event
	// doubt is an event that does not fit, until the next one has told why.
	doubt *approval.Event
}

// looksBack is over how many places an event that was moved is recognised.
const looksBack = 64

// see takes the next event.
func (i *inspection) see(event approval.Event) {
	if i.found != nil {
		return
	}
	if i.doubt != nil {
		i.found = i.settle(&event)
		return
	}
	switch {
	case event.Seq <= i.last.Seq || i.head.Seq > 0 && event.Seq > i.head.Seq:
		i.found = broken(event.Seq, event.ID, BrokenInserted)
	case event.Seq > i.last.Seq+1:
		i.found = broken(i.last.Seq+1, "", BrokenRemoved)
	case event.PrevHash == i.last.Hash && genuine(event, event.Seq):
		i.last = event
		i.read = append(i.read, event)
		if len(i.read) > 2*looksBack {
			i.read = append(i.read[:0], i.read[looksBack:]...)
		}
	default:
		if i.found = i.moved(event); i.found == nil {
			i.doubt = &event
		}
	}
}

// end says what is broken, nil if nothing is. Every customer has the event of
// its creation, and the head knows how far the chain went.
func (i *inspection) end() *Break {
	last, head := i.last, i.head
	switch {
	case i.found != nil:
		return i.found
	case i.doubt != nil:
		return i.settle(nil)
	case last.Seq == 0 && head.Seq == 0:
		return broken(1, "", BrokenRemoved)
	case last.Seq < head.Seq:
		return broken(last.Seq+1, "", BrokenRemoved)
	case last.Seq != head.Seq || last.Hash != head.Hash || !last.At.Equal(head.At):
		return broken(last.Seq, "", BrokenHead)
	default:
		return nil
	}
}

// settle says what is wrong at the event in doubt, now that the next one, or
// that there is none, is known.
func (i *inspection) settle(next *approval.Event) *Break {
	doubt := *i.doubt
	if !genuine(doubt, doubt.Seq) {
		if next != nil && genuine(*next, doubt.Seq) {
			// What follows once stood here.
			return broken(doubt.Seq, doubt.ID, BrokenInserted)
		}
		return broken(doubt.Seq, doubt.ID, BrokenAltered)
	}
	follows := i.head.Hash
	if next != nil {
		follows = next.PrevHash
	}
	if follows == doubt.Hash && i.last.Seq > 0 {
		// Sound, and known as such to what follows: the one before is not what
		// this one was chained to, although somebody gave it a hash that fits.
		return broken(i.last.Seq, i.last.ID, BrokenAltered)
	}
	return broken(doubt.Seq, doubt.ID, BrokenInserted)
}

// moved recognises an event that once stood at another place: some before it
// are gone, or some were put in.
func (i *inspection) moved(event approval.Event) *Break {
	for k := range int64(looksBack) {
		if genuine(event, event.Seq+k+1) {
			return broken(event.Seq, "", BrokenRemoved)
		}
		if genuine(event, event.Seq-k-1) {
			first := event.Seq - k - 1
			for _, e := range i.read {
				if e.Seq == first {
					return broken(first, e.ID, BrokenInserted)
				}
			}
			return nil
		}
	}
	return nil
}

// genuine reports whether the event is what was written for the place.
func genuine(event approval.Event, seq int64) bool {
	event.Seq = seq
	digest, err := event.Digest()
	return err == nil && digest == event.Hash
}
