package postgres

import (
	"context"
	"database/sql/driver"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// maxPrepared limits the statements that a connection keeps prepared, each of which takes
// some ten kilobytes of the server. Lists have a text for each combination of filters;
// those that come when there is no more room are planned each time.
const maxPrepared = 250

// statements are the prepared statements of a connection by their text. Planning a
// statement with many joins takes several times as long as running it.
type statements struct {
	prepared map[string]driver.Stmt
	// seen are texts that were run once. Most texts that are never run again are not
	// prepared.
	seen map[string]struct{}
}

// prepare returns the prepared statement for the text; nil if it is to be run unprepared.
func (s *session) prepare(ctx context.Context, query string, args []driver.NamedValue) (driver.Stmt, error) {
	if len(args) == 0 {
		// The driver sends these in one round trip.
		return nil, nil
	}
	if stmt, ok := s.statements.prepared[query]; ok {
		return stmt, nil
	}
	if _, again := s.statements.seen[query]; !again {
		if len(s.statements.seen) >= maxPrepared {
			clear(s.statements.seen)
		}
		s.statements.seen[query] = struct{}{}
		return nil, nil
	}
	if len(s.statements.prepared) >= maxPrepared {
		return nil, nil
	}
	stmt, err := s.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	delete(s.statements.seen, query)
	s.statements.prepared[query] = stmt
	return stmt, nil
}

// QueryContext implements driver.QueryerContext.
func (s *session) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	count(ctx)
	stmt, err := s.prepare(ctx, query, args)
	if err != nil {
		return nil, err
	}
	if stmt == nil {
		return s.driverConn.QueryContext(ctx, query, args)
	}
	rows, err := stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	return rows, s.orOutdated(err)
}

// ExecContext implements driver.ExecerContext.
func (s *session) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	count(ctx)
	stmt, err := s.prepare(ctx, query, args)
	if err != nil {
		return nil, err
	}
	if stmt == nil {
		return s.driverConn.ExecContext(ctx, query, args)
	}
	result, err := stmt.(driver.StmtExecContext).ExecContext(ctx, args)
	return result, s.orOutdated(err)
}

// orOutdated replaces the error of a statement that was prepared before a migration
// changed its columns: it was not run, and another connection prepares it anew.
func (s *session) orOutdated(err error) error {
	if pq.As(err, pqerror.FeatureNotSupported) == nil {
		return err
	}
	s.dialer.unusable.Store(true)
	return driver.ErrBadConn
}

// IsValid implements driver.Validator. A canceled statement does not invalidate the
// driver's connection, but the cancellation may reach the server only during the next
// statement.
func (s *session) IsValid() bool { return !s.dialer.unusable.Load() && s.driverConn.IsValid() }
