package demo

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lib/pq"
)

// progress remembers in the database how far the year has come, so that a run
// that was stopped goes on. Its tables are no part of the schema: a production
// database never has them.
type progress struct{ db *sql.DB }

func (p progress) prepare(ctx context.Context) error {
	_, err := p.db.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS demo_year (period integer PRIMARY KEY, began_at timestamptz NOT NULL);
		CREATE TABLE IF NOT EXISTS demo_year_customers (id uuid PRIMARY KEY, dated_back boolean NOT NULL DEFAULT false)`)
	return err
}

// begin notes that a period begins, and returns when it first did.
func (p progress) begin(ctx context.Context, period int) (began time.Time, err error) {
	err = p.db.QueryRowContext(ctx, `
		INSERT INTO demo_year VALUES ($1, clock_timestamp())
		ON CONFLICT (period) DO UPDATE SET began_at = demo_year.began_at RETURNING began_at`, period).Scan(&began)
	return began, err
}

// end notes that the last period is over and that these customers are to be
// dated back.
func (p progress) end(ctx context.Context, customerIDs []string) error {
	_, err := p.db.ExecContext(ctx, `
		WITH ended AS (INSERT INTO demo_year VALUES ($1, clock_timestamp()))
		INSERT INTO demo_year_customers (id) SELECT unnest($2::uuid[])`, periods, pq.Array(customerIDs))
	return err
}

// ended returns when the last period was over, if it is.
func (p progress) ended(ctx context.Context) (at time.Time, ended bool, err error) {
	err = p.db.QueryRowContext(ctx, `SELECT began_at FROM demo_year WHERE period = $1`, periods).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return at, false, nil
	}
	return at, err == nil, err
}

// left returns the customers that are still to be dated back.
func (p progress) left(ctx context.Context) (ids []string, err error) {
	err = p.db.QueryRowContext(ctx, `SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM demo_year_customers WHERE NOT dated_back`).Scan(pq.Array(&ids))
	return ids, err
}

// requests counts the requests of the year.
func (p progress) requests(ctx context.Context) (count int, err error) {
	err = p.db.QueryRowContext(ctx, `SELECT count(*) FROM requests WHERE customer_id IN (SELECT id FROM demo_year_customers)`).Scan(&count)
	return count, err
}

// mayDateBack returns an error that says what to do when the role cannot date
// anything back.
func mayDateBack(ctx context.Context, admin *sql.DB) error {
	tx, err := admin.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, withoutTriggers); err != nil {
		return fmt.Errorf("a database given by its address needs a superuser's as --migrate-database-url: %w", err)
	}
	return nil
}
