package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/deploy/demo"
	"approvals/storage"
)

// TestDemoYear creates the demo year with a few customers, interrupts and resumes it:
// there are no duplicates, the data is consistent and covers a year.
func TestDemoYear(t *testing.T) {
	s := newScene(t)
	const customers = 6
	owner, superuser := s.asOwner(t), s.asSuperuser(t)
	stopping, stop := context.WithCancel(t.Context())
	if err := demo.NewYear(&stopsAt{words: "33 %", after: 300 * time.Millisecond, stop: stop}, s.URL, owner, superuser, customers).Run(stopping); err == nil {
		t.Fatal("the year was not stopped")
	}
	half := countRows(t, s, `SELECT count(*) FROM requests`)
	// Interrupted again after the creation and before the backdating.
	stopping, stop = context.WithCancel(t.Context())
	if err := demo.NewYear(&stopsAt{words: "backdating", stop: stop}, s.URL, owner, superuser, customers).Run(stopping); err == nil {
		t.Fatal("the year was not stopped before the backdating")
	}
	var told spoken
	endWork := s.writeNotes(t)
	must(t, demo.NewYear(&told, s.URL, owner, superuser, customers).Run(t.Context()))
	endWork()

	var toldCustomers, requests int
	_, last, _ := strings.Cut(told.String(), "created a year")
	if _, err := fmt.Sscanf(last, " with %d customers and %d requests", &toldCustomers, &requests); err != nil || toldCustomers != customers {
		t.Errorf("%v: %s", err, last)
	}
	if half == 0 || half >= requests {
		t.Errorf("%d requests when it was stopped, %d in the end", half, requests)
	}
	for what, counts := range map[string][2]int{
		"customers": {customers, countRows(t, s, `SELECT count(*) FROM customers WHERE name <> '`+demo.CustomerName+`'`)},
		"requests":  {requests, countRows(t, s, `SELECT count(*) FROM requests`)},
		"files that are there twice": {0, countRows(t, s, `SELECT count(*) FROM (
			SELECT FROM attachments GROUP BY request_id, name HAVING count(*) > 1) twice`)},
		"people who are younger than what they did": {0, countRows(t, s, `SELECT count(*) FROM timeline_events e JOIN users u ON u.id = e.actor_id WHERE u.created_at > e.at`)},
		"things made in the future":                 {0, countRows(t, s, `SELECT count(*) FROM timeline_events WHERE at > now()`)},
		"requests that end before they begin":       {0, countRows(t, s, `SELECT count(*) FROM requests r JOIN decisions d ON d.request_id = r.id WHERE d.at < r.created_at OR r.updated_at < d.at`)},
		"requests numbered in another year":         {0, countRows(t, s, `SELECT count(*) FROM requests WHERE split_part(number, '-', 2)::int <> extract(year FROM created_at AT TIME ZONE 'Asia/Shanghai')`)},
		"events on a weekend":                       {0, countRows(t, s, `SELECT count(*) FROM timeline_events WHERE extract(isodow FROM at AT TIME ZONE 'Asia/Shanghai') > 5 AND at < now() - interval '4 days'`)},
		"work logs of another day": {0, countRows(t, s, `SELECT count(*) FROM work_logs w JOIN timeline_events e ON e.subject_id = w.id
			WHERE w.work_date <> (w.created_at AT TIME ZONE 'Asia/Shanghai')::date OR strpos(e.summary_en, w.work_date::text) = 0`)},
		"tasks that are never due, or due before they are opened": {0, countRows(t, s, `SELECT count(*) FROM tasks WHERE due_at IS NULL OR due_at <= created_at`)},
		"tasks that are due long after they are opened":           {0, countRows(t, s, `SELECT count(*) FROM tasks WHERE due_at > created_at + interval '24 days'`)},
		"work logs on a weekend":                                  {0, countRows(t, s, `SELECT count(*) FROM work_logs WHERE extract(isodow FROM work_date) > 5 AND work_date < current_date - 4`)},
		"words about a number that is none": {0, countRows(t, s, `SELECT count(*) FROM timeline_events e
			WHERE e.subject_label ~ '^[PE]-' AND NOT EXISTS (SELECT FROM requests r WHERE r.number = e.subject_label AND strpos(e.summary_en, r.number) > 0)`)},
	} {
		if counts[0] != counts[1] {
			t.Errorf("%d %s, want %d", counts[1], what, counts[0])
		}
	}
	if logs, days := countRows(t, s, `SELECT count(*) FROM work_logs`), countRows(t, s, `SELECT count(DISTINCT work_date) FROM work_logs`); logs < 50 || days < 30 {
		t.Errorf("%d work logs on %d days", logs, days)
	}
	if days := countRows(t, s, `SELECT extract(epoch FROM max(at) - min(at)) / 86400 FROM timeline_events`); days < 300 {
		t.Errorf("the year has %d days", days)
	}
	s.wantAgreement(t)

	// What comes next follows on.
	must(t, demo.NewYear(failsToWrite{t}, s.URL, owner, superuser, customers).Run(t.Context()))
	rep, err := s.store.UserByUsername(t.Context(), "rep")
	must(t, err)
	actor, err := s.store.Actor(t.Context(), rep.ID)
	must(t, err)
	for id, err := range s.store.CustomerIDs(t.Context()) {
		must(t, err)
		_, err = s.store.AddNote(t.Context(), actor, id, "note")
		must(t, err)
		break
	}
	s.wantAgreement(t)
}

