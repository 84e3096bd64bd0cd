package storage_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestEveryTableOfACustomerIsDeclared follows the foreign keys: a table whose rows
// belong to a customer must be declared as recorded or excluded with a reason.
func TestEveryTableOfACustomerIsDeclared(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	rows, err := store.DB().QueryContext(t.Context(), `
		WITH RECURSIVE led AS (
			SELECT 'customers'::regclass::oid AS id
			UNION
			SELECT k.conrelid FROM pg_constraint k JOIN led l ON k.confrelid = l.id WHERE k.contype = 'f'
		)
		SELECT id::regclass::text FROM led
		UNION
		-- A column that names such a thing without a key.
		SELECT table_name FROM information_schema.columns
		WHERE table_schema = 'public' AND column_name IN ('customer_id', 'contact_id', 'project_id', 'competitor_id', 'request_id', 'task_id')
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	declared := map[string]bool{}
	for _, s := range storage.TimelineSubjects {
		for _, table := range s.Tables {
			if declared[table.Table] {
				t.Errorf("%s is declared twice", table.Table)
			}
			declared[table.Table] = true
			if (table.Unless != "" || len(table.Quiet) > 0) && table.Why == "" {
				t.Errorf("%s: no reason why some changes need no event", table.Table)
			}
		}
	}
	for _, u := range storage.UnrecordedTables {
		if u.Why == "" || declared[u.Table] {
			t.Errorf("%s is excused without a reason, or declared as well", u.Table)
		}
		declared[u.Table] = true
	}
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		if !declared[table] {
			t.Errorf("rows of %s lead to a customer: declare the table in storage/subject_registry.go", table)
		}
		delete(declared, table)
	}
	for table := range declared {
		t.Errorf("%s is declared but leads to no customer", table)
	}
}

// TestDeclaredColumns checks that the declared foreign keys and columns exist.
func TestDeclaredColumns(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	has := func(query string, args ...any) bool {
		var there bool
		if err := store.DB().QueryRowContext(t.Context(), `SELECT EXISTS (`+query+`)`, args...).Scan(&there); err != nil {
			t.Fatal(err)
		}
		return there
	}
	for _, s := range storage.TimelineSubjects {
		for _, table := range s.Tables {
			if table.Parent != "" && !has(`SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
				WHERE k.contype = 'f' AND k.conrelid = $1::regclass AND k.confrelid = $2::regclass AND a.attname = $3`,
				table.Table, table.Parent, table.Column) {
				t.Errorf("%s.%s does not refer to %s", table.Table, table.Column, table.Parent)
			}
			for _, column := range table.Quiet {
				if !has(`SELECT FROM information_schema.columns WHERE table_name = $1 AND column_name = $2`, table.Table, column) {
					t.Errorf("%s has no column %s", table.Table, column)
				}
			}
		}
	}
}

func TestSubjectsAreWhole(t *testing.T) {
	both := func(what string, text approval.Text) {
		if text.ZH == "" || text.EN == "" {
			t.Errorf("%s lacks a label in one of the languages", what)
		}
	}
	for _, s := range slices.Concat(storage.TimelineSubjects, storage.AuditSubjects) {
		both(s.Type, s.Label)
		for kind, label := range s.Kinds {
			both(string(kind), label)
			if !strings.HasPrefix(string(kind), s.Type+".") {
				t.Errorf("%s does not begin with %s", kind, s.Type)
			}
		}
		for field, label := range s.Fields {
			both(s.Type+"."+field, label)
		}
	}
}

// TestForgottenEventsAreNoticed writes to a customer's tables without an event, or with
// one of another subject or customer.
func TestForgottenEventsAreNoticed(t *testing.T) {
	s := storagetest.NewScene(t)
	contact, err := s.CreateContact(t.Context(), s.Rep, s.OwnCustomer.ID, customer.ContactInput{Name: new("吴敏")})
	s.Must(err)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	s.Submit(r, approval.GMSignoff)
	other, _ := s.NewProject(s.Rep)
	try := func(statements ...string) error {
		t.Helper()
		tx, err := storagetest.Owner(t, s.Store).BeginTx(t.Context(), nil)
		s.Must(err)
		defer tx.Rollback()
		for _, statement := range statements {
			_, err := tx.ExecContext(t.Context(), statement)
			s.Must(err)
		}
		return tx.Commit()
	}
	forgotten := map[string]string{
		"customers":        `UPDATE customers SET industry = 'x' WHERE id = '` + s.OwnCustomer.ID + `'`,
		"contacts":         `UPDATE contacts SET title = 'x' WHERE id = '` + contact.ID + `'`,
		"projects":         `UPDATE projects SET stage = 'won' WHERE id = '` + s.OwnProject.ID + `'`,
		"project_members":  `DELETE FROM project_members WHERE project_id = '` + s.OwnProject.ID + `'`,
		"competitors":      `INSERT INTO competitors (id, project_id, company) VALUES (gen_random_uuid(), '` + s.OwnProject.ID + `', 'x')`,
		"requests":         `UPDATE requests SET status = 'paid' WHERE id = '` + r.ID + `'`,
		"expense_requests": `UPDATE expense_requests SET purpose = 'x' WHERE request_id = '` + r.ID + `'`,
		"tasks":            `UPDATE tasks SET state = 'canceled' WHERE request_id = '` + r.ID + `'`,
		"transitions":      `UPDATE transitions SET actor_id = '` + s.GM.ID + `' WHERE request_id = '` + r.ID + `'`,
	}
	for _, table := range slices.Sorted(maps.Keys(forgotten)) {
		if err := try(forgotten[table]); err == nil || !strings.Contains(err.Error(), "left no event") {
			t.Errorf("%s: %v", table, err)
		}
	}
	quiet := map[string]string{
		"claim":   `UPDATE tasks SET assignee_id = '` + s.GM.ID + `', claimed_at = now() WHERE request_id = '` + r.ID + `'`,
		"nothing": `UPDATE contacts SET title = title, version = version + 1 WHERE id = '` + contact.ID + `'`,
		"answer":  `UPDATE transitions SET confirmed = true WHERE request_id = '` + r.ID + `'`,
	}
	for what, statement := range quiet {
		if err := try(statement); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	// Told, but of another customer.
	err = s.InTx(t.Context(), func(ctx context.Context) error {
		if _, err := s.AddNote(ctx, s.Rep, other.ID, "note"); err != nil {
			return err
		}
		return s.In(ctx).Exec(ctx, forgotten["contacts"])
	})
	if err == nil {
		t.Error("an event of another customer was taken for one of this customer")
	}
}
