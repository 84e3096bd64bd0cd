package storage

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"

	"approvals/workflows/approval"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// conn runs SQL in a transaction or outside of one, and tells errors in the
// program's words.
type conn struct{ q sqlx.ExtContext }

type txKey struct{}

// in returns the transaction that ctx carries, else the pool.
func (s *Store) in(ctx context.Context) conn {
	if tx, ok := ctx.Value(txKey{}).(*sqlx.Tx); ok {
		return conn{tx}
	}
	return conn{s.db}
}

// InTx runs do in one transaction, which the context given to do carries: every
// Store method called with it takes part. Within a transaction it simply runs
// do. It runs do again, which then begins its results anew, if that came to a row
// which others crowd; see turn.go.
func (s *Store) InTx(ctx context.Context, do func(ctx context.Context) error) error {
	if _, ok := ctx.Value(txKey{}).(*sqlx.Tx); ok {
		return do(ctx)
	}
	return s.inTurn(ctx, func(ctx context.Context) error {
		tx, err := s.db.BeginTxx(ctx, nil)
		if err != nil {
			return known(err)
		}
		defer tx.Rollback()
		if err := do(context.WithValue(ctx, txKey{}, tx)); err != nil {
			return err
		}
		return known(tx.Commit())
	})
}

// get reads one row; that there is none is a not_found Error.
func (c conn) get(ctx context.Context, into any, query string, args ...any) error {
	return known(sqlx.GetContext(ctx, c.q, into, query, args...))
}

// all reads every row into a slice.
func (c conn) all(ctx context.Context, into any, query string, args ...any) error {
	return known(sqlx.SelectContext(ctx, c.q, into, query, args...))
}

// exec runs a statement.
func (c conn) exec(ctx context.Context, query string, args ...any) error {
	_, err := c.q.ExecContext(ctx, query, args...)
	return known(err)
}

// changed runs a statement and returns how many rows it touched.
func (c conn) changed(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := c.q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, known(err)
	}
	return result.RowsAffected()
}

// known turns what the driver says into an Error where a client can do
// something about it.
func known(err error) error {
	if err == nil || approval.AsError(err) != nil {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return approval.NotFound()
	}
	if away(err) {
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartDatabase), err)
	}
	var pgErr *pq.Error
	if errors.As(err, &pgErr) {
		switch pgErr.Code {
		case "42P01":
			return fmt.Errorf("the database has not the tables of this version, which `approvals migrate` makes: %w", err)
		case "22021", "22P05":
			return &approval.Error{Code: approval.CodeInvalid, Message: approval.Text{
				ZH: "内容含有无法保存的字符", EN: "The text has a character that cannot be kept"}}
		case "22P02":
			return approval.NotFound()
		case "22008":
			return &approval.Error{Code: approval.CodeInvalid, Message: approval.Text{
				ZH: "日期超出可保存的范围", EN: "A date lies beyond what can be kept"}}
		}
	}
	return err
}

// away reports whether err means that the database cannot be reached or is
// going down, rather than that it refused a statement.
func away(err error) bool {
	var network net.Error
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.As(err, &network) {
		return !errors.Is(err, context.Canceled)
	}
	var pgErr *pq.Error
	if !errors.As(err, &pgErr) {
		return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	}
	switch pgErr.Code.Class() {
	case "08", "53", "57", "40":
		// Connection, resources, shutdown, and transactions that got in each
		// other's way: another try can succeed.
		return true
	default:
		return false
	}
}

// violates reports whether err is a breach of the named constraint.
func violates(err error, constraint string) bool {
	var pgErr *pq.Error
	return errors.As(err, &pgErr) && pgErr.Constraint == constraint
}

// asJSON gives a value to a jsonb parameter.
func asJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		// Only the program's own types come here, and all of them can be encoded.
		panic(fmt.Sprintf("storage: encode %T: %v", v, err))
	}
	return string(raw)
}

// document reads a jsonb column into a value.
type document[T any] struct{ value T }

// Scan implements sql.Scanner.
func (d *document[T]) Scan(src any) error {
	switch raw := src.(type) {
	case nil:
		return nil
	case []byte:
		// Numbers of any value stay as they were written.
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber()
		return decoder.Decode(&d.value)
	default:
		return fmt.Errorf("jsonb: cannot read %T", src)
	}
}
