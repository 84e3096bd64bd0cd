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

	"approvals/api"
	"approvals/api/apitest"
	shared "approvals/cmd/internal/settings"
	"approvals/deploy/demo"
	"approvals/storage"
	"approvals/storage/storagetest"
)

// scene is the whole product: the API and a worker, run by the code of their commands,
// with their own database, task queue and bucket.
type scene struct {
	settings
	*apitest.API
	store *storage.Store
	// api and worker can be ended and started again.
	api, worker *service
	// ends are checks that run after all subtests.
	ends struct {
		sync.Mutex
		look []func(*testing.T)
	}
}

// newScene starts a scene on the shared servers, with the demo accounts signed in.
func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{settings: sharedServers(t)}
	s.start(t)
	return s
}

// sharedServers returns the settings for the servers that make test has started.
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

// ownDatabase creates a database and roles for the settings, as in production.
func (s *settings) ownDatabase(t testing.TB) {
	t.Helper()
	s.MigrateDatabaseURL = storagetest.NewURL(t)
	s.DatabaseURL = storagetest.Runtime(t, s.MigrateDatabaseURL)
}

// inTest sets what does not depend on the servers.
func (s *settings) inTest(t testing.TB) {
	t.Helper()
	s.databaseConnections, s.logLevel = 20, "error"
	s.development, s.insecureCookies = true, true
	s.listen = freeAddress(t)
}

// prepare creates the schema, the demo data and the bucket.
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

// start prepares the database and the bucket and runs the API and a worker until the
// test ends.
func (s *scene) start(t *testing.T) {
	t.Helper()
	s.prepare(t)
	var err error
	s.store, err = s.openStore()
	must(t, err)
	t.Cleanup(func() { s.store.Close() })
	storagetest.Own(t, s.store, s.MigrateDatabaseURL)
	storagetest.Watch(t, s.store)
	s.API = apitest.At("http://" + s.listen)
	document, err := api.Document()
	must(t, err)
	must(t, s.FollowDocument(document))
	s.startAPI(t)
	s.startWorker()
	t.Cleanup(func() { s.worker.end(t) })
	for _, account := range demo.Accounts {
		s.SignIn(t, account.Username)
	}
}

func (s *scene) startAPI(t *testing.T) {
	t.Helper()
	s.api = background(s.runAPI)
	t.Cleanup(func() { s.api.end(t) })
	eventually(t, 20*time.Second, func() error {
		select {
		case err := <-s.api.ended:
			t.Fatalf("the API has ended: %v", err)
		default:
		}
		_, err := http.Get(s.URL + "/healthz")
		return err
	})
}

func (s *scene) startWorker() { s.worker = background(s.runWorker) }

// join creates an account and signs it in.
func (s *scene) join(t *testing.T, username string, roles ...string) {
	t.Helper()
	storagetest.NewUser(t, s.store, username, roles...)
	s.SignIn(t, username)
}

// idOf returns the id of the account.
func (s *scene) idOf(t testing.TB, name string) string {
	t.Helper()
	user, err := s.store.UserByUsername(t.Context(), name)
	must(t, err)
	return user.ID
}

// inTheEnd registers a check that runs after all subtests, because it takes time.
func (s *scene) inTheEnd(look func(*testing.T)) {
	s.ends.Lock()
	defer s.ends.Unlock()
	s.ends.look = append(s.ends.look, look)
}

// wantAgreement fails the test unless `approvals verify` finds that timelines,
// workflows and objects agree with the database.
func (s *scene) wantAgreement(t testing.TB) {
	t.Helper()
	if said, err := s.verified(t.Context()); err != nil {
		t.Errorf("verify: %v\n%s", err, said)
	}
}

func (s *scene) verified(ctx context.Context) (string, error) {
	var said bytes.Buffer
	set := s.settings
	err := set.verify(ctx, &said)
	return said.String(), err
}

// service is a command that runs until it is stopped.
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

// end stops the service gracefully; it can be called twice.
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

// eventually repeats try until it succeeds; the test fails after the time limit.
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

// freeAddress returns a free loopback address below the ephemeral port range.
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

// words joins the parts that are not empty with spaces.
func words(parts ...string) string { return strings.Join(parts, " ") }

func errorOf(r apitest.Reply) error { return fmt.Errorf("status %d: %s", r.Status, r.Raw) }

// tempFolder is t.TempDir for servers that run as another user.
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
