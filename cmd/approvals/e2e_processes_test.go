package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestSideBySide runs two APIs and two workers as separate processes under load, then
// kills one of each.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	here, s := newPlace(t), sharedServers(t)
	store, err := s.openStore()
	must(t, err)
	t.Cleanup(func() { store.Close() })
	must(t, s.migrate(t.Context()))
	people := map[string]string{"rep": approval.SalesRep, "gm": approval.GeneralManager, "finance": approval.Finance}
	for name, role := range people {
		_, err := store.CreateUser(t.Context(), ledger.Program, account.UserInput{
			Username: name + "-one", Name: name, Password: "demo-" + name + "-one", Roles: []string{role}})
		must(t, err)
	}
	var apis, workers [2]*running
	var doors [2]*scene
	for i := range apis {
		listen := freeAddress(t)
		env := production(s, listen, "APPROVALS_INSECURE_COOKIES=true", "LOG_LEVEL=warn")
		workers[i] = here.run(env, "worker")
		apis[i] = here.run(env, "api")
		doors[i] = &scene{API: apitest.At("http://" + listen)}
		eventually(t, 20*time.Second, func() error { _, err := http.Get(doors[i].URL + "/healthz"); return err })
		for name := range people {
			doors[i].People[name] = doors[i].SignIn(t, name+"-one")
		}
	}
	_, project := doors[0].newProject(t, "rep", nil)

	// Each call goes to the one API or the other, repeated ones to the other.
	var turn atomic.Int64
	either := insisting(func(ctx context.Context, who string, c apitest.Call) (apitest.Reply, error) {
		return doors[turn.Add(1)%2].Try(ctx, who, c)
	})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	load := func(n int) (all []streamed) {
		t.Helper()
		var clients sync.WaitGroup
		var mu sync.Mutex
		for range 4 {
			clients.Go(func() {
				for range n {
					one, err := either.stream(ctx, project)
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					all = append(all, one)
					mu.Unlock()
				}
			})
		}
		clients.Wait()
		return all
	}
	went := load(5)
	killed := make(chan error, 1)
	go func() { killed <- errors.Join(workers[0].Process.Kill(), apis[0].Process.Kill()) }()
	went = append(went, load(5)...)
	must(t, <-killed)

	for _, one := range went {
		r := doors[1].Get(t, "rep", "/expense-requests/"+one.id)
		if diff := cmp.Diff(one.decisions, r.All("decisions", "id")); diff != "" || len(one.decisions) != 3 || r.At("status") != "paid" {
			t.Errorf("%s is %s with %d decisions: %s", r.At("number"), r.At("status"), len(one.decisions), diff)
		}
	}
	(&scene{settings: s}).wantAgreement(t)
	apis[1].ends(syscall.SIGTERM)
	workers[1].ends(syscall.SIGTERM)
	here.wantNothingLeft()
}

// TestGracefulShutdown stops the API during a call: the call gets its response before
// the process exits. The log is JSON.
func TestGracefulShutdown(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	here, listen := newPlace(t), freeAddress(t)
	api := here.run(production(s.settings, listen, "APPROVALS_DEVELOPMENT=true", "APPROVALS_INSECURE_COOKIES=true"), "api")
	api.says(20*time.Second, "api listening")
	r := s.submitted(t)
	signing := r.decision("gm", "gm_signoff", "approve", nil)
	signing.Header = http.Header{"X-Request-Id": {"graceful-shutdown-1"}}
	door := apitest.At("http://" + listen)
	door.SignIn(t, "gm")

	lock, err := s.store.DB().BeginTx(t.Context(), nil)
	must(t, err)
	defer lock.Rollback()
	_, err = lock.ExecContext(t.Context(), `SELECT FROM requests WHERE id = $1 FOR UPDATE`, r.id)
	must(t, err)
	answered := make(chan apitest.Reply, 1)
	go func() {
		got, err := door.Try(t.Context(), "gm", signing)
		if err != nil {
			t.Error(err)
		}
		answered <- got
	}()
	eventually(t, soon, func() error {
		var waits bool
		err := s.store.DB().QueryRowContext(t.Context(), `
			SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`).Scan(&waits)
		if err == nil && !waits {
			err = errors.New("nobody waits for the lock")
		}
		return err
	})
	must(t, api.Process.Signal(syscall.SIGTERM))
	api.says(soon, "finishing the requests in flight")
	if _, err := http.Get("http://" + listen + "/healthz"); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("a new connection gets %v", err)
	}
	select {
	case <-api.ended:
		t.Fatalf("the API has ended before it answered:\n%s", api.said)
	default:
	}
	must(t, lock.Rollback())
	if got := <-answered; got.Status != http.StatusOK || got.At("request.status") != "approved" {
		t.Errorf("the answer is %d: %s", got.Status, got.Raw)
	}
	api.exits(20*time.Second, 0)
	r.wantDecisions("draft submit", "gm_signoff approve")
	wantLog(t, api.said.String(), "graceful-shutdown-1")
}

// wantLog fails the test unless each line is a JSON object and one of them is about the
// request.
func wantLog(t *testing.T, log, requestID string) {
	t.Helper()
	found := false
	for _, line := range strings.Split(strings.TrimSpace(log), "\n") {
		var record apitest.JSON
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Errorf("this line is no JSON: %s", line)
			continue
		}
		if record.At("time") == "" || record.At("level") == "" || record.At("part") != "api" {
			t.Errorf("a record without time, level or part: %s", line)
		}
		if record.At("msg") == "request" && record.At("request_id") == "" {
			t.Errorf("a request without its id: %s", line)
		}
		if record.At("request_id") == requestID && record.At("msg") == "request" {
			found = true
			if record.At("status") != "200" || record.At("method") != "POST" || record.At("route") != "/api/v1/tasks/:id/complete" || record.At("user_id") == "" {
				t.Errorf("the request's record is %s", line)
			}
		}
	}
	if !found {
		t.Errorf("nothing is said of the request %s:\n%s", requestID, log)
	}
}