// TestDemoYearNeedsASuperuser checks the error for a role that cannot backdate.
func TestDemoYearNeedsASuperuser(t *testing.T) {
	s := newScene(t)
	owner := s.asOwner(t)
	err := demo.NewYear(io.Discard, s.URL, owner, owner, 1).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "superuser") {
		t.Error(err)
	}
	if made := countRows(t, s, `SELECT count(*) FROM customers WHERE name <> '`+demo.CustomerName+`'`); made > 0 {
		t.Errorf("%d customers were made", made)
	}
}

// asOwner opens the database as the owner of the tables.
func (s *scene) asOwner(t *testing.T) *storage.Store { return openStore(t, s.MigrateDatabaseURL) }

// asSuperuser opens the database as a superuser, who can disable triggers.
func (s *scene) asSuperuser(t *testing.T) *storage.Store {
	database, err := url.Parse(s.MigrateDatabaseURL)
	must(t, err)
	superuser, err := url.Parse(os.Getenv("APPROVALS_TEST_DATABASE_ADMIN_URL"))
	must(t, err)
	database.User = superuser.User
	return openStore(t, database.String())
}

func openStore(t *testing.T, address string) *storage.Store {
	t.Helper()
	store, err := storage.Open(address, 2)
	must(t, err)
	t.Cleanup(func() { store.Close() })
	return store
}

func countRows(t *testing.T, s *scene, query string) (n int) {
	t.Helper()
	var count float64
	if err := s.store.DB().QueryRowContext(t.Context(), query).Scan(&count); err != nil {
		t.Fatal(err)
	}
	return int(count)
}

// stopsAt is a writer that calls stop when the words are written.
type stopsAt struct {
	words string
	// after is the delay before stop is called.
	after time.Duration
	stop  context.CancelFunc
}

func (s *stopsAt) Write(line []byte) (int, error) {
	if strings.Contains(string(line), s.words) {
		if s.after == 0 {
			s.stop()
		} else {
			time.AfterFunc(s.after, s.stop)
		}
	}
	return len(line), nil
}

// writeNotes lets a rep write notes on the demo customers until end is called; every
// note must be accepted.
func (s *scene) writeNotes(t *testing.T) (end func()) {
	ctx, stop := context.WithCancel(t.Context())
	customers := s.Get(t, "rep", "/customers?limit=200").List("items")
	var working sync.WaitGroup
	working.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			note := apitest.Call{Path: "/customers/" + customers[n%len(customers)].At("id") + "/notes", Body: apitest.JSON{"text": fmt.Sprintf("备注 %d", n)}}
			if r, err := s.Try(t.Context(), "rep", note); err != nil || r.Status != http.StatusCreated {
				t.Errorf("a note during the backdating: %v, %d: %s", err, r.Status, r.Raw)
				return
			}
		}
	})
	return func() { stop(); working.Wait() }
}

type failsToWrite struct{ t *testing.T }

func (f failsToWrite) Write(line []byte) (int, error) {
	f.t.Errorf("an existing year was created again: %s", line)
	return len(line), nil
}
