package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Grant has the privileges on a table, besides SELECT, of the runtime role with which the
// API and the worker connect. Permanent records are thereby also protected against faulty
// statements and a stolen password of the API.
type Grant struct {
	Table string
	May   []string
}

// The kinds of tables by the allowed statements. The runtime role can truncate, alter or
// drop none: another role owns the tables.
var (
	readOnly   = []string{}
	appendOnly = []string{"INSERT"}
	editable   = []string{"INSERT", "UPDATE"}
	listed     = []string{"INSERT", "DELETE"}
	passing    = []string{"INSERT", "UPDATE", "DELETE"}
)

// grants has every table of the schema.
var grants = []Grant{
	{"goose_db_version", readOnly},

	{"timeline_events", appendOnly}, {"audit_events", appendOnly},
	// Triggers let the heads of timelines only move forward.
	{"timeline_heads", editable}, {"audit_head", editable},
	{"decisions", appendOnly}, {"decision_attachments", appendOnly}, {"revisions", appendOnly},
	{"project_moves", appendOnly}, {"variable_changes", appendOnly},
	{"work_log_corrections", appendOnly}, {"work_log_comments", appendOnly}, {"work_log_photos", appendOnly},

	{"customers", editable}, {"contacts", editable}, {"projects", editable}, {"competitors", editable},
	{"project_members", listed},
	{"requests", passing}, {"project_requests", editable}, {"expense_requests", editable},
	{"tasks", editable}, {"reports", editable}, {"transitions", editable},
	{"attachments", listed}, {"dropped_objects", listed},
	{"stuck_findings", listed}, {"stuck_sweep", editable},
	{"work_logs", editable}, {"notifications", editable},

	{"users", editable}, {"departments", editable}, {"roles", editable},
	{"role_permissions", listed}, {"user_roles", listed}, {"password_resets", listed},
	{"sessions", passing}, {"personal_tokens", passing}, {"sign_in_failures", passing}, {"sign_in_devices", passing},
	{"idempotency_keys", passing}, {"variables", passing}, {"imported_rows", listed}, {"named_views", passing},
}

// Grants returns the privileges of the runtime role by table.
func Grants() []Grant { return slices.Clone(grants) }

// RoleOf returns the role with which an address connects.
func RoleOf(address string) (string, error) {
	connector, err := postgres.NewConnector(address)
	if err != nil {
		return "", err
	}
	return connector.Config.User, nil
}

// GrantTo sets the privileges of the runtime role on every table. It must be called as the
// owner, after Migrate. It does not change a role that could become the owner: such an
// installation uses one role for everything.
func (s *Store) GrantTo(ctx context.Context, role string) error {
	return s.oneAtATime(ctx, func(ctx context.Context) error {
		var owner bool
		err := s.In(ctx).Get(ctx, &owner, `SELECT pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles WHERE rolname = $1`, role)
		if approval.CodeOf(err) == approval.CodeNotFound {
			return fmt.Errorf("there is no database role %q: create it with CREATE ROLE %s LOGIN PASSWORD '…'", role, pq.QuoteIdentifier(role))
		}
		if err != nil || owner {
			return err
		}
		return s.InTx(ctx, func(ctx context.Context) error {
			var schema string
			if err := s.In(ctx).Get(ctx, &schema, `SELECT current_schema()`); err != nil {
				return err
			}
			if err := s.In(ctx).Exec(ctx, grantScript(pq.QuoteIdentifier(schema), pq.QuoteIdentifier(role))); err != nil {
				return fmt.Errorf("grant the role %q its privileges: %w", role, err)
			}
			return nil
		})
	})
}

func grantScript(schema, role string) string {
	var script strings.Builder
	fmt.Fprintf(&script, "GRANT USAGE ON SCHEMA %s TO %s;\n", schema, role)
	for _, g := range grants {
		may := strings.Join(append([]string{"SELECT"}, g.May...), ", ")
		fmt.Fprintf(&script, "REVOKE ALL ON %s FROM %s; GRANT %s ON %[1]s TO %[2]s;\n", g.Table, role, may)
	}
	return script.String()
}

// CouldRewrite reports whether the store's role could change or delete records of the
// timeline and the audit, because it owns the tables, their schema or the database, or is
// a member of a role that does.
func (s *Store) CouldRewrite(ctx context.Context) (could bool, err error) {
	err = s.In(ctx).Get(ctx, &could, `
		SELECT EXISTS (
			SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.oid IN (to_regclass('timeline_events'), to_regclass('audit_events'))
			AND (pg_has_role(current_user, c.relowner, 'MEMBER') OR pg_has_role(current_user, n.nspowner, 'MEMBER')
				OR has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE'))
		) OR EXISTS (
			SELECT FROM pg_database WHERE datname = current_database() AND pg_has_role(current_user, datdba, 'MEMBER')
		) OR (SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user)`)
	return could, err
}
