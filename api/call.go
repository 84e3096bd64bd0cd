package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"approvals/workflows/approval"

	"golang.org/x/text/language"
)

// call is the state of one HTTP request, stored in its context.
type call struct {
	requestID string
	// accepts is the preferred language of the client.
	accepts approval.Locale
	address string
	// device is the value of the device cookie, if there is one.
	device string
	// userAgent is the User-Agent header, clipped.
	userAgent string
	// tls reports that the client uses TLS, possibly to a proxy.
	tls bool
	// actor is nil if nobody is signed in; refused is then the reason, if there is one.
	actor   *approval.Actor
	refused error
	// tokenEnds is when the personal token that authenticates the request expires; nil if
	// there is none or it does not expire.
	tokenEnds   *time.Time
	idempotency *idempotency
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

// actorOf returns the signed-in user. The id is empty if nobody is signed in, which is
// possible only on public routes.
func actorOf(ctx context.Context) approval.Actor {
	if actor := callOf(ctx).actor; actor != nil {
		return *actor
	}
	return approval.Actor{}
}

// requestIDOf returns the id of the request in the log.
func requestIDOf(ctx context.Context) string { return callOf(ctx).requestID }

// localeOf returns the language of the response: the user's choice, else the browser's.
func localeOf(ctx context.Context) approval.Locale {
	c := callOf(ctx)
	if c.actor != nil && c.actor.Locale != "" {
		return c.actor.Locale
	}
	return c.accepts
}

// languageHeaders are the headers of a response in the caller's language.
func languageHeaders(l approval.Locale) http.Header {
	return http.Header{"Content-Language": {string(l)}, "Vary": {languageHeader}}
}

const languageHeader = "Accept-Language"

var languages = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English})

// localeFor returns the language for an Accept-Language header. Without the header it is
// English.
func localeFor(header string) approval.Locale {
	if header == "" {
		return approval.English
	}
	if _, i := language.MatchStrings(languages, header); i == 1 {
		return approval.English
	}
	return approval.Chinese
}

// requestLog adds the request id to log records with the request's context.
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
