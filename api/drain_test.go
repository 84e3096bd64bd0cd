package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/workflows/approval"
)

// TestRefusalsReachClientsThatSendFirst uploads 24 to 300 MiB that are refused at once or
// on the way: the client gets the refusal, not a closed connection.
func TestRefusalsReachClientsThatSendFirst(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	s.Set("attachments.max_bytes", fmt.Sprint(2*mib))
	address := s.listenOnNetwork(t)
	url := "http://" + address + basePath + "/requests/" + s.draft.ID + "/attachments"
	token := s.People["rep"].Token
	for name, c := range map[string]struct {
		url, token, begins string
		mib                int64
		chunked            bool
		status             int
		code               approval.Code
	}{
		"too large by its length":  {url, token, "%PDF-1.7\n", 300, false, 413, approval.CodeTooLarge},
		"too large on the way":     {url, token, "%PDF-1.7\n", 24, true, 413, approval.CodeTooLarge},
		"of a type not allowed":    {url, token, "MZ\x90\x00", 24, true, 415, approval.CodeUnsupportedType},
		"without a sign-in":        {url, "", "%PDF-1.7\n", 24, false, 401, approval.CodeUnauthenticated},
		"to a route without files": {"http://" + address + basePath + "/me/tokens", token, "%PDF-1.7\n", 24, false, 415, approval.CodeUnsupportedType},
		"to no route":              {"http://" + address + basePath + "/nothing", token, "%PDF-1.7\n", 24, true, 404, approval.CodeNotFound},
	} {
		body := func() io.Reader {
			return io.LimitReader(io.MultiReader(strings.NewReader(formHead("receipt", "a.pdf")+c.begins), zeros{}), c.mib*mib)
		}
		length := c.mib * mib
		if c.chunked {
			length = -1
		}
		t.Run(name, func(t *testing.T) {
			t.Run("to a client that sends first", func(t *testing.T) {
				sendFirst(t, c.url, c.token, body(), length).WantProblem(c.status, c.code)
			})
			t.Run("to Go's client", func(t *testing.T) {
				r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url, body())
				if err != nil {
					t.Fatal(err)
				}
				r.ContentLength = length
				r.Header.Set(formType[0], formType[1])
				r.Header.Set("Authorization", "Bearer "+c.token)
				response, err := http.DefaultTransport.RoundTrip(r)
				if err != nil {
					t.Fatal(err)
				}
				apitest.ReplyOf(t, response).WantProblem(c.status, c.code)
			})
			t.Run("to curl", func(t *testing.T) {
				curl(t, c.url, c.token, body(), length, c.status)
			})
		})
	}
	s.holds(t, 0)
}

// TestDrainEnds checks that a client that sends nothing more of a refused body is
// disconnected.
func TestDrainEnds(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	address := s.listenOnNetwork(t)
	for _, length := range []int{kib, 24 * mib} {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()
		fmt.Fprintf(connection, "POST %s/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", basePath, length)
		start := time.Now()
		if err := connection.SetReadDeadline(start.Add(3 * drainIdle)); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(connection)
		if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 404") {
			t.Errorf("%d bytes: after %v: %v, %s", length, time.Since(start), err, answer)
		}
	}
}

// listenOnNetwork serves the scene on a port of this machine and returns its address.
func (s *scene) listenOnNetwork(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := s.HTTP("")
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Shutdown(context.Background()) })
	return listener.Addr().String()
}

// sendFirst sends a whole body before it reads the response.
func sendFirst(t *testing.T, url, token string, body io.Reader, length int64) apitest.Reply {
	t.Helper()
	var sent *writesFirst
	client := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		connection, err := new(net.Dialer).DialContext(ctx, network, address)
		sent = &writesFirst{connection, make(chan struct{})}
		return sent, err
	}}
	defer client.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, &signalsEnd{body, func() { close(sent.done) }})
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = length
	r.Header.Set(formType[0], formType[1])
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := client.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	return apitest.ReplyOf(t, response)
}

// writesFirst is a connection that reads nothing before done.
type writesFirst struct {
	net.Conn
	done chan struct{}
}

// Read implements io.Reader.
func (c *writesFirst) Read(p []byte) (int, error) {
	<-c.done
	return c.Conn.Read(p)
}

// signalsEnd is a reader that calls ended at its end.
type signalsEnd struct {
	io.Reader
	ended func()
}

// Read implements io.Reader.
func (r *signalsEnd) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err == io.EOF {
		r.ended()
	}
	return n, err
}

// zeros is an endless file.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// curl uploads a body with curl, if it is installed. It writes the status after the
// response.
func curl(t *testing.T, url, token string, body io.Reader, length int64, status int) {
	t.Helper()
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("curl is not installed")
	}
	arguments := []string{"--silent", "--show-error", "--noproxy", "*", "-X", "POST", "-T", "-", "-w", "\n%{http_code}",
		"-H", "Content-Type: " + formType[1], "-H", "Authorization: Bearer " + token, "-H", "Expect:"}
	if length >= 0 {
		arguments = append(arguments, "-H", fmt.Sprintf("Content-Length: %d", length), "-H", "Transfer-Encoding:")
	}
	command := exec.CommandContext(t.Context(), "curl", append(arguments, url)...)
	command.Stdin = body
	var failure strings.Builder
	command.Stderr = &failure
	out, err := command.Output()
	answer, got, _ := strings.Cut(string(out), "\n\n")
	if err != nil || got != fmt.Sprint(status) || !json.Valid([]byte(answer)) {
		t.Errorf("%v %s: %s", err, failure.String(), out)
	}
}
