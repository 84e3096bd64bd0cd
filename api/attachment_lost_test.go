package api

import (
	"bytes"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync/atomic"
	"testing"

	"approvals/api/apitest"
	"approvals/storage"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestCommitWhoseAnswerIsLost loses the database connection after the commit of an
// attachment's row: the object must stay, because the row exists.
func TestCommitWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	var lose atomic.Bool
	s := newFileScene(t, func(c *Config) { c.Store = lossyStore(t, c.Store, &lose) })
	body := form("receipt", "a.pdf", pdf(2*mib))
	for i, headers := range [][]string{nil, {keyHeader, uuid.NewString()}} {
		lose.Store(true)
		s.upload(t, body, headers...).WantProblem(503, approval.CodeUnavailable)
		if lose.Load() {
			t.Fatal("no commit was lost")
		}
		s.holds(t, i+1)
		if headers != nil {
			// With a key, the answer is still to be had.
			a := apitest.Read[request.Attachment](s.upload(t, body, headers...).Want(http.StatusCreated))
			s.content(t, "rep", "GET", a.ID).Want(200)
			s.holds(t, i+1)
		}
	}
}

// lossyStore opens the same database through a proxy that closes the connection, if
// lose is set, between the commit of an attachment's row and its response.
func lossyStore(t *testing.T, direct *storage.Store, lose *atomic.Bool) *storage.Store {
	t.Helper()
	server, err := url.Parse(os.Getenv(storagetest.RuntimeVariable))
	if err != nil {
		t.Fatal(err)
	}
	var database string
	if err := direct.DB().QueryRowContext(t.Context(), `SELECT current_database()`).Scan(&database); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	target := server.Host
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go carry(client, target, lose)
		}
	}()
	server.Host, server.Path = listener.Addr().String(), "/"+database
	store, err := storage.Open(server.String(), 20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// carry copies bytes in both directions. After the client has inserted an attachment
// and if lose is set, it closes the connection instead of passing on the response to
// the commit.
func carry(client net.Conn, target string, lose *atomic.Bool) {
	defer client.Close()
	server, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer server.Close()
	inserted := false
	var committing atomic.Bool
	go func() {
		defer client.Close()
		buf := make([]byte, 64<<10)
		for {
			n, err := server.Read(buf)
			if err != nil || committing.Load() {
				return
			}
			if _, err := client.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		if bytes.Contains(buf[:n], []byte("INSERT INTO attachments")) {
			inserted = true
		}
		if inserted && bytes.Contains(buf[:n], []byte("COMMIT")) && lose.CompareAndSwap(true, false) {
			committing.Store(true)
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}
