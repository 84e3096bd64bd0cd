// Package api answers HTTP: all routes stand in routes.go, one noun a file, and
// problem.go turns errors into answers.
package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/netip"
	"path"
	"reflect"
	"time"
	"unicode"

	"approvals/storage"
	"approvals/storage/objects"
	"approvals/workflows"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
)

// Config is what a server is made of.
type Config struct {
	Store *storage.Store
	// Process reaches the workflows of requests.
	Process *workflows.Client
	// Objects keeps the bytes of attachments.
	Objects *objects.Store
	// Log gets one record a request and every internal error.
	Log *slog.Logger
	// Version stands in the API document.
	Version string
	// SecureCookies marks cookies as only for TLS even where the server cannot
	// see that TLS is used.
	SecureCookies bool
	// TrustedProxies are addresses or networks whose X-Forwarded-For and
	// X-Forwarded-Proto are believed.
	TrustedProxies []string
	// TrustedOrigins are other origins, such as https://example.com, that may
	// send unsafe requests.
	TrustedOrigins []string
	// Metrics gets the server's metrics and is shown at /metrics; nil makes one,
	// with those of the Go runtime and the process.
	Metrics *prometheus.Registry
	// Development tells whoever asks of the demo accounts.
	Development bool
}

// Server answers HTTP.
type Server struct {
	store   *storage.Store
	process *workflows.Client
	objects *objects.Store
	confirm *confirmer
	log     *slog.Logger
	checks  []Check
	secure  bool
	// development shows the demo accounts to everybody.
	development bool
	proxies     []netip.Prefix
	sessions    *scs.SessionManager
	origins     *http.CrossOriginProtection
	metrics     *metrics
	engine      *gin.Engine
	api         huma.API
	table       []routeSpec
	// document and documentPage describe the API, for programs and for people.
	document     []byte
	documentPage []byte
}

// New makes a server. It fails only for a configuration that makes no sense.
func New(c Config) (*Server, error) {
	s := &Server{
		store:   c.Store,
		process: c.Process,
		objects: c.Objects,
		log:     slog.New(requestLog{c.Log.Handler()}),
		checks: []Check{
			{Name: "postgresql", Ready: c.Store.Ready},
			{Name: "temporal", Ready: c.Process.Ready},
			{Name: "minio", Ready: c.Objects.Ready},
		},
		secure:      c.SecureCookies,
		development: c.Development,
		sessions:    newSessions(c.Store),
		origins:     http.NewCrossOriginProtection(),
		metrics:     newMetrics(c.Metrics, c.Store.DB()),
	}
	s.confirm = newConfirmer(s.store, s.log)
	for _, origin := range c.TrustedOrigins {
		if err := s.origins.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	if err := s.setupEngine(c.TrustedProxies); err != nil {
		return nil, err
	}
	s.api = newAPI(s.engine, c.Version)
	s.routes()
	return s, s.describeAPI()
}

// Document is the OpenAPI document of the API, for which nothing has to run. Its
// version is that of the paths, so that what is made from it is the same for
// every build that has the same routes.
func Document() ([]byte, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	s := &Server{engine: engine, api: newAPI(engine, path.Base(basePath))}
	s.routes()
	return json.MarshalIndent(s.api.OpenAPI(), "", "  ")
}

// setupEngine sets up everything around the routes.
func (s *Server) setupEngine(trustedProxies []string) error {
	gin.SetMode(gin.ReleaseMode)
	s.engine = gin.New()
	s.engine.HandleMethodNotAllowed = true
	s.engine.RedirectTrailingSlash = false
	s.engine.RemoteIPHeaders = []string{"X-Forwarded-For"}
	var err error
	if s.proxies, err = proxyNetworks(trustedProxies); err != nil {
		return err
	}
	if err := s.engine.SetTrustedProxies(trustedProxies); err != nil {
		return err
	}
	s.engine.Use(s.identify, s.observe, s.boundAnswer, s.recover, s.secureHeaders, s.refuseBrokenText, s.refuseOtherOrigins, s.authenticate)
	s.engine.NoRoute(s.notFound)
	s.engine.NoMethod(s.noMethod)
	return nil
}

const basePath = "/api/v1"

func newAPI(engine *gin.Engine, version string) huma.API {
	return humagin.NewWithGroup(engine, engine.Group(basePath), huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:       "Approvals",
				Version:     version,
				Description: "Project and expense approvals, and what surrounds them. 立项与费用审批。",
			},
			Servers: []*huma.Server{{URL: basePath}},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: cookieName},
					"token":   {Type: "http", Scheme: "bearer"},
				},
			},
		},
		// "json" is what the library looks for in application/problem+json.
		Formats:       map[string]huma.Format{jsonType: strictJSON, "json": strictJSON},
		DefaultFormat: jsonType,
	})
}

// schemaName tells what this package reads from what it passes on, where both
// have the same name: its own types, which nobody else uses, are inputs.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if t.Name() != "" && !unicode.IsUpper([]rune(t.Name())[0]) && t.Kind() == reflect.Struct {
		name += "Input"
	}
	return name
}

const jsonType = "application/json"

// Handler returns what answers all requests. JSON is compressed where that saves
// something; the page's files come compressed from the build, attachments and
// exports go as they are.
func (s *Server) Handler() http.Handler { return compressJSON(s.engine) }

var compressJSON = func() func(http.Handler) http.HandlerFunc {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ContentTypes([]string{jsonType, problemType, "application/openapi+json"}))
	if err != nil {
		// Only options that contradict each other are an error.
		panic(err)
	}
	return wrap
}()

// Run does what the server has to do besides answering, until ctx ends.
func (s *Server) Run(ctx context.Context) { s.confirm.run(ctx) }

// HTTP returns a server for the address with timeouts that neither a slow
// client nor a long upload can turn against it: ordinary requests are bounded
// one by one, streams by their progress.
func (s *Server) HTTP(address string) *http.Server {
	return &http.Server{
		Addr:              address,
		Handler:           s.Handler(),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}
