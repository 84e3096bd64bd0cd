package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

const (
	// lockTimeout is how long a statement may wait for a lock. A waiting statement
	// occupies a connection of the pool, so this limits how long writers to one row
	// can block others. It is longer than the server's deadlock_timeout of 1 s, so that
	// deadlocks are detected as such.
	lockTimeout = 3 * time.Second
	// maxAttempts is how often a transaction is run before its conflict is returned.
	maxAttempts = 4
	// retryPause is the maximum pause before the second attempt. It doubles with each
	// further attempt.
	retryPause = 20 * time.Millisecond
)

type txKey struct{}

// txOf returns the transaction that ctx carries, or nil.
func txOf(ctx context.Context) *sqlx.Tx {
	tx, _ := ctx.Value(txKey{}).(*sqlx.Tx)
	return tx
}

// InTransaction reports whether ctx carries a transaction.
func InTransaction(ctx context.Context) bool { return txOf(ctx) != nil }

// InTx runs do in a transaction and returns its result. The context given to do
// carries the transaction, and all Store methods called with it take part. A nested
// call joins the transaction that ctx carries.
//
// The outermost call retries do after a deadlock or a serialization failure, so do
// must not have side effects outside of the transaction that are unsafe to repeat.
func InTx[T any](ctx context.Context, s *Pool, do func(ctx context.Context) (T, error)) (T, error) {
	if txOf(ctx) != nil {
		return do(ctx)
	}
	for attempt := 1; ; attempt++ {
		result, err := attemptTx(ctx, s, do)
		if !isRetryable(err) || attempt == maxAttempts || !backOff(ctx, attempt) {
			return result, err
		}
	}
}

// InTx is [InTx] without a result.
func (s *Pool) InTx(ctx context.Context, do func(ctx context.Context) error) error {
	_, err := InTx(ctx, s, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) })
	return err
}

func attemptTx[T any](ctx context.Context, s *Pool, do func(ctx context.Context) (T, error)) (none T, err error) {
	ctx, done := withDefaultTimeout(ctx)
	defer done()
	ctx, tx, err := s.begin(ctx, nil)
	if err != nil {
		return none, err
	}
	defer tx.Rollback()
	result, err := do(ctx)
	if err != nil {
		return none, err
	}
	if err := tx.Commit(); err != nil {
		return none, MapError(err)
	}
	return result, nil
}

// Preview runs do in a transaction, returns its result and always rolls back.
func Preview[T any](ctx context.Context, s *Pool, do func(ctx context.Context) (T, error)) (none T, err error) {
	ctx, tx, err := s.begin(ctx, nil)
	if err != nil {
		return none, err
	}
	defer tx.Rollback()
	return do(ctx)
}

// InSnapshot runs do in a read-only transaction with a consistent snapshot of the
// database.
func (s *Pool) InSnapshot(ctx context.Context, do func(ctx context.Context) error) error {
	ctx, tx, err := s.begin(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return do(ctx)
}

// begin starts a transaction and returns a context that carries it.
func (s *Pool) begin(ctx context.Context, options *sql.TxOptions) (context.Context, *sqlx.Tx, error) {
	tx, err := s.db.BeginTxx(ctx, options)
	if err != nil {
		return ctx, nil, MapError(err)
	}
	return context.WithValue(ctx, txKey{}, tx), tx, nil
}

// isRetryable reports whether the database aborted the transaction because of a
// conflict with another one, so that a retry can succeed.
func isRetryable(err error) bool {
	return pq.As(err, pqerror.TRDeadlockDetected, pqerror.TRSerializationFailure) != nil
}

// backOff waits for a random time before the next attempt. It returns false if ctx
// ended.
func backOff(ctx context.Context, attempt int) bool {
	longest := retryPause << (attempt - 1)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rand.N(longest)):
		return true
	}
}

// LockRow locks the row of the table until the transaction that ctx carries ends. lock
// is the locking clause, such as FOR NO KEY UPDATE. Call it before reading: rows
// joined in a statement that waited for a lock can be older than the locked row.
func (s *Pool) LockRow(ctx context.Context, table, id, lock string) error {
	return s.In(ctx).Exec(ctx, fmt.Sprintf(`SELECT FROM %s WHERE id = $1 %s`, table, lock), id)
}
