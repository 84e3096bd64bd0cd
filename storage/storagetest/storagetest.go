// Package storagetest creates a separate PostgreSQL database for every test.
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

// Variable is the environment variable with the server's address for a role that can
// create databases and owns their tables; RuntimeVariable that for the role of the API
// and the worker.
const (
	Variable        = "APPROVALS_TEST_DATABASE_URL"
	RuntimeVariable = "APPROVALS_TEST_DATABASE_RUNTIME_URL"
)

func init() { account.CheapPasswords() }

// New creates an empty database with the current schema and the default roles, and
// drops it when the test ends. The store connects as the runtime role, which does not
// own the tables; see Owner. Writes without a timeline event fail; see Watch.
func New(t testing.TB) *storage.Store {
	t.Helper()
	return newStore(t, watched)
}

// NewUnwatched is New without Watch, for benchmarks.
func NewUnwatched(t testing.TB) *storage.Store {
	t.Helper()
	return newStore(t, unwatched)
}

func newStore(t testing.TB, template func() (string, error)) *storage.Store {
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

// The template databases are created once per package, because migrations take longer
// than most tests. They are removed with the server, which exists for one test run.
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

// template creates a template database by copying another one and calling prepare.
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
	address, err := withDatabase(server, name)
	if err != nil {
		return "", err
	}
	if err := prepare(ctx, address); err != nil {
		return "", err
	}
	// A connection of autovacuum would make copying fail.
	_, err = admin.ExecContext(ctx, `ALTER DATABASE `+name+` WITH ALLOW_CONNECTIONS false`)
	return name, err
}

// create copies a database by files, which takes a fifth of the time of the default
// copy through the write-ahead log.
func create(ctx context.Context, admin *sql.DB, name, from string) error {
	if _, err := admin.ExecContext(ctx, `CREATE DATABASE `+name+` TEMPLATE `+from+` STRATEGY FILE_COPY`); err != nil {
		return fmt.Errorf("create a database for the tests: %w", err)
	}
	return nil
}

// migrate migrates a database and grants the runtime role its privileges.
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

// NewURL creates an empty database without a schema and returns its address. The
// database is dropped when the test ends.
func NewURL(t testing.TB) string {
	t.Helper()
	return newDatabase(t, "template1")
}

// newDatabase copies a template database and returns the copy's address.
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
		// The context of the test is canceled before its cleanup.
		if err := drop(context.Background(), admin, name); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
		admin.Close()
	})
	address, err := withDatabase(server, name)
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
	return withDatabase(server, strings.TrimPrefix(address.Path, "/"))
}

func withDatabase(server, name string) (string, error) {
	address, err := url.Parse(server)
	if err != nil {
		return "", err
	}
	address.Path = "/" + name
	return address.String(), nil
}

// drop terminates the connections and drops the database. It does not use WITH
// (FORCE), which fails if autovacuum is connected; a plain DROP terminates autovacuum.
func drop(ctx context.Context, admin *sql.DB, name string) error {
	if _, err := admin.ExecContext(ctx, `
		SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pg_has_role(usesysid, 'MEMBER')`, name); err != nil {
		return err
	}
	_, err := admin.ExecContext(ctx, `DROP DATABASE `+name)
	return err
}

// NewUser creates an account with the roles and the password "demo-" followed by the
// username.
func NewUser(t testing.TB, store *storage.Store, username string, roles ...string) approval.Actor {
	t.Helper()
	user, err := store.CreateUser(t.Context(), ledger.Program, account.UserInput{
		Username: username, Name: "Test " + username, Password: "demo-" + username, Roles: roles, Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	return Actor(t, store, user.ID)
}

// Actor returns the user as an actor.
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
