package demo

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"
)

// progress stores the progress of the demo year in the database, so that an
// interrupted run can be resumed. Its tables are not part of the migrations, so
// production databases do not have them.
type progress struct{ db *sql.DB }

func (p progress) createTables(ctx context.Context) error {
	_, err := p.db.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS demo_year (period integer PRIMARY KEY, began_at timestamptz NOT NULL);
		CREATE TABLE IF NOT EXISTS demo_year_customers (id uuid PRIMARY KEY, dated_back boolean NOT NULL DEFAULT false)`)
	return err
}

// startPeriod records the start of a period and returns when it first started.
func (p progress) startPeriod(ctx context.Context, period int) (began time.Time, err error) {
	err = p.db.QueryRowContext(ctx, `
		INSERT INTO demo_year VALUES ($1, clock_timestamp())
		ON CONFLICT (period) DO UPDATE SET began_at = demo_year.began_at RETURNING began_at`, period).Scan(&began)
	return began, err
}

// finish records the end of the last period and the customers to backdate.
func (p progress) finish(ctx context.Context, customerIDs []string) error {
	_, err := p.db.ExecContext(ctx, `
		WITH ended AS (INSERT INTO demo_year VALUES ($1, clock_timestamp()))
		INSERT INTO demo_year_customers (id) SELECT unnest($2::uuid[])`, periods, pq.Array(customerIDs))
	return err
}

// finishedAt returns when the last period ended, if it has.
func (p progress) finishedAt(ctx context.Context) (at time.Time, ended bool, err error) {
	err = p.db.QueryRowContext(ctx, `SELECT began_at FROM demo_year WHERE period = $1`, periods).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return at, false, nil
	}
	return at, err == nil, err
}

// pendingCustomers returns the ids of the customers that are not backdated yet.
func (p progress) pendingCustomers(ctx context.Context) (ids []string, err error) {
	err = p.db.QueryRowContext(ctx, `SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM demo_year_customers WHERE NOT dated_back`).Scan(pq.Array(&ids))
	return ids, err
}

// countRequests returns the number of requests of the demo customers.
func (p progress) countRequests(ctx context.Context) (count int, err error) {
	err = p.db.QueryRowContext(ctx, `SELECT count(*) FROM requests WHERE customer_id IN (SELECT id FROM demo_year_customers)`).Scan(&count)
	return count, err
}

// checkSuperuser returns an error that says what to do if the role cannot disable
// triggers.
func checkSuperuser(ctx context.Context, admin *sql.DB) error {
	tx, err := admin.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, withoutTriggers); err != nil {
		return fmt.Errorf("backdating requires a superuser: with --database-url, set --migrate-database-url to the address for a superuser: %w", err)
	}
	return nil
}
