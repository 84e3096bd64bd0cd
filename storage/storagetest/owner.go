package storagetest

import (
	"database/sql"
	"sync"
	"testing"

	"approvals/storage"
)

// owners are the ways in of the owners of the tables, by the stores of the
// runtime role.
var owners sync.Map

// Own notes the address with which the tables of the store's database can be
// reached as their owner.
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

// Owner is the database of the store as the owner of its tables has it, who can
// do what the application cannot.
func Owner(t testing.TB, store *storage.Store) *sql.DB {
	t.Helper()
	db, there := owners.Load(store)
	if !there {
		t.Fatal("the store is none of New, and nobody has called Own for it")
	}
	return db.(*sql.DB)
}
