package api

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/objects"
	"approvals/storage/storagetest"
	"approvals/workflows"
	"approvals/workflows/approval"

	"go.temporal.io/sdk/client"
)

// world is a server over a real database with one person for each default role.
// The workflow engine and the attachment store are away.
type world struct {
	*Server
	store  *storage.Store
	actors map[string]approval.Actor
	tokens map[string]string
	log    *bytes.Buffer
}

func newWorld(t testing.TB, change ...func(*Config)) *world {
	t.Helper()
	store := storagetest.New(t)
	temporal, err := client.NewLazyClient(client.Options{HostPort: "127.0.0.1:1", Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(temporal.Close)
	files, err := objects.Open(objects.Config{Endpoint: "http://127.0.0.1:1", AccessKey: "none", SecretKey: "nothing-here", Bucket: "none"})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{store: store, actors: map[string]approval.Actor{}, tokens: map[string]string{}, log: &bytes.Buffer{}}
	config := Config{
		Store: store, Process: workflows.NewClient(temporal, "approvals"), Objects: files,
		Log: slog.New(slog.NewJSONHandler(w.log, nil)), Version: "test",
	}
	for _, c := range change {
		c(&config)
	}
	if w.Server, err = New(config); err != nil {
		t.Fatal(err)
	}
	for _, role := range approval.DefaultRoles() {
		w.join(t, role.Key, role.Key)
	}
	w.join(t, "nobody")
	return w
}

// join gives somebody an account and a personal token.
func (w *world) join(t testing.TB, username string, roles ...string) approval.Actor {
	t.Helper()
	actor := storagetest.NewUser(t, w.store, username, roles...)
	_, secret, err := w.store.CreateToken(t.Context(), actor.ID, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.actors[username], w.tokens[username] = actor, secret
	return actor
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

// answer is what came back.
type answer struct {
	t      testing.TB
	Status int
	Header http.Header
	Raw    string
}

// send sends a request as somebody; "" is nobody. The body is JSON as a string,
// or a value. Further strings are headers, name and value in turn.
func (w *world) send(t testing.TB, as, method, path string, body any, headers ...string) answer {
	t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case []byte:
		reader = bytes.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	if !strings.HasPrefix(path, "//") {
		path = basePath + path
	}
	r := httptest.NewRequest(method, strings.Replace(path, "//", "/", 1), reader)
	if body != nil {
		r.Header.Set("Content-Type", jsonType)
	}
	if as != "" {
		r.Header.Set("Authorization", "Bearer "+w.tokens[as])
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "RemoteAddr" {
			r.RemoteAddr = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	w.Handler().ServeHTTP(recorder, r)
	return answer{t, recorder.Code, recorder.Header(), recorder.Body.String()}
}

// want fails the test unless the answer has the status.
func (a answer) want(status int) answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("status %d, want %d: %s", a.Status, status, a.Raw)
	}
	return a
}

// problem reads the answer as a problem with the status and code.
func (a answer) problem(status int, code approval.Code) Problem {
	a.t.Helper()
	a.want(status)
	if ct := a.Header.Get("Content-Type"); ct != problemType {
		a.t.Fatalf("content type %q: %s", ct, a.Raw)
	}
	p := read[Problem](a)
	if p.Code != code || p.Status != status || p.Title == "" || p.Detail == "" || p.Type == "" {
		a.t.Fatalf("not the problem %d %s: %s", status, code, a.Raw)
	}
	return p
}

func read[T any](a answer) (v T) {
	a.t.Helper()
	if err := json.Unmarshal([]byte(a.Raw), &v); err != nil {
		a.t.Fatalf("%v: %s", err, a.Raw)
	}
	return v
}

func ptr[T any](v T) *T { return &v }

// customerOf makes a customer that the person owns.
func (w *world) customerOf(t testing.TB, username, name string) customer.Customer {
	t.Helper()
	c, err := w.store.CreateCustomer(t.Context(), w.actors[username], customer.Input{Name: &name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
