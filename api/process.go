package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"approvals/storage"
	"approvals/storage/account"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// engineTimeout is the time after which the workflow engine counts as unavailable.
const engineTimeout = 8 * time.Second

// A decision is idempotent by its key: the key is the id of the workflow's update, the
// workflow passes it to the transaction that records the transition, and the transition's
// row stores it with the answer. Decisions use no other record of keys; withIdempotency
// is for routes without a workflow.

// answerOnce runs act with the request's Idempotency-Key or a new key. If the key has
// been recorded before, it returns the stored answer instead, or the current state from
// read if the answer has not been stored yet.
func answerOnce[O any](ctx context.Context, s *Server, requestID string, act func(key, fingerprint string) (*O, error), read func() (*O, error)) (*O, error) {
	key, fingerprint, given := idempotencyKey(ctx)
	if !given {
		key = uuid.NewString()
	} else if out, err := answerOf(ctx, s, requestID, key, fingerprint, read); out != nil || err != nil {
		return out, err
	}
	out, err := act(key, fingerprint)
	if err == nil {
		if pending, ok := any(out).(interface{ waits() bool }); !ok || !pending.waits() {
			s.confirm.add(requestID, key, out)
		}
		return out, nil
	}
	if given {
		// If the request was sent twice concurrently, this one may have been refused
		// because the other one succeeded.
		if out, err := answerOf(ctx, s, requestID, key, fingerprint, read); out != nil {
			return out, err
		}
	}
	return nil, err
}

// answerOf returns the answer recorded under the key, or nil if there is none.
func answerOf[O any](ctx context.Context, s *Server, requestID, key, fingerprint string, read func() (*O, error)) (*O, error) {
	recorded, stored, err := s.store.TransitionOf(ctx, requestID, key)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := ownAnswer(ctx, recorded, fingerprint); err != nil {
		return nil, err
	}
	if stored == nil {
		return read()
	}
	out := new(O)
	return out, json.Unmarshal(stored, out)
}

// decide sends a decision to the request's workflow and waits until it is recorded.
func (s *Server) decide(ctx context.Context, kind approval.Kind, requestID, key string, d approval.Decision) error {
	within, done := context.WithTimeout(ctx, engineTimeout)
	defer done()
	recorded, err := s.process.Decide(within, kind, requestID, key, d)
	if err != nil {
		return s.explain(ctx, d.TaskID, err)
	}
	return ownAnswer(ctx, recorded, d.Fingerprint)
}

// explain replaces the refusal of a task that is no longer open by one that names who
// completed it.
func (s *Server) explain(ctx context.Context, taskID string, err error) error {
	refusal := approval.AsError(err)
	if refusal == nil || refusal.Closed != nil || len(refusal.Changed) > 0 {
		return err
	}
	if refusal.Code != approval.CodeConflict && refusal.Code != approval.CodeNotFound {
		return err
	}
	if taskID != "" {
		t, readErr := s.store.Task(ctx, actorOf(ctx), taskID)
		if readErr != nil {
			return readErr
		}
		if t.State != approval.TaskOpen {
			return request.AlreadyClosed(t)
		}
	}
	if refusal.Code == approval.CodeNotFound {
		// The request exists, but its workflow has ended.
		return approval.Conflict(approval.Text{ZH: "申请的流程已经结束", EN: "The request's process has ended"})
	}
	return err
}

// ownAnswer returns an error if the key was recorded for another user or another input.
func ownAnswer(ctx context.Context, recorded approval.Recorded, fingerprint string) error {
	if recorded.ActorID != actorOf(ctx).ID || recorded.Fingerprint != fingerprint {
		return account.KeyReused()
	}
	return nil
}

// confirmer records in batches that workflows have confirmed transitions, with the answers
// to the clients. A statement for each would cost a commit.
type confirmer struct {
	store *storage.Store
	log   *slog.Logger
	queue chan request.Confirmation
}

func newConfirmer(store *storage.Store, log *slog.Logger) *confirmer {
	return &confirmer{store: store, log: log, queue: make(chan request.Confirmation, 1000)}
}

// add queues a confirmation. If the queue is full it is dropped; the sweep then checks
// the transition.
func (c *confirmer) add(requestID, key string, answer any) {
	raw, err := json.Marshal(answer)
	if err != nil {
		return
	}
	select {
	case c.queue <- request.Confirmation{RequestID: requestID, UpdateID: key, Answer: raw}:
	default:
	}
}

// run writes queued confirmations every second and once more when ctx ends.
func (c *confirmer) run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			last, done := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer done()
			c.flush(last)
			return
		case <-tick.C:
			c.flush(ctx)
		}
	}
}

func (c *confirmer) flush(ctx context.Context) {
	var batch []request.Confirmation
	for len(c.queue) > 0 && len(batch) < cap(c.queue) {
		batch = append(batch, <-c.queue)
	}
	if len(batch) == 0 {
		return
	}
	if err := c.store.ConfirmTransitions(ctx, batch); err != nil {
		c.log.Warn("transitions not confirmed", "count", len(batch), "error", err)
	}
}
