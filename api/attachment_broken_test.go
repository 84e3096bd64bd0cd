package api

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/objects/objectstest"
	"approvals/workflows/approval"
)

// TestUploadEndsEarly cuts the connection at various points of an upload: the client
// gets an error and nothing is stored.
func TestUploadEndsEarly(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	content := pdf(9*mib + 100)
	body := form("receipt", "收据.pdf", content)
	head := formHead("receipt", "收据.pdf")
	purpose := formField("purpose", "receipt")
	places := map[string]int{
		"before anything":                     0,
		"in the first boundary":               7,
		"in the purpose's header":             len(boundary) + 20,
		"in the purpose":                      len(purpose) - 4,
		"before the file":                     len(purpose),
		"in the file's header":                len(purpose) + 60,
		"before the file's first byte":        len(head),
		"in what tells the type":              len(head) + 20,
		"in a small file":                     len(head) + 100*kib,
		"where one call would have sufficed":  len(head) + mib,
		"in the second part":                  len(head) + 8*mib + 5,
		"right after the file":                len(head) + len(content),
		"in the closing boundary":             len(body) - 10,
		"where another file could have begun": len(body) - 4,
		"before the very last byte":           len(body) - 1,
	}
	for name, at := range places {
		for how, send := range map[string]func(*net.TCPConn, []byte, int) error{
			"length announced": sendShort, "chunks": sendChunks, "whole request": sendWhole,
		} {
			if how == "whole request" && at == len(body)-1 {
				// Nobody misses a line's end after the end.
				continue
			}
			t.Run(name+", "+how, func(t *testing.T) {
				got := s.raw(t, server, func(to *net.TCPConn) error { return send(to, body, at) })
				status := http.StatusBadRequest
				if how == "whole request" && name == "in the file's header" {
					// Such a form is indistinguishable from one without a file.
					status = http.StatusUnprocessableEntity
				}
				p := got.WantProblem(status, approval.CodeInvalid)
				if len(p.Errors) != 1 || !strings.HasPrefix(p.Errors[0].Location, "body") {
					t.Errorf("%+v", p)
				}
			})
		}
	}
	s.holds(t, 0)
	s.raw(t, server, func(to *net.TCPConn) error { return sendShort(to, body, len(body)) }).Want(http.StatusCreated)
	s.holds(t, 1)
}

// sendShort announces the full length, sends less and closes the connection.
func sendShort(to *net.TCPConn, body []byte, n int) error {
	if _, err := fmt.Fprintf(to, "Content-Length: %d\r\n\r\n%s", len(body), body[:n]); err != nil {
		return err
	}
	return to.CloseWrite()
}

// sendChunks omits the final chunk of a body and closes the connection.
func sendChunks(to *net.TCPConn, body []byte, n int) error {
	chunk := ""
	if n > 0 {
		chunk = fmt.Sprintf("%x\r\n%s\r\n", n, body[:n])
	}
	if _, err := fmt.Fprintf(to, "Transfer-Encoding: chunked\r\n\r\n%s", chunk); err != nil {
		return err
	}
	return to.CloseWrite()
}

// sendWhole sends a truncated body with a matching length, as a buffering proxy does.
func sendWhole(to *net.TCPConn, body []byte, n int) error {
	_, err := fmt.Fprintf(to, "Content-Length: %d\r\n\r\n%s", n, body[:n])
	return err
}

// raw uploads with send on a connection of its own.
func (s *fileScene) raw(t *testing.T, server *httptest.Server, send func(*net.TCPConn) error) apitest.Reply {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST %s/requests/%s/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s: %s\r\n",
		basePath, s.draft.ID, s.People["rep"].Token, formType[0], formType[1])
	if err := send(conn.(*net.TCPConn)); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	return apitest.ReplyOf(t, response)
}

