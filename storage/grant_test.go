package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// TestRuntimeRoleMayWhatIsDeclared checks for every table that the runtime role has
// exactly the declared privileges.
func TestRuntimeRoleMayWhatIsDeclared(t *testing.T) {
	t.Parallel()
	store := storagetest.NewUnwatched(t)
	declared := map[string][]string{}
	for _, g := range storage.Grants() {
		if declared[g.Table] != nil {
			t.Errorf("%s is declared twice", g.Table)
		}
		declared[g.Table] = append([]string{"SELECT"}, g.May...)
	}
	var rows []struct {
		table string
		may   []string
	}
	found, err := store.DB().QueryContext(t.Context(), `
		SELECT c.relname, array(
			SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
			WHERE has_table_privilege(c.oid, p))
		FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var table string
		var may []string
		if err := found.Scan(&table, pq.Array(&may)); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, struct {
			table string
			may   []string
		}{table, may})
	}
	if len(rows) != len(declared) {
		t.Errorf("%d tables, %d declared in storage/grant.go", len(rows), len(declared))
	}
	for _, r := range rows {
		if want, ok := declared[r.table]; !ok {
			t.Errorf("%s is not declared in storage/grant.go", r.table)
		} else if !slices.Equal(r.may, want) {
			t.Errorf("the runtime role may %v on %s, want %v", r.may, r.table, want)
		}
	}
	for _, table := range []string{"timeline_events", "audit_events"} {
		if !slices.Equal(declared[table], []string{"SELECT", "INSERT"}) {
			t.Errorf("%s is declared to take %v", table, declared[table])
		}
	}
}

// TestRuntimeRoleCannotRewrite tries to change or delete records as the role of the API
// and the worker.
func TestRuntimeRoleCannotRewrite(t *testing.T) {
	s := storagetest.NewScene(t)
	statements := []string{`SET session_replication_role = replica`, `DROP SCHEMA public CASCADE`, `DROP FUNCTION refuse_change CASCADE`,
		`CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`}
	var owner string
	s.Must(storagetest.Owner(t, s.Store).QueryRow(`SELECT current_user`).Scan(&owner))
	statements = append(statements, `SET ROLE `+owner, `GRANT `+owner+` TO CURRENT_USER`)
	for _, table := range []string{"timeline_events", "audit_events"} {
		for _, statement := range []string{
			`UPDATE %s SET summary_en = 'x'`, `UPDATE %s SET summary_en = 'x' WHERE false`, `DELETE FROM %s`, `DELETE FROM %s WHERE false`,
			`TRUNCATE %s CASCADE`, `DROP TABLE %s CASCADE`, `ALTER TABLE %s DISABLE TRIGGER USER`, `ALTER TABLE %s DISABLE TRIGGER ALL`,
			`ALTER TABLE %s ADD COLUMN x text`, `ALTER TABLE %s OWNER TO CURRENT_USER`, `ALTER TABLE %s RENAME TO gone`,
			`CREATE RULE lost AS ON INSERT TO %s DO INSTEAD NOTHING`,
			`CREATE TRIGGER mine BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
			`DROP TRIGGER %[1]s_append_only ON %[1]s`, `LOCK TABLE %s IN ACCESS EXCLUSIVE MODE`,
		} {
			statements = append(statements, fmt.Sprintf(statement, table))
		}
	}
	for _, statement := range append(statements, `DELETE FROM timeline_heads`, `TRUNCATE timeline_heads`, `DROP TABLE timeline_heads CASCADE`,
		`ALTER TABLE timeline_heads DISABLE TRIGGER USER`, `DELETE FROM audit_head`, `DROP TABLE audit_head`, `DELETE FROM customers`) {
		if _, err := s.DB().ExecContext(t.Context(), statement); err == nil {
			t.Errorf("%s went through", statement)
		}
	}
	checked, err := s.VerifyChain(t.Context(), s.OwnCustomer.ID)
	if s.Must(err); !checked.OK {
		t.Errorf("%+v", checked.FirstBroken)
	}
}

// TestCouldRewrite checks which roles could rewrite the timeline, and a role without
// privileges.
func TestCouldRewrite(t *testing.T) {
	address := storagetest.NewURL(t)
	owner, err := storage.Open(address, 2)
	storagetest.Must(t, err)
	t.Cleanup(func() { owner.Close() })
	runtime, err := storage.Open(storagetest.Runtime(t, address), 2)
	storagetest.Must(t, err)
	t.Cleanup(func() { runtime.Close() })
	storagetest.Must(t, owner.Migrate(t.Context()))
	if err := runtime.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "migrate") {
		t.Errorf("without privileges the error is %v", err)
	}
	role, err := storage.RoleOf(storagetest.Runtime(t, address))
	storagetest.Must(t, err)
	for range 2 {
		storagetest.Must(t, owner.GrantTo(t.Context(), role))
	}
	storagetest.Must(t, runtime.Ready(t.Context()))
	for want, store := range map[bool]*storage.Store{true: owner, false: runtime} {
		if could, err := store.CouldRewrite(t.Context()); err != nil || could != want {
			t.Errorf("could rewrite: %v (%v), want %v", could, err, want)
		}
	}
	// One role for everything keeps what it has.
	single, err := storage.RoleOf(address)
	storagetest.Must(t, err)
	storagetest.Must(t, owner.GrantTo(t.Context(), single))
	storagetest.NewUser(t, owner, "somebody", approval.SalesRep)
	if err := owner.GrantTo(t.Context(), `no"body`); err == nil || !strings.Contains(err.Error(), "CREATE ROLE") {
		t.Errorf("a role that is not there gives %v", err)
	}
}
