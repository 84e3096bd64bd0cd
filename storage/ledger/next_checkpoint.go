package ledger

import (
	"context"
	"time"
)

// Anchored is what the checkpoints up to one have anchored.
type Anchored struct {
	// Last is the last of them; its Number is 0 if there is none.
	Last Checkpoint
	// Hash is the hash of the last.
	Hash  string
	Heads Heads
	// FullAt is the time of the last full one.
	FullAt time.Time
}

// Add takes over a checkpoint that follows.
func (a *Anchored) Add(c Checkpoint, hash string) {
	if a.Heads == nil {
		a.Heads = Heads{}
	}
	a.Heads.Add(c)
	a.Last, a.Hash = c, hash
	if c.Full {
		a.FullAt = c.At
	}
}

// fullEvery is how often all ends are written, which bounds how many checkpoints a
// verification reads.
const fullEvery = 24 * time.Hour

// NextCheckpoint returns the checkpoint that follows, and whether there is anything to
// state. An end replaces the one that is anchored only if its chain still contains that
// one: a chain that was cut or computed anew stays anchored as it was.
func (s *Store) NextCheckpoint(ctx context.Context, before Anchored, restart string) (next Checkpoint, needed bool, err error) {
	at := time.Now().UTC().Truncate(time.Second)
	if at.Before(before.Last.At) {
		at = before.Last.At
	}
	next = Checkpoint{Number: before.Last.Number + 1, At: at, Previous: before.Hash, Restarted: restart, Heads: []Head{}}
	next.Full = before.Last.Number == 0 || restart != "" || at.Sub(before.FullAt) >= fullEvery
	since := before.Last.At
	if next.Full {
		since = time.Time{}
	}
	err = s.InSnapshot(ctx, func(ctx context.Context) error {
		heads, err := s.HeadsSince(ctx, since)
		if err != nil {
			return err
		}
		moved, anchored := []Head{}, []Head{}
		for _, head := range heads {
			old, known := before.Heads[head.Chain]
			if restart == "" && known && old == head {
				continue
			}
			moved = append(moved, head)
			if known {
				anchored = append(anchored, old)
			}
		}
		broken := map[string]bool{}
		if restart == "" {
			missing, err := s.NotContained(ctx, anchored)
			if err != nil {
				return err
			}
			for _, head := range missing {
				broken[head.Chain] = true
				next.Broken = append(next.Broken, head.Chain)
			}
		}
		all := Heads{}
		if restart == "" {
			for chain, head := range before.Heads {
				all[chain] = head
			}
		}
		for _, head := range moved {
			if !broken[head.Chain] {
				all[head.Chain] = head
				next.Heads = append(next.Heads, head)
			}
		}
		if next.Full {
			next.Heads = all.Sorted()
		}
		next.Count, next.Root = len(all), all.Root()
		needed = next.Full || len(next.Heads) > 0
		return nil
	})
	return next, needed, err
}
