package storage

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
	// connectTime bounds how long a connection may take to come about.
	connectTime = 5 * time.Second
	// cancelTime is what the server has to confirm that it gave a statement up,
	// before the statement's connection is closed.
	cancelTime = time.Second
	// unheardTime is how long what was sent may stay without even the network's
	// acknowledgement.
	unheardTime = 10 * time.Second
)

// connector opens connections that never wait for ever: not for a server that
// the pulse finds silent, nor past the end of a statement's context. The driver
// by itself asks the server to cancel a statement and then waits on, for as long
// as the server says nothing.
type connector struct {
	config pq.Config
	pulse  *pulse
}

func newConnector(address string) (*connector, error) {
	config, err := pq.NewConfig(address)
	if err != nil {
		// What cannot be read as an address is not shown: it has a password in it.
		var broken *url.Error
		if errors.As(err, &broken) {
			err = broken.Err
		}
		return nil, fmt.Errorf("database address: %w", err)
	}
	// Every session gets it as a parameter, unless the address brings its own.
	if _, set := config.Runtime["lock_timeout"]; !set {
		config = config.Clone()
		config.Runtime["lock_timeout"] = strconv.FormatInt(lockTimeout.Milliseconds(), 10)
	}
	c := &connector{config: config}
	c.pulse = newPulse(c.answers)
	return c, nil
}

// Connect implements driver.Connector.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if c.pulse.silent.Load() {
		return nil, silence{}
	}
	return c.connect(ctx, c.pulse, connectTime)
}

// connect opens a connection; without a pulse nothing but limit bounds it.
func (c *connector) connect(ctx context.Context, watched *pulse, limit time.Duration) (driver.Conn, error) {
	ctx, done := context.WithTimeout(ctx, limit)
	defer done()
	opener, err := pq.NewConnectorConfig(c.config)
	if err != nil {
		return nil, err
	}
	line := &dialer{pulse: watched, opening: ctx}
	opener.Dialer(line)
	conn, err := opener.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if !line.established() {
		return nil, fmt.Errorf("connect: %w", context.Cause(ctx))
	}
	return conn, nil
}

// answers reports whether the server says anything at all to a new connection, be
// it a refusal.
func (c *connector) answers(limit time.Duration) bool {
	conn, err := c.connect(context.Background(), nil, limit)
	if err == nil {
		conn.Close()
		return true
	}
	var network net.Error
	return !errors.As(err, &network) || !network.Timeout()
}

// Driver implements driver.Connector.
func (c *connector) Driver() driver.Driver { return pq.Driver{} }

// Close implements io.Closer; the pool calls it when it is closed itself.
func (c *connector) Close() error {
	c.pulse.stop()
	return nil
}

// dialer makes the sockets of one connection: first its own; after that, the
// driver dials only to have a statement canceled whose context has ended.
type dialer struct {
	pulse *pulse
	own   *socket
	// opening is the context in which the connection is opened; its end cuts the
	// socket until keep is called. The driver heeds it only while it dials.
	opening context.Context
	keep    func() bool
	open    atomic.Bool
}

var errNotGivenUp = errors.New("the server has not given up a statement whose time was over")

// established ends the opening; false means that it was given up.
func (d *dialer) established() bool {
	d.open.Store(true)
	return d.keep()
}

// DialContext implements pq.DialerContext.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	canceling := d.open.Load()
	if canceling {
		// The connection is of no use any more, and who waits for it waits in vain
		// unless the server confirms at once.
		time.AfterFunc(cancelTime, func() { d.own.cut(errNotGivenUp) })
	}
	way := net.Dialer{Timeout: connectTime, KeepAlive: 15 * time.Second, Control: limitUnheard}
	conn, err := way.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if canceling {
		return conn, conn.SetDeadline(time.Now().Add(cancelTime))
	}
	s := newSocket(conn, d.pulse)
	d.own, d.keep = s, context.AfterFunc(d.opening, func() { s.cut(context.Cause(d.opening)) })
	return s, nil
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
