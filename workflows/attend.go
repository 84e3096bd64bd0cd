package workflows

import (
	"context"
	"time"
)

const (
	// Once a call has waited for this long, the engine is asked whether it is
	// there at all; it has answerTime to say so.
	waitTime   = 2 * time.Second
	answerTime = 2 * time.Second
	// askAgain is the pause between two attempts to ask.
	askAgain = 250 * time.Millisecond
)

// Within bounds calls to the engine for which a person waits: by the limit, and
// earlier when the engine turns out not to be there. One that is merely busy, or
// whose workers are, has the whole time.
func (c *Client) Within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	within, cancel := context.WithTimeout(ctx, limit)
	time.AfterFunc(waitTime, func() {
		for within.Err() == nil {
			if !c.there(within) {
				cancel()
				return
			}
			pause(within, waitTime)
		}
	})
	return within, cancel
}

// there reports whether the engine answers within its time.
func (c *Client) there(ctx context.Context) bool {
	asked, done := context.WithTimeout(ctx, answerTime)
	defer done()
	for asked.Err() == nil {
		if c.Ready(asked) == nil {
			return true
		}
		pause(asked, askAgain)
	}
	return false
}

func pause(ctx context.Context, long time.Duration) {
	over := time.NewTimer(long)
	defer over.Stop()
	select {
	case <-ctx.Done():
	case <-over.C:
	}
}
