package postgres_test

import (
	"context"
	"testing"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/storagetest"
)

// onePool returns a pool of one connection to an empty database.
func onePool(t *testing.T) *postgres.Pool {
	t.Helper()
	pool, err := postgres.Open(storagetest.NewURL(t), 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	return pool
}

// TestPreparedStatements runs a statement until it is prepared, then changes its columns,
// as a migration does under a running process.
func TestPreparedStatements(t *testing.T) {
	t.Parallel()
	pool, ctx := onePool(t), t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(pool.In(ctx).Exec(ctx, `CREATE TABLE words (word text)`))
	must(pool.In(ctx).Exec(ctx, `INSERT INTO words VALUES ('one')`))
	const query = `SELECT * FROM words WHERE word = $1`
	read := func() (found map[string]any) {
		t.Helper()
		rows, err := pool.DB().QueryContext(ctx, query, "one")
		must(err)
		defer rows.Close()
		columns, err := rows.Columns()
		must(err)
		found = map[string]any{}
		for rows.Next() {
			for _, c := range columns {
				found[c] = true
			}
		}
		must(rows.Err())
		return found
	}
	prepared := func() (count int) {
		t.Helper()
		must(pool.In(ctx).Get(ctx, &count, `SELECT count(*) FROM pg_prepared_statements WHERE statement = $1`, query))
		return count
	}
	for run, want := range []int{0, 1, 1} {
		if len(read()) != 1 || prepared() != want {
			t.Errorf("after run %d %d are prepared, want %d", run+1, prepared(), want)
		}
	}
	must(pool.In(ctx).Exec(ctx, `ALTER TABLE words ADD meaning text`))
	if got := read(); len(got) != 2 {
		t.Errorf("after a migration: %v", got)
	}
}

// TestCanceledPreparedStatement cancels a prepared statement: the cancellation must not
// reach the next one.
func TestCanceledPreparedStatement(t *testing.T) {
	t.Parallel()
	pool := onePool(t)
	sleep := func(ctx context.Context, seconds float64) error {
		return pool.In(ctx).Exec(ctx, `SELECT pg_sleep($1)`, seconds)
	}
	for range 3 {
		if err := sleep(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		err := sleep(ctx, 60)
		cancel()
		if err == nil {
			t.Fatal("the statement was not canceled")
		}
		if err := sleep(t.Context(), 0.001); err != nil {
			t.Fatalf("the next statement: %v", err)
		}
	}
}
