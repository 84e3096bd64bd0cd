package storage_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// company is a database with many rows.
type company struct {
	*storage.Store
	rep, manager, finance approval.Actor
}

func newCompany(b testing.TB) company {
	store := storagetest.NewUnwatched(b)
	return company{
		store, storagetest.NewUser(b, store, "rep", approval.SalesRep), storagetest.NewUser(b, store, "manager", approval.Manager),
		storagetest.NewUser(b, store, "finance", approval.Finance),
	}
}

// run starts a command of one of the programs, with env added to a clean environment.
func (c company) run(b testing.TB, statement string, args ...any) {
	b.Helper()
	if _, err := storagetest.Owner(b, c.Store).ExecContext(b.Context(), statement, args...); err != nil {
		b.Fatalf("%s: %v", statement, err)
	}
}

// customerWith creates a customer whose timeline has that many events, by two users, on
// two projects, of four kinds.
func (c company) customerWith(b testing.TB, events int) (cust, project string) {
	b.Helper()
	made, err := c.CreateCustomer(b.Context(), c.rep, customer.Input{Name: new("many")})
	if err != nil {
		b.Fatal(err)
	}
	p, err := c.CreateProject(b.Context(), c.rep, made.ID, customer.ProjectInput{Name: new("p")})
	if err != nil {
		b.Fatal(err)
	}
	storagetest.WithoutTriggers(b, c.Store, `
		INSERT INTO timeline_events (id, customer_id, seq, kind, at, actor_id, actor_name, project_id, subject_type, subject_id,
			subject_label, changes, summary_zh, summary_en, prev_hash, hash)
		SELECT gen_random_uuid(), '`+made.ID+`', n, (ARRAY['note.added', 'contact.updated', 'project.updated', 'customer.updated'])[n % 4 + 1],
			now() - make_interval(secs => 200000 - n), CASE WHEN n % 2 = 0 THEN '`+c.rep.ID+`'::uuid ELSE '`+c.manager.ID+`' END, 'x',
			CASE WHEN n / 2 % 2 = 0 THEN '`+p.ID+`'::uuid END, 'customer', '`+made.ID+`', 'x',
			jsonb_build_object('text', jsonb_build_object('before', null, 'after', md5(n::text))), 'x', 'x', md5((n - 1)::text), md5(n::text)
		FROM generate_series(3, `+strconv.Itoa(events)+`) AS n`)
	return made.ID, p.ID
}

// BenchmarkTimelineFirstPage reads the first page of timelines with 100 and 100,000
// events, also with each filter, and reports the ratio of the times.
func BenchmarkTimelineFirstPage(b *testing.B) {
	c := newCompany(b)
	short, shortProject := c.customerWith(b, 100)
	long, longProject := c.customerWith(b, 100_000)
	c.run(b, `VACUUM ANALYZE`)
	from := time.Now().Add(-200_000 * time.Second)
	filters := map[string]func(project string) customer.TimelineFilter{
		"all": func(string) customer.TimelineFilter { return customer.TimelineFilter{} },
		"kind": func(string) customer.TimelineFilter {
			return customer.TimelineFilter{Kinds: []string{"contact.updated"}}
		},
		"kinds": func(string) customer.TimelineFilter {
			return customer.TimelineFilter{Kinds: []string{"contact", "note"}}
		},
		"person":  func(string) customer.TimelineFilter { return customer.TimelineFilter{ActorID: c.manager.ID} },
		"project": func(p string) customer.TimelineFilter { return customer.TimelineFilter{ProjectID: p} },
		"from":    func(string) customer.TimelineFilter { return customer.TimelineFilter{From: from} },
		"to":      func(string) customer.TimelineFilter { return customer.TimelineFilter{To: from.Add(95 * time.Second)} },
		"everything": func(p string) customer.TimelineFilter {
			return customer.TimelineFilter{Kinds: []string{"note"}, ActorID: c.rep.ID, ProjectID: p, From: from}
		},
	}
	for name, filter := range filters {
		b.Run(name, func(b *testing.B) {
			read := func(cust, project string) func() int {
				return func() int {
					events, _, err := c.Timeline(b.Context(), c.rep, cust, filter(project), customer.TimelinePage{Limit: 20})
					if err != nil {
						b.Fatal(err)
					}
					return len(events)
				}
			}
			compare(b, read(short, shortProject), read(long, longProject), 1.5)
		})
	}
}

