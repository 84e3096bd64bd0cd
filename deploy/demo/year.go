package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"approvals/storage"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// periods is the number of half months in the demo year; the last one ends now.
const periods = 24

// concurrency is how many customers are simulated at a time. It is low so that the
// stack stays responsive for its users.
const concurrency = 4

// Year simulates a year of a company through the API and backdates the result. The
// calls have stable idempotency keys and the start of every period is stored, so
// that an interrupted run can be resumed without duplicates.
type Year struct {
	out       io.Writer
	server    string
	store     *storage.Store
	admin     *storage.Store
	progress  progress
	people    map[string]*Person
	customers []*plannedCustomer
	// endDate is the last day of the year.
	endDate  time.Time
	mu       sync.Mutex
	requests int
}

// MaxCustomers is the number of customers in a full year.
var MaxCustomers = len(companies)

// NewYear returns a year with the number of customers, at most MaxCustomers, that
// calls the API at server. store connects as the owner of the tables, admin as a
// superuser.
func NewYear(out io.Writer, server string, store, admin *storage.Store, customers int) *Year {
	return &Year{out: out, server: server, store: store, admin: admin, progress: progress{store.DB()}, customers: planYear(companies[:customers])}
}

// Run creates the demo year, or resumes it. It does nothing if the year exists.
func (y *Year) Run(ctx context.Context) error {
	if err := y.progress.createTables(ctx); err != nil {
		return err
	}
	began := time.Now()
	end, over, err := y.progress.finishedAt(ctx)
	if err != nil {
		return err
	}
	if over {
		if left, err := y.progress.pendingCustomers(ctx); err != nil || len(left) == 0 {
			return err
		}
	}
	if err := checkSuperuser(ctx, y.admin.DB()); err != nil {
		return err
	}
	if !over {
		if err := y.simulate(ctx); err != nil {
			return err
		}
		if end, _, err = y.progress.finishedAt(ctx); err != nil {
			return err
		}
	}
	fmt.Fprintln(y.out, "Demo data: everything is created; backdating it over the year")
	if err := y.backdate(ctx, end); err != nil {
		return fmt.Errorf("backdate the demo data: %w", err)
	}
	requests, err := y.progress.countRequests(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(y.out, "Demo data: created a year with %d customers and %d requests in %.0f s.\n",
		len(y.customers), requests, time.Since(began).Seconds())
	return nil
}

// simulate runs all periods.
func (y *Year) simulate(ctx context.Context) error {
	if err := y.signInAll(ctx); err != nil {
		return err
	}
	for period := range periods {
		at, err := y.progress.startPeriod(ctx, period)
		if err != nil {
			return err
		}
		if period == 0 {
			y.endDate = at
		}
		if period%4 == 0 {
			fmt.Fprintf(y.out, "Demo data: %d %% of a year of %d customers, %d requests so far\n",
				period*100/periods, len(y.customers), y.requests)
		}
		if err := y.simulatePeriod(ctx, period); err != nil {
			return err
		}
	}
	var ids []string
	for _, c := range y.customers {
		ids = append(ids, c.id)
	}
	return y.progress.finish(ctx, ids)
}

// backdate backdates the customers that are not backdated yet.
func (y *Year) backdate(ctx context.Context, end time.Time) error {
	var beginnings []time.Time
	for period := range periods {
		at, err := y.progress.startPeriod(ctx, period)
		if err != nil {
			return err
		}
		beginnings = append(beginnings, at)
	}
	y.endDate = beginnings[0]
	left, err := y.progress.pendingCustomers(ctx)
	if err != nil {
		return err
	}
	return backdateCustomers(ctx, y.admin, left, y.timeMappings(append(beginnings, end)))
}

// signInAll creates the additional accounts and signs everybody in.
func (y *Year) signInAll(ctx context.Context) error {
	manager, err := y.store.UserByUsername(ctx, "manager")
	if err != nil {
		return err
	}
	for _, account := range yearAccounts {
		if _, err := y.store.UserByUsername(ctx, account.Username); approval.CodeOf(err) != approval.CodeNotFound {
			if err != nil {
				return err
			}
			continue
		}
		account.Demo, account.Password, account.ManagerID = true, "demo-"+account.Username, manager.ID
		account.Email = account.Username + "@demo.example"
		if _, err := y.store.CreateUser(ctx, ledger.Program, account); err != nil {
			return err
		}
	}
	y.people = map[string]*Person{}
	for _, name := range append([]string{"commercial", "finance", "manager", "gm"}, reps...) {
		if y.people[name], err = SignIn(ctx, y.server, name); err != nil {
			return err
		}
	}
	return nil
}

// simulatePeriod runs one period: customers concurrently, the actions for a customer
// in order.
func (y *Year) simulatePeriod(ctx context.Context, period int) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	waiting := make(chan *plannedCustomer)
	failed := make([]error, concurrency)
	var working sync.WaitGroup
	for worker := range concurrency {
		working.Go(func() {
			for c := range waiting {
				if failed[worker] = y.simulateCustomer(ctx, c, period); failed[worker] != nil {
					stop()
					return
				}
			}
		})
	}
	for _, c := range y.customers {
		select {
		case waiting <- c:
		case <-ctx.Done():
		}
	}
	close(waiting)
	working.Wait()
	for _, err := range failed {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return errors.Join(failed...)
}

// date is a moment in a period; part is the elapsed fraction of it, from 0 to 1.
func (y *Year) date(period int, part float64) time.Time {
	left := float64(periods-period) - part
	return y.endDate.Add(-time.Duration(left * float64(periodLength)))
}

const periodLength = 365 * 24 * time.Hour / periods

func (y *Year) day(period int, part float64) string {
	return y.date(period, part).In(shanghai).Format(time.DateOnly)
}

// Day is the date the number of days from today, in Shanghai.
func Day(days int) string {
	return time.Now().In(shanghai).AddDate(0, 0, days).Format(time.DateOnly)
}

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// timeMappings distributes the real time of every period, which lies between two
// consecutive moments, over the working hours of its half month.
func (y *Year) timeMappings(moments []time.Time) []timeMapping {
	var spans []timeMapping
	end := moments[periods]
	for period := range periods {
		from, to := moments[period], moments[period+1]
		days := workingHours(y.date(period, 0), y.date(period, 1), end)
		for i, day := range days {
			part := func(n int) time.Time { return from.Add(to.Sub(from) * time.Duration(n) / time.Duration(len(days))) }
			spans = append(spans, timeMapping{realFrom: part(i), realTo: part(i + 1), from: day[0], to: day[1]})
		}
	}
	return spans
}

// workingHours are the intervals from 9:00 to 18:00 of the working days that start
// between from and to, cut off at now.
func workingHours(from, to, now time.Time) (days [][2]time.Time) {
	for midnight := from.In(shanghai).Truncate(24 * time.Hour).Add(-8 * time.Hour); midnight.Before(to); midnight = midnight.AddDate(0, 0, 1) {
		opens, closes := midnight.Add(9*time.Hour), midnight.Add(18*time.Hour)
		weekday := midnight.In(shanghai).Weekday()
		if opens.Before(from) || !opens.Before(to) || weekday == time.Saturday || weekday == time.Sunday {
			continue
		}
		if closes.After(now) {
			closes = now
		}
		days = append(days, [2]time.Time{opens, closes})
	}
	return days
}

// idempotencyKey is the context key of the Idempotency-Key to send.
type idempotencyKey struct{}

// withKey makes a POST use an Idempotency-Key derived from the label.
func withKey(ctx context.Context, label string) context.Context {
	return context.WithValue(ctx, idempotencyKey{}, uuid.NewSHA1(uuid.NameSpaceOID, []byte("demo year/"+label)).String())
}

// isConflict reports whether a change was refused because the object has been
// changed since, possibly by an earlier run.
func isConflict(err error) bool {
	var refused *httpError
	return errors.As(err, &refused) && refused.status == http.StatusConflict
}
