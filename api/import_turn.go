package api

import (
	"context"
	"sync"
	"time"

	"approvals/workflows/approval"
)

// turnWait is how long an import waits for another of the same person to end, such as
// one whose browser has just been closed.
const turnWait = 3 * time.Second

// turns lets each person run one import at a time.
type turns struct {
	mu sync.Mutex
	// running has the imports by user id; each channel is closed when the import ends.
	running map[string]chan struct{}
}

// take returns a function that ends the turn, or a rate_limited Error.
func (t *turns) take(ctx context.Context, userID string) (release func(), err error) {
	late := time.After(turnWait)
	for {
		ended, busy := t.tryTake(userID)
		if !busy {
			return func() {
				t.mu.Lock()
				defer t.mu.Unlock()
				delete(t.running, userID)
				close(ended)
			}, nil
		}
		select {
		case <-ended:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-late:
			return nil, &approval.Error{Code: approval.CodeRateLimited, Message: approval.Text{
				ZH: "您的另一个导入还在进行，请等它结束后再试", EN: "Another import of yours is still running; please try again when it has ended"}}
		}
	}
}

// tryTake starts a turn, or returns the channel of the one that is running.
func (t *turns) tryTake(userID string) (ended chan struct{}, busy bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if ended, busy = t.running[userID]; busy {
		return ended, true
	}
	if t.running == nil {
		t.running = map[string]chan struct{}{}
	}
	ended = make(chan struct{})
	t.running[userID] = ended
	return ended, false
}
