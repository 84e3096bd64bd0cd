package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// Check asks one part whether it can work.
type Check struct {
	Name string
	// Ready returns nil for yes.
	Ready func(context.Context) error
}

const checkTime = 2 * time.Second

// partState is what readiness says about one part.
type partState string

const (
	partUp   partState = "up"
	partDown partState = "down"
)

type readiness struct {
	Ready bool                 `json:"ready"`
	Parts map[string]partState `json:"parts"`
}

func (s *Server) healthz(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "alive"}) }

// readyz asks all parts at once and names each; why one is away stands in the
// log.
func (s *Server) readyz(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), checkTime)
	defer cancel()
	answers := make([]chan error, len(s.checks))
	for i, check := range s.checks {
		// With room for the answer that comes when nobody waits any more.
		answers[i] = make(chan error, 1)
		go func() { answers[i] <- check.Ready(ctx) }()
	}
	state := readiness{Ready: true, Parts: map[string]partState{}}
	for i, check := range s.checks {
		state.Parts[check.Name] = partUp
		if err := inTime(ctx, answers[i]); err != nil {
			state.Parts[check.Name], state.Ready = partDown, false
			s.log.WarnContext(ctx, "not ready", "part", check.Name, "error", err)
		}
	}
	status := http.StatusOK
	if !state.Ready {
		status = http.StatusServiceUnavailable
	}
	c.JSON(status, state)
}

// inTime is the answer, or that there was none by the end of ctx, whether or not
// who was asked heeds that.
func inTime(ctx context.Context, answer <-chan error) error {
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-answer:
		return err
	default:
		return ctx.Err()
	}
}
