package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// The demo data of the development stack is made by the same calls as
// everything else, within a minute or two, and dated back over a year
// afterwards. What remembers how far that has come is no part of the schema: a
// production database never has it.

// BeginDemoPeriod notes that a period of the demo year begins, and returns when
// it first did. A stopped run that goes on begins none of them twice.
func (s *Store) BeginDemoPeriod(ctx context.Context, period int) (began time.Time, err error) {
	if err := s.in(ctx).exec(ctx, `
		CREATE TABLE IF NOT EXISTS demo_year (period integer PRIMARY KEY, began_at timestamptz NOT NULL)`); err != nil {
		return began, err
	}
	err = s.in(ctx).get(ctx, &began, `
		INSERT INTO demo_year VALUES ($1, clock_timestamp())
		ON CONFLICT (period) DO UPDATE SET began_at = demo_year.began_at RETURNING began_at`, period)
	return began, err
}

// DemoPeriodBegan reports whether the period of the demo year has begun.
func (s *Store) DemoPeriodBegan(ctx context.Context, period int) (began bool, err error) {
	var made bool
	if err := s.in(ctx).get(ctx, &made, `SELECT to_regclass('demo_year') IS NOT NULL`); err != nil || !made {
		return false, err
	}
	err = s.in(ctx).get(ctx, &began, `SELECT EXISTS (SELECT FROM demo_year WHERE period = $1)`, period)
	return began, err
}

// DemoSpan says that what was made between two moments is to look as if it had
// been made between two others.
type DemoSpan struct {
	MadeFrom, MadeTo time.Time
	From, To         time.Time
}

