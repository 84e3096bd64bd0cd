package storage_test

import (
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
)

// newOwner is the owner of an empty database.
func newOwner(t *testing.T) *storage.Store {
	t.Helper()
	owner, err := storage.Open(storagetest.NewURL(t), 2)
	must(t, err)
	t.Cleanup(func() { owner.Close() })
	return owner
}

// TestMigrateRefusesAnotherSchema meets a database with more migrations than there
// are, as development versions left behind.
func TestMigrateRefusesAnotherSchema(t *testing.T) {
	t.Parallel()
	owner := newOwner(t)
	must(t, owner.Migrate(t.Context()))
	must(t, owner.Migrate(t.Context()))
	_, err := owner.DB().Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (1000, true)`)
	must(t, err)
	err = owner.Migrate(t.Context())
	if err == nil || strings.Contains(err.Error(), "\n") {
		t.Fatalf("it is told %v, want one sentence", err)
	}
	for _, word := range []string{"another version", "1000", "data folder", "--data-dir"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
	// A release that is rolled out has migrated already.
	must(t, owner.Ready(t.Context()))
}

// TestMigrationsGoDown takes every migration back, which leaves nothing, and
// applies them once more.
func TestMigrationsGoDown(t *testing.T) {
	t.Parallel()
	owner := newOwner(t)
	migrations, err := owner.Migrations()
	must(t, err)
	for i, source := range migrations.ListSources() {
		if source.Version != int64(i+1) {
			t.Errorf("%s is not number %d", source.Path, i+1)
		}
	}
	for range 2 {
		_, err = migrations.Up(t.Context())
		must(t, err)
		_, err = migrations.DownTo(t.Context(), 0)
		must(t, err)
		var left string
		must(t, owner.DB().QueryRow(`
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
