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

// unfinished marks a Temporal database whose first set-up has not ended. The
// mark is the database's comment: it lives and dies with what it speaks of.
const unfinished = "schema set-up unfinished"

// temporalSchema brings Temporal's two databases to the schema that its SQL
// tool carries.
type temporalSchema struct {
	postgres *postgres
	tool     string
	password string
}

// update sets up or updates both databases at once. When the same tool has
// done it before, it does nothing.
func (t temporalSchema) update(ctx context.Context, console *console) error {
	mark, err := toolMark(t.tool)
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
		return fail(CodePartFailed, "cannot tell the schema of the database %s: %w", database, err)
	}
	if found.String == mark {
		return nil
	}
	empty, err := t.isEmpty(ctx, database)
	if err != nil {
		return fail(CodePartFailed, "cannot look into the database %s: %w", database, err)
	}
	switch {
	case found.String == unfinished || empty:
		console.say("setting up the schema of the database %s", database)
		if err := t.begin(ctx, db, database, empty); err != nil {
			return err
		}
	default:
		console.say("updating the schema of the database %s", database)
	}
	if err := t.run(ctx, database, "update-schema", "--schema-name", schema); err != nil {
		return err
	}
	return comment(ctx, db, database, mark)
}

// isEmpty: the tool has not begun with the database.
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

// begin does the first set-up's first step. A database whose first set-up was
// broken off is made anew: the tool's steps are no transactions and can't be
// repeated, and no server has used it yet.
func (t temporalSchema) begin(ctx context.Context, db *sql.DB, database string, empty bool) error {
	if !empty {
		if _, err := db.ExecContext(ctx, `DROP DATABASE `+pq.QuoteIdentifier(database)+` WITH (FORCE)`); err != nil {
			return fail(CodePartFailed, "cannot remove the unfinished database %s: %w", database, err)
		}
		if err := createDatabase(ctx, db, database, temporalRole); err != nil {
			return err
		}
	}
	if err := comment(ctx, db, database, unfinished); err != nil {
		return err
	}
	return t.run(ctx, database, "setup-schema", "-v", "0.0")
}

func (t temporalSchema) run(ctx context.Context, database string, args ...string) error {
	cmd := tool(ctx, t.tool, args...)
	// Not as arguments: those can be read by every user of the machine.
	cmd.Env = serverEnv("SQL_PLUGIN=postgres12", "SQL_HOST="+loopback, "SQL_PORT="+strconv.Itoa(t.postgres.port),
		"SQL_USER="+temporalRole, "SQL_PASSWORD="+t.password, "SQL_DATABASE="+database)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := runTool(cmd); err != nil {
		return fail(CodePartFailed, "Temporal's SQL tool could not %s in the database %s: %w; its last lines:\n%s", args[0], database, err, lastLines(out.String(), 10))
	}
	return nil
}

// forgetMembers removes what earlier servers wrote of themselves. A new one
// would try for half a minute to join those of the last 20 seconds, at ports
// where nobody answers any more.
func (t temporalSchema) forgetMembers(ctx context.Context) error {
	db, err := sql.Open("postgres", t.postgres.url(temporalRole, t.password, temporalDatabase))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `DELETE FROM cluster_membership`); err != nil {
		return fail(CodePartFailed, "cannot clear Temporal's list of its servers: %w", err)
	}
	return nil
}

func comment(ctx context.Context, db *sql.DB, database, text string) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf(`COMMENT ON DATABASE %s IS %s`, pq.QuoteIdentifier(database), pq.QuoteLiteral(text)))
	if err != nil {
		return fail(CodePartFailed, "cannot note the schema of the database %s: %w", database, err)
	}
	return nil
}

// toolMark tells one build of the tool from another: by the module's version
// and checksum, or, if it was built from a working copy, by size and time.
func toolMark(path string) (string, error) {
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
