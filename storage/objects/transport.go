package objects

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
)

const (
	dialTime = 5 * time.Second
	// headerTime is how long the store may think about a request, once it has
	// all of it.
	headerTime = 10 * time.Second
	// standstill is how long a transfer may not move.
	standstill = 15 * time.Second
	// idleTime is shorter than a standstill, so that a connection which rests is
	// put away before its rest looks like one.
	idleTime = 10 * time.Second
	// spell is how long a store that has just let a request wait in vain is not
	// asked again.
	spell = 2 * time.Second
)

// newTransport reaches the store so that nobody waits for ever when it takes
// everything and answers nothing.
func newTransport(secure bool) (http.RoundTripper, error) {
	t, err := minio.DefaultTransport(secure)
	if err != nil {
		return nil, err
	}
	dial := (&net.Dialer{Timeout: dialTime, KeepAlive: 15 * time.Second}).DialContext
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &movingConn{Conn: conn}, nil
	}
	t.ResponseHeaderTimeout, t.IdleConnTimeout = headerTime, idleTime
	return &patient{next: t}, nil
}

// movingConn fails when nothing passes for the time of a standstill.
type movingConn struct{ net.Conn }

// Read implements net.Conn.
func (c *movingConn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(standstill)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write implements net.Conn. The answer to what is being sent is awaited all the
// while, so what is sent gives it time too.
func (c *movingConn) Write(b []byte) (int, error) {
	if err := c.SetDeadline(time.Now().Add(standstill)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

// patient waits for a silent store once: what the client then tries again, or
// cleans up, fails at once instead of waiting as long again. A store that
// answered others meanwhile is not silent.
type patient struct {
	next http.RoundTripper
	// answered and silent are when the store was last known to be so, in Unix
	// nanoseconds.
	answered, silent atomic.Int64
}

// RoundTrip implements http.RoundTripper.
func (p *patient) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	silent := p.silent.Load()
	if began.UnixNano()-silent < int64(spell) && p.answered.Load() < silent {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, silence{}
	}
	response, err := p.next.RoundTrip(r)
	now := time.Now().UnixNano()
	var network net.Error
	switch {
	case err == nil:
		p.answered.Store(now)
	case errors.As(err, &network) && network.Timeout() && r.Context().Err() == nil && p.answered.Load() < began.UnixNano():
		p.silent.Store(now)
	}
	return response, err
}

// silence is the error for a store that has just answered nobody.
type silence struct{}

// Error implements error.
func (silence) Error() string { return "the attachment store does not answer" }

// Timeout implements net.Error.
func (silence) Timeout() bool { return true }

// Temporary implements net.Error.
func (silence) Temporary() bool { return true }
