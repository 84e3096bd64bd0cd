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

// engineTimeout is how long a person waits for the workflow engine before it
// counts as unavailable.
const engineTimeout = 8 * time.Second

// A decision happens once by its key alone: the key is the id of the workflow's
// update, the workflow hands it to the transaction that records the transition,
// and the transition's row keeps it with the answer. Decisions use no other
// record of keys; withIdempotency is for what needs no workflow.

// answerOnce runs act, whose key is the request's Idempotency-Key or a new one,
// unless the key has been recorded before: then it gives the answer of that time
// again. While that is still on its way to the database, read tells how things
// stand.
func answerOnce[O any](ctx context.Context, s *Server, requestID string, act func(key, fingerprint string) (*O, error), read func() (*O, error)) (*O, error) {
	key, fingerprint, given := idempotencyKey(ctx)
	if !given {
		key = uuid.NewString()
	} else if out, err := answerOf(ctx, s, requestID, key, fingerprint, read); out != nil || err != nil {
		return out, err
	}
	out, err := act(key, fingerprint)
	if err == nil {
		if unsettled, ok := any(out).(interface{ waits() bool }); !ok || !unsettled.waits() {
			s.confirm.add(requestID, key, out)
		}
		return out, nil
	}
	if given {
		// Sent twice at once, this one may have been refused for what the other
		// one has just done.
		if out, err := answerOf(ctx, s, requestID, key, fingerprint, read); out != nil {
			return out, err
		}
	}
	return nil, err
}

// answerOf returns the answer to what was recorded under the key; nil when
// nothing was.
func answerOf[O any](ctx context.Context, s *Server, requestID, key, fingerprint string, read func() (*O, error)) (*O, error) {
	recorded, kept, err := s.store.TransitionOf(ctx, requestID, key)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return nil, nil
	case err != nil:
		return nil, err
	}
	if err := ownAnswer(ctx, recorded, fingerprint); err != nil {
		return nil, err
	}
	if kept == nil {
		return read()
	}
	out := new(O)
	return out, json.Unmarshal(kept, out)
}

// decide hands a decision to the request's workflow and waits until it is
// recorded.
func (s *Server) decide(ctx context.Context, kind approval.Kind, requestID, key string, d approval.Decision) error {
	within, done := context.WithTimeout(ctx, engineTimeout)
	defer done()
	recorded, err := s.process.Decide(within, kind, requestID, key, d)
	if err != nil {
		return s.explain(ctx, d.TaskID, err)
	}
	return ownAnswer(ctx, recorded, d.Fingerprint)
}

// explain adds to a refusal what the database knows: who finished the task that
// is not open any more.
func (s *Server) explain(ctx context.Context, taskID string, err error) error {
	told := approval.AsError(err)
	if told == nil || told.Closed != nil || len(told.Changed) > 0 {
		return err
	}
	if told.Code != approval.CodeConflict && told.Code != approval.CodeNotFound {
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
	if told.Code == approval.CodeNotFound {
		// There is a request, yet no workflow that waits for anything.
		return approval.Conflict(approval.Text{ZH: "申请的流程已经结束", EN: "The request's process has ended"})
	}
	return err
}

// ownAnswer makes sure that what was recorded under the key is what this person
// asked for: a key that two people use, or that comes with another input, names
// one decision only.
func ownAnswer(ctx context.Context, recorded approval.Recorded, fingerprint string) error {
	if recorded.ActorID != actorOf(ctx).ID || recorded.Fingerprint != fingerprint {
		return account.KeyReused()
	}
	return nil
}

// confirmer notes in batches which transitions the workflows have answered
// with, and what the client was told: a statement of its own for each would
// cost a commit that nobody waits for.
type confirmer struct {
	store *storage.Store
	log   *slog.Logger
	queue chan request.Confirmation
}

func newConfirmer(store *storage.Store, log *slog.Logger) *confirmer {
	return &confirmer{store: store, log: log, queue: make(chan request.Confirmation, 1000)}
}

// add notes a confirmation. When too many wait already it is dropped: the sweep
// makes sure of the transition then.
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

// run writes what waits, every second and once more when ctx has ended.
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
