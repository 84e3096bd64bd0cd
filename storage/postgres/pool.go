package postgres

import (
	"database/sql"
	"time"

	"github.com/jmoiron/sqlx"
)

// Pool is a pool of connections to the database. It is safe for concurrent use.
type Pool struct {
	db *sqlx.DB
}

// Open prepares a pool of at most maxConns connections to the database at
// url. It does not connect yet, so that a program can start while the database
// is unavailable.
func Open(url string, maxConns int) (*Pool, error) {
	connector, err := NewConnector(url)
	if err != nil {
		return nil, err
	}
	db := sqlx.NewDb(sql.OpenDB(connector), "postgres")
	db.SetMaxOpenConns(maxConns)
	db.SetMaxIdleConns(maxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return &Pool{db: db}, nil
}

// Close closes all connections.
func (s *Pool) Close() error { return s.db.Close() }

// DB returns the underlying pool, for statistics and for statements outside of the
// helpers of this package.
func (s *Pool) DB() *sql.DB { return s.db.DB }