// TestClientGone closes the connection in the middle of a file without waiting for a
// response.
func TestClientGone(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	server := httptest.NewServer(s.Handler())
	body := form("receipt", "a.pdf", pdf(12*mib))
	reader, writer := io.Pipe()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+basePath+"/requests/"+s.draft.ID+"/attachments", reader)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set(formType[0], formType[1])
	request.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
	go func() {
		writer.Write(body[:10*mib])
		writer.CloseWithError(io.ErrClosedPipe)
	}()
	if response, err := http.DefaultClient.Do(request); err == nil {
		t.Errorf("answered %s", response.Status)
	}
	// This waits for the handler.
	server.Close()
	s.holds(t, 0)
}

// TestUploadStandsStill checks that an upload times out if nothing arrives, but not if
// it is slow.
func TestUploadStandsStill(t *testing.T) {
	ended := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, &idleTimeoutReader{ReadCloser: r.Body, connection: http.NewResponseController(w), timeout: 200 * time.Millisecond})
		ended <- err
	}))
	defer server.Close()
	for name, c := range map[string]struct {
		pieces int
		want   error
	}{"still": {3, os.ErrDeadlineExceeded}, "slow": {10, nil}} {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
		again := time.NewTicker(50 * time.Millisecond)
		defer again.Stop()
		for range c.pieces {
			<-again.C
			fmt.Fprint(conn, "x")
		}
		select {
		case err := <-ended:
			if !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: it does not end", name)
		}
	}
}

// TestStoreGoesAway makes the object store unavailable at different moments: the client
// gets 503 and nothing is stored.
func TestStoreGoesAway(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	line, through := objectstest.NewLine(t, s.bucket)
	s.objects = objectstest.Open(t, through)
	whole := form("receipt", "a.pdf", pdf(20*mib))
	for _, after := range []int{0, mib, 9 * mib, 17 * mib} {
		line.CutAfterUp(after)
		s.upload(t, whole).WantProblem(503, approval.CodeUnavailable)
		line.Mend()
		// Parts that came before the line was cut, nobody could clean up.
		if _, err := s.objects.AbortUploads(t.Context(), farFuture); err != nil {
			t.Fatal(err)
		}
		s.holds(t, 0)
	}
	// A client that sends everything before it looks for the answer gets it as
	// well.
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	line.CutAfterUp(mib)
	s.raw(t, server, func(to *net.TCPConn) error { return sendWhole(to, whole, len(whole)) }).WantProblem(503, approval.CodeUnavailable)
	line.Mend()
	if _, err := s.objects.AbortUploads(t.Context(), farFuture); err != nil {
		t.Fatal(err)
	}
	kept := s.attached(t, "a.pdf", pdf(20*mib))
	s.holds(t, 1)

	line.Cut()
	s.content(t, "rep", "GET", kept.ID).WantProblem(503, approval.CodeUnavailable)
	s.Send(t, "rep", "GET", "/attachments/"+kept.ID, nil).Want(200)
	s.Send(t, "rep", "GET", "/expense-requests/"+s.draft.ID, nil).Want(200)

	// Half a download must not pass for a whole one.
	line.CutAfterDown(10 * mib)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+basePath+"/attachments/"+kept.ID+"/content", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	n, err := io.Copy(io.Discard, response.Body)
	if response.StatusCode != 200 || err == nil || n >= kept.Size {
		t.Errorf("status %d and %d bytes as if they were all: %v", response.StatusCode, n, err)
	}
}

// TestObjectVanished checks that a missing object is reported as lost and logged.
func TestObjectVanished(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	a := s.attached(t, "a.pdf", pdf(100))
	if err := s.objects.Remove(t.Context(), a.ID); err != nil {
		t.Fatal(err)
	}
	s.content(t, "rep", "GET", a.ID).WantProblem(410, approval.CodeGone)
	s.content(t, "commercial", "GET", a.ID).WantProblem(404, approval.CodeNotFound)
	if !bytes.Contains(s.log.Bytes(), []byte("attachment object missing")) {
		t.Error("the log does not say so")
	}
	s.Send(t, "rep", "GET", "/attachments/"+a.ID, nil).Want(200)
	s.Send(t, "rep", "DELETE", "/attachments/"+a.ID, nil).Want(204)
}
