package apitest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"testing"

	"approvals/deploy/demo"
	"approvals/workflows/approval"
)

// Reply is a response of any status; JSON is nil if the body is not an object.
type Reply struct {
	JSON
	T      testing.TB
	Status int
	Header http.Header
	Raw    string
}

// ReplyOf reads the response to a request that the test has sent itself.
func ReplyOf(t testing.TB, response *http.Response) Reply {
	t.Helper()
	return answered(t)(replyOf(response))
}

func replyOf(response *http.Response) (Reply, error) {
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	r := Reply{Status: response.StatusCode, Header: response.Header, Raw: string(raw)}
	if json.Unmarshal(raw, &r.JSON) != nil {
		r.JSON = nil
	}
	return r, err
}

// Want fails the test unless the response has the status.
func (r Reply) Want(status int) Reply {
	r.T.Helper()
	if r.Status != status {
		r.T.Fatalf("status %d, want %d: %s", r.Status, status, r.Raw)
	}
	return r
}

// Problem is an error response.
type Problem struct {
	Reply               `json:"-"`
	Type, Title, Detail string
	Code                approval.Code
	RequestID           string `json:"request_id"`
	Errors              []struct{ Location, Message string }
}

// WantProblem fails the test unless the response is a problem with the status and code.
func (r Reply) WantProblem(status int, code approval.Code) Problem {
	r.T.Helper()
	r.Want(status)
	if got := r.Header.Get("Content-Type"); got != "application/problem+json" {
		r.T.Fatalf("content type %q: %s", got, r.Raw)
	}
	p := Read[Problem](r)
	p.Reply = r
	if p.Code != code || r.JSON["status"] != float64(status) || p.Title == "" || p.Detail == "" || p.Type == "" {
		r.T.Fatalf("not the problem %d %s: %s", status, code, r.Raw)
	}
	return p
}

// WantProblemAt is WantProblem for a problem with exactly these invalid fields.
func (r Reply) WantProblemAt(status int, code approval.Code, fields ...string) Problem {
	r.T.Helper()
	p := r.WantProblem(status, code)
	for _, e := range p.Errors {
		if e.Message == "" {
			r.T.Errorf("nothing is said about %s", e.Location)
		}
	}
	named := p.Locations()
	slices.Sort(named)
	slices.Sort(fields)
	if !slices.Equal(named, fields) {
		r.T.Errorf("the fields named are %v, want %v", named, fields)
	}
	return p
}

// Locations returns the invalid fields of a problem.
func (p Problem) Locations() (named []string) {
	for _, e := range p.Errors {
		named = append(named, e.Location)
	}
	return named
}

// Read decodes the body as a value.
func Read[T any](r Reply) (v T) {
	r.T.Helper()
	if err := json.Unmarshal([]byte(r.Raw), &v); err != nil {
		r.T.Fatalf("%v: %s", err, r.Raw)
	}
	return v
}

// JSON is a JSON object in a request or a response.
type JSON map[string]any

// At returns the value at the path as text, or "" if there is none.
func (a JSON) At(path string) string { return demo.Answer(a).At(path) }

// List returns the objects at the name.
func (a JSON) List(name string) (found []JSON) {
	for _, item := range demo.Answer(a).List(name) {
		found = append(found, JSON(item))
	}
	return found
}

// All returns the values at the path of every object in the list.
func (a JSON) All(list, path string) (values []string) {
	for _, item := range a.List(list) {
		values = append(values, item.At(path))
	}
	return values
}

// Last returns the last object of the list.
func (a JSON) Last(list string) JSON {
	items := a.List(list)
	if len(items) == 0 {
		return JSON{}
	}
	return items[len(items)-1]
}

// Sub returns the object at the name.
func (a JSON) Sub(name string) JSON {
	object, _ := a[name].(map[string]any)
	return object
}
