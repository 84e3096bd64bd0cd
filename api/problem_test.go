package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"
)

// TestEveryMessageOfTheLibrary checks that every message of the library has a key and a
// text in both languages, also after an update of the library.
func TestEveryMessageOfTheLibrary(t *testing.T) {
	pkg, err := build.Import("github.com/danielgtaylor/huma/v2/validation", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(pkg.Dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "Msg") {
				declared++
			}
			return true
		})
	}
	replaced := map[*string]bool{}
	for key, m := range schemaMessages {
		if m.zh == "" || m.en == "" {
			t.Errorf("%s says nothing", key)
		}
		if m.hook == nil {
			continue
		}
		if *m.hook != key {
			t.Errorf("the library says %q where it should give the key %s", *m.hook, key)
		}
		replaced[m.hook] = true
	}
	if len(replaced) != declared || declared < 40 {
		t.Errorf("%d of %d messages are replaced", len(replaced), declared)
	}
}

func TestFindings(t *testing.T) {
	for message, want := range map[string]finding{
		huma.ErrorFormatter(validation.MsgExpectedMaxLength, 200):                      {text: approval.Text{ZH: "最多 200 个字符", EN: "This may have at most 200 characters"}},
		huma.ErrorFormatter(validation.MsgExpectedOneOf, "a, b"):                       {text: approval.Text{ZH: "应为以下之一：a, b", EN: "This must be one of a, b"}},
		huma.ErrorFormatter(validation.MsgExpectedRFC4122UUID, errors.New("x")):        {text: approval.Text{ZH: "应为 UUID", EN: "This must be a UUID"}, malformed: true},
		huma.ErrorFormatter(validation.MsgExpectedBePattern, notBlank):                 {text: approval.Text{ZH: "不能为空白", EN: "This must not be blank"}},
		huma.ErrorFormatter(validation.MsgExpectedBePattern, "something else"):         {text: unclear},
		huma.ErrorFormatter(validation.MsgExpectedRequiredProperty, "name"):            {text: required, field: "name"},
		huma.ErrorFormatter(validation.MsgExpectedDependentRequiredProperty, "a", "b"): {text: approval.Text{ZH: "填写了 b 时必填", EN: "This is required together with b"}, field: "a"},
		"something that nobody has thought of: secret":                                 {text: unclear, malformed: true},
	} {
		if got, _ := findingOf(message); got != want {
			t.Errorf("%q: %+v, want %+v", message, got, want)
		}
	}
}

