package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// span says that what was made between two moments is to look as if it had been
// made between two others.
type span struct {
	madeFrom, madeTo time.Time
	from, to         time.Time
}

// dateBack moves what belongs to the demo customers to other times and writes
// their timelines anew, with hashes to match. It works as a superuser, whose
// transactions can run without triggers, so that no table is locked while people
// work; a customer each, so that nobody waits long.
type dateBack struct {
	// session is one connection, which has the clock.
	session *sqlx.Conn
	due     func(step approval.Step, opened time.Time) *time.Time
}

const (
	// WithoutTriggers lets the transaction write what guards refuse to everybody
	// else.
	withoutTriggers = `SET LOCAL session_replication_role = replica`
	// giveWay ends the wait for somebody's row before PostgreSQL looks for
	// deadlocks, after a second: in a deadlock the demo's transaction gives up.
	giveWay = `SET LOCAL lock_timeout = '500ms'`
)

// runDateBack dates the customers back, and the accounts to the beginning of the
// year.
func runDateBack(ctx context.Context, admin *storage.Store, customerIDs []string, spans []span) error {
	demo, err := admin.HasDemoUsers(ctx)
	if err != nil {
		return err
	}
	if !demo {
		return errors.New("dates are moved in a database of demo accounts only")
	}
	session, err := sqlx.NewDb(admin.DB(), "postgres").Connx(ctx)
	if err != nil {
		return err
	}
	defer session.Close()
	d := dateBack{session: session}
	if d.due, err = admin.DueTimes(ctx); err != nil {
		return err
	}
	if err := d.setClock(ctx, spans); err != nil {
		return err
	}
	if err := d.tx(ctx, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE users SET created_at = least(created_at, $1) WHERE demo`, spans[0].from.AddDate(0, 0, -1))
		return err
	}); err != nil {
		return err
	}
	for _, id := range customerIDs {
		if err := d.tx(ctx, func(tx *sqlx.Tx) error { return d.customer(ctx, tx, id) }); err != nil {
			return fmt.Errorf("customer %s: %w", id, err)
		}
	}
	return nil
}

// tx runs do in a transaction without triggers, and again when it was in
// somebody's way.
func (d *dateBack) tx(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	for tries := 0; ; tries++ {
		err := d.try(ctx, do)
		if !crowded(err) || tries == 100 {
			return err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (d *dateBack) try(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	tx, err := d.session.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, withoutTriggers+";"+giveWay); err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// crowded reports whether the error is that others hold a row.
func crowded(err error) bool {
	var refused *pq.Error
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Code.Name() {
	case "lock_not_available", "deadlock_detected", "serialization_failure":
		return true
	default:
		return false
	}
}

// customer moves all that belongs to a customer, unless it has been moved.
func (d *dateBack) customer(ctx context.Context, tx *sqlx.Tx, id string) error {
	// Whoever writes to the customer waits at the timeline's end.
	if _, err := tx.ExecContext(ctx, `SELECT FROM timeline_heads WHERE customer_id = $1 FOR UPDATE`, id); err != nil {
		return err
	}
	marked, err := tx.ExecContext(ctx, `UPDATE demo_year_customers SET dated_back = true WHERE id = $1 AND NOT dated_back`, id)
	if err != nil {
		return err
	}
	if rows, err := marked.RowsAffected(); err != nil || rows == 0 {
		return err
	}
	if err := d.moveRows(ctx, tx, id); err != nil {
		return err
	}
	if err := d.moveDeadlines(ctx, tx, id); err != nil {
		return err
	}
	words := map[string]*strings.Replacer{}
	if err := d.renumber(ctx, tx, id, words); err != nil {
		return err
	}
	if err := d.moveWorkDates(ctx, tx, id, words); err != nil {
		return err
	}
	return d.rewriteTimeline(ctx, tx, id, words)
}

// setClock makes the function demo_time, which tells the other time of a moment:
// never earlier for a later one, and the same after the year.
func (d *dateBack) setClock(ctx context.Context, spans []span) error {
	if _, err := d.session.ExecContext(ctx, `
		DROP TABLE IF EXISTS pg_temp.demo_clock;
		CREATE TEMP TABLE demo_clock (made_from timestamptz PRIMARY KEY, made_to timestamptz, from_at timestamptz, to_at timestamptz)`); err != nil {
		return err
	}
	for _, s := range spans {
		if _, err := d.session.ExecContext(ctx, `INSERT INTO demo_clock VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			s.madeFrom, s.madeTo, s.from, s.to); err != nil {
			return err
		}
	}
	_, err := d.session.ExecContext(ctx, `
		CREATE OR REPLACE FUNCTION pg_temp.demo_time(made timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
			SELECT CASE WHEN made >= (SELECT max(made_to) FROM pg_temp.demo_clock) THEN made
				ELSE c.from_at + (c.to_at - c.from_at) * (extract(epoch FROM made - c.made_from) / extract(epoch FROM c.made_to - c.made_from))::float8 END
			FROM pg_temp.demo_clock c WHERE c.made_from <= greatest(made, (SELECT min(made_from) FROM pg_temp.demo_clock))
			ORDER BY c.made_from DESC LIMIT 1
		$$`)
	return err
}

