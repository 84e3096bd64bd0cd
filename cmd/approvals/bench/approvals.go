package bench

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// approve takes one expense request from the draft to its payment and reports how long
// each decision took.
func (b *bench) approve(ctx context.Context, l lane, decided func(time.Duration)) error {
	id, err := b.submitted(ctx, l)
	if err != nil {
		return err
	}
	decide := func(p *person, decision object) error {
		var shown struct {
			Revision int
			Tasks    []struct{ ID, State string }
		}
		if err := p.get(ctx, "/requests/"+id, &shown); err != nil {
			return err
		}
		for _, task := range shown.Tasks {
			if task.State != string(approval.TaskOpen) {
				continue
			}
			decision["revision"] = shown.Revision
			began := time.Now()
			err := p.post(ctx, "/tasks/"+task.ID+"/complete", decision, nil)
			decided(time.Since(began))
			return err
		}
		return fmt.Errorf("request %s has no open task", id)
	}
	if err := decide(l.manager, object{"outcome": approval.Approve}); err != nil {
		return err
	}
	return decide(l.clerk, object{"outcome": approval.Complete, "data": object{
		"paid_amount": yuan("80.00"), "method": "bank_transfer", "voucher_no": uuid.NewString(), "paid_on": b.today,
	}})
}

// pace is how fast a round was.
type pace struct {
	PerSecond float64 `json:"per_second"`
	// Median and P95 are of single decisions, in milliseconds.
	Median float64 `json:"decision_ms_median"`
	P95    float64 `json:"decision_ms_p95"`
}

// paired is what the product and the floor reached at a number of people at once:
// medians over rounds that ran in turn.
type paired struct {
	People   int     `json:"people"`
	Product  pace    `json:"product"`
	Floor    pace    `json:"floor"`
	Ratio    float64 `json:"ratio"`
	Decision float64 `json:"decision_ratio"`
}

// approvals measures approvals by each number of people at once.
func (b *bench) approvals(ctx context.Context, got *result) error {
	floor, err := startFloor(b.Temporal)
	if err != nil {
		return err
	}
	defer floor.worker.Stop()
	for _, people := range b.People {
		measured, err := b.approvalsAgainst(ctx, floor, people)
		if err != nil {
			return err
		}
		got.Approvals = append(got.Approvals, measured)
	}
	return nil
}

// approvalsAgainst measures approvals by people at once, in turn with the floor.
func (b *bench) approvalsAgainst(ctx context.Context, floor *floor, people int) (paired, error) {
	lanes, err := b.office(ctx, people, b.Server)
	if err != nil {
		return paired{}, err
	}
	product := func(i int, decided func(time.Duration)) error { return b.approve(ctx, lanes[i], decided) }
	bare := func(_ int, decided func(time.Duration)) error { return floor.approve(ctx, decided) }
	var products, floors []pace
	for round := range b.Rounds + 1 {
		p, err := b.measure(people, product)
		if err != nil {
			return paired{}, err
		}
		f, err := b.measure(people, bare)
		if err != nil {
			return paired{}, err
		}
		// The first round warms caches and connections up.
		if round > 0 {
			products, floors = append(products, p), append(floors, f)
			b.say("  %2d people, round %d: %.1f approvals/s of %.1f; a decision %.1f ms of %.1f", people, round, p.PerSecond, f.PerSecond, p.Median, f.Median)
		}
	}
	got := paired{People: people, Product: medianPace(products), Floor: medianPace(floors)}
	got.Ratio = got.Product.PerSecond / got.Floor.PerSecond
	got.Decision = got.Product.Median / got.Floor.Median
	return got, nil
}

// fewestPeople is the number of people whose approvals a round has at least, so that
// it is long enough to measure.
const fewestPeople = 6

// measure runs approve a number of times for each of the people at once.
func (b *bench) measure(people int, approve func(i int, decided func(time.Duration)) error) (pace, error) {
	var (
		group     sync.WaitGroup
		mu        sync.Mutex
		decisions []time.Duration
		left      atomic.Int64
		failed    error
	)
	total := max(people, fewestPeople) * b.Each
	left.Store(int64(total))
	began := time.Now()
	for i := range people {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				err := approve(i, func(took time.Duration) {
					mu.Lock()
					defer mu.Unlock()
					decisions = append(decisions, took)
				})
				if err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
			}
		})
	}
	group.Wait()
	if failed != nil {
		return pace{}, failed
	}
	return pace{
		PerSecond: float64(total) / time.Since(began).Seconds(),
		Median:    milliseconds(quantile(decisions, 0.5)),
		P95:       milliseconds(quantile(decisions, 0.95)),
	}, nil
}
