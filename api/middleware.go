package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"approvals/workflows/approval"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const requestIDHeader = "X-Request-Id"

var saneRequestID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// identify assigns the request id and stores the properties of the call in the context.
func (s *Server) identify(c *gin.Context) {
	id := c.GetHeader(requestIDHeader)
	if !saneRequestID.MatchString(id) {
		id = uuid.Must(uuid.NewV7()).String()
	}
	about := &call{
		requestID: id,
		accepts:   localeFor(c.GetHeader(languageHeader)),
		address:   c.ClientIP(),
		userAgent: clip(strings.ToValidUTF8(c.Request.UserAgent(), "")),
		tls:       s.overTLS(c),
	}
	about.device, _ = c.Cookie(deviceCookieName)
	c.Request = c.Request.WithContext(withCall(c.Request.Context(), about))
	c.Header(requestIDHeader, id)
	c.Next()
}

// overTLS reports whether the client uses TLS. It trusts X-Forwarded-Proto only from
// trusted proxies.
func (s *Server) overTLS(c *gin.Context) bool {
	if s.secure || c.Request.TLS != nil {
		return true
	}
	peer, err := netip.ParseAddr(c.RemoteIP())
	trusted := err == nil && slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(peer.Unmap()) })
	return trusted && c.GetHeader("X-Forwarded-Proto") == "https"
}

// proxyNetworks parses addresses and networks.
func proxyNetworks(trusted []string) (networks []netip.Prefix, err error) {
	for _, entry := range trusted {
		network, err := netip.ParsePrefix(entry)
		if err != nil {
			address, err := netip.ParseAddr(entry)
			if err != nil {
				return nil, fmt.Errorf("trusted proxy %q is neither an address nor a network", entry)
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		networks = append(networks, network)
	}
	return networks, nil
}

var methods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
}

// observe logs and measures each request.
func (s *Server) observe(c *gin.Context) {
	start := time.Now()
	c.Next()
	took := time.Since(start)
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	method := c.Request.Method
	// Clients can invent methods, and each would be another series.
	if !slices.Contains(methods, method) {
		method = "other"
	}
	status := c.Writer.Status()
	s.metrics.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
	ctx := c.Request.Context()
	attrs := []slog.Attr{
		slog.String("method", method), slog.String("route", route), slog.Int("status", status),
		slog.Duration("duration", took), slog.String("address", callOf(ctx).address),
	}
	if actor := actorOf(ctx); actor.ID != "" {
		attrs = append(attrs, slog.String("user_id", actor.ID))
	}
	s.log.LogAttrs(ctx, slog.LevelInfo, "request", attrs...)
}

// recover turns a panic into an internal error.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		failure := recover()
		if failure == nil {
			return
		}
		if err, ok := failure.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(failure)
		}
		s.refuse(c, fmt.Errorf("panic: %v\n%s", failure, debug.Stack()))
		if c.Writer.Written() && c.Writer.Status() != http.StatusInternalServerError {
			// Part of the response has been sent; abort the connection, so that the client
			// does not take it for complete.
			panic(http.ErrAbortHandler)
		}
	}()
	c.Next()
}

// secureHeaders sets security headers for all responses. Handlers of HTML pages relax
// the Content-Security-Policy.
func (s *Server) secureHeaders(c *gin.Context) {
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Referrer-Policy", "same-origin")
	c.Header("Cross-Origin-Resource-Policy", "same-origin")
	c.Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	c.Header("Cache-Control", "no-store")
	if callOf(c.Request.Context()).tls {
		c.Header("Strict-Transport-Security", "max-age=31536000")
	}
	c.Next()
}

// refuseBrokenText rejects invalid UTF-8 and NUL in the URL, which the database does
// not accept.
func (s *Server) refuseBrokenText(c *gin.Context) {
	broken := func(text string) bool { return !utf8.ValidString(text) || strings.ContainsRune(text, 0) }
	query, err := url.QueryUnescape(c.Request.URL.RawQuery)
	switch {
	case broken(c.Request.URL.Path):
		s.refuse(c, approval.NotFound())
	case err != nil || broken(query):
		s.refuse(c, malformed{approval.InvalidField("query", approval.Text{
			ZH: "含有无法识别的字符", EN: "This contains an unreadable character"})})
	default:
		c.Next()
	}
}

// refuseOtherOrigins prevents cross-site request forgery.
func (s *Server) refuseOtherOrigins(c *gin.Context) {
	if err := s.origins.Check(c.Request); err != nil {
		s.refuse(c, approval.Forbidden(approval.Text{
			ZH: "不接受来自其他网站的请求", EN: "Cross-origin requests are refused"}))
		return
	}
	c.Next()
}
