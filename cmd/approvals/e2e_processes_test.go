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

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestSideBySide runs two APIs and two workers as separate processes, as in
// production, under one load; then one of each is killed.
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
	var doors [2]*platform
	for i := range apis {
		listen := freeAddress(t)
		env := production(s, listen, "APPROVALS_INSECURE_COOKIES=true", "LOG_LEVEL=warn")
		workers[i] = here.run(env, "worker")
		apis[i] = here.run(env, "api")
		doors[i] = &platform{settings: settings{listen: listen}, people: map[string]*person{}}
		eventually(t, 20*time.Second, func() error { _, err := http.Get(doors[i].url() + "/healthz"); return err })
		for name := range people {
			someone, err := signIn(t.Context(), doors[i].url(), name+"-one")
			must(t, err)
			doors[i].people[name] = someone
		}
	}
	_, project := doors[0].newProject(t, "rep", nil)

	// Each call goes to the one API or the other, repeated ones to the other.
	var turn atomic.Int64
	either := insisting(func(ctx context.Context, who string, c call) (reply, error) {
		return doors[turn.Add(1)%2].ask(ctx, who, c)
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
		r := doors[1].gets(t, "rep", "/expense-requests/"+one.id)
		if diff := cmp.Diff(one.decisions, r.all("decisions", "id")); diff != "" || len(one.decisions) != 3 || r.at("status") != "paid" {
			t.Errorf("%s is %s with %d decisions: %s", r.at("number"), r.at("status"), len(one.decisions), diff)
		}
	}
	(&platform{settings: s}).wantAgreement(t)
	apis[1].ends(syscall.SIGTERM)
	workers[1].ends(syscall.SIGTERM)
	here.wantNothingLeft()
}

// TestGracefulShutdown tells the API to stop while somebody waits for an answer:
// the answer comes, and only then the process ends. What it logs is JSON.
func TestGracefulShutdown(t *testing.T) {
	t.Parallel()
	p := newPlatform(t)
	here, listen := newPlace(t), freeAddress(t)
	api := here.run(production(p.settings, listen, "APPROVALS_DEVELOPMENT=true", "APPROVALS_INSECURE_COOKIES=true"), "api")
	api.says(20*time.Second, "api listening")
	s := p.expense(t)
	signing := s.decision("gm", "gm_signoff", "approve", nil)
	signing.header = http.Header{"X-Request-Id": {"graceful-shutdown-1"}}
	door, err := signIn(t.Context(), "http://"+listen, "gm")
	must(t, err)

	lock, err := p.store.DB().BeginTx(t.Context(), nil)
	must(t, err)
	defer lock.Rollback()
	_, err = lock.ExecContext(t.Context(), `SELECT FROM requests WHERE id = $1 FOR UPDATE`, s.id)
	must(t, err)
	answered := make(chan reply, 1)
	go func() {
		r, err := door.ask(t.Context(), signing)
		if err != nil {
			t.Error(err)
		}
		answered <- r
	}()
	eventually(t, soon, func() error {
		var waits bool
		err := p.store.DB().QueryRowContext(t.Context(), `
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
	if r := <-answered; r.status != http.StatusOK || r.at("request.status") != "approved" {
		t.Errorf("the answer is %d: %s", r.status, r.raw)
	}
	api.exits(20*time.Second, 0)
	s.wantDecisions("draft submit", "gm_signoff approve")
	wantLog(t, api.said.String(), "graceful-shutdown-1")
}

// wantLog fails the test unless each line is a JSON object, and one of them
// tells of the request.
func wantLog(t *testing.T, log, requestID string) {
	t.Helper()
	found := false
	for _, line := range strings.Split(strings.TrimSpace(log), "\n") {
		var record answer
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Errorf("this line is no JSON: %s", line)
			continue
		}
		if record.at("time") == "" || record.at("level") == "" || record.at("part") != "api" {
			t.Errorf("a record without time, level or part: %s", line)
		}
		if record.at("msg") == "request" && record.at("request_id") == "" {
			t.Errorf("a request without its id: %s", line)
		}
		if record.at("request_id") == requestID && record.at("msg") == "request" {
			found = true
			if record.at("status") != "200" || record.at("method") != "POST" || record.at("route") != "/api/v1/tasks/:id/complete" || record.at("user_id") == "" {
				t.Errorf("the request's record is %s", line)
			}
		}
	}
	if !found {
		t.Errorf("nothing is said of the request %s:\n%s", requestID, log)
	}
}