// crowd creates tasks, a tenth of them open, and proportionally many requests,
// customers and reps; the customers of the measured user do not grow.
func (c company) crowd(b testing.TB, tasks int) {
	b.Helper()
	reps := max(tasks/5000, 2)
	c.run(b, `
		INSERT INTO users (id, username, name, password_hash, demo)
		SELECT gen_random_uuid(), 'rep' || n, 'rep' || n, 'x', true FROM generate_series(2, $1) AS n`, reps)
	c.run(b, `
		CREATE TEMP TABLE crowd AS SELECT id, row_number() OVER (ORDER BY username) - 1 AS n FROM users WHERE username LIKE 'rep%'`)
	c.run(b, `
		INSERT INTO customers (id, name, owner_id)
		SELECT gen_random_uuid(), 'customer ' || n, (SELECT id FROM crowd WHERE crowd.n = c.n % (SELECT count(*) FROM crowd))
		FROM generate_series(1, $1) AS c (n)`, reps*50)
	c.run(b, `INSERT INTO projects (id, customer_id, name) SELECT gen_random_uuid(), id, 'project' FROM customers`)
	c.run(b, `ANALYZE`)
	// Ids that sort by time, as NewID makes them.
	c.run(b, `CREATE OR REPLACE FUNCTION bench_id(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
		$$ SELECT ('0' || to_hex(1700000000000 + n * 100) || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid $$`)
	// The rows are as the keys want them, and a million takes long enough.
	c.run(b, `DO $$ DECLARE k record; BEGIN
		FOR k IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
			WHERE contype = 'f' AND conrelid IN ('tasks'::regclass, 'requests'::regclass, 'expense_requests'::regclass) LOOP
			EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.t, k.conname);
		END LOOP;
	END $$`)
	c.run(b, `
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id, amount, created_at)
		SELECT bench_id(n), 'expense_request', 'E-' || n, CASE WHEN n % 5 = 0 THEN 'in_review' ELSE 'paid' END,
			p.customer_id, p.id, p.owner_id, 100, now()
		FROM generate_series(1, $1) AS n
		JOIN (SELECT p.*, k.owner_id, row_number() OVER () - 1 AS i FROM projects p JOIN customers k ON k.id = p.customer_id) p
			ON p.i = n % $2`, tasks/2, reps*50)
	c.run(b, `ANALYZE`)
	c.run(b, `INSERT INTO expense_requests (request_id, category, purpose) SELECT id, 'travel', 'purpose' FROM requests`)
	c.run(b, `
		INSERT INTO tasks (id, request_id, step, state, candidate_role, assignee_id, requester_id, reason, created_at, closed_at, closed_by, outcome)
		SELECT bench_id(n), r.id, step, CASE WHEN open THEN 'open' ELSE 'done' END, role, NULL, r.requester_id, '{"how":"role","text":{}}', now(),
			CASE WHEN NOT open THEN now() END, CASE WHEN NOT open THEN $1::uuid END, CASE WHEN NOT open THEN 'approve' END
		FROM requests r CROSS JOIN LATERAL generate_series(2 * substr(r.number, 3)::bigint - 1, 2 * substr(r.number, 3)::bigint) AS n
		CROSS JOIN LATERAL (SELECT hashint8(n) % 10 = 0 AS open,
			(ARRAY['finance_processing', 'management_decision', 'finance_report'])[n % 3 + 1] AS step,
			(ARRAY['finance', 'manager', 'finance'])[n % 3 + 1] AS role) kind`, c.finance.ID)
	// A rep is given back a request of a hundred.
	c.run(b, `
		INSERT INTO tasks (id, request_id, step, state, assignee_id, requester_id, reason, created_at)
		SELECT gen_random_uuid(), r.id, 'revise', 'open', r.requester_id, r.requester_id, '{"how":"author","text":{}}', now()
		FROM requests r JOIN (SELECT id, row_number() OVER (PARTITION BY requester_id ORDER BY id) AS n FROM requests) k USING (id)
		WHERE k.n % 100 < 2`)
	c.run(b, `VACUUM ANALYZE`)
}

