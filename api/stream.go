package api

import (
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// boundAnswer ends the connection of a client that does not read its answer.
// The deadline is the connection's, so every request sets its own. Where the
// connection cannot have one there is none.
func (s *Server) boundAnswer(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(2 * heavyTime))
	c.Next()
}

// idleTimeout is how long a transfer may make no progress.
const idleTimeout = time.Minute

// idleTimeoutWriter writes an answer of any duration; the connection times out
// when the client stops reading.
type idleTimeoutWriter struct {
	gin.ResponseWriter
	timeout time.Duration
	// renewAt is when the deadline is set again, so that this is not done for every
	// piece.
	renewAt time.Time
}

// limitIdleTime bounds the answer by its progress instead of its duration.
func limitIdleTime(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Time{})
	c.Writer = &idleTimeoutWriter{ResponseWriter: c.Writer, timeout: idleTimeout}
}

// Write implements io.Writer.
func (w *idleTimeoutWriter) Write(p []byte) (int, error) {
	w.renewDeadline()
	return w.ResponseWriter.Write(p)
}

// WriteString implements io.StringWriter.
func (w *idleTimeoutWriter) WriteString(s string) (int, error) {
	w.renewDeadline()
	return w.ResponseWriter.WriteString(s)
}

func (w *idleTimeoutWriter) renewDeadline() {
	if now := time.Now(); now.After(w.renewAt) {
		w.renewAt = now.Add(w.timeout / 10)
		_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(now.Add(w.timeout))
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (w *idleTimeoutWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// idleTimeoutReader reads a request's body of any duration; the connection times
// out when nothing arrives.
type idleTimeoutReader struct {
	io.ReadCloser
	connection *http.ResponseController
	timeout    time.Duration
	renewAt    time.Time
}

func (r *idleTimeoutReader) Read(p []byte) (int, error) {
	if now := time.Now(); now.After(r.renewAt) {
		r.renewAt = now.Add(r.timeout / 10)
		// A connection that cannot have a deadline has none.
		_ = r.connection.SetReadDeadline(now.Add(r.timeout))
	}
	return r.ReadCloser.Read(p)
}

// limitBody bounds the body by its size and its progress.
func (r *Raw) limitBody(size int64) {
	body := &idleTimeoutReader{ReadCloser: r.Request().Body, connection: http.NewResponseController(r.Writer()), timeout: idleTimeout}
	r.Request().Body = http.MaxBytesReader(r.Writer(), body, size)
}
