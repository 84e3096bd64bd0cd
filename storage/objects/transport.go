package objects

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
)

const (
	dialTimeout = 5 * time.Second
	// responseTimeout is how long the store may take to answer after it has received
	// the request. The client tries twice, so a user may wait twice as long.
	responseTimeout = 5 * time.Second
	// idleTimeout is how long a transfer may make no progress.
	idleTimeout = 10 * time.Second
	// keepAliveTimeout is shorter than idleTimeout, so that the pool closes an idle
	// connection before its deadline expires.
	keepAliveTimeout = 5 * time.Second
)

// newTransport returns a transport with timeouts, so that requests fail when the store
// accepts connections but does not answer.
func newTransport(secure bool) (http.RoundTripper, error) {
	t, err := minio.DefaultTransport(secure)
	if err != nil {
		return nil, err
	}
	dial := (&net.Dialer{Timeout: dialTimeout, KeepAlive: 15 * time.Second}).DialContext
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &idleTimeoutConn{Conn: conn}, nil
	}
	t.ResponseHeaderTimeout, t.IdleConnTimeout = responseTimeout, keepAliveTimeout
	return t, nil
}

// idleTimeoutConn fails when no bytes are transferred for idleTimeout.
type idleTimeoutConn struct{ net.Conn }

// Read implements net.Conn.
func (c *idleTimeoutConn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(idleTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write implements net.Conn. It also extends the read deadline, because the transport
// reads the response while it sends the request.
func (c *idleTimeoutConn) Write(b []byte) (int, error) {
	if err := c.SetDeadline(time.Now().Add(idleTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}
