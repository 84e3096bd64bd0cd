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
	// connectTime is how long opening a connection may take.
	connectTime = 5 * time.Second
	// cancelTime is how long the server may take to cancel a statement, before the
	// connection is closed.
	cancelTime = time.Second
	// unheardTime is how long sent data may stay unacknowledged by the network.
	unheardTime = 10 * time.Second
)

// connector opens connections on which a caller never waits long past the end of
// its context. The driver alone asks the server to cancel the statement and then
// waits for as long as the server does not answer.
type connector struct {
	Config pq.Config
	limit  time.Duration
}

func NewConnector(address string) (*connector, error) {
	config, err := pq.NewConfig(address)
	if err != nil {
		// The address is not shown, since it contains a password.
		var broken *url.Error
		if errors.As(err, &broken) {
			err = broken.Err
		}
		return nil, fmt.Errorf("database address: %w", err)
	}
	c := &connector{Config: config.Clone(), limit: connectTime}
	// The driver's own limit would also hold for canceling a statement.
	if config.ConnectTimeout > 0 {
		c.limit = min(config.ConnectTimeout, connectTime)
		c.Config.ConnectTimeout = 0
	}
	// The address may set another one.
	if _, set := config.Runtime["lock_timeout"]; !set {
		c.Config.Runtime["lock_timeout"] = strconv.FormatInt(lockTimeout.Milliseconds(), 10)
	}
	return c, nil
}

// Connect implements driver.Connector.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	ctx, done := context.WithTimeout(ctx, c.limit)
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
	return &session{conn.(driverConn), d.own}, nil
}

// Driver implements driver.Connector.
func (c *connector) Driver() driver.Driver { return pq.Driver{} }

// driverConn is what the driver's connections can do.
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

// session is a connection that also ends the beginning of a transaction with its
// context, for which the driver doesn't provide.
type session struct {
	driverConn
	socket net.Conn
}

// BeginTx implements driver.ConnBeginTx.
func (s *session) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	stop := context.AfterFunc(ctx, func() { s.socket.Close() })
	defer stop()
	return s.driverConn.BeginTx(ctx, options)
}

// dialer opens the sockets of one connection: first its own. After that, the driver
// dials only to cancel a statement whose context has ended.
type dialer struct {
	own net.Conn
	// keep stops the end of the context in which the connection is opened from
	// closing it. The driver uses that context to dial, but not for the handshake.
	keep func() bool
	open atomic.Bool
}

// established reports whether the connection was opened before its context ended.
func (d *dialer) established() bool {
	d.open.Store(true)
	return d.keep()
}

// DialContext implements pq.DialerContext.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	canceling := d.open.Load()
	if canceling {
		// The driver does not use the connection again. Closing it ends the caller's
		// wait if the server does not cancel the statement in time.
		time.AfterFunc(cancelTime, func() { d.own.Close() })
	}
	tcp := net.Dialer{Timeout: connectTime, KeepAlive: 15 * time.Second, Control: limitUnheard}
	conn, err := tcp.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if canceling {
		return conn, conn.SetDeadline(time.Now().Add(cancelTime))
	}
	d.own, d.keep = conn, context.AfterFunc(ctx, func() { conn.Close() })
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
