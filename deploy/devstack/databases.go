package devstack

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/lib/pq"
)

// The databases in the private cluster, and the roles that own them.
const (
	appDatabase        = "approvals"
	ownerRole          = "approvals"
	runtimeRole        = "approvals_app"
	temporalDatabase   = "temporal"
	visibilityDatabase = "temporal_visibility"
	temporalRole       = "temporal"
)

// createDatabases creates the missing roles and databases. As in production, the
// application has two roles without superuser rights: the owner migrates the
// schema (and creates databases for tests), the runtime role has only the
// privileges that the owner grants. The owner is a member of the runtime role, so
// that it can terminate its connections; the reverse membership would void the
// protection.
func (p *postgres) createDatabases(ctx context.Context, s secrets, temporal bool) error {
	db, err := sql.Open("postgres", p.adminURL())
	if err != nil {
		return err
	}
	defer db.Close()
	if err := createRole(ctx, db, ownerRole, "CREATEDB", s.Approvals); err != nil {
		return err
	}
	if err := createRole(ctx, db, runtimeRole, "NOCREATEDB", s.Runtime); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, fmt.Sprintf(`GRANT %s TO %s`, runtimeRole, ownerRole)); err != nil {
		return fail(CodePartFailed, "cannot make the role %s a member of %s: %w", ownerRole, runtimeRole, err)
	}
	databases := map[string]string{appDatabase: ownerRole}
	if temporal {
		if err := createRole(ctx, db, temporalRole, "NOCREATEDB", s.Temporal); err != nil {
			return err
		}
		databases[temporalDatabase] = temporalRole
		databases[visibilityDatabase] = temporalRole
	}
	for name, owner := range databases {
		if err := createDatabase(ctx, db, name, owner); err != nil {
			return err
		}
	}
	return nil
}

func createRole(ctx context.Context, db *sql.DB, name, attributes, password string) error {
	var exists bool
	err := db.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`, name).Scan(&exists)
	if err == nil && !exists {
		_, err = db.ExecContext(ctx, fmt.Sprintf(`CREATE ROLE %s LOGIN %s PASSWORD %s`,
			pq.QuoteIdentifier(name), attributes, pq.QuoteLiteral(password)))
	}
	if err != nil {
		return fail(CodePartFailed, "cannot create the database role %s: %w", name, err)
	}
	return nil
}

func createDatabase(ctx context.Context, db *sql.DB, name, owner string) error {
	var exists bool
	err := db.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&exists)
	if err == nil && !exists {
		_, err = db.ExecContext(ctx, fmt.Sprintf(`CREATE DATABASE %s OWNER %s`,
			pq.QuoteIdentifier(name), pq.QuoteIdentifier(owner)))
	}
	if err != nil {
		return fail(CodePartFailed, "cannot create the database %s: %w", name, err)
	}
	return nil
}
