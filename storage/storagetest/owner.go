package storagetest

import (
	"database/sql"
	"sync"
	"testing"

	"approvals/storage"
)

// owners maps stores of the runtime role to connections of the tables' owner.
var owners sync.Map

// Own registers the address of the store's database for the owner of its tables.
func Own(t testing.TB, store *storage.Store, address string) {
	t.Helper()
	db, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxIdleConns(1)
	owners.Store(store, db)
	t.Cleanup(func() {
		owners.Delete(store)
		db.Close()
	})
}

// Owner returns the store's database, connected as the owner of its tables, whose
// privileges the application does not have.
func Owner(t testing.TB, store *storage.Store) *sql.DB {
	t.Helper()
	db, ok := owners.Load(store)
	if !ok {
		t.Fatal("the store was not created by New and not registered with Own")
	}
	return db.(*sql.DB)
}
