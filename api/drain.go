package api

import (
	"io"
	"net/http"
	"time"
)

const (
	// drainTime is the time limit for reading the rest of a body after the response.
	drainTime = time.Minute
	// A client that sends less than drainBlock bytes in drainIdle is disconnected.
	drainBlock = 64 << 10
	drainIdle  = 5 * time.Second
)

// drainBodies reads what a handler has left of a request's body, after the response is
// sent. Many clients read the response only after they have sent everything, and would
// report a closed connection instead of the refusal.
func drainBodies(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.ContentLength == 0 {
			next.ServeHTTP(w, r)
			return
		}
		body := &countedBody{ReadCloser: r.Body}
		// A copy, because the server closes the connection only after a body that it knows.
		counted := r.WithContext(r.Context())
		counted.Body = body
		next.ServeHTTP(w, counted)
		if !body.ended && body.read != r.ContentLength {
			drain(http.NewResponseController(w), body)
		}
	})
}

func drain(connection *http.ResponseController, body io.Reader) {
	for until := time.Now().Add(drainTime); time.Now().Before(until); {
		// A ResponseWriter that does not support deadlines has no client that sends. The
		// server itself reads the rest of a small body before it sends the response.
		if connection.SetReadDeadline(time.Now().Add(drainIdle)) != nil || connection.Flush() != nil {
			return
		}
		if _, err := io.CopyN(io.Discard, body, drainBlock); err != nil {
			return
		}
	}
}

// countedBody knows how much of a body was read and whether it has ended.
type countedBody struct {
	io.ReadCloser
	read  int64
	ended bool
}

// Read implements io.Reader.
func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	b.ended = b.ended || err == io.EOF
	return n, err
}
