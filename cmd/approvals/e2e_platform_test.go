package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	shared "approvals/cmd/internal/settings"
	"approvals/deploy/demo"
	"approvals/storage"
	"approvals/storage/storagetest"
)

// platform is the whole product as it runs: the API and a worker, by the code of
// their commands, over a database, a task queue and a bucket of its own.
type platform struct {
	settings
	store  *storage.Store
	people map[string]*person
	// api and worker can be ended and started again.
	api, worker *service
	// ends are what subjects left to be looked at when all have been through.
	ends struct {
		sync.Mutex
		look []func(*testing.T)
	}
}

// newPlatform runs a platform on the servers that the tests share, with the
// demo accounts signed in.
func newPlatform(t *testing.T) *platform {
	t.Helper()
	p := &platform{settings: sharedServers(t)}
	p.start(t)
	return p
}

// sharedServers are the settings for the servers that make test has started.
func sharedServers(t testing.TB) settings {
	t.Helper()
	own := "test-" + randomHex()
	s := settings{Addresses: shared.Addresses{
		TemporalAddress:   os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS"),
		TemporalNamespace: os.Getenv("APPROVALS_TEST_TEMPORAL_NAMESPACE"),
		TaskQueue:         own,
		S3Endpoint:        os.Getenv("APPROVALS_TEST_S3_ENDPOINT"),
		S3AccessKey:       os.Getenv("APPROVALS_TEST_S3_ACCESS_KEY"),
		S3SecretKey:       os.Getenv("APPROVALS_TEST_S3_SECRET_KEY"),
		S3Bucket:          own,
	}}
	if s.TemporalAddress == "" || s.S3Endpoint == "" {
		t.Fatal("there are no servers for the tests: run through make test")
	}
	s.ownDatabase(t)
	s.inTest(t)
	return s
}

// ownDatabase makes a database for the settings, which reach it with a role for
// each purpose as in production.
func (s *settings) ownDatabase(t testing.TB) {
	t.Helper()
	s.MigrateDatabaseURL = storagetest.NewURL(t)
	s.DatabaseURL = storagetest.Runtime(t, s.MigrateDatabaseURL)
}

// inTest fills in what is the same whatever servers are used.
func (s *settings) inTest(t testing.TB) {
	t.Helper()
	s.databaseConnections, s.logLevel = 20, "error"
	s.development, s.insecureCookies = true, true
	s.listen = freeAddress(t)
}

// prepare makes the schema, the demo data and the bucket.
func (s *settings) prepare(t testing.TB) {
	t.Helper()
	must(t, s.migrate(t.Context()))
	store, err := s.openStore()
	must(t, err)
	defer store.Close()
	must(t, demo.CreateAccounts(t.Context(), store, true))
	files, err := s.openObjects()
	must(t, err)
	must(t, files.EnsureBucket(t.Context()))
}

// start prepares the database and the bucket and runs the API and a worker
// until the test ends.
func (p *platform) start(t *testing.T) {
	t.Helper()
	p.prepare(t)
	var err error
	p.store, err = p.openStore()
	must(t, err)
	t.Cleanup(func() { p.store.Close() })
	storagetest.Own(t, p.store, p.MigrateDatabaseURL)
	storagetest.Watch(t, p.store)
	p.startAPI(t)
	p.startWorker()
	t.Cleanup(func() { p.worker.end(t) })
	p.people = map[string]*person{}
	for _, account := range demo.Accounts {
		p.signIn(t, account.Username)
	}
}

func (p *platform) startAPI(t *testing.T) {
	t.Helper()
	p.api = background(p.runAPI)
	t.Cleanup(func() { p.api.end(t) })
	eventually(t, 20*time.Second, func() error {
		select {
		case err := <-p.api.ended:
			t.Fatalf("the API has ended: %v", err)
		default:
		}
		_, err := http.Get(p.url() + "/healthz")
		return err
	})
}

func (p *platform) startWorker() { p.worker = background(p.runWorker) }

func (p *platform) url() string { return "http://" + p.listen }

func (p *platform) signIn(t *testing.T, name string) *person {
	t.Helper()
	someone, err := signIn(t.Context(), p.url(), name)
	must(t, err)
	p.people[name] = someone
	return someone
}

// join adds somebody who is no demo account, signed in.
func (p *platform) join(t *testing.T, name string, roles ...string) *person {
	t.Helper()
	storagetest.NewUser(t, p.store, name, roles...)
	return p.signIn(t, name)
}

// idOf is the id of the account with the user name.
func (p *platform) idOf(t testing.TB, name string) string {
	t.Helper()
	user, err := p.store.UserByUsername(t.Context(), name)
	must(t, err)
	return user.ID
}

// inTheEnd has something looked at that takes its time, when all subjects have
// been through.
func (p *platform) inTheEnd(look func(*testing.T)) {
	p.ends.Lock()
	defer p.ends.Unlock()
	p.ends.look = append(p.ends.look, look)
}

// wantAgreement fails the test unless `approvals verify` finds that timelines,
// workflows and objects agree with the database.
func (p *platform) wantAgreement(t testing.TB) {
	t.Helper()
	if said, err := p.verified(t.Context()); err != nil {
		t.Errorf("verify: %v\n%s", err, said)
	}
}

func (p *platform) verified(ctx context.Context) (string, error) {
	var said bytes.Buffer
	s := p.settings
	err := s.verify(ctx, &said)
	return said.String(), err
}

// service is one of the commands that run until they are told to stop.
type service struct {
	stop  context.CancelFunc
	ended chan error
}

func background(run func(context.Context) error) *service {
	ctx, stop := context.WithCancel(context.Background())
	s := &service{stop: stop, ended: make(chan error, 1)}
	go func() { s.ended <- run(ctx) }()
	return s
}

// end stops the service in order; ending it twice does nothing.
func (s *service) end(t testing.TB) {
	t.Helper()
	s.stop()
	select {
	case err := <-s.ended:
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("a service ended with %v", err)
		}
		s.ended <- nil
	case <-time.After(30 * time.Second):
		t.Error("a service does not end")
	}
}

// soon is long enough for what takes a moment.
const soon = 10 * time.Second

// eventually tries again until it works; the test fails when the time is over.
func eventually(t testing.TB, limit time.Duration, try func() error) {
	t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for over := time.After(limit); ; {
		err := try()
		if err == nil {
			return
		}
		select {
		case <-over:
			t.Fatalf("not within %s: %v", limit, err)
		case <-again.C:
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// freeAddress is a loopback address that nobody listens on, below the range
// that outgoing connections take their ports from.
func freeAddress(t testing.TB) string {
	t.Helper()
	for range 100 {
		var random [2]byte
		rand.Read(random[:])
		address := fmt.Sprintf("127.0.0.1:%d", 20000+(int(random[0])<<8+int(random[1]))%12000)
		if l, err := net.Listen("tcp", address); err == nil {
			must(t, l.Close())
			return address
		}
	}
	t.Fatal("there is no free port")
	return ""
}

func randomHex() string {
	random := make([]byte, 8)
	rand.Read(random)
	return hex.EncodeToString(random)
}

// words joins what is there with spaces between.
func words(parts ...string) string { return strings.Join(parts, " ") }

func errorOf(r reply) error { return fmt.Errorf("status %d: %s", r.status, r.raw) }

// tempFolder is t.TempDir for a server that runs as another user than we do.
func tempFolder(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "approvals-test-*")
	must(t, err)
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	must(t, os.Chmod(folder, 0o711))
	return folder
}
