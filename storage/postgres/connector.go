package postgres

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/lib/pq"
)

const (
	// connectTimeout is how long opening a connection may take.
	connectTimeout = 5 * time.Second
	// cancelTimeout is how long the server may take to cancel a statement before the
	// connection is closed.
	cancelTimeout = time.Second
	// unacknowledgedTimeout is how long sent data may stay unacknowledged by the peer.
	unacknowledgedTimeout = 10 * time.Second
)

// connector opens connections on which a call returns soon after its context ends.
// The driver by itself asks the server to cancel the statement and then waits for the
// server without a limit.
type connector struct {
	Config         pq.Config
	connectTimeout time.Duration
}

// NewConnector returns a connector for the database address.
func NewConnector(address string) (*connector, error) {
	config, err := pq.NewConfig(address)
	if err != nil {
		// A url.Error contains the address and so the password.
		var broken *url.Error
		if errors.As(err, &broken) {
			err = broken.Err
		}
		return nil, fmt.Errorf("database address: %w", err)
	}
	c := &connector{Config: config.Clone(), connectTimeout: connectTimeout}
	// The driver would apply its connect timeout to canceling statements too.
	if config.ConnectTimeout > 0 {
		c.connectTimeout = min(config.ConnectTimeout, connectTimeout)
		c.Config.ConnectTimeout = 0
	}
	for name, value := range map[string]string{
		"lock_timeout": strconv.FormatInt(lockTimeout.Milliseconds(), 10),
		// Compiling a short statement takes longer than running it.
		"jit": "off",
	} {
		// The address may set another value.
		if _, set := config.Runtime[name]; !set {
			c.Config.Runtime[name] = value
		}
	}
	return c, nil
}

// Connect implements driver.Connector.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	ctx, done := context.WithTimeout(ctx, c.connectTimeout)
	defer done()
	opener, err := pq.NewConnectorConfig(c.Config)
	if err != nil {
		return nil, err
	}
	d := &dialer{}
	opener.Dialer(d)
	conn, err := opener.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if !d.established() {
		conn.Close()
		return nil, fmt.Errorf("connect: %w", ctx.Err())
	}
	return &session{conn.(driverConn), d, statements{map[string]driver.Stmt{}, map[string]struct{}{}}}, nil
}

// Driver implements driver.Connector.
func (c *connector) Driver() driver.Driver { return pq.Driver{} }

// driverConn are the interfaces that the driver's connections implement.
type driverConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
}

// session is a connection that keeps statements prepared, and on which BeginTx honors its
// context, which the driver ignores.
type session struct {
	driverConn
	dialer     *dialer
	statements statements
}

// BeginTx implements driver.ConnBeginTx.
func (s *session) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	stop := context.AfterFunc(ctx, func() { s.dialer.socket.Close() })
	defer stop()
	return s.driverConn.BeginTx(ctx, options)
}

// dialer opens the sockets of one connection. Once the connection is established, the
// driver dials only to cancel a statement whose context has ended.
type dialer struct {
	socket net.Conn
	// stopClosing detaches the socket from the context of Connect, whose end closes it
	// until then. The driver uses that context to dial, but not for the handshake.
	stopClosing func() bool
	connected   atomic.Bool
	// unusable is set once the connection is not to be used again.
	unusable atomic.Bool
}

// established reports whether the connection was opened before its context ended.
func (d *dialer) established() bool {
	d.connected.Store(true)
	return d.stopClosing()
}

// DialContext implements pq.DialerContext.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	canceling := d.connected.Load()
	if canceling {
		// Closing the connection unblocks the caller if the server does not cancel the
		// statement in time.
		d.unusable.Store(true)
		time.AfterFunc(cancelTimeout, func() { d.socket.Close() })
	}
	tcp := net.Dialer{Timeout: connectTimeout, KeepAlive: 15 * time.Second, Control: setUserTimeout}
	conn, err := tcp.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if canceling {
		return conn, conn.SetDeadline(time.Now().Add(cancelTimeout))
	}
	d.socket, d.stopClosing = conn, context.AfterFunc(ctx, func() { conn.Close() })
	return conn, nil
}

// Dial implements pq.Dialer.
func (d *dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialTimeout implements pq.Dialer.
func (d *dialer) DialTimeout(network, address string, limit time.Duration) (net.Conn, error) {
	ctx, done := context.WithTimeout(context.Background(), limit)
	defer done()
	return d.DialContext(ctx, network, address)
}
