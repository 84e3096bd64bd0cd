package bench

import (
	"context"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// rest is what the stack needs while nobody works, with so many open requests.
type rest struct {
	Open  int     `json:"open_requests"`
	Parts []usage `json:"parts"`
	// Decision is how long a decision takes one person, in milliseconds, and Ratio that
	// to the same before the first open request.
	Decision float64 `json:"decision_ms_median"`
	Ratio    float64 `json:"decision_ratio"`
}

// rest measures with no open request of the bench, and with each number of them. They
// are made as people make them, because only then their workflows wait as in use.
func (b *bench) rest(ctx context.Context, got *result) error {
	all, err := b.office(ctx, b.crowd()*peoplePerCustomer, b.Server)
	if err != nil {
		return err
	}
	// Each author has a customer of their own: nobody waits for another one's timeline.
	var lanes []lane
	for i := 0; i < len(all); i += peoplePerCustomer {
		lanes = append(lanes, all[i])
	}
	open := 0
	for _, want := range append([]int{0}, b.Open...) {
		began := time.Now()
		if err := b.open(ctx, lanes, want-open); err != nil {
			return err
		}
		open = max(open, want)
		b.say("  %d open requests after %.0f s", open, time.Since(began).Seconds())
		at, err := b.restAmong(ctx, lanes[0])
		if err != nil {
			return err
		}
		at.Open = open
		got.Rest = append(got.Rest, at)
		last := &got.Rest[len(got.Rest)-1]
		last.Ratio = last.Decision / got.Rest[0].Decision
	}
	return nil
}

// open submits more requests, on all lanes at once.
func (b *bench) open(ctx context.Context, lanes []lane, more int) error {
	group, ctx := errgroup.WithContext(ctx)
	var left atomic.Int64
	left.Store(int64(more))
	for _, l := range lanes {
		group.Go(func() error {
			for left.Add(-1) >= 0 {
				if _, err := b.submitted(ctx, l); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// restAmong watches the parts of the stack and then measures decisions of one person.
func (b *bench) restAmong(ctx context.Context, l lane) (at rest, err error) {
	// What was begun before is not rest.
	if err := sleep(ctx, b.Rest/4); err != nil {
		return at, err
	}
	if at.Parts, err = b.watch(ctx, b.Rest); err != nil {
		return at, err
	}
	approve := func(_ int, decided func(time.Duration)) error { return b.approve(ctx, l, decided) }
	var paces []pace
	for range b.Rounds {
		p, err := b.measure(1, approve)
		if err != nil {
			return at, err
		}
		paces = append(paces, p)
	}
	at.Decision = medianPace(paces).Median
	return at, nil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
