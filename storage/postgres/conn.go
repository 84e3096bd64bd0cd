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

// Conn runs statements in a transaction or on the pool, and maps their errors.
type Conn struct{ q sqlx.ExtContext }

// In returns the transaction that ctx carries, else the pool.
func (s *Pool) In(ctx context.Context) Conn {
	if tx := txOf(ctx); tx != nil {
		return Conn{tx}
	}
	return Conn{s.db}
}

// Get reads one row. It returns a not_found Error if there is none.
func (c Conn) Get(ctx context.Context, into any, query string, args ...any) error {
	ctx, done := withDefaultTimeout(ctx)
	defer done()
	return MapError(sqlx.GetContext(ctx, c.q, into, query, args...))
}

// GetNamed is Get for a statement with many parameters, which it names: ":actor".
func (c Conn) GetNamed(ctx context.Context, into any, query string, args map[string]any) error {
	positional, values, err := sqlx.Named(query, args)
	if err != nil {
		return err
	}
	return c.Get(ctx, into, sqlx.Rebind(sqlx.DOLLAR, positional), values...)
}

// All reads every row into a slice.
func (c Conn) All(ctx context.Context, into any, query string, args ...any) error {
	ctx, done := withDefaultTimeout(ctx)
	defer done()
	return MapError(sqlx.SelectContext(ctx, c.q, into, query, args...))
}

// Each calls visit for every row and does not load all rows into memory.
func (c Conn) Each(ctx context.Context, visit func(scan func(into any) error) error, query string, args ...any) error {
	rows, err := c.q.QueryxContext(ctx, query, args...)
	if err != nil {
		return MapError(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := visit(rows.StructScan); err != nil {
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

// Changed runs a statement and returns the number of affected rows.
func (c Conn) Changed(ctx context.Context, query string, args ...any) (int64, error) {
	ctx, done := withDefaultTimeout(ctx)
	defer done()
	result, err := c.q.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, MapError(err)
	}
	return result.RowsAffected()
}

// defaultTimeout limits transactions and statements whose context has no deadline,
// such as those of jobs, exports and imports.
const defaultTimeout = 5 * time.Minute

// withDefaultTimeout adds defaultTimeout to ctx unless it has a deadline.
func withDefaultTimeout(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, defaultTimeout)
}

// MapError maps an error of the driver to an approval.Error if a client can react to
// it. The result wraps the driver's error.
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
		return fmt.Errorf("the database schema is out of date, run `approvals migrate`: %w", err)
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

// isUnavailable reports whether the database cannot be reached or is shutting down, as
// opposed to having rejected a statement.
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
		// Connection exception, insufficient resources, operator intervention.
		return true
	default:
		return false
	}
}

// Violates reports whether err is a violation of the named constraint.
func Violates(err error, constraint string) bool {
	refused := pq.As(err)
	return refused != nil && refused.Constraint == constraint
}
