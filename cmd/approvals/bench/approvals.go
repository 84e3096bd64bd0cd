package bench

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// peoplePerCustomer is how many people at once work on one customer, whose timeline each
// of their acts is written to.
const peoplePerCustomer = 4

// approvalsPerPerson is how many approvals each person takes through in a round.
const approvalsPerPerson = 10

// lane is one author and the two who decide, with the project that they work on.
type lane struct {
	author, manager, clerk *person
	project                string
}

// office creates the accounts, customers and projects for people at once and signs the
// accounts in.
func (b *bench) office(ctx context.Context, people int) ([]lane, error) {
	run := uuid.NewString()[:8]
	join := func(name, role string) (*person, error) {
		username, password := fmt.Sprintf("bench-%s-%s", run, name), uuid.NewString()
		if _, err := b.Store.CreateUser(ctx, ledger.Program, account.UserInput{
			Username: username, Name: username, Password: password, Roles: []string{role},
		}); err != nil {
			return nil, fmt.Errorf("account %s: %w", username, err)
		}
		return signIn(ctx, b.Server, username, password)
	}
	var lanes []lane
	for i := 0; i < people; i += peoplePerCustomer {
		l := lane{}
		var err error
		for _, post := range []struct {
			into *(*person)
			role string
		}{{&l.author, approval.SalesRep}, {&l.manager, approval.GeneralManager}, {&l.clerk, approval.Finance}} {
			if *post.into, err = join(fmt.Sprintf("%s-%d", post.role, i), post.role); err != nil {
				return nil, err
			}
		}
		var customer, project struct{ ID string }
		if err := l.author.post(ctx, "/customers", object{"name": fmt.Sprintf("Bench %s %d", run, i)}, &customer); err != nil {
			return nil, err
		}
		if err := l.author.post(ctx, "/customers/"+customer.ID+"/projects", object{"name": "Bench " + run}, &project); err != nil {
			return nil, err
		}
		l.project = project.ID
		for range min(peoplePerCustomer, people-i) {
			lanes = append(lanes, l)
		}
	}
	return lanes, nil
}

// approve takes one expense request from the draft to its payment and reports how long
// each decision took.
func (b *bench) approve(ctx context.Context, l lane, decided func(time.Duration)) error {
	type request struct {
		ID       string
		Revision int
		Tasks    []struct{ ID, State string }
	}
	var r request
	if err := l.author.post(ctx, "/expense-requests", object{
		"project_id": l.project, "category": "travel", "amount": yuan("88.00"), "purpose": "Bench", "spent_on": b.today,
	}, &r); err != nil {
		return err
	}
	if err := l.author.post(ctx, "/expense-requests/"+r.ID+"/submit", object{}, nil); err != nil {
		return err
	}
	decide := func(p *person, decision object) error {
		var shown request
		if err := p.get(ctx, "/requests/"+r.ID, &shown); err != nil {
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
		return fmt.Errorf("request %s has no open task", r.ID)
	}
	if err := decide(l.manager, object{"outcome": approval.Approve}); err != nil {
		return err
	}
	return decide(l.clerk, object{"outcome": approval.Complete, "data": object{
		"paid_amount": yuan("88.00"), "method": "bank_transfer", "voucher_no": uuid.NewString(), "paid_on": b.today,
	}})
}

func yuan(amount string) object { return object{"amount": amount, "currency": "CNY"} }

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

// approvalsAgainstFloor measures approvals by people at once, in turn with the floor.
func (b *bench) approvalsAgainstFloor(ctx context.Context, people int) (paired, error) {
	lanes, err := b.office(ctx, people)
	if err != nil {
		return paired{}, err
	}
	product := func(i int, decided func(time.Duration)) error { return b.approve(ctx, lanes[i], decided) }
	bare := func(_ int, decided func(time.Duration)) error { return b.floor.approve(ctx, decided) }
	var products, floors []pace
	for round := range b.Rounds + 1 {
		p, err := measure(people, product)
		if err != nil {
			return paired{}, err
		}
		f, err := measure(people, bare)
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

// measure runs approve approvalsPerPerson times for each of the people at once; fewer
// people take more approvals each, so that a round is long enough to measure.
func measure(people int, approve func(i int, decided func(time.Duration)) error) (pace, error) {
	var (
		group     sync.WaitGroup
		mu        sync.Mutex
		decisions []time.Duration
		left      atomic.Int64
		failed    error
	)
	total := max(people*approvalsPerPerson, 60)
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

func medianPace(paces []pace) (middle pace) {
	of := func(value func(pace) float64) float64 {
		var values []float64
		for _, p := range paces {
			values = append(values, value(p))
		}
		return quantile(values, 0.5)
	}
	middle.PerSecond = of(func(p pace) float64 { return p.PerSecond })
	middle.Median = of(func(p pace) float64 { return p.Median })
	middle.P95 = of(func(p pace) float64 { return p.P95 })
	return middle
}

// quantile returns the value below which the share of the values lies.
func quantile[T float64 | time.Duration](values []T, share float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[int(float64(len(sorted)-1)*share+0.5)]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
