// Package storage stores the data in PostgreSQL, with handwritten SQL and one file per
// noun.
package storage

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/storage/worklog"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store embeds the store of each domain. They need aliases, because all are called Store.
type (
	pool          = postgres.Pool
	ledgerStore   = ledger.Store
	variableStore = variable.Store
	accountStore  = account.Store
	customerStore = customer.Store
	requestStore  = request.Store
	workLogStore  = worklog.Store
)

// Store is the whole database: the stores of all domains, and what involves several of
// them. Its methods are safe for concurrent use.
type Store struct {
	*pool
	*ledgerStore
	*variableStore
	*accountStore
	*customerStore
	*requestStore
	*workLogStore
}

// Open prepares the database at url with at most maxConns connections. It does
// not connect yet, so that a program can start while the database is unavailable.
func Open(url string, maxConns int) (*Store, error) {
	pool, err := postgres.Open(url, maxConns)
	if err != nil {
		return nil, err
	}
	records := &ledger.Store{Pool: pool, TimelineSubjects: TimelineSubjects, AuditSubjects: AuditSubjects}
	variables := &variable.Store{Store: records}
	accounts := &account.Store{Store: variables}
	customers := &customer.Store{Store: accounts}
	return &Store{pool, records, variables, accounts, customers, &request.Store{Store: customers}, &worklog.Store{Store: customers}}, nil
}

// Ready returns nil if the database is available and has every migration. It may have
// more: during a rollout, processes of the previous version continue with the newer
// schema.
func (s *Store) Ready(ctx context.Context) error {
	current, err := s.schemaVersion(ctx)
	if pq.As(err, pqerror.InsufficientPrivilege) != nil {
		return fmt.Errorf("the database refuses this role (%w): run `approvals migrate`, which grants the role of DATABASE_URL its privileges", err)
	}
	if err != nil {
		return err
	}
	if wanted := latestMigration(); current < wanted {
		return fmt.Errorf("the database is at migration %d of %d: run `approvals migrate`", current, wanted)
	}
	return nil
}

// Migrate migrates the database to the latest schema, creates missing default roles and
// begins the audit. It returns an error if the database has more migrations than this
// program. The current role becomes the owner of the tables; see GrantTo. Several
// processes may call it concurrently.
func (s *Store) Migrate(ctx context.Context) error {
	return s.oneAtATime(ctx, func(ctx context.Context) error {
		provider, err := gooseProvider(s.DB())
		if err != nil {
			return err
		}
		current, newest, err := provider.GetVersions(ctx)
		if err != nil {
			return postgres.MapError(err)
		}
		if current > newest {
			return fmt.Errorf("the database has the schema of another version of this program (migration %d, and this version ends with %d): run that version, or begin with an empty database (on a development stack, move the data folder away or choose another one with --data-dir)", current, newest)
		}
		if _, err := provider.Up(ctx); err != nil {
			return fmt.Errorf("migrate: %w", err)
		}
		if err := s.EnsureRoles(ctx); err != nil {
			return err
		}
		return s.BeginAudit(ctx)
	})
}

// oneAtATime prevents other processes from migrating while do runs. The lock ends with
// the connection, also after a crash.
func (s *Store) oneAtATime(ctx context.Context, do func(context.Context) error) error {
	conn, err := s.DB().Conn(ctx)
	if err != nil {
		return postgres.MapError(err)
	}
	defer conn.Close()
	const migrating = 7_261_001
	// Another process may migrate for minutes.
	if _, err := conn.ExecContext(ctx, `SET lock_timeout = 0`); err != nil {
		return postgres.MapError(err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), `RESET lock_timeout`)
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock($1)`, migrating); err != nil {
		return postgres.MapError(err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, migrating)
	return do(ctx)
}

func gooseProvider(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files)
}

func (s *Store) schemaVersion(ctx context.Context) (version int64, err error) {
	err = s.In(ctx).Get(ctx, &version, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`)
	return version, err
}

func latestMigration() (version int64) {
	files, _ := migrations.ReadDir("migrations")
	for _, f := range files {
		if v, err := goose.NumericComponent(f.Name()); err == nil {
			version = max(version, v)
		}
	}
	return version
}
