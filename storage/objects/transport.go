package objects

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
)

const (
	dialTime = 5 * time.Second
	// headerTime is how long the store may take to answer a request, once it has
	// all of it. The client tries twice, so a person waits for twice as long.
	headerTime = 5 * time.Second
	// standstill is how long a transfer may not move.
	standstill = 10 * time.Second
	// idleTime is shorter than a standstill, so that an idle connection is closed
	// before it looks like one.
	idleTime = 5 * time.Second
)

// newTransport reaches the store with time limits, so that nobody waits for ever
// when it accepts everything and answers nothing.
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
	return t, nil
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
