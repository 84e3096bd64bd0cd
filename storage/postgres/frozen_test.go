//go:build faults

package postgres_test

import (
	"context"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// hangs is how long nothing may take that is to be given up.
const hangs = 20 * time.Second

// line is a way to the database that can freeze: what is sent is taken, and
// nothing comes back.
type line struct {
	target string
	mu     sync.Mutex
	thawed *sync.Cond
	frozen bool
	// connections are open to everybody who comes, even when frozen, unless all
	// is frozen.
	alsoNew bool
	ends    []net.Conn
}

// newLine opens a store that reaches a database of its own through a line.
func newLine(t *testing.T) (*line, *storage.Store) {
	t.Helper()
	address, err := url.Parse(storagetest.NewURL(t))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{target: address.Host}
	l.thawed = sync.NewCond(&l.mu)
	t.Cleanup(func() {
		listener.Close()
		l.thaw()
		for _, c := range l.ends {
			c.Close()
		}
	})
	go l.serve(listener)
	address.Host = listener.Addr().String()
	store, err := storage.Open(address.String(), 4)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return l, store
}

func (l *line) serve(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", l.target)
		if err != nil {
			client.Close()
			continue
		}
		l.mu.Lock()
		l.ends = append(l.ends, client, server)
		// One that comes while only the others are frozen is not.
		free := l.frozen && !l.alsoNew
		l.mu.Unlock()
		go l.carry(server, client, free)
		go l.carry(client, server, free)
	}
}

func (l *line) carry(to, from net.Conn, free bool) {
	defer to.Close()
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		l.mu.Lock()
		for l.frozen && !free {
			l.thawed.Wait()
		}
		l.mu.Unlock()
		if _, writeErr := to.Write(buf[:n]); err != nil || writeErr != nil {
			return
		}
	}
}

// freeze pauses a part, at most until the test ends: it accepts connections and does
// not respond.
func (l *line) freeze(alsoNew bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.frozen, l.alsoNew = true, alsoNew
}

func (l *line) thaw() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.frozen = false
	l.thawed.Broadcast()
}

// within fails the test when do hangs.
func within(t *testing.T, what string, do func() error) error {
	t.Helper()
	done := make(chan error, 1)
	began := time.Now()
	go func() { done <- do() }()
	select {
	case err := <-done:
		t.Logf("%s: %s, %v", what, time.Since(began).Round(10*time.Millisecond), err)
		return err
	case <-time.After(hangs):
		t.Fatalf("%s hangs", what)
		return nil
	}
}

func ask(ctx context.Context, store *storage.Store) error {
	_, err := store.DB().ExecContext(ctx, `SELECT 1`)
	return err
}

// limit is the time that a context of these tests allows. A caller also waits for
// the server to confirm that it gave the statement up, which a frozen one doesn't.
const limit = time.Second

// TestFrozenServer asks a server that has stopped answering, on connections that
// there are and on new ones, with more callers than connections: each is answered
// within its limit, and when the server answers again all is well.
func TestFrozenServer(t *testing.T) {
	t.Parallel()
	line, store := newLine(t)
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	line.freeze(true)
	asks := func(what string, do func(ctx context.Context) error) {
		ctx, done := context.WithTimeout(context.Background(), limit)
		defer done()
		if err := within(t, what, func() error { return do(ctx) }); approval.CodeOf(err) != approval.CodeUnavailable {
			t.Errorf("%s on a frozen server: %v", what, err)
		}
	}
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() { asks("a statement", store.Ready) })
		all.Go(func() {
			asks("a transaction", func(ctx context.Context) error {
				return store.InTx(ctx, func(context.Context) error { return nil })
			})
		})
	}
	all.Wait()
	line.thaw()
	if err := within(t, "after the thaw", func() (err error) {
		for range 100 {
			if err = store.Ready(t.Context()); err == nil {
				return nil
			}
			time.Sleep(100 * time.Millisecond)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

// TestFrozenConnection asks on a connection that hangs alone: the end of the
// context ends the wait, be it in a statement, in a transaction or at its end,
// and the next one gets another connection.
func TestFrozenConnection(t *testing.T) {
	t.Parallel()
	for what, do := range map[string]func(ctx context.Context, line *line, store *storage.Store) error{
		"a statement": func(ctx context.Context, line *line, store *storage.Store) error {
			line.freeze(false)
			return ask(ctx, store)
		},
		"the beginning of a transaction": func(ctx context.Context, line *line, store *storage.Store) error {
			line.freeze(false)
			return store.InTx(ctx, func(context.Context) error { return nil })
		},
		"the middle of a transaction": func(ctx context.Context, line *line, store *storage.Store) error {
			return store.InTx(ctx, func(ctx context.Context) error {
				line.freeze(false)
				return store.In(ctx).Exec(ctx, `SELECT 1`)
			})
		},
		"the end of a transaction": func(ctx context.Context, line *line, store *storage.Store) error {
			return store.InTx(ctx, func(ctx context.Context) error {
				line.freeze(false)
				return nil
			})
		},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			line, store := newLine(t)
			if err := ask(t.Context(), store); err != nil {
				t.Fatal(err)
			}
			ctx, done := context.WithTimeout(t.Context(), limit)
			defer done()
			if err := within(t, what, func() error { return do(ctx, line, store) }); err == nil {
				t.Error("a frozen connection has answered")
			}
			if err := within(t, "the next one", func() error { return ask(t.Context(), store) }); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestUnattended asks with a context that has no limit: there is one all the same.
func TestUnattended(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	if err := store.InTx(context.Background(), func(ctx context.Context) error {
		if _, limited := ctx.Deadline(); !limited {
			t.Error("a transaction without a time limit")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestSlowStatement lets a statement take the whole time of its context as long
// as the server lives.
func TestSlowStatement(t *testing.T) {
	t.Parallel()
	_, store := newLine(t)
	if err := within(t, "a slow statement", func() error {
		_, err := store.DB().ExecContext(t.Context(), `SELECT pg_sleep(9)`)
		return err
	}); err != nil {
		t.Error(err)
	}
}
