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

// periods are the parts of the demo year: half months, the last of which
// ends now.
const periods = 24

// lanes is how many customers are worked on at a time; the people of the
// stack shall still find a fast one.
const lanes = 4

// Year lets several people live through a year of a company, by the same calls
// as everybody makes, and dates what they did back afterwards. Every call has a
// key of its own that stays the same, and every period a row that says when it
// began: a run that was stopped goes on, and doubles nothing.
type Year struct {
	out       io.Writer
	server    string
	store     *storage.Store
	admin     *storage.Store
	progress  progress
	people    map[string]*Person
	customers []*plannedCustomer
	// ends is the day on which the year ends.
	ends     time.Time
	mu       sync.Mutex
	requests int
}

// Companies is how many customers a whole year has.
var Companies = len(companies)

// NewYear is a year with so many customers, through the API at server. store is
// the owner's of the tables, admin a superuser's.
func NewYear(out io.Writer, server string, store, admin *storage.Store, customers int) *Year {
	return &Year{out: out, server: server, store: store, admin: admin, progress: progress{store.DB()}, customers: planYear(companies[:customers])}
}

// Run makes the year, unless it has been made.
func (y *Year) Run(ctx context.Context) error {
	if err := y.progress.prepare(ctx); err != nil {
		return err
	}
	began := time.Now()
	end, over, err := y.progress.ended(ctx)
	if err != nil {
		return err
	}
	if over {
		if left, err := y.progress.left(ctx); err != nil || len(left) == 0 {
			return err
		}
	}
	if err := mayDateBack(ctx, y.admin.DB()); err != nil {
		return err
	}
	if !over {
		if err := y.liveAll(ctx); err != nil {
			return err
		}
		if end, _, err = y.progress.ended(ctx); err != nil {
			return err
		}
	}
	fmt.Fprintln(y.out, "Demo data: all is made and is being dated back over the year")
	if err := y.dateBack(ctx, end); err != nil {
		return fmt.Errorf("date the demo data back: %w", err)
	}
	requests, err := y.progress.requests(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(y.out, "Demo data: a year of %d customers and %d requests is there, after %.0f s.\n",
		len(y.customers), requests, time.Since(began).Seconds())
	return nil
}

// liveAll lets all periods happen.
func (y *Year) liveAll(ctx context.Context) error {
	if err := y.meetPeople(ctx); err != nil {
		return err
	}
	for period := range periods {
		at, err := y.progress.begin(ctx, period)
		if err != nil {
			return err
		}
		if period == 0 {
			y.ends = at
		}
		if period%4 == 0 {
			fmt.Fprintf(y.out, "Demo data: %d %% of a year of %d customers, %d requests so far\n",
				period*100/periods, len(y.customers), y.requests)
		}
		if err := y.live(ctx, period); err != nil {
			return err
		}
	}
	var ids []string
	for _, c := range y.customers {
		ids = append(ids, c.id)
	}
	return y.progress.end(ctx, ids)
}

// dateBack dates the customers back that have not been.
func (y *Year) dateBack(ctx context.Context, end time.Time) error {
	var beginnings []time.Time
	for period := range periods {
		at, err := y.progress.begin(ctx, period)
		if err != nil {
			return err
		}
		beginnings = append(beginnings, at)
	}
	y.ends = beginnings[0]
	left, err := y.progress.left(ctx)
	if err != nil {
		return err
	}
	return runDateBack(ctx, y.admin, left, y.spans(append(beginnings, end)))
}

// meetPeople makes the accounts that only the year needs, and signs everybody
// in.
func (y *Year) meetPeople(ctx context.Context) error {
	manager, err := y.store.UserByUsername(ctx, "manager")
	if err != nil {
		return err
	}
	for _, account := range colleagues {
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

// live lets a period happen: customers side by side, what happens to one in
// order.
func (y *Year) live(ctx context.Context, period int) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	waiting := make(chan *plannedCustomer)
	failed := make([]error, lanes)
	var working sync.WaitGroup
	for lane := range lanes {
		working.Go(func() {
			for c := range waiting {
				if failed[lane] = y.with(ctx, c, period); failed[lane] != nil {
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

// date is the day of a period; part is how far into it, from 0 to 1.
func (y *Year) date(period int, part float64) time.Time {
	left := float64(periods-period) - part
	return y.ends.Add(-time.Duration(left * float64(periodLength)))
}

const periodLength = 365 * 24 * time.Hour / periods

func (y *Year) day(period int, part float64) string {
	return y.date(period, part).In(shanghai).Format(time.DateOnly)
}

// Day is the day so many days from today.
func Day(days int) string {
	return time.Now().In(shanghai).AddDate(0, 0, days).Format(time.DateOnly)
}

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// spans tells what was made in which period, between two of the moments, apart
// over the office hours of the working days of that half month.
func (y *Year) spans(moments []time.Time) []span {
	var spans []span
	end := moments[periods]
	for period := range periods {
		from, to := moments[period], moments[period+1]
		days := officeDays(y.date(period, 0), y.date(period, 1), end)
		for i, day := range days {
			part := func(n int) time.Time { return from.Add(to.Sub(from) * time.Duration(n) / time.Duration(len(days))) }
			spans = append(spans, span{madeFrom: part(i), madeTo: part(i + 1), from: day[0], to: day[1]})
		}
	}
	return spans
}

// officeDays are the hours from nine to six of the working days that begin in a
// span of time and have begun by now.
func officeDays(from, to, now time.Time) (days [][2]time.Time) {
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

// onceKey is the context's key of the Idempotency-Key to send.
type onceKey struct{}

// once gives a POST a key that is the same however often the label is used.
func once(ctx context.Context, label string) context.Context {
	return context.WithValue(ctx, onceKey{}, uuid.NewSHA1(uuid.NameSpaceOID, []byte("demo year/"+label)).String())
}

// stale reports whether a change was refused because it has been made, or
// somebody else has changed the thing.
func stale(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.status == http.StatusConflict
}
