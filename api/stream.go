package api

import (
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// limitWriteTime sets the write deadline of the connection, so that a client that does not
// read its response is disconnected. Every request sets its own. A ResponseWriter that
// does not support deadlines has none.
func (s *Server) limitWriteTime(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(2 * heavyTime))
	c.Next()
}

// idleTimeout is how long a transfer may make no progress.
const idleTimeout = time.Minute

// idleTimeoutWriter writes a response of any duration; the connection times out when
// the client stops reading.
type idleTimeoutWriter struct {
	gin.ResponseWriter
	timeout time.Duration
	// renewAt is when the deadline is set again. Setting it at every write would be
	// wasteful.
	renewAt time.Time
}

// limitIdleTime replaces the write deadline of the response with an idle timeout.
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

// idleTimeoutReader reads a request body of any duration; the connection times out when
// nothing arrives.
type idleTimeoutReader struct {
	io.ReadCloser
	connection *http.ResponseController
	timeout    time.Duration
	renewAt    time.Time
}

func (r *idleTimeoutReader) Read(p []byte) (int, error) {
	if now := time.Now(); now.After(r.renewAt) {
		r.renewAt = now.Add(r.timeout / 10)
		// A ResponseWriter that does not support deadlines has none.
		_ = r.connection.SetReadDeadline(now.Add(r.timeout))
	}
	return r.ReadCloser.Read(p)
}

// limitBody limits the size of the body, in bytes, and sets an idle timeout on it.
func (r *Raw) limitBody(size int64) {
	body := &idleTimeoutReader{ReadCloser: r.Request().Body, connection: http.NewResponseController(r.Writer()), timeout: idleTimeout}
	r.Request().Body = http.MaxBytesReader(r.Writer(), body, size)
}
