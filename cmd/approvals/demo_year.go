package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// How much demo data the development stack makes.
const (
	noDemoData    = "none"
	smallDemoData = "small"
	richDemoData  = "rich"
)

func (s *settings) checkDemoData() error {
	switch s.demoData {
	case noDemoData, smallDemoData, richDemoData:
		return nil
	default:
		return fmt.Errorf("--demo-data is %q: want small, rich or none", s.demoData)
	}
}

// demoPeriods are the parts of the demo year: half months, the last of which
// ends now.
const demoPeriods = 24

// demoLanes is how many customers are worked on at a time; the people of the
// stack shall still find a fast one.
const demoLanes = 4

// year lets several people live through a year of a company, by the same calls
// as everybody makes, and dates what they did back afterwards. Every call has a
// key of its own that stays the same, and every period a row that says when it
// began: a run that was stopped goes on, and doubles nothing.
type year struct {
	out       io.Writer
	server    string
	store     *storage.Store
	people    map[string]*person
	customers []*demoCustomer
	// ends is the day on which the year ends.
	ends time.Time
	// beginnings are when the periods began in truth.
	beginnings []time.Time
	mu         sync.Mutex
	requests   int
}

// demoYear plays the year in the background of the development stack.
func (s *settings) demoYear(ctx context.Context, out io.Writer) {
	if s.demoData != richDemoData {
		return
	}
	// Only the owner of the tables can date back.
	store, err := s.openOwner()
	if err == nil {
		defer store.Close()
		err = newYear(out, "http://"+s.listen, store, len(demoCompanies)).run(ctx)
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintf(out, "Demo data: stopped (%v). The next start goes on with it; --demo-data=small leaves it out.\n", err)
	}
}

func newYear(out io.Writer, server string, store *storage.Store, customers int) *year {
	return &year{out: out, server: server, store: store, customers: planYear(demoCompanies[:customers])}
}

// run makes the year, unless it has been made.
func (y *year) run(ctx context.Context) error {
	if made, err := y.store.DemoPeriodBegan(ctx, demoPeriods); err != nil || made {
		return err
	}
	began := time.Now()
	if err := y.meetPeople(ctx); err != nil {
		return err
	}
	for period := range demoPeriods {
		at, err := y.store.BeginDemoPeriod(ctx, period)
		if err != nil {
			return err
		}
		y.beginnings = append(y.beginnings, at)
		if period == 0 {
			y.ends = at
		}
		if period%4 == 0 {
			fmt.Fprintf(y.out, "Demo data: %d %% of a year of %d customers, %d requests so far\n",
				period*100/demoPeriods, len(y.customers), y.requests)
		}
		if err := y.live(ctx, period); err != nil {
			return err
		}
	}
	var ids []string
	for _, c := range y.customers {
		ids = append(ids, c.id)
	}
	if err := y.store.DateBackDemo(ctx, ids, y.spans(time.Now()), demoPeriods); err != nil {
		return fmt.Errorf("date the demo data back: %w", err)
	}
	fmt.Fprintf(y.out, "Demo data: a year of %d customers and %d requests is there, after %.0f s.\n",
		len(y.customers), y.requests, time.Since(began).Seconds())
	return nil
}

// meetPeople makes the accounts that only the year needs, and signs everybody
// in.
func (y *year) meetPeople(ctx context.Context) error {
	manager, err := y.store.UserByUsername(ctx, "manager")
	if err != nil {
		return err
	}
	for _, account := range demoColleagues {
		if _, err := y.store.UserByUsername(ctx, account.Username); approval.CodeOf(err) != approval.CodeNotFound {
			if err != nil {
				return err
			}
			continue
		}
		account.Demo, account.Password, account.ManagerID = true, "demo-"+account.Username, manager.ID
		account.Email = account.Username + "@demo.example"
		if _, err := y.store.CreateUser(ctx, account); err != nil {
			return err
		}
	}
	y.people = map[string]*person{}
	for _, name := range append([]string{"commercial", "finance", "manager", "gm"}, demoReps...) {
		if y.people[name], err = signIn(ctx, y.server, name); err != nil {
			return err
		}
	}
	return nil
}

// live lets a period happen: customers side by side, what happens to one in
// order.
func (y *year) live(ctx context.Context, period int) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	waiting := make(chan *demoCustomer)
	failed := make([]error, demoLanes)
	var lanes sync.WaitGroup
	for lane := range demoLanes {
		lanes.Go(func() {
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
	lanes.Wait()
	for _, err := range failed {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	return errors.Join(failed...)
}

// date is the day of a period; part is how far into it, from 0 to 1.
func (y *year) date(period int, part float64) time.Time {
	left := float64(demoPeriods-period) - part
	return y.ends.Add(-time.Duration(left * float64(demoPeriodLength)))
}

const demoPeriodLength = 365 * 24 * time.Hour / demoPeriods

func (y *year) day(period int, part float64) string {
	return y.date(period, part).In(demoZone).Format(time.DateOnly)
}

// demoDay is the day so many days from today.
func demoDay(days int) string {
	return time.Now().In(demoZone).AddDate(0, 0, days).Format(time.DateOnly)
}

var demoZone = time.FixedZone("Asia/Shanghai", 8*60*60)

// spans tells what was made in which period apart over the office hours of the
// working days of that half month.
func (y *year) spans(now time.Time) []storage.DemoSpan {
	var spans []storage.DemoSpan
	for period, from := range y.beginnings {
		to := now
		if period+1 < len(y.beginnings) {
			to = y.beginnings[period+1]
		}
		days := officeDays(y.date(period, 0), y.date(period, 1), now)
		for i, day := range days {
			part := func(n int) time.Time { return from.Add(to.Sub(from) * time.Duration(n) / time.Duration(len(days))) }
			spans = append(spans, storage.DemoSpan{MadeFrom: part(i), MadeTo: part(i + 1), From: day[0], To: day[1]})
		}
	}
	return spans
}

// officeDays are the hours from nine to six of the working days that begin in a
// span of time and have begun by now.
func officeDays(from, to, now time.Time) (days [][2]time.Time) {
	for midnight := from.In(demoZone).Truncate(24 * time.Hour).Add(-8 * time.Hour); midnight.Before(to); midnight = midnight.AddDate(0, 0, 1) {
		opens, closes := midnight.Add(9*time.Hour), midnight.Add(18*time.Hour)
		weekday := midnight.In(demoZone).Weekday()
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