// TestUnreadableParameters checks the errors for invalid parameters, for which the
// library has no keys.
func TestUnreadableParameters(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	type parameters struct {
		Integer int       `query:"integer"`
		Float   float64   `query:"float"`
		Boolean bool      `query:"boolean"`
		Time    time.Time `query:"time"`
		List    []int     `query:"list"`
		Needed  string    `query:"needed" required:"true" maxLength:"10"`
	}
	route(s.Server, "GET /parameters", public, "", func(context.Context, *parameters) (*none, error) { return nil, nil })
	p := s.Send(t, "", "GET", "/parameters?integer=x&float=x&boolean=x&time=x&list=1,x", nil).WantProblem(400, approval.CodeInvalid)
	got := map[string]string{}
	for _, e := range p.Errors {
		got[e.Location] = e.Message
	}
	want := map[string]string{
		"query.integer": "This must be a whole number", "query.float": "This must be a number", "query.boolean": "This must be true or false",
		"query.time": "This must be a time as in RFC 3339, such as 2026-01-31T08:00:00Z", "query.list": "This must be a whole number", "query.needed": "This is required",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p = s.Send(t, "", "GET", "/parameters?integer=1", nil).WantProblem(422, approval.CodeInvalid)
	if len(p.Errors) != 1 || p.Errors[0].Location != "query.needed" {
		t.Errorf("%+v", p.Errors)
	}
}

func TestErrorsAsProblems(t *testing.T) {
	closed := &approval.ClosedTask{ID: "x", State: approval.TaskDone, Outcome: approval.Approve, By: &approval.Person{Name: "P"}}
	ctx := withCall(t.Context(), &call{requestID: "request-1", accepts: approval.English})
	tests := map[string]struct {
		err    error
		status int
		code   approval.Code
		says   string
	}{
		"unknown":     {errors.New("password=hunter2 in /etc/secret"), 500, approval.CodeInternal, "request-1"},
		"not found":   {approval.NotFound(), 404, approval.CodeNotFound, "no access"},
		"wrapped":     {fmt.Errorf("read: %w", approval.Stale()), 409, approval.CodeConflict, "Somebody else"},
		"unavailable": {fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartDatabase), errors.New("dial tcp 10.0.0.1")), 503, approval.CodeUnavailable, "database"},
		"busy":        {fmt.Errorf("%w (%w)", approval.Busy(), errors.New("deadlock in 10.0.0.1")), 503, approval.CodeUnavailable, "try again"},
		"internal":    {&approval.Error{Code: approval.CodeInternal, Message: approval.Text{EN: "details"}}, 500, approval.CodeInternal, "request-1"},
		"rule":        {approval.InvalidField("body.x", required), 422, approval.CodeInvalid, "fields"},
		"form":        {malformed{approval.InvalidField("body.x", required)}, 400, approval.CodeInvalid, "fields"},
		"closed":      {&approval.Error{Code: approval.CodeConflict, Closed: closed}, 409, approval.CodeConflict, ""},
		"broken off":  {context.Canceled, 500, approval.CodeInternal, "request-1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := problemOf(ctx, test.err)
			raw, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			if p.Status != test.status || p.Code != test.code || !strings.Contains(p.Detail, test.says) {
				t.Errorf("%s", raw)
			}
			for _, secret := range []string{"hunter2", "10.0.0.1", "details"} {
				if bytes.Contains(raw, []byte(secret)) {
					t.Errorf("tells %q: %s", secret, raw)
				}
			}
			if (p.RequestID != "") != (p.Code == approval.CodeInternal) {
				t.Errorf("request id %q", p.RequestID)
			}
			if name == "closed" && (p.Task == nil || p.Task.By.Name != "P") {
				t.Errorf("%s", raw)
			}
		})
	}
	for _, err := range []error{approval.Unavailable(approval.PartEngine), approval.Busy()} {
		if after := problemOf(ctx, err).GetHeaders().Get("Retry-After"); after != "2" {
			t.Errorf("%v: Retry-After %q", err, after)
		}
	}
	for code := range problemKinds {
		if kind := problemKinds[code]; kind.Title.ZH == "" || kind.Title.EN == "" || kind.Status == 0 {
			t.Errorf("%s is not described", code)
		}
	}
}

func TestPanicsAndUnknownErrors(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Server.engine.GET("/panic", func(*gin.Context) { panic("secret inside") })
	route(s.Server, "GET /unknown-error", public, "", func(context.Context, *none) (*none, error) {
		return nil, errors.New("secret inside")
	})
	for _, path := range []string{"//panic", "/unknown-error"} {
		s.log.Reset()
		got := s.Send(t, "", "GET", path, nil, requestIDHeader, "request-42")
		p := got.WantProblem(500, approval.CodeInternal)
		if p.RequestID != "request-42" || strings.Contains(got.Raw, "secret") || got.Header.Get(requestIDHeader) != "request-42" {
			t.Errorf("%s", got.Raw)
		}
		if log := s.log.String(); !strings.Contains(log, "secret inside") || !strings.Contains(log, `"request_id":"request-42"`) {
			t.Errorf("log %s", log)
		}
	}
	if id := s.Send(t, "", "GET", "//healthz", nil, requestIDHeader, "no good\n").Header.Get(requestIDHeader); len(id) != 36 {
		t.Errorf("request id %q", id)
	}
}

func TestRoutesNeedPermissions(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	defer func() {
		if recover() == nil {
			t.Error("a route without a permission was registered")
		}
	}()
	route(s.Server, "GET /forgotten", "", "", func(context.Context, *none) (*none, error) { return nil, nil })
}

