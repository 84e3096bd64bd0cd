package storage

import (
	"net"
	"sync/atomic"
	"time"
)

// socket is a connection's way to the server. It notes since when somebody waits
// on it, so that the pulse can tell, and is closed under who waits in vain.
type socket struct {
	net.Conn
	pulse *pulse
	// since is when the wait that is going on began, in Unix nanoseconds; 0 is
	// none.
	since atomic.Int64
	why   atomic.Pointer[error]
}

// newSocket watches the connection, if there is a pulse to watch it.
func newSocket(conn net.Conn, p *pulse) *socket {
	s := &socket{Conn: conn, pulse: p}
	if p != nil {
		p.watch(s)
	}
	return s
}

// Read implements net.Conn.
func (s *socket) Read(b []byte) (int, error) {
	s.since.Store(time.Now().UnixNano())
	n, err := s.Conn.Read(b)
	s.since.Store(0)
	return n, s.explain("read", err)
}

// Write implements net.Conn. To a silent server nothing is sent, so that nobody
// begins to wait and it is certain that what was asked is not done.
func (s *socket) Write(b []byte) (int, error) {
	if s.pulse != nil && s.pulse.silent.Load() {
		return 0, s.failed("write", silence{})
	}
	s.since.Store(time.Now().UnixNano())
	n, err := s.Conn.Write(b)
	s.since.Store(0)
	return n, s.explain("write", err)
}

// Close implements net.Conn.
func (s *socket) Close() error {
	if s.pulse != nil {
		s.pulse.forget(s)
	}
	return s.Conn.Close()
}

// waitsSince reports whether a wait has gone on since the moment.
func (s *socket) waitsSince(moment time.Time) bool {
	since := s.since.Load()
	return since != 0 && since <= moment.UnixNano()
}

// cut closes the socket; why is what the one who waits is told.
func (s *socket) cut(why error) {
	s.why.CompareAndSwap(nil, &why)
	s.Close()
}

// explain tells why the socket was cut in place of that it was.
func (s *socket) explain(op string, err error) error {
	if why := s.why.Load(); err != nil && why != nil {
		return s.failed(op, *why)
	}
	return err
}

// failed spells an error as the driver expects those of the network: by its type
// it tells that the connection is broken.
func (s *socket) failed(op string, err error) error {
	return &net.OpError{Op: op, Net: s.RemoteAddr().Network(), Addr: s.RemoteAddr(), Err: err}
}

// silence is the error for a server that takes what it is sent and answers
// nothing.
type silence struct{}

// Error implements error.
func (silence) Error() string { return "the database server does not answer" }

// Timeout implements net.Error.
func (silence) Timeout() bool { return true }

// Temporary implements net.Error.
func (silence) Temporary() bool { return true }
