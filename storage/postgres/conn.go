package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"approvals/workflows/approval"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// Conn runs SQL in a transaction or outside of one, and maps its errors.
type Conn struct{ q sqlx.ExtContext }

// In returns the transaction that ctx carries, else the pool.
func (s *Pool) In(ctx context.Context) Conn {
	if tx := txOf(ctx); tx != nil {
		return Conn{tx}
	}
	return Conn{s.db}
}

// Get reads one row; that there is none is a not_found Error.
func (c Conn) Get(ctx context.Context, into any, query string, args ...any) error {
	ctx, done := limited(ctx)
	defer done()
	return MapError(sqlx.GetContext(ctx, c.q, into, query, args...))
}

// All reads every row into a slice.
func (c Conn) All(ctx context.Context, into any, query string, args ...any) error {
	ctx, done := limited(ctx)
	defer done()
	return MapError(sqlx.SelectContext(ctx, c.q, into, query, args...))
}

// Each reads every row, one after the other, without holding them all.
func (c Conn) Each(ctx context.Context, see func(scan func(into any) error) error, query string, args ...any) error {
	rows, err := c.q.QueryxContext(ctx, query, args...)
	if err != nil {
		return MapError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := see(rows.StructScan); err != nil {
			return MapError(err)
		}
	}
	return MapError(rows.Err())
}

// Exec runs a statement.
func (c Conn) Exec(ctx context.Context, query string, args ...any) error {
	_, err := c.Changed(ctx, query, args...)
	return err
}

// Changed runs a statement and returns how many rows it touched.
func (c Conn) Changed(ctx context.Context, query string, args ...any) (int64, error) {
	ctx, done := limited(ctx)
	defer done()
	result, err := c.q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, MapError(err)
	}
	return result.RowsAffected()
}

// unattendedTime bounds a transaction, or a statement outside of one, whose
// context has no time limit: that of a job, an export or an import.
const unattendedTime = 5 * time.Minute

// limited gives ctx a time limit unless it has one.
func limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, unattendedTime)
}

// MapError turns an error of the driver into an approval.Error where a client can
// do something about it. The driver's error stays in the chain.
func MapError(err error) error {
	if err == nil || approval.AsError(err) != nil {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return approval.NotFound()
	}
	if isUnavailable(err) {
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartDatabase), err)
	}
	refused := pq.As(err)
	if refused == nil {
		return err
	}
	switch refused.Code {
	case pqerror.LockNotAvailable, pqerror.TRDeadlockDetected, pqerror.TRSerializationFailure:
		return fmt.Errorf("%w (%w)", approval.Busy(), err)
	case pqerror.UndefinedTable:
		return fmt.Errorf("the database lacks tables of this version, run `approvals migrate`: %w", err)
	case pqerror.CharacterNotInRepertoire, pqerror.UntranslatableCharacter:
		return &approval.Error{Code: approval.CodeInvalid, Message: approval.Text{
			ZH: "内容含有无法保存的字符", EN: "The text contains a character that cannot be stored"}}
	case pqerror.InvalidTextRepresentation:
		return approval.NotFound()
	case pqerror.DatetimeFieldOverflow:
		return &approval.Error{Code: approval.CodeInvalid, Message: approval.Text{
			ZH: "日期超出可保存的范围", EN: "The date is out of range"}}
	}
	return err
}

// isUnavailable reports whether err means that the database cannot be reached or
// is going down, rather than that it refused a statement.
func isUnavailable(err error) bool {
	var network net.Error
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.As(err, &network) {
		return !errors.Is(err, context.Canceled)
	}
	refused := pq.As(err)
	if refused == nil {
		return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	}
	switch refused.Code.Class() {
	case "08", "53", "57":
		// Connection, resources and shutdown.
		return true
	default:
		return false
	}
}

// Violates reports whether err is a breach of the named constraint.
func Violates(err error, constraint string) bool {
	refused := pq.As(err)
	return refused != nil && refused.Constraint == constraint
}