func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	away, err := storage.Open("postgres://nobody@127.0.0.1:1/none?sslmode=disable&connect_timeout=1", 2)
	if err != nil {
		t.Fatal(err)
	}
	defer away.Close()
	cut := newScene(t, func(c *Config) { c.Store = away })
	for _, request := range [][]string{{"GET", "/me"}, {"GET", "/customers"}, {"POST", "/customers"}, {"POST", "/auth/login"}} {
		var body any
		if request[0] == "POST" {
			body = `{"name":"x","username":"a","password":"b"}`
			if request[1] == "/auth/login" {
				body = `{"username":"a","password":"b"}`
			}
		}
		got := cut.Send(t, "rep", request[0], request[1], body)
		got.WantProblem(503, approval.CodeUnavailable)
		if got.Header.Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
	}
	ready := cut.Send(t, "", "GET", "//readyz", nil).Want(503)
	if !strings.Contains(ready.Raw, `"postgresql":"down"`) {
		t.Errorf("%s", ready.Raw)
	}
	cut.Send(t, "", "GET", "//healthz", nil).Want(200)
	if up := s.Send(t, "", "GET", "//readyz", nil); !strings.Contains(up.Raw, `"postgresql":"up"`) || !strings.Contains(up.Raw, `"minio":"down"`) {
		t.Errorf("%s", up.Raw)
	}
}

func TestPagesAndDocuments(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.NewCustomer(s.Rep, "A")
	docs := s.Send(t, "", "GET", "/docs", nil).Want(200)
	if strings.Contains(docs.Raw, "http://") || strings.Contains(docs.Raw, "https://") || !strings.Contains(docs.Raw, "/customers/{id}/timeline") {
		t.Error("the page loads from elsewhere, or lacks a route")
	}
	if policy := docs.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	document := apitest.Read[map[string]any](s.Send(t, "", "GET", "/openapi.json", nil).Want(200))
	if document["openapi"] != "3.1.0" {
		t.Errorf("OpenAPI %v", document["openapi"])
	}
	s.Send(t, "", "INVENTED", "/docs", nil)
	metrics := s.Send(t, "", "GET", "//metrics", nil).Want(200)
	if strings.Contains(metrics.Raw, "INVENTED") {
		t.Error("clients can add series to the metrics")
	}
	for _, name := range []string{
		`http_request_duration_seconds_count{method="GET",route="/api/v1/docs",status="200"} 1`, `go_sql_open_connections{db_name="approvals"}`} {
		if !strings.Contains(metrics.Raw, name) {
			t.Errorf("no metric %s", name)
		}
	}
	for _, header := range []string{"X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "Cache-Control"} {
		if s.Send(t, "rep", "GET", "/customers", nil).Header.Get(header) == "" {
			t.Errorf("no %s", header)
		}
	}
}

// TestEveryTextIsBounded checks that all input is bounded in the API document.
func TestEveryTextIsBounded(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	registry := s.api.OpenAPI().Components.Schemas
	var walk func(where string, schema *huma.Schema)
	walk = func(where string, schema *huma.Schema) {
		if schema.Ref != "" {
			where, schema = schema.Ref, registry.SchemaFromRef(schema.Ref)
		}
		switch {
		case schema.Type == huma.TypeString && schema.MaxLength == nil && schema.Format != "binary" && len(schema.Enum) == 0:
			t.Errorf("%s has no maxLength", where)
		case schema.Type == huma.TypeArray && schema.MaxItems == nil:
			t.Errorf("%s has no maxItems", where)
		case schema.Type == huma.TypeArray:
			walk(where+"[]", schema.Items)
		}
		for name, field := range schema.Properties {
			walk(where+"."+name, field)
		}
		if values, ok := schema.AdditionalProperties.(*huma.Schema); ok {
			walk(where+".*", values)
		}
	}
	for path, item := range s.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			for _, p := range op.Parameters {
				walk(op.Method+" "+path+" "+p.Name, p.Schema)
			}
			if op.RequestBody != nil {
				for _, content := range op.RequestBody.Content {
					walk(op.Method+" "+path, content.Schema)
				}
			}
		}
	}
}

func TestSlowBodies(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	server := s.HTTP("127.0.0.1:0")
	if server.ReadHeaderTimeout == 0 || server.IdleTimeout == 0 || server.MaxHeaderBytes > 1<<20 || server.ReadTimeout != 0 {
		t.Errorf("%+v", server)
	}
	if ordinaryTime > 20*time.Second || heavyTime > time.Minute {
		t.Error("requests may take too long")
	}
}
