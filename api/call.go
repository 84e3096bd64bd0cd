package api

import (
	"context"
	"log/slog"
	"net/http"

	"approvals/workflows/approval"

	"golang.org/x/text/language"
)

// call is what is known about one request. It hangs in the request's context.
type call struct {
	requestID string
	// accepts is the language that the browser asks for.
	accepts approval.Locale
	address string
	// userAgent is what the browser calls itself, cut to a bearable length.
	userAgent string
	// tls says that the client came over TLS, maybe to a proxy.
	tls bool
	// actor is nil for somebody who is not signed in; refused then says why, if
	// not simply so.
	actor   *approval.Actor
	refused error
	once    *once
}

type callKey struct{}

func withCall(ctx context.Context, c *call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

func callOf(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{accepts: approval.English}
}

// actorOf returns who is signed in. Handlers behind a permission always have
// somebody; elsewhere it can be nobody, with an empty id.
func actorOf(ctx context.Context) approval.Actor {
	if actor := callOf(ctx).actor; actor != nil {
		return *actor
	}
	return approval.Actor{}
}

// requestIDOf returns the id under which the log has the request.
func requestIDOf(ctx context.Context) string { return callOf(ctx).requestID }

// localeOf returns the language to answer in: the user's choice, else the
// browser's.
func localeOf(ctx context.Context) approval.Locale {
	c := callOf(ctx)
	if c.actor != nil && c.actor.Locale != "" {
		return c.actor.Locale
	}
	return c.accepts
}

// inLanguage are the headers of an answer whose words depend on the caller.
func inLanguage(l approval.Locale) http.Header {
	return http.Header{"Content-Language": {string(l)}, "Vary": {languageHeader}}
}

const languageHeader = "Accept-Language"

var languages = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English})

// localeFor returns the language for an Accept-Language header. Programs send
// none and get English.
func localeFor(header string) approval.Locale {
	if header == "" {
		return approval.English
	}
	if _, i := language.MatchStrings(languages, header); i == 1 {
		return approval.English
	}
	return approval.Chinese
}

// requestLog adds the request's id to every record that is written with the
// request's context.
type requestLog struct{ slog.Handler }

// Handle implements slog.Handler.
func (l requestLog) Handle(ctx context.Context, r slog.Record) error {
	if id := requestIDOf(ctx); id != "" {
		r.AddAttrs(slog.String("request_id", id))
	}
	return l.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (l requestLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestLog{l.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (l requestLog) WithGroup(name string) slog.Handler { return requestLog{l.Handler.WithGroup(name)} }
