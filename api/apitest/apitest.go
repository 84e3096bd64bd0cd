// Package apitest calls the API in tests, as people who are signed in to it.
package apitest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"approvals/deploy/demo"

	"github.com/google/uuid"
)

// API is an API with its signed-in users by username; "" is an anonymous client.
type API struct {
	URL    string
	People map[string]*Person
	http   *http.Client
	// document describes the answers; nil if they are not checked.
	document *document
}

// Person is a client with a session or a personal token.
type Person struct {
	*demo.Person
	Token string
}

// At is the API at an address.
func At(url string) *API { return newAPI(url, &http.Client{}) }

// In is the API of a handler, called without a network.
func In(handler http.Handler) *API {
	return newAPI("http://example.com", &http.Client{Transport: transport{handler},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }})
}

func newAPI(url string, client *http.Client) *API {
	a := &API{URL: url, People: map[string]*Person{}, http: client}
	a.Admit("", "")
	return a
}

// Admit adds a user with a personal token.
func (a *API) Admit(username, token string) {
	a.People[username] = &Person{&demo.Person{Server: a.URL, HTTP: a.http}, token}
}

// SignIn signs a user in with the password of storagetest and demo accounts.
func (a *API) SignIn(t testing.TB, username string) *Person {
	t.Helper()
	someone, err := demo.SignIn(t.Context(), a.URL, username)
	if err != nil {
		t.Fatal(err)
	}
	a.People[username] = &Person{Person: someone}
	return a.People[username]
}

// Call is a request to the API, by default a POST with a new Idempotency-Key.
type Call struct {
	Method, Path, Key string
	Body              JSON
	Header            http.Header
}

// Try sends a request and returns the response; err means that there was none.
func (a *API) Try(ctx context.Context, who string, c Call) (Reply, error) {
	header := c.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Type", "application/json")
	if c.Method == "" {
		c.Method = http.MethodPost
	}
	if c.Key == "" && c.Method == http.MethodPost {
		c.Key = uuid.NewString()
	}
	if c.Key != "" {
		header.Set("Idempotency-Key", c.Key)
	}
	var body io.Reader
	if c.Body != nil {
		raw, err := json.Marshal(c.Body)
		if err != nil {
			return Reply{}, err
		}
		body = bytes.NewReader(raw)
	}
	r, err := a.do(ctx, who, c.Method, c.Path, body, header)
	if err == nil && r.Raw != "" && r.JSON == nil {
		err = fmt.Errorf("status %d and no JSON: %s", r.Status, r.Raw)
	}
	return r, err
}

// Ask is Try for a request that must get a response.
func (a *API) Ask(t testing.TB, who string, c Call) Reply {
	t.Helper()
	return answered(t)(a.Try(t.Context(), who, c))
}

// Get sends a GET request that must succeed.
func (a *API) Get(t testing.TB, who, path string) JSON {
	t.Helper()
	return a.Ask(t, who, Call{Method: http.MethodGet, Path: path}).Want(http.StatusOK).JSON
}

// Post sends a POST request that must succeed.
func (a *API) Post(t testing.TB, who, path string, body JSON) JSON {
	t.Helper()
	r := a.Ask(t, who, Call{Path: path, Body: body})
	if r.Status >= 300 {
		t.Fatalf("%s: POST %s: status %d: %s", who, path, r.Status, r.Raw)
	}
	return r.JSON
}

// Send sends a body as given: JSON as text, or a value. Further arguments are names and
// values of headers.
func (a *API) Send(t testing.TB, who, method, path string, body any, headers ...string) Reply {
	t.Helper()
	var reader io.Reader
	header := http.Header{}
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
	if body != nil {
		header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		header.Set(headers[i], headers[i+1])
	}
	return answered(t)(a.do(t.Context(), who, method, path, reader, header))
}

// do sends a request for a path below /api/v1, or below the root if it begins with two
// slashes.
func (a *API) do(ctx context.Context, who, method, path string, body io.Reader, header http.Header) (Reply, error) {
	if !strings.HasPrefix(path, "//") {
		path = "/api/v1" + path
	}
	request, err := http.NewRequestWithContext(ctx, method, a.URL+strings.Replace(path, "//", "/", 1), body)
	if err != nil {
		return Reply{}, err
	}
	request.Header = header
	person, in := a.People[who]
	if !in {
		return Reply{}, fmt.Errorf("%q is not signed in", who)
	}
	if person.Token != "" && header.Get("Authorization") == "" {
		header.Set("Authorization", "Bearer "+person.Token)
	}
	response, err := person.HTTP.Do(request)
	if err != nil {
		return Reply{}, err
	}
	r, err := replyOf(response)
	if err == nil && a.document != nil {
		err = a.document.check(method, request.URL.Path, r)
	}
	return r, err
}

func answered(t testing.TB) func(Reply, error) Reply {
	return func(r Reply, err error) Reply {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		r.T = t
		return r
	}
}

// transport passes requests to a handler. The header RemoteAddr sets the remote
// address.
type transport struct{ handler http.Handler }

func (h transport) RoundTrip(r *http.Request) (*http.Response, error) {
	served := httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.RequestURI(), r.Body)
	served.ContentLength = r.ContentLength
	served.Header = r.Header.Clone()
	if from := served.Header.Get("RemoteAddr"); from != "" {
		served.RemoteAddr = from
		served.Header.Del("RemoteAddr")
	}
	recorder := httptest.NewRecorder()
	h.handler.ServeHTTP(recorder, served)
	return recorder.Result(), nil
}
