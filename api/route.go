package api

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"time"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// public is the permission of routes without authentication. It is not empty, so that a
// route whose permission was forgotten is not public by accident.
const public approval.Action = "public"

// routeSpec is one route in the table of all routes.
type routeSpec struct {
	method     string
	path       string
	permission approval.Action
	status     int
	ownKey     bool
	stream     bool
	limit      time.Duration
	readsBody  bool
	describe   func(*huma.Operation, huma.Registry)
	// query has the names of the query parameters, from the input's type.
	query map[string]bool
}

type option func(*routeSpec)

// created sets the status 201.
func created(r *routeSpec) { r.status = http.StatusCreated }

// ownKey leaves the Idempotency-Key to the handler, which reads it with idempotencyKey:
// for handlers that use the workflow engine or must not run in one transaction.
func ownKey(r *routeSpec) { r.ownKey = true }

// stream is for request or response bodies of any size and duration: nothing is read
// before the handler and no time limit is set. The handler handles the Idempotency-Key,
// whose fingerprint does not cover the body. See Raw.
func stream(r *routeSpec) { r.stream = true }

// heavy sets the time limit for routes that read much data.
func heavy(r *routeSpec) { r.limit = heavyTime }

// described adds to the API document what the handler's types do not describe: a streamed
// request or response.
func described(describe func(*huma.Operation, huma.Registry)) option {
	return func(r *routeSpec) { r.describe = describe }
}

const (
	ordinaryBody    = 1 << 20
	bodyReadingTime = 10 * time.Second
	// The time limits of an ordinary request and of the authentication.
	ordinaryTime = 15 * time.Second
	lookupTime   = 8 * time.Second
	// heavyTime is for reports and for checking a chain.
	heavyTime = 30 * time.Second
)

// route registers a handler, whose input and output types are described as huma requires.
// The permission is checked before the input is read. A POST with an Idempotency-Key runs
// in one transaction that also stores its answer, unless it is marked ownKey or stream.
func route[I, O any](s *Server, pattern string, permission approval.Action, summary string, handle func(context.Context, *I) (*O, error), options ...option) {
	r := newRouteSpec(pattern, permission, options)
	_, r.readsBody = reflect.TypeFor[I]().FieldByName("Body")
	s.table = append(s.table, r)
	if storesAnswer := r.method == http.MethodPost && !r.ownKey && !r.stream; storesAnswer {
		mustBeStorable(r, reflect.TypeFor[O]())
		plain := handle
		handle = func(ctx context.Context, in *I) (*O, error) {
			return withIdempotency(ctx, s, func(ctx context.Context) (*O, error) { return plain(ctx, in) })
		}
	}
	strict := &strictAPI{API: s.api}
	huma.Register(strict, s.operation(r, summary), func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.fail(ctx, err)
		}
		return out, nil
	})
	document := s.api.OpenAPI()
	described := documented(document.Paths[r.path], r.method)
	strict.body = bodySchema(described)
	for _, p := range described.Parameters {
		if p.In == "query" {
			r.query[p.Name] = true
		}
	}
	if r.describe != nil {
		// Described after the registration, because the library would read and validate
		// a described body.
		r.describe(described, document.Components.Schemas)
	}
}

// documented returns the operation of the method in the API document.
func documented(item *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodPost:
		return item.Post
	case http.MethodHead:
		return item.Head
	case http.MethodPut:
		return item.Put
	case http.MethodPatch:
		return item.Patch
	case http.MethodDelete:
		return item.Delete
	default:
		return item.Get
	}
}

// plainRoute registers a public handler that is not part of the API document.
func plainRoute(s *Server, pattern string, handle gin.HandlerFunc) {
	r := newRouteSpec(pattern, public, nil)
	s.table = append(s.table, r)
	s.engine.Handle(r.method, r.path, handle)
}

