package objectstest

import (
	"net"
	"net/url"
	"sync"
	"testing"

	"approvals/storage/objects"
)

// Line is a way to the store that can be cut, as a network can, or freeze, as a
// server can: then it takes what it is sent, as far as there is room, and brings
// nothing.
type Line struct {
	target   string
	listener net.Listener

	mu    sync.Mutex
	conns map[net.Conn]bool
	cut   bool
	// up and down are how many bytes pass before the line is cut or, if it
	// freezes, before it is frozen; nil for any number.
	up, down        *int
	freezes, frozen bool
	// moved tells who is frozen that the line has been mended or cut.
	moved *sync.Cond
}

// NewLine puts a line between the store and the configuration that it returns.
func NewLine(t testing.TB, cfg objects.Config) (*Line, objects.Config) {
	t.Helper()
	store, err := url.Parse(cfg.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{target: store.Host, listener: listener, conns: map[net.Conn]bool{}}
	l.moved = sync.NewCond(&l.mu)
	t.Cleanup(func() {
		listener.Close()
		l.Cut()
	})
	go l.serve()
	cfg.Endpoint = "http://" + listener.Addr().String()
	return l, cfg
}

// Cut ends everything that is under way, and what comes later, until Mend.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cutNow()
}

// CutAfterUp cuts the line when so many more bytes have gone to the store.
func (l *Line) CutAfterUp(bytes int) { l.arm(&bytes, nil, false) }

// CutAfterDown cuts the line when so many more bytes have come from the store.
func (l *Line) CutAfterDown(bytes int) { l.arm(nil, &bytes, false) }

// FreezeAfterUp freezes the line when so many more bytes have gone to the store.
func (l *Line) FreezeAfterUp(bytes int) { l.arm(&bytes, nil, true) }

// FreezeAfterDown freezes the line when so many more bytes have come from the
// store.
func (l *Line) FreezeAfterDown(bytes int) { l.arm(nil, &bytes, true) }

// Mend makes the line whole again.
func (l *Line) Mend() { l.arm(nil, nil, false) }

func (l *Line) arm(up, down *int, freezes bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut, l.up, l.down, l.freezes, l.frozen = false, up, down, freezes, false
	l.moved.Broadcast()
}

func (l *Line) cutNow() {
	l.cut = true
	l.moved.Broadcast()
	for c := range l.conns {
		c.Close()
	}
	clear(l.conns)
}

func (l *Line) serve() {
	for {
		client, err := l.listener.Accept()
		if err != nil {
			return
		}
		store, err := net.Dial("tcp", l.target)
		if err != nil {
			client.Close()
			continue
		}
		if !l.hold(client, store) {
			continue
		}
		go l.carry(store, client, func() *int { return l.up })
		go l.carry(client, store, func() *int { return l.down })
	}
}

// hold keeps both ends to be cut; false when the line is cut already.
func (l *Line) hold(ends ...net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range ends {
		l.conns[c] = true
	}
	if l.cut {
		l.cutNow()
		return false
	}
	return true
}

// carry brings bytes from one end to the other until either closes or the line
// is cut.
func (l *Line) carry(to, from net.Conn, left func() *int) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 && !l.pass(n, left) {
			return
		}
		if _, writeErr := to.Write(buf[:n]); err != nil || writeErr != nil {
			return
		}
	}
}

// pass counts bytes against what is left, and cuts or freezes the line when there
// is nothing left.
func (l *Line) pass(n int, left func() *int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cut {
		return false
	}
	if budget := left(); budget != nil {
		if *budget -= n; *budget < 0 {
			if l.frozen = l.freezes; !l.frozen {
				l.cutNow()
			}
		}
	}
	for l.frozen && !l.cut {
		l.moved.Wait()
	}
	return !l.cut
}
