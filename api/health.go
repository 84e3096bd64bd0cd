package api

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// Check is a readiness check of one backend.
type Check struct {
	Name string
	// Ready returns nil if the backend is available.
	Ready func(context.Context) error
}

const checkTime = 2 * time.Second

// partState is the readiness of one backend.
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

// readyz checks all backends concurrently and returns their states. The reasons are
// only logged.
func (s *Server) readyz(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), checkTime)
	defer cancel()
	answers := make([]chan error, len(s.checks))
	for i, check := range s.checks {
		// Buffered, so that a late result does not block its goroutine.
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

// inTime returns the result, or the error of ctx if there is none when it ends. It does
// not rely on the check to respect ctx.
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
