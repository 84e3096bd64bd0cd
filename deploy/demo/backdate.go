package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// timeMapping maps the real times from realFrom to realTo linearly to the times
// shown, from and to.
type timeMapping struct {
	realFrom, realTo time.Time
	from, to         time.Time
}

// backdater shifts the timestamps of the demo customers' rows and rebuilds their
// hash-chained timelines. It connects as a superuser, who can disable triggers for a
// transaction without locking tables, and uses one transaction per customer, so that
// users wait only briefly.
type backdater struct {
	// session is one connection, since demo_time is a temporary function.
	session *sqlx.Conn
	dueTime func(step approval.Step, opened time.Time) *time.Time
}

const (
	// withoutTriggers disables the triggers that protect the timeline, for one
	// transaction.
	withoutTriggers = `SET LOCAL session_replication_role = replica`
	// shortLockTimeout is shorter than deadlock_timeout (1 s), so that in a deadlock
	// this transaction fails and not that of a user.
	shortLockTimeout = `SET LOCAL lock_timeout = '500ms'`
)

// backdateCustomers backdates the customers, and the demo accounts to the start of
// the year.
func backdateCustomers(ctx context.Context, admin *storage.Store, customerIDs []string, spans []timeMapping) error {
	demo, err := admin.HasDemoUsers(ctx)
	if err != nil {
		return err
	}
	if !demo {
		return errors.New("only a database with demo accounts can be backdated")
	}
	session, err := sqlx.NewDb(admin.DB(), "postgres").Connx(ctx)
	if err != nil {
		return err
	}
	defer session.Close()
	d := backdater{session: session}
	if d.dueTime, err = admin.DueTimes(ctx); err != nil {
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

// tx runs do in a transaction without triggers and retries it on lock contention.
func (d *backdater) tx(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	for tries := 0; ; tries++ {
		err := d.attempt(ctx, do)
		if !isContention(err) || tries == 100 {
			return err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (d *backdater) attempt(ctx context.Context, do func(tx *sqlx.Tx) error) error {
	tx, err := d.session.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, withoutTriggers+";"+shortLockTimeout); err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// isContention reports whether the transaction failed because of concurrent ones.
func isContention(err error) bool {
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

// customer backdates everything that belongs to a customer, unless that is done.
func (d *backdater) customer(ctx context.Context, tx *sqlx.Tx, id string) error {
	// Writers to this customer also lock the end of its timeline.
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
	if err := d.shiftTimestamps(ctx, tx, id); err != nil {
		return err
	}
	if err := d.recalculateDeadlines(ctx, tx, id); err != nil {
		return err
	}
	replacers := map[string]*strings.Replacer{}
	if err := d.renumber(ctx, tx, id, replacers); err != nil {
		return err
	}
	if err := d.setWorkDates(ctx, tx, id, replacers); err != nil {
		return err
	}
	paidOn, err := d.setPaymentDates(ctx, tx, id)
	if err != nil {
		return err
	}
	return d.rewriteTimeline(ctx, tx, id, replacers, paidOn)
}

// setClock creates the function demo_time, which maps a real time to the time shown.
// It is monotonic, and the identity after the year.
func (d *backdater) setClock(ctx context.Context, spans []timeMapping) error {
	if _, err := d.session.ExecContext(ctx, `
		DROP TABLE IF EXISTS pg_temp.demo_clock;
		CREATE TEMP TABLE demo_clock (made_from timestamptz PRIMARY KEY, made_to timestamptz, from_at timestamptz, to_at timestamptz)`); err != nil {
		return err
	}
	for _, s := range spans {
		if _, err := d.session.ExecContext(ctx, `INSERT INTO demo_clock VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			s.realFrom, s.realTo, s.from, s.to); err != nil {
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

// shiftTimestamps maps every timestamp in the tables that are declared to belong to
// customers.
func (d *backdater) shiftTimestamps(ctx context.Context, tx *sqlx.Tx, customerID string) error {
	for _, subject := range storage.TimelineSubjects {
		for _, table := range subject.Tables {
			var columns []string
			if err := tx.SelectContext(ctx, &columns, `
				SELECT column_name FROM information_schema.columns
				WHERE table_schema = current_schema AND table_name = $1 AND data_type = 'timestamp with time zone' AND is_generated = 'NEVER'`,
				table.Table); err != nil {
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
				table.Table, strings.Join(sets, ", "), storage.TimelineSubjects.CustomerOf(table, "r")), customerID); err != nil {
				return fmt.Errorf("shift the timestamps of %s: %w", table.Table, err)
			}
		}
	}
	return nil
}

// recalculateDeadlines derives the deadlines of the tasks from their shifted opening
// times. A deadline cannot be shifted like other timestamps, because it counts
// working hours from the opening.
func (d *backdater) recalculateDeadlines(ctx context.Context, tx *sqlx.Tx, customerID string) error {
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
		if _, err := tx.ExecContext(ctx, `UPDATE tasks SET due_at = $2 WHERE id = $1`, t.ID, d.dueTime(t.Step, t.Opened)); err != nil {
			return err
		}
	}
	return nil
}
