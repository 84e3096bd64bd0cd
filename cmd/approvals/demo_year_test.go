package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/storagetest"
)

// TestDemoYear plays the year with a few customers, stops it on the way as a
// crash would, and lets it go on: nothing is there twice, all that is kept
// agrees, and it looks like a year.
func TestDemoYear(t *testing.T) {
	p := newPlatform(t)
	const customers = 6
	stopping, stop := context.WithCancel(t.Context())
	owner, err := p.openOwner()
	must(t, err)
	t.Cleanup(func() { owner.Close() })
	stopped := newYear(&stopsAt{words: "33 %", stop: stop}, p.url(), owner, customers)
	if err := stopped.run(stopping); err == nil {
		t.Fatal("the year was not stopped")
	}
	half := countRows(t, p, `SELECT count(*) FROM requests`)
	y := newYear(io.Discard, p.url(), owner, customers)
	must(t, y.run(t.Context()))

	if half == 0 || half >= y.requests {
		t.Errorf("%d requests when it was stopped, %d in the end", half, y.requests)
	}
	for what, counts := range map[string][2]int{
		"customers": {customers, countRows(t, p, `SELECT count(*) FROM customers WHERE name <> '`+demoCustomerName+`'`)},
		"requests":  {y.requests, countRows(t, p, `SELECT count(*) FROM requests`)},
		"files that are there twice": {0, countRows(t, p, `SELECT count(*) FROM (
			SELECT FROM attachments GROUP BY request_id, name HAVING count(*) > 1) twice`)},
		"things made in the future":           {0, countRows(t, p, `SELECT count(*) FROM timeline_events WHERE at > now()`)},
		"requests that end before they begin": {0, countRows(t, p, `SELECT count(*) FROM requests r JOIN decisions d ON d.request_id = r.id WHERE d.at < r.created_at OR r.updated_at < d.at`)},
		"requests numbered in another year":   {0, countRows(t, p, `SELECT count(*) FROM requests WHERE split_part(number, '-', 2)::int <> extract(year FROM created_at AT TIME ZONE 'Asia/Shanghai')`)},
		"events on a weekend":                 {0, countRows(t, p, `SELECT count(*) FROM timeline_events WHERE extract(isodow FROM at AT TIME ZONE 'Asia/Shanghai') > 5 AND at < now() - interval '4 days'`)},
		"work logs of another day": {0, countRows(t, p, `SELECT count(*) FROM work_logs w JOIN timeline_events e ON e.subject_id = w.id
			WHERE w.work_date <> (w.created_at AT TIME ZONE 'Asia/Shanghai')::date OR strpos(e.summary_en, w.work_date::text) = 0`)},
		"tasks that are never due, or due before they are opened": {0, countRows(t, p, `SELECT count(*) FROM tasks WHERE due_at IS NULL OR due_at <= created_at`)},
		"tasks that are due long after they are opened":           {0, countRows(t, p, `SELECT count(*) FROM tasks WHERE due_at > created_at + interval '24 days'`)},
		"work logs on a weekend":                                  {0, countRows(t, p, `SELECT count(*) FROM work_logs WHERE extract(isodow FROM work_date) > 5 AND work_date < current_date - 4`)},
		"words about a number that is none": {0, countRows(t, p, `SELECT count(*) FROM timeline_events e
			WHERE e.subject_label ~ '^[PE]-' AND NOT EXISTS (SELECT FROM requests r WHERE r.number = e.subject_label AND strpos(e.summary_en, r.number) > 0)`)},
	} {
		if counts[0] != counts[1] {
			t.Errorf("%d %s, want %d", counts[1], what, counts[0])
		}
	}
	if logs, days := countRows(t, p, `SELECT count(*) FROM work_logs`), countRows(t, p, `SELECT count(DISTINCT work_date) FROM work_logs`); logs < 50 || days < 30 {
		t.Errorf("%d work logs on %d days", logs, days)
	}
	if days := countRows(t, p, `SELECT extract(epoch FROM max(at) - min(at)) / 86400 FROM timeline_events`); days < 300 {
		t.Errorf("the year has %d days", days)
	}
	p.wantAgreement(t)

	// What comes next follows on.
	began, err := owner.DemoPeriodBegan(t.Context(), demoPeriods)
	must(t, err)
	if !began {
		t.Error("nobody has noted that the year is made")
	}
	must(t, newYear(failsToWrite{t}, p.url(), owner, customers).run(t.Context()))
	rep, err := p.store.UserByUsername(t.Context(), "rep")
	must(t, err)
	actor, err := p.store.Actor(t.Context(), rep.ID)
	must(t, err)
	_, err = p.store.AddNote(t.Context(), actor, y.customers[0].id, "note")
	must(t, err)
	p.wantAgreement(t)
}

