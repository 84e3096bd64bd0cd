package devstack

import (
	"bytes"
	"context"
	"database/sql"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/lib/pq"
)

// setupUnfinished marks a Temporal database whose initial schema set-up has not
// finished. The mark is the database's comment, so it is dropped with the database.
const setupUnfinished = "schema set-up unfinished"

// temporalSchema migrates Temporal's two databases with its SQL tool.
type temporalSchema struct {
	postgres *postgres
	tool     string
	password string
}

// update sets up or updates both databases concurrently. A database that the same
// tool has already updated is skipped.
func (t temporalSchema) update(ctx context.Context, console *console) error {
	mark, err := toolVersion(t.tool)
	if err != nil {
		return fail(CodeProgramMissing, "cannot read Temporal's SQL tool %s: %w", t.tool, err)
	}
	db, err := sql.Open("postgres", t.postgres.adminURL())
	if err != nil {
		return err
	}
	defer db.Close()
	results := make(chan error)
	schemas := map[string]string{
		temporalDatabase:   "postgresql/v12/temporal",
		visibilityDatabase: "postgresql/v12/visibility",
	}
	for database, schema := range schemas {
		go func() { results <- t.updateOne(ctx, db, database, schema, mark, console) }()
	}
	for range schemas {
		err = errors.Join(err, <-results)
	}
	return err
}

func (t temporalSchema) updateOne(ctx context.Context, db *sql.DB, database, schema, mark string, console *console) error {
	var found sql.NullString
	err := db.QueryRowContext(ctx, `SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1`, database).Scan(&found)
	if err != nil {
		return fail(CodePartFailed, "cannot read the schema version of the database %s: %w", database, err)
	}
	if found.String == mark {
		return nil
	}
	empty, err := t.isEmpty(ctx, database)
	if err != nil {
		return fail(CodePartFailed, "cannot inspect the database %s: %w", database, err)
	}
	switch {
	case found.String == setupUnfinished || empty:
		console.logf("setting up the schema of the database %s", database)
		if err := t.setup(ctx, db, database, empty); err != nil {
			return err
		}
	default:
		console.logf("updating the schema of the database %s", database)
	}
	if err := t.run(ctx, database, "update-schema", "--schema-name", schema); err != nil {
		return err
	}
	return setDatabaseComment(ctx, db, database, mark)
}

// isEmpty reports whether the tool has not yet created its version table.
func (t temporalSchema) isEmpty(ctx context.Context, database string) (bool, error) {
	db, err := sql.Open("postgres", t.postgres.url(temporalRole, t.password, database))
	if err != nil {
		return false, err
	}
	defer db.Close()
	var empty bool
	err = db.QueryRowContext(ctx, `SELECT to_regclass('public.schema_version') IS NULL`).Scan(&empty)
	return empty, err
}

// setup creates the version table. A database whose initial set-up was interrupted
// is recreated: the tool's steps are not transactional and cannot be repeated, and
// no server has used the database yet.
func (t temporalSchema) setup(ctx context.Context, db *sql.DB, database string, empty bool) error {
	if !empty {
		if _, err := db.ExecContext(ctx, `DROP DATABASE `+pq.QuoteIdentifier(database)+` WITH (FORCE)`); err != nil {
			return fail(CodePartFailed, "cannot drop the unfinished database %s: %w", database, err)
		}
		if err := createDatabase(ctx, db, database, temporalRole); err != nil {
			return err
		}
	}
	if err := setDatabaseComment(ctx, db, database, setupUnfinished); err != nil {
		return err
	}
	return t.run(ctx, database, "setup-schema", "-v", "0.0")
}

func (t temporalSchema) run(ctx context.Context, database string, args ...string) error {
	cmd := tool(ctx, t.tool, args...)
	// Every user of the machine can read command-line arguments.
	cmd.Env = serverEnv("SQL_PLUGIN=postgres12", "SQL_HOST="+loopback, "SQL_PORT="+strconv.Itoa(t.postgres.port),
		"SQL_USER="+temporalRole, "SQL_PASSWORD="+t.password, "SQL_DATABASE="+database)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := runTool(cmd); err != nil {
		return fail(CodePartFailed, "Temporal's SQL tool could not %s in the database %s: %w; its last lines:\n%s", args[0], database, err, lastLines(out.String(), 10))
	}
	return nil
}

// clearMembership removes the membership records of earlier servers. A new server
// would try for half a minute to join those of the last 20 seconds.
func (t temporalSchema) clearMembership(ctx context.Context) error {
	db, err := sql.Open("postgres", t.postgres.url(temporalRole, t.password, temporalDatabase))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `DELETE FROM cluster_membership`); err != nil {
		return fail(CodePartFailed, "cannot clear Temporal's cluster membership: %w", err)
	}
	return nil
}

func setDatabaseComment(ctx context.Context, db *sql.DB, database, text string) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf(`COMMENT ON DATABASE %s IS %s`, pq.QuoteIdentifier(database), pq.QuoteLiteral(text)))
	if err != nil {
		return fail(CodePartFailed, "cannot record the schema version of the database %s: %w", database, err)
	}
	return nil
}

// toolVersion identifies a build of the tool by the module's version and checksum,
// or, if it was built from a working copy, by size and modification time.
func toolVersion(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	build, err := buildinfo.ReadFile(path)
	if err == nil && build.Main.Sum != "" {
		return fmt.Sprintf("schema by %s %s %s", build.Main.Path, build.Main.Version, build.Main.Sum), nil
	}
	return fmt.Sprintf("schema by a tool of %d bytes of %d", info.Size(), info.ModTime().UnixNano()), nil
}
