// Package storagetest gives tests a database of their own on a real PostgreSQL
// server.
package storagetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"approvals/storage"
	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/workflows/approval"
)

// Variable is the environment variable with the address of the server, as
// somebody who may create databases and owns what is in them; RuntimeVariable
// that for the role with which the API and the worker connect.
const (
	Variable        = "APPROVALS_TEST_DATABASE_URL"
	RuntimeVariable = "APPROVALS_TEST_DATABASE_RUNTIME_URL"
)

func init() { account.CheapPasswords() }

// New makes an empty database with the newest schema and the default roles, and
// drops it when the test has ended. The store is the runtime role's, which does
// not own the tables; see Owner. A write that the timeline is not told of fails
// in it; see Watch.
func New(t testing.TB) *storage.Store {
	t.Helper()
	return copyOf(t, watched)
}

// NewUnwatched is New for measuring: what is written there need not be told.
func NewUnwatched(t testing.TB) *storage.Store {
	t.Helper()
	return copyOf(t, unwatched)
}

func copyOf(t testing.TB, template func() (string, error)) *storage.Store {
	t.Helper()
	from, err := template()
	if err != nil {
		t.Fatal(err)
	}
	address := newDatabase(t, from)
	store, err := storage.Open(Runtime(t, address), 20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	Own(t, store, address)
	return store
}

// The databases that those of one package's tests are copied from are made once:
// migrating each of them takes longer than most tests. They go with the server,
// which belongs to one run of the tests.
var (
	unwatched = sync.OnceValues(func() (string, error) { return template("template1", migrate) })
	watched   = sync.OnceValues(func() (string, error) {
		from, err := unwatched()
		if err != nil {
			return "", err
		}
		return template(from, watch)
	})
)

// template makes a database to copy, from another one and what prepare does to it.
func template(from string, prepare func(ctx context.Context, address string) error) (string, error) {
	server := os.Getenv(Variable)
	if server == "" {
		return "", fmt.Errorf("%s is not set: run through make test", Variable)
	}
	name := "template_" + randomName()
	admin, err := sql.Open("postgres", server)
	if err != nil {
		return "", err
	}
	defer admin.Close()
	ctx := context.Background()
	if err := create(ctx, admin, name, from); err != nil {
		return "", err
	}
	address, err := inDatabase(server, name)
	if err != nil {
		return "", err
	}
	if err := prepare(ctx, address); err != nil {
		return "", err
	}
	// Autovacuum would be connected at the wrong moment.
	_, err = admin.ExecContext(ctx, `ALTER DATABASE `+name+` WITH ALLOW_CONNECTIONS false`)
	return name, err
}

// create copies a database file by file, which costs a fifth of a copy through
// the log.
func create(ctx context.Context, admin *sql.DB, name, from string) error {
	if _, err := admin.ExecContext(ctx, `CREATE DATABASE `+name+` TEMPLATE `+from+` STRATEGY FILE_COPY`); err != nil {
		return fmt.Errorf("create a database for the tests: %w", err)
	}
	return nil
}

// migrate brings a database to the newest schema, and grants the runtime role
// what it needs.
func migrate(ctx context.Context, address string) error {
	runtime, err := runtimeOf(address)
	if err != nil {
		return err
	}
	owner, err := storage.Open(address, 4)
	if err != nil {
		return err
	}
	defer owner.Close()
	if err := owner.Migrate(ctx); err != nil {
		return err
	}
	role, err := storage.RoleOf(runtime)
	if err != nil {
		return err
	}
	return owner.GrantTo(ctx, role)
}

// NewURL makes an empty database, without any schema, and returns its address.
// It is dropped when the test has ended.
func NewURL(t testing.TB) string {
	t.Helper()
	return newDatabase(t, "template1")
}

// newDatabase makes a copy of a database, and returns its address.
func newDatabase(t testing.TB, template string) string {
	t.Helper()
	server := os.Getenv(Variable)
	if server == "" {
		t.Fatalf("%s is not set: run through make test", Variable)
	}
	name := "test_" + randomName()
	admin, err := sql.Open("postgres", server)
	if err != nil {
		t.Fatal(err)
	}
	if err := create(t.Context(), admin, name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The test's own context has ended by now.
		if err := drop(context.Background(), admin, name); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
		admin.Close()
	})
	address, err := inDatabase(server, name)
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// Runtime returns the address of the owner's database for the runtime role.
func Runtime(t testing.TB, owner string) string {
	t.Helper()
	runtime, err := runtimeOf(owner)
	if err != nil {
		t.Fatal(err)
	}
	return runtime
}

func runtimeOf(owner string) (string, error) {
	server := os.Getenv(RuntimeVariable)
	if server == "" {
		return "", fmt.Errorf("%s is not set: run through make test", RuntimeVariable)
	}
	address, err := url.Parse(owner)
	if err != nil {
		return "", err
	}
	return inDatabase(server, strings.TrimPrefix(address.Path, "/"))
}

func inDatabase(server, name string) (string, error) {
	address, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	address.Path = "/" + name
	return address.String(), nil
}

// drop ends what is still connected, then drops the database. Not WITH (FORCE),
// which fails when autovacuum happens to be there; without it, that is sent away.
func drop(ctx context.Context, admin *sql.DB, name string) error {
	if _, err := admin.ExecContext(ctx, `
		SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pg_has_role(usesysid, 'MEMBER')`, name); err != nil {
		return err
	}
	_, err := admin.ExecContext(ctx, `DROP DATABASE `+name)
	return err
}

// NewUser makes an account with these roles and the password "demo-" and the
// user name.
func NewUser(t testing.TB, store *storage.Store, username string, roles ...string) approval.Actor {
	t.Helper()
	user, err := store.CreateUser(t.Context(), ledger.Program, account.UserInput{
		Username: username, Name: "Test " + username, Password: "demo-" + username, Roles: roles, Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	return Actor(t, store, user.ID)
}

// Actor reads somebody as one who acts.
func Actor(t testing.TB, store *storage.Store, userID string) approval.Actor {
	t.Helper()
	actor, err := store.Actor(t.Context(), userID)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

func randomName() string {
	random := make([]byte, 8)
	rand.Read(random)
	return hex.EncodeToString(random)
}
