// Package api is the HTTP API. routes.go declares all routes, the handlers are in one
// file per noun, and problem.go maps errors to responses.
package api

import (
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

// Config is the configuration of a Server with its dependencies.
type Config struct {
	Store *storage.Store
	// Process starts and updates the workflows of requests.
	Process *workflows.Client
	// Objects stores the bytes of attachments.
	Objects *objects.Store
	// Log receives a record for every request and every internal error.
	Log *slog.Logger
	// Version is shown in the API document.
	Version string
	// SecureCookies marks cookies as secure even if the server cannot detect TLS.
	SecureCookies bool
	// TrustedProxies are addresses or networks whose X-Forwarded-For and
	// X-Forwarded-Proto are trusted.
	TrustedProxies []string
	// TrustedOrigins are other origins, such as https://example.com, that may
	// send unsafe requests.
	TrustedOrigins []string
	// Metrics is the registry for the server's metrics, served at /metrics. If it is
	// nil, a registry with the metrics of the Go runtime and the process is created.
	Metrics *prometheus.Registry
	// Development lists the demo accounts on the sign-in page.
	Development bool
}

// Server is the HTTP server of the API.
type Server struct {
	store   *storage.Store
	process *workflows.Client
	objects *objects.Store
	confirm *confirmer
	log     *slog.Logger
	checks  []Check
	secure  bool
	// development lists the demo accounts publicly.
	development bool
	proxies     []netip.Prefix
	sessions    *scs.SessionManager
	origins     *http.CrossOriginProtection
	metrics     *metrics
	imports     turns
	engine      *gin.Engine
	api         huma.API
	table       []routeSpec
	// document is the OpenAPI document, documentPage its HTML page.
	document     []byte
	documentPage []byte
}

// New returns a server. It fails only if the configuration is invalid.
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
	completeSchemas(s.api.OpenAPI())
	return s, s.describeAPI()
}

// Document generates the OpenAPI document without any backend. Its version is that of
// the paths, so that builds with the same routes produce the same document.
func Document() ([]byte, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	s := &Server{engine: engine, api: newAPI(engine, path.Base(basePath))}
	s.routes()
	completeSchemas(s.api.OpenAPI())
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
	s.engine.Use(s.identify, s.observe, s.limitWriteTime, s.recover, s.secureHeaders, s.refuseBrokenText, s.refuseOtherOrigins, s.authenticate)
	s.engine.NoRoute(s.notFound)
	s.engine.NoMethod(s.noMethod)
	return nil
}

const (
	basePath     = "/api/v1"
	schemaPrefix = "#/components/schemas/"
)

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
				Schemas: huma.NewMapRegistry(schemaPrefix, schemaName),
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

// schemaName appends Input to the names of this package's unexported types, which are
// inputs, to distinguish them from exported types of the same name.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if t.Name() != "" && !unicode.IsUpper([]rune(t.Name())[0]) && t.Kind() == reflect.Struct {
		name += "Input"
	}
	return name
}

const jsonType = "application/json"

// Handler returns the handler of all requests. It compresses JSON. The page's files are
// compressed at build time; attachments and exports are not compressed.
func (s *Server) Handler() http.Handler { return drainBodies(compressJSON(s.engine)) }

var compressJSON = func() func(http.Handler) http.HandlerFunc {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ContentTypes([]string{jsonType, problemType, "application/openapi+json"}))
	if err != nil {
		// The options are constant and valid.
		panic(err)
	}
	return wrap
}()

// HTTP returns an http.Server for the address. It sets no ReadTimeout or WriteTimeout:
// ordinary requests have their own deadlines and streams have idle timeouts.
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
