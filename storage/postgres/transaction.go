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
	// lockTimeout is how long a statement may wait for a lock. Who waits holds a
	// connection of the pool, so this bounds how long many writers to one row can
	// keep everybody else waiting. It is longer than the server's deadlock_timeout
	// of a second, or deadlocks would not be told from long waits.
	lockTimeout = 3 * time.Second
	// attempts is how often a transaction is run before a collision is reported.
	attempts = 4
	// retryPause is the longest pause before the second attempt; it doubles with
	// each further one.
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

// InTx runs do in one transaction and returns its result. The context given to do
// carries the transaction: every Store method called with it takes part. A nested
// call joins the transaction that ctx carries.
//
// The outermost call runs do again after a deadlock or a serialization failure,
// so do must not change anything outside of the transaction that a second run
// would not replace.
func InTx[T any](ctx context.Context, s *Pool, do func(ctx context.Context) (T, error)) (T, error) {
	if txOf(ctx) != nil {
		return do(ctx)
	}
	for attempt := 1; ; attempt++ {
		result, err := attemptTx(ctx, s, do)
		if !collided(err) || attempt == attempts || !pauseBefore(ctx, attempt) {
			return result, err
		}
	}
}

// InTx is the function InTx for a transaction without a result.
func (s *Pool) InTx(ctx context.Context, do func(ctx context.Context) error) error {
	_, err := InTx(ctx, s, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) })
	return err
}

func attemptTx[T any](ctx context.Context, s *Pool, do func(ctx context.Context) (T, error)) (none T, err error) {
	ctx, done := limited(ctx)
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

// Preview runs do in a transaction that is rolled back, whatever its outcome, and
// returns its result.
func Preview[T any](ctx context.Context, s *Pool, do func(ctx context.Context) (T, error)) (none T, err error) {
	ctx, tx, err := s.begin(ctx, nil)
	if err != nil {
		return none, err
	}
	defer tx.Rollback()
	return do(ctx)
}

// InSnapshot runs do in a transaction that only reads and sees one state of the
// database, whatever is written meanwhile.
func (s *Pool) InSnapshot(ctx context.Context, do func(ctx context.Context) error) error {
	ctx, tx, err := s.begin(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return do(ctx)
}

// begin begins a transaction, which the context that it returns carries.
func (s *Pool) begin(ctx context.Context, options *sql.TxOptions) (context.Context, *sqlx.Tx, error) {
	tx, err := s.db.BeginTxx(ctx, options)
	if err != nil {
		return ctx, nil, MapError(err)
	}
	return context.WithValue(ctx, txKey{}, tx), tx, nil
}

// collided reports whether the database gave a transaction up in favour of
// another one. Nothing of it was kept, and a second run can succeed.
func collided(err error) bool {
	return pq.As(err, pqerror.TRDeadlockDetected, pqerror.TRSerializationFailure) != nil
}

// pauseBefore waits for a random time before another attempt; false means that
// ctx ended.
func pauseBefore(ctx context.Context, attempt int) bool {
	longest := retryPause << (attempt - 1)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rand.N(longest)):
		return true
	}
}

// LockRow locks the row of the table until the transaction that ctx carries ends;
// lock is how, such as FOR NO KEY UPDATE. It is a statement of its own: what a
// statement joins to a row that it waited for can be older than the row.
func (s *Pool) LockRow(ctx context.Context, table, id, lock string) error {
	return s.In(ctx).Exec(ctx, fmt.Sprintf(`SELECT FROM %s WHERE id = $1 %s`, table, lock), id)
}
