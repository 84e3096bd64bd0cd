package api

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// boundAnswer ends the connection of a client that does not read its answer.
// The deadline is the connection's, so every request sets its own. Where the
// connection cannot have one there is none.
func (s *Server) boundAnswer(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(2 * ordinaryTime))
	c.Next()
}

// movingAnswer takes as long as it takes, as long as it moves.
type movingAnswer struct {
	gin.ResponseWriter
	patience time.Duration
	next     time.Time
}

// letMove bounds the answer by its progress instead of its time.
func letMove(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Time{})
	c.Writer = &movingAnswer{ResponseWriter: c.Writer, patience: patience}
}

// Write implements io.Writer.
func (a *movingAnswer) Write(p []byte) (int, error) {
	a.moveOn()
	return a.ResponseWriter.Write(p)
}

// WriteString implements io.StringWriter.
func (a *movingAnswer) WriteString(s string) (int, error) {
	a.moveOn()
	return a.ResponseWriter.WriteString(s)
}

func (a *movingAnswer) moveOn() {
	if now := time.Now(); now.After(a.next) {
		a.next = now.Add(a.patience / 10)
		_ = http.NewResponseController(a.ResponseWriter).SetWriteDeadline(now.Add(a.patience))
	}
}

// Unwrap lets http.ResponseController reach the connection.
func (a *movingAnswer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
