package api

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"approvals/storage"
	"approvals/storage/request"
)

// confirmer stores which transitions the workflows have answered with, and the answers
// to the clients. Those that come while a batch is written go together into the next,
// so that many decisions share a commit.
type confirmer struct {
	store *storage.Store
	log   *slog.Logger

	mu      sync.Mutex
	waiting []confirmation
	writing bool
}

// confirmation is an answer to store, and gets the one that is stored.
type confirmation struct {
	request.Confirmation
	stored chan []byte
}

const (
	// settleTime is how long an answer waits to be stored. The decision itself is
	// recorded by then, so the answer is given in any case.
	settleTime = 3 * time.Second
	// confirmBatch is the greatest number of answers in a batch.
	confirmBatch = 200
)

func newConfirmer(store *storage.Store, log *slog.Logger) *confirmer {
	return &confirmer{store: store, log: log}
}

// settle stores the answer and returns the stored one. An answer that is not stored in
// time is returned itself; the sweep confirms its transition.
func (c *confirmer) settle(ctx context.Context, requestID, updateID string, answer []byte) []byte {
	mine := confirmation{
		Confirmation: request.Confirmation{RequestID: requestID, UpdateID: updateID, Answer: answer},
		stored:       make(chan []byte, 1),
	}
	c.mu.Lock()
	c.waiting = append(c.waiting, mine)
	if !c.writing {
		c.writing = true
		go c.write(context.WithoutCancel(ctx))
	}
	c.mu.Unlock()
	within, done := context.WithTimeout(ctx, settleTime)
	defer done()
	select {
	case stored := <-mine.stored:
		return stored
	case <-within.Done():
		return answer
	}
}

// write stores batches until nothing waits.
func (c *confirmer) write(ctx context.Context) {
	for {
		c.mu.Lock()
		batch := c.waiting[:min(len(c.waiting), confirmBatch)]
		c.waiting = c.waiting[len(batch):]
		c.writing = len(batch) > 0
		c.mu.Unlock()
		if len(batch) == 0 {
			return
		}
		c.writeBatch(ctx, batch)
	}
}

func (c *confirmer) writeBatch(ctx context.Context, batch []confirmation) {
	within, done := context.WithTimeout(ctx, settleTime)
	defer done()
	rows := make([]request.Confirmation, len(batch))
	for i, b := range batch {
		rows[i] = b.Confirmation
	}
	stored, err := c.store.ConfirmTransitions(within, rows)
	if err != nil {
		c.log.Warn("transitions not confirmed", "count", len(batch), "error", err)
	}
	answers := map[string][]byte{}
	for _, row := range stored {
		answers[row.UpdateID] = row.Answer
	}
	for _, b := range batch {
		if answer := answers[b.UpdateID]; answer != nil {
			b.stored <- answer
		} else {
			b.stored <- b.Answer
		}
	}
}
