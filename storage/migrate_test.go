package storage_test

import (
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
)

// newOwner returns an empty database, connected as its owner.
func newOwner(t *testing.T) *storage.Store {
	t.Helper()
	owner, err := storage.Open(storagetest.NewURL(t), 2)
	storagetest.Must(t, err)
	t.Cleanup(func() { owner.Close() })
	return owner
}

// TestMigrateRefusesAnotherSchema migrates a database with more migrations, as left by
// development versions.
func TestMigrateRefusesAnotherSchema(t *testing.T) {
	t.Parallel()
	owner := newOwner(t)
	storagetest.Must(t, owner.Migrate(t.Context()))
	storagetest.Must(t, owner.Migrate(t.Context()))
	_, err := owner.DB().Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (1000, true)`)
	storagetest.Must(t, err)
	err = owner.Migrate(t.Context())
	if err == nil || strings.Contains(err.Error(), "\n") {
		t.Fatalf("error %v, want one sentence", err)
	}
	for _, word := range []string{"another version", "1000", "data folder", "--data-dir"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
	// A release that is rolled out has migrated already.
	storagetest.Must(t, owner.Ready(t.Context()))
}

// TestMigrationsGoDown reverts every migration, which leaves nothing, and applies them
// again.
func TestMigrationsGoDown(t *testing.T) {
	t.Parallel()
	owner := newOwner(t)
	migrations, err := owner.Migrations()
	storagetest.Must(t, err)
	for i, source := range migrations.ListSources() {
		if source.Version != int64(i+1) {
			t.Errorf("%s is not number %d", source.Path, i+1)
		}
	}
	for range 2 {
		_, err = migrations.Up(t.Context())
		storagetest.Must(t, err)
		_, err = migrations.DownTo(t.Context(), 0)
		storagetest.Must(t, err)
		var left string
		storagetest.Must(t, owner.DB().QueryRow(`
			SELECT coalesce(string_agg(name, ', '), '') FROM (
				SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname NOT LIKE 'goose\_db\_version%'
				UNION ALL
				SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
			) AS kept (name)`).Scan(&left))
		if left != "" {
			t.Errorf("%s is left", left)
		}
	}
}

// TestRowsAreRestored inserts rows with an empty search path, as restoring a dump does:
// functions in generated columns and indexes are found.
func TestRowsAreRestored(t *testing.T) {
	t.Parallel()
	owner := newOwner(t)
	storagetest.Must(t, owner.Migrate(t.Context()))
	tx, err := owner.DB().BeginTx(t.Context(), nil)
	storagetest.Must(t, err)
	defer tx.Rollback()
	_, err = tx.Exec(`
		SET LOCAL search_path = '';
		INSERT INTO public.users (id, username, name, password_hash) VALUES (gen_random_uuid(), 'rep', '李', '');
		INSERT INTO public.customers (id, name, owner_id) SELECT gen_random_uuid(), '北京市宏达科技有限公司', id FROM public.users;
		INSERT INTO public.contacts (id, customer_id, name, phone) SELECT gen_random_uuid(), id, '王', '+86 138 0013 8000 转 5' FROM public.customers;
		INSERT INTO public.projects (id, customer_id, name) SELECT gen_random_uuid(), id, '改造' FROM public.customers;
		INSERT INTO public.requests (id, kind, number, customer_id, project_id, requester_id)
			SELECT gen_random_uuid(), 'expense_request', 'E-1', customer_id, id, (SELECT id FROM public.users) FROM public.projects`)
	storagetest.Must(t, err)
	var key, phone string
	storagetest.Must(t, tx.QueryRow(`SELECT c.name_key, (public.phone_keys(k.phone))[1] FROM public.customers c JOIN public.contacts k ON k.customer_id = c.id`).Scan(&key, &phone))
	if key != "北京宏达科技" || phone != "13800138000" {
		t.Errorf("the keys are %q and %q", key, phone)
	}
}