// DateBackDemo moves everything that belongs to the customers to other times, in
// one transaction, and writes their timelines anew, with hashes to match. Only
// the owner of the tables can, and only on a database of demo accounts. done is
// the period to note as begun.
func (s *Store) DateBackDemo(ctx context.Context, customerIDs []string, spans []DemoSpan, done int) error {
	demo, err := s.HasDemoUsers(ctx)
	if err != nil {
		return err
	}
	if !demo {
		return fmt.Errorf("dates are moved in a database of demo accounts only")
	}
	return s.InTx(ctx, func(ctx context.Context) error {
		tables := []string{"timeline_events", "timeline_heads"}
		for _, subject := range TimelineSubjects {
			for _, told := range subject.Tables {
				tables = append(tables, told.Table)
			}
		}
		if err := s.withoutGuards(ctx, tables, func() error {
			if err := s.setDemoClock(ctx, spans); err != nil {
				return err
			}
			if err := s.moveRows(ctx, customerIDs); err != nil {
				return err
			}
			if err := s.moveDeadlines(ctx, customerIDs); err != nil {
				return err
			}
			words, err := s.renumber(ctx, customerIDs)
			if err != nil {
				return err
			}
			if err := s.moveWorkDates(ctx, customerIDs, words); err != nil {
				return err
			}
			for _, id := range customerIDs {
				if err := s.rewriteTimeline(ctx, id, words); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
		_, err := s.BeginDemoPeriod(ctx, done)
		return err
	})
}

// withoutGuards runs do while the tables' triggers are off, for this
// transaction alone.
func (s *Store) withoutGuards(ctx context.Context, tables []string, do func() error) error {
	slices.Sort(tables)
	for _, able := range []string{"DISABLE", "ENABLE"} {
		for _, table := range tables {
			if err := s.in(ctx).exec(ctx, fmt.Sprintf(`ALTER TABLE %s %s TRIGGER USER`, table, able)); err != nil {
				return err
			}
		}
		if able == "DISABLE" {
			if err := do(); err != nil {
				return err
			}
		}
	}
	return nil
}

// setDemoClock makes the function demo_time, which tells the other time of a
// moment: never earlier for a later one.
func (s *Store) setDemoClock(ctx context.Context, spans []DemoSpan) error {
	if err := s.in(ctx).exec(ctx, `
		CREATE TEMP TABLE demo_clock (made_from timestamptz PRIMARY KEY, made_to timestamptz, from_at timestamptz, to_at timestamptz) ON COMMIT DROP`); err != nil {
		return err
	}
	for _, span := range spans {
		if err := s.in(ctx).exec(ctx, `INSERT INTO demo_clock VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			span.MadeFrom, span.MadeTo, span.From, span.To); err != nil {
			return err
		}
	}
	return s.in(ctx).exec(ctx, `
		CREATE OR REPLACE FUNCTION pg_temp.demo_time(made timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
			SELECT CASE WHEN made >= c.made_to THEN c.to_at + CASE WHEN made > now() THEN made - now() ELSE '0' END
				ELSE c.from_at + (c.to_at - c.from_at) * (extract(epoch FROM made - c.made_from) / extract(epoch FROM c.made_to - c.made_from))::float8 END
			FROM demo_clock c WHERE c.made_from <= greatest(made, (SELECT min(made_from) FROM demo_clock))
			ORDER BY c.made_from DESC LIMIT 1
		$$`)
}

// moveRows moves every time in every table that is declared to belong to
// customers.
func (s *Store) moveRows(ctx context.Context, customerIDs []string) error {
	for _, subject := range TimelineSubjects {
		for _, told := range subject.Tables {
			var columns []string
			if err := s.in(ctx).all(ctx, &columns, `
				SELECT column_name FROM information_schema.columns
				WHERE table_schema = current_schema AND table_name = $1 AND data_type = 'timestamp with time zone' AND is_generated = 'NEVER'`,
				told.Table); err != nil {
				return err
			}
			if len(columns) == 0 {
				continue
			}
			var sets []string
			for _, column := range columns {
				sets = append(sets, fmt.Sprintf(`%s = pg_temp.demo_time(r.%[1]s)`, column))
			}
			if err := s.in(ctx).exec(ctx, fmt.Sprintf(`UPDATE %s r SET %s WHERE %s = ANY($1::uuid[])`,
				told.Table, strings.Join(sets, ", "), TimelineSubjects.CustomerOf(told, "r")), pq.Array(customerIDs)); err != nil {
				return fmt.Errorf("move the times of %s: %w", told.Table, err)
			}
		}
	}
	return nil
}

// renumber gives the requests that were made in an earlier year, as it looks
// now, a number of that year, and returns what replaces what in the words about
// each.
func (s *Store) renumber(ctx context.Context, customerIDs []string) (map[string]*strings.Replacer, error) {
	var moved []struct {
		ID     string `db:"id"`
		Before string `db:"before"`
		After  string `db:"after"`
	}
	if err := s.in(ctx).all(ctx, &moved, `
		WITH year AS (
			SELECT id, number AS before,
				split_part(number, '-', 1) || '-' || to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-' || split_part(number, '-', 3) AS after
			FROM requests WHERE customer_id = ANY($1::uuid[])
		)
		UPDATE requests r SET number = y.after FROM year y WHERE r.id = y.id AND y.before <> y.after
		RETURNING r.id, y.before, y.after`, pq.Array(customerIDs)); err != nil {
		return nil, err
	}
	if err := s.in(ctx).exec(ctx, `
		INSERT INTO request_numbers (kind, year, last)
		SELECT kind, split_part(number, '-', 2)::integer, max(split_part(number, '-', 3)::integer)
		FROM requests WHERE customer_id = ANY($1::uuid[]) GROUP BY 1, 2
		ON CONFLICT (kind, year) DO UPDATE SET last = greatest(request_numbers.last, excluded.last)`, pq.Array(customerIDs)); err != nil {
		return nil, err
	}
	numbers := map[string]*strings.Replacer{}
	for _, m := range moved {
		numbers[m.ID] = strings.NewReplacer(m.Before, m.After)
	}
	return numbers, nil
}

// moveWorkDates makes the day of work the one on which the entry was written, as
// it looks now, and adds what replaces what in the words about each.
func (s *Store) moveWorkDates(ctx context.Context, customerIDs []string, words map[string]*strings.Replacer) error {
	var moved []struct {
		ID     string        `db:"id"`
		Before approval.Date `db:"before"`
		After  approval.Date `db:"after"`
	}
	if err := s.in(ctx).all(ctx, &moved, `
		WITH day AS (
			SELECT id, work_date AS before, (created_at AT TIME ZONE 'Asia/Shanghai')::date AS after
			FROM work_logs WHERE customer_id = ANY($1::uuid[])
		)
		UPDATE work_logs w SET work_date = d.after FROM day d WHERE w.id = d.id RETURNING w.id, d.before, d.after`,
		pq.Array(customerIDs)); err != nil {
		return err
	}
	for _, m := range moved {
		words[m.ID] = strings.NewReplacer(string(m.Before), string(m.After))
	}
	return nil
}

// rewriteTimeline moves the events of a customer and chains them again. words
// has what replaces what in the events about a thing, by its id.
func (s *Store) rewriteTimeline(ctx context.Context, customerID string, words map[string]*strings.Replacer) error {
	if _, err := s.lockChain(ctx, customerID); err != nil {
		return err
	}
	var events []approval.Event
	columns := strings.Replace(eventColumns, "e.at,", "pg_temp.demo_time(e.at) AS at,", 1)
	if err := s.in(ctx).all(ctx, &events, `SELECT `+columns+` FROM timeline_events e WHERE e.customer_id = $1 ORDER BY e.seq`, customerID); err != nil {
		return err
	}
	var head chainHead
	for i := range events {
		e := &events[i]
		if word, ok := words[e.Subject.ID]; ok {
			e.Subject.Label = word.Replace(e.Subject.Label)
			e.Summary = approval.Text{ZH: word.Replace(e.Summary.ZH), EN: word.Replace(e.Summary.EN)}
			if day, ok := e.Changes["work_date"]; ok {
				after, _ := day.After.(string)
				e.Changes["work_date"] = approval.Change{Before: day.Before, After: word.Replace(after)}
			}
		}
		var err error
		e.PrevHash = head.Hash
		if e.Hash, err = e.Digest(); err != nil {
			return err
		}
		head = chainHead{Seq: e.Seq, Hash: e.Hash, At: e.At}
	}
	if err := s.in(ctx).exec(ctx, `
		UPDATE timeline_events e SET at = n.at, subject_label = n.subject->>'label', changes = n.changes, summary_zh = n.summary->>'zh-CN',
			summary_en = n.summary->>'en', prev_hash = n.prev_hash, hash = n.hash
		FROM jsonb_to_recordset($2) AS n (seq bigint, at timestamptz, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)
		WHERE e.customer_id = $1 AND e.seq = n.seq`, customerID, asJSON(events)); err != nil {
		return err
	}
	return s.in(ctx).exec(ctx, `UPDATE timeline_heads SET hash = $2, last_at = $3 WHERE customer_id = $1`, customerID, head.Hash, head.At)
}