// moveRows moves every time in every table that is declared to belong to
// customers.
func (d *dateBack) moveRows(ctx context.Context, tx *sqlx.Tx, customerID string) error {
	for _, subject := range storage.TimelineSubjects {
		for _, told := range subject.Tables {
			var columns []string
			if err := tx.SelectContext(ctx, &columns, `
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
			if _, err := tx.ExecContext(ctx, fmt.Sprintf(`UPDATE %s r SET %s WHERE %s = $1`,
				told.Table, strings.Join(sets, ", "), storage.TimelineSubjects.CustomerOf(told, "r")), customerID); err != nil {
				return fmt.Errorf("move the times of %s: %w", told.Table, err)
			}
		}
	}
	return nil
}

// moveDeadlines makes the tasks due when they would have been, had they been
// opened when they look as if they were. A deadline is no moment at which
// something happened, so it does not move with those: it lies in working hours
// after the opening, and in the past of a task that has been open for long.
func (d *dateBack) moveDeadlines(ctx context.Context, tx *sqlx.Tx, customerID string) error {
	var tasks []struct {
		ID     string        `db:"id"`
		Step   approval.Step `db:"step"`
		Opened time.Time     `db:"created_at"`
	}
	if err := tx.SelectContext(ctx, &tasks, `
		SELECT t.id, t.step, t.created_at FROM tasks t JOIN requests r ON r.id = t.request_id WHERE r.customer_id = $1`, customerID); err != nil {
		return err
	}
	for _, t := range tasks {
		if _, err := tx.ExecContext(ctx, `UPDATE tasks SET due_at = $2 WHERE id = $1`, t.ID, d.due(t.Step, t.Opened)); err != nil {
			return err
		}
	}
	return nil
}

// renumber gives the requests that were made in an earlier year, as it looks
// now, a number of that year, and adds what replaces what in the words about
// each.
func (d *dateBack) renumber(ctx context.Context, tx *sqlx.Tx, customerID string, words map[string]*strings.Replacer) error {
	var moved []replaced
	if err := tx.SelectContext(ctx, &moved, `
		WITH year AS (
			SELECT id, number AS before,
				split_part(number, '-', 1) || '-' || to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-' || split_part(number, '-', 3) AS after
			FROM requests WHERE customer_id = $1
		), moved AS (
			UPDATE requests r SET number = y.after FROM year y WHERE r.id = y.id AND y.before <> y.after
			RETURNING r.id, r.kind, y.before, y.after
		), counted AS (
			INSERT INTO request_numbers (kind, year, last)
			SELECT kind, split_part(after, '-', 2)::integer, max(split_part(after, '-', 3)::integer) FROM moved GROUP BY 1, 2
			ON CONFLICT (kind, year) DO UPDATE SET last = greatest(request_numbers.last, excluded.last)
		)
		SELECT id, before, after FROM moved`, customerID); err != nil {
		return err
	}
	for _, m := range moved {
		words[m.ID] = strings.NewReplacer(m.Before, m.After)
	}
	return nil
}

// replaced is what was replaced in a thing.
type replaced struct {
	ID     string `db:"id"`
	Before string `db:"before"`
	After  string `db:"after"`
}

// moveWorkDates makes the day of work the one on which the entry was written, as
// it looks now, and adds what replaces what in the words about each.
func (d *dateBack) moveWorkDates(ctx context.Context, tx *sqlx.Tx, customerID string, words map[string]*strings.Replacer) error {
	var moved []replaced
	if err := tx.SelectContext(ctx, &moved, `
		WITH day AS (
			SELECT id, work_date AS before, (created_at AT TIME ZONE 'Asia/Shanghai')::date AS after
			FROM work_logs WHERE customer_id = $1
		)
		UPDATE work_logs w SET work_date = d.after FROM day d WHERE w.id = d.id RETURNING w.id, d.before::text, d.after::text`,
		customerID); err != nil {
		return err
	}
	for _, m := range moved {
		words[m.ID] = strings.NewReplacer(m.Before, m.After)
	}
	return nil
}

// rewriteTimeline moves the events of a customer and chains them again. words
// has what replaces what in the events about a thing, by its id.
func (d *dateBack) rewriteTimeline(ctx context.Context, tx *sqlx.Tx, customerID string, words map[string]*strings.Replacer) error {
	var events []approval.Event
	if err := tx.SelectContext(ctx, &events, `
		SELECT id, customer_id, seq, kind, pg_temp.demo_time(at) AS at, actor_id AS "actor.id", actor_name AS "actor.name", project_id,
			subject_type AS "subject.type", subject_id AS "subject.id", subject_label AS "subject.label",
			changes, summary_zh AS "summary.zh", summary_en AS "summary.en", prev_hash, hash
		FROM timeline_events WHERE customer_id = $1 ORDER BY seq`, customerID); err != nil {
		return err
	}
	if len(events) == 0 {
		return nil
	}
	previous := ""
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
		e.PrevHash = previous
		if e.Hash, err = e.Digest(); err != nil {
			return err
		}
		previous = e.Hash
	}
	raw, err := json.Marshal(events)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `
		UPDATE timeline_events e SET at = n.at, subject_label = n.subject->>'label', changes = n.changes, summary_zh = n.summary->>'zh-CN',
			summary_en = n.summary->>'en', prev_hash = n.prev_hash, hash = n.hash
		FROM jsonb_to_recordset($2) AS n (seq bigint, at timestamptz, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)
		WHERE e.customer_id = $1 AND e.seq = n.seq`, customerID, string(raw)); err != nil {
		return err
	}
	last := events[len(events)-1]
	_, err = tx.ExecContext(ctx, `UPDATE timeline_heads SET hash = $2, last_at = $3 WHERE customer_id = $1`, customerID, last.Hash, last.At)
	return err
}
