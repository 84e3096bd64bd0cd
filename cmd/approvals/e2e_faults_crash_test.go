//go:build faults

package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"approvals/deploy/devstack"

	"github.com/google/go-cmp/cmp"
)

// crashes kills Temporal and PostgreSQL during a stream of decisions, which clients
// repeat under the same key until they get a response. Afterwards each confirmed
// decision is recorded once and the data is consistent.
func (f faulty) crashes(t *testing.T) {
	_, project := f.newProject(t, "rep", nil)
	var stop, paid atomic.Int64
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	var clients sync.WaitGroup
	defer clients.Wait()
	defer cancel()
	finished := make(chan streamed, 10_000)
	for range 4 {
		clients.Go(func() {
			for stop.Load() == 0 && ctx.Err() == nil {
				s, err := insisting(f.Try).stream(ctx, project)
				if err != nil {
					t.Errorf("a client gives up: %v", err)
					return
				}
				finished <- s
				paid.Add(1)
			}
		})
	}
	more := func(n int64) {
		t.Helper()
		have := paid.Load()
		eventually(t, 90*time.Second, func() error {
			if got := paid.Load(); got < have+n {
				return fmt.Errorf("%d requests went through, want %d more", got-have, n)
			}
			return nil
		})
	}
	more(8)
	for _, part := range []string{devstack.PartTemporal, devstack.PartPostgres, devstack.PartPostgres} {
		must(t, f.stack.Kill(part))
		must(t, f.stack.WaitReady(ctx, part))
		more(4)
	}
	stop.Store(1)
	clients.Wait()
	close(finished)

	want := []string{"submit", "approve", "complete"}
	n := 0
	for s := range finished {
		n++
		r := f.Get(t, "rep", "/expense-requests/"+s.id)
		if diff := cmp.Diff(want, r.All("decisions", "outcome")); diff != "" || r.At("status") != "paid" {
			t.Errorf("%s is %s with other decisions than were answered: %s", r.At("number"), r.At("status"), diff)
		}
		if diff := cmp.Diff(s.decisions, r.All("decisions", "id")); diff != "" {
			t.Errorf("%s: the decisions are not those of the last answer: %s", r.At("number"), diff)
		}
		if events := r.All("events", "kind"); len(events) != 3 {
			t.Errorf("%s has the events %v", r.At("number"), events)
		}
	}
	t.Logf("%d requests, %d decisions", n, 3*n)
	eventually(t, 90*time.Second, func() error {
		said, err := f.verified(t.Context())
		if err != nil {
			err = fmt.Errorf("%w\n%s", err, said)
		}
		return err
	})
}