// TestDateBackNeedsDemoAccounts tries it on the database of a company.
func TestDateBackNeedsDemoAccounts(t *testing.T) {
	p := newPlatform(t)
	storagetest.ByHand(t, p.store, `UPDATE users SET active = false WHERE demo`)
	owner, err := p.openOwner()
	must(t, err)
	t.Cleanup(func() { owner.Close() })
	if err := owner.DateBackDemo(t.Context(), nil, []storage.DemoSpan{}, 1); err == nil {
		t.Error("dates of a company's own data could be moved")
	}
}

func TestDemoDataIsAWord(t *testing.T) {
	for value, fits := range map[string]bool{"small": true, "rich": true, "none": true, "": false, "much": false} {
		if err := (&settings{demoData: value}).checkDemoData(); (err == nil) != fits {
			t.Errorf("%q: %v", value, err)
		}
	}
}

// TestPlannedYear looks at the plan for the ways and ends that are to be seen.
func TestPlannedYear(t *testing.T) {
	customers, requests, open := planYear(demoCompanies), 0, 0
	ends, ofProjects := map[demoEnd]int{}, map[demoEnd]int{}
	for _, c := range customers {
		for _, p := range c.projects {
			if p.asked >= 0 {
				ends[p.ends]++
				ofProjects[p.ends]++
				requests++
			}
			for _, e := range p.expenses {
				ends[e.ends]++
				requests++
			}
		}
	}
	for _, end := range append(append([]demoEnd{}, ended...), underWay...) {
		if ends[end] == 0 || ofProjects[end] == 0 && end != endLess {
			t.Errorf("%d requests are %s, %d of them for projects", ends[end], end, ofProjects[end])
		}
	}
	for _, end := range []demoEnd{endWaiting, endHalfway, endAtAuthor, endDraft} {
		open += ends[end]
	}
	if len(customers) != 40 || requests < 150 || open < 10 || open > requests/5 {
		t.Errorf("%d customers, %d requests, %d of them open", len(customers), requests, open)
	}
}

func TestOfficeDays(t *testing.T) {
	from := time.Date(2026, 11, 6, 8, 0, 0, 0, demoZone) // a Friday
	days := officeDays(from, from.AddDate(0, 0, 4), from.AddDate(0, 0, 3).Add(3*time.Hour))
	if len(days) != 2 || days[0][0].Weekday() != time.Friday || days[1][0].In(demoZone).Format("01-02 15:04") != "11-09 09:00" ||
		days[1][1].In(demoZone).Hour() != 11 {
		t.Errorf("%v", days)
	}
}

func countRows(t *testing.T, p *platform, query string) (n int) {
	t.Helper()
	var count float64
	if err := p.store.DB().QueryRowContext(t.Context(), query).Scan(&count); err != nil {
		t.Fatal(err)
	}
	return int(count)
}

// stopsAt ends what writes to it when it comes to the words.
type stopsAt struct {
	words string
	stop  context.CancelFunc
}

func (s *stopsAt) Write(line []byte) (int, error) {
	if strings.Contains(string(line), s.words) {
		// In the middle of the period.
		time.AfterFunc(300*time.Millisecond, s.stop)
	}
	return len(line), nil
}

type failsToWrite struct{ t *testing.T }

func (f failsToWrite) Write(line []byte) (int, error) {
	f.t.Errorf("a year that is made was made again: %s", line)
	return len(line), nil
}
