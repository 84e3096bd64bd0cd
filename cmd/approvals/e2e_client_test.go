package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/deploy/demo"

	"github.com/google/uuid"
)

// person is somebody signed in to the API.
type person struct{ *demo.Person }

// answer is what the API said.
type answer map[string]any

type file = demo.File

func signIn(ctx context.Context, server, name string) (*person, error) {
	p, err := demo.SignIn(ctx, server, name)
	return &person{p}, err
}

// attach uploads a file to a request.
func (p *person) attach(ctx context.Context, requestID, purpose string, f file) (answer, error) {
	a, err := p.Attach(ctx, requestID, purpose, f)
	return answer(a), err
}

// reply is what the API answered, whatever its status.
type reply struct {
	answer
	status int
	header http.Header
	raw    string
}

// call is one request to the API: a POST unless a method is given, under a key
// of its own unless one is given.
type call struct {
	method, path, key string
	body              answer
	header            http.Header
}

// ask sends a request and returns whatever came back; err is for no answer at
// all.
func (p *person) ask(ctx context.Context, c call) (reply, error) {
	var body io.Reader
	if c.body != nil {
		raw, err := json.Marshal(c.body)
		if err != nil {
			return reply{}, err
		}
		body = bytes.NewReader(raw)
	}
	if c.method == "" {
		c.method = http.MethodPost
	}
	path := c.path
	if !strings.HasPrefix(path, "//") {
		path = "/api/v1" + path
	}
	request, err := http.NewRequestWithContext(ctx, c.method, p.Server+strings.Replace(path, "//", "/", 1), body)
	if err != nil {
		return reply{}, err
	}
	for name, values := range c.header {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", "application/json")
	if c.method == http.MethodPost {
		if c.key == "" {
			c.key = uuid.NewString()
		}
		request.Header.Set("Idempotency-Key", c.key)
	}
	response, err := p.HTTP.Do(request)
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	r := reply{answer: answer{}, status: response.StatusCode, header: response.Header, raw: string(raw)}
	if err == nil && len(raw) > 0 {
		err = json.Unmarshal(raw, &r.answer)
	}
	return r, err
}

// ask sends a request as somebody.
func (p *platform) ask(ctx context.Context, who string, c call) (reply, error) {
	return p.people[who].ask(ctx, c)
}

// asks sends a request as somebody and fails the test when nothing comes back.
func (p *platform) asks(t testing.TB, who string, c call) reply {
	t.Helper()
	r, err := p.people[who].ask(t.Context(), c)
	must(t, err)
	return r
}

// gets reads something that must be there.
func (p *platform) gets(t testing.TB, who, path string) answer {
	t.Helper()
	return p.asks(t, who, call{method: http.MethodGet, path: path}).want(t, http.StatusOK).answer
}

// posts does something that must succeed.
func (p *platform) posts(t testing.TB, who, path string, body answer) answer {
	t.Helper()
	r := p.asks(t, who, call{path: path, body: body})
	if r.status >= 300 {
		t.Fatalf("%s: POST %s: status %d: %s", who, path, r.status, r.raw)
	}
	return r.answer
}

// want fails the test unless the answer has the status.
func (r reply) want(t testing.TB, status int) reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d: %s", r.status, status, r.raw)
	}
	return r
}

// wantProblem fails the test unless the answer is a problem of the status and
// code that names exactly these fields.
func (r reply) wantProblem(t testing.TB, status int, code string, fields ...string) reply {
	t.Helper()
	r.want(t, status)
	if got := r.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %s", got)
	}
	if r.at("code") != code || r.at("detail") == "" || r.at("title") == "" {
		t.Errorf("not the problem %s: %s", code, r.raw)
	}
	var named []string
	for _, e := range r.list("errors") {
		if e.at("message") == "" {
			t.Errorf("nothing is said about %s", e.at("location"))
		}
		named = append(named, e.at("location"))
	}
	slices.Sort(named)
	slices.Sort(fields)
	if !slices.Equal(named, fields) {
		t.Errorf("the fields named are %v, want %v", named, fields)
	}
	return r
}

// at returns the value at the path as text; empty when there is none.
func (a answer) at(path string) string { return demo.Answer(a).At(path) }

// list returns the objects at the name.
func (a answer) list(name string) (found []answer) {
	for _, item := range demo.Answer(a).List(name) {
		found = append(found, answer(item))
	}
	return found
}

// all returns the values at the path of every object in the list.
func (a answer) all(list, path string) (values []string) {
	for _, item := range a.list(list) {
		values = append(values, item.at(path))
	}
	return values
}

// last returns the last object of the list.
func (a answer) last(list string) answer {
	items := a.list(list)
	if len(items) == 0 {
		return answer{}
	}
	return items[len(items)-1]
}

// sub returns the object at the name.
func (a answer) sub(name string) answer {
	object, _ := a[name].(map[string]any)
	return object
}
