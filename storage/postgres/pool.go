package postgres

import (
	"database/sql"
	"time"

	"github.com/jmoiron/sqlx"
)

// Pool is the connections to the database. Its methods can be called by many
// goroutines at once.
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

// Close ends all connections.
func (s *Pool) Close() error { return s.db.Close() }

// DB gives the pool's own statistics to metrics.
func (s *Pool) DB() *sql.DB { return s.db.DB }