func newRouteSpec(pattern string, permission approval.Action, options []option) routeSpec {
	method, path, ok := strings.Cut(pattern, " ")
	if !ok || permission == "" {
		panic(fmt.Sprintf("route %q needs a method, a path and a permission", pattern))
	}
	r := routeSpec{method: method, path: path, permission: permission, limit: ordinaryTime, query: map[string]bool{}}
	for _, o := range options {
		o(&r)
	}
	return r
}

// mustBeStorable panics at the start of the program if the route's answers cannot be
// stored.
func mustBeStorable(r routeSpec, output reflect.Type) {
	if body, ok := output.FieldByName("Body"); ok && body.Type.Kind() == reflect.Func {
		panic(fmt.Sprintf("%s %s streams its response: mark it stream", r.method, r.path))
	}
}

func (s *Server) operation(r routeSpec, summary string) huma.Operation {
	op := huma.Operation{
		OperationID:   huma.GenerateOperationID(r.method, r.path, &struct{}{}),
		Method:        r.method,
		Path:          r.path,
		Summary:       summary,
		Tags:          []string{strings.Split(strings.TrimPrefix(r.path, "/"), "/")[0]},
		DefaultStatus: r.status,
		// The guard bounds the size of the body and the time to read it.
		MaxBodyBytes:    -1,
		BodyReadTimeout: -1,
		Middlewares:     huma.Middlewares{s.guard(r)},
	}
	if r.permission != public {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
		op.Description = "Permission: " + string(r.permission)
	}
	// Keys belong to a user, so public routes have none.
	if r.method == http.MethodPost && r.permission != public {
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: keyHeader, In: "header", Schema: &huma.Schema{Type: huma.TypeString, Format: "uuid"},
			Description: "Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409",
		})
	}
	return op
}

// guard checks the permission before the input is read, and limits the body and the time.
func (s *Server) guard(r routeSpec) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		if err := admit(c.Request.Context(), r.permission); err != nil {
			s.refuse(c, err)
			return
		}
		if err := checkQuery(c, r); err != nil {
			s.refuse(c, err)
			return
		}
		if r.stream {
			limitIdleTime(c)
		} else {
			bounded, cancel := context.WithTimeout(c.Request.Context(), r.limit)
			defer cancel()
			c.Request = c.Request.WithContext(bounded)
		}
		if err := checkBody(c, r); err != nil {
			s.refuse(c, err)
			return
		}
		if err := readKey(c, r); err != nil {
			s.refuse(c, err)
			return
		}
		next(ctx)
	}
}

func admit(ctx context.Context, permission approval.Action) error {
	if permission == public {
		return nil
	}
	c := callOf(ctx)
	switch {
	case c.refused != nil:
		return c.refused
	case c.actor == nil:
		return notSignedIn()
	case !c.actor.Grants.Allows(permission):
		return approval.Forbidden(approval.Text{ZH: "您没有此项权限", EN: "You do not have permission for this"})
	default:
		return nil
	}
}

// Raw, embedded in an input, gives a handler access to the HTTP request, to read a
// multipart body as a stream or to stream a response. Such a route is marked stream, and
// its input has neither Body nor RawBody:
//
//	type uploadInput struct {
//		Raw
//		ByID
//	}
//
//	func (s *Server) upload(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
//		parts, err := in.Request().MultipartReader()
//
// A response is streamed with huma.StreamResponse, whose Body function has the same access
// through humagin.Unwrap.
type Raw struct{ gin *gin.Context }

// Resolve implements huma.Resolver.
func (r *Raw) Resolve(ctx huma.Context) []error {
	r.gin = humagin.Unwrap(ctx)
	return nil
}

// Request is the request with its unread body.
func (r *Raw) Request() *http.Request { return r.gin.Request }

// Writer is the writer of the response.
func (r *Raw) Writer() http.ResponseWriter { return r.gin.Writer }

// ByID is the input of a route for one object.
type ByID struct {
	ID string `path:"id" format:"uuid"`
}

// none is an empty input or output.
type none struct{}