// BenchmarkInbox reads the first page of an inbox among ten thousand and a million
// tasks, and of the list of their requests.
func BenchmarkInbox(b *testing.B) {
	few, many := newCompany(b), newCompany(b)
	few.crowd(b, 10_000)
	many.crowd(b, 1_000_000)
	people := map[string]func(company) approval.Actor{
		"rep":     func(c company) approval.Actor { return c.rep },
		"manager": func(c company) approval.Actor { return c.manager },
		"finance": func(c company) approval.Actor { return c.finance },
	}
	for _, name := range []string{"rep", "manager", "finance"} {
		lists := map[string]func(company) (int, error){
			"inbox": func(c company) (int, error) {
				tasks, _, err := c.Tasks(b.Context(), people[name](c), request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 20})
				return len(tasks), err
			},
			"requested": func(c company) (int, error) {
				tasks, _, err := c.Tasks(b.Context(), people[name](c), request.TaskFilter{Box: request.BoxRequested}, postgres.Page{Limit: 20})
				return len(tasks), err
			},
			"done": func(c company) (int, error) {
				tasks, _, err := c.Tasks(b.Context(), people[name](c), request.TaskFilter{Box: request.BoxDone}, postgres.Page{Limit: 20})
				return len(tasks), err
			},
			"requests": func(c company) (int, error) {
				requests, _, err := c.Requests(b.Context(), people[name](c), request.Filter{}, postgres.Page{Limit: 20})
				return len(requests), err
			},
		}
		for _, list := range []string{"inbox", "requested", "done", "requests"} {
			b.Run(name+"/"+list, func(b *testing.B) {
				read := func(c company) func() int {
					return func() int {
						n, err := lists[list](c)
						if err != nil {
							b.Fatal(err)
						}
						return n
					}
				}
				compare(b, read(few), read(many), 3)
			})
		}
	}
}

// BenchmarkRequestSearch searches among a thousand and a hundred thousand requests.
func BenchmarkRequestSearch(b *testing.B) {
	few, many := newCompany(b), newCompany(b)
	few.crowd(b, 2000)
	many.crowd(b, 200_000)
	for _, q := range []string{"purpose", "E-9", "e-907", "907", "E-907 purpose", "nothing"} {
		for name, of := range map[string]func(company) approval.Actor{
			"rep": func(c company) approval.Actor { return c.rep }, "finance": func(c company) approval.Actor { return c.finance },
		} {
			b.Run(q+"/"+name, func(b *testing.B) {
				read := func(c company) func() int {
					return func() int {
						if _, err := c.FindRequests(b.Context(), of(c), q, postgres.Page{Limit: 5}); err != nil {
							b.Fatal(err)
						}
						return 0
					}
				}
				compare(b, read(few), read(many), 100)
			})
		}
	}
}

// compare measures both alternately, so that other load affects both, and reports the
// ratio of the medians. Both must return the same number of rows.
func compare(b *testing.B, small, large func() int, atMost float64) {
	b.Helper()
	if s, l := small(), large(); s != l {
		b.Fatalf("%d rows against %d: not the same page", s, l)
	}
	var smalls, larges []time.Duration
	timed := func(do func() int) time.Duration {
		began := time.Now()
		do()
		return time.Since(began)
	}
	for b.Loop() {
		smalls, larges = append(smalls, timed(small)), append(larges, timed(large))
	}
	middle := func(all []time.Duration) time.Duration {
		slices.Sort(all)
		return all[len(all)/2]
	}
	s, l := middle(smalls), middle(larges)
	ratio := float64(l) / float64(s)
	b.ReportMetric(float64(s.Microseconds()), "µs-small")
	b.ReportMetric(float64(l.Microseconds()), "µs-large")
	b.ReportMetric(ratio, "ratio")
	if ratio > atMost && len(smalls) > 50 {
		b.Errorf("%.1f times as long, at most %.1f was wanted", ratio, atMost)
	}
}
