package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"time"

	"approvals/storage/account"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// engineTimeout is the time after which the workflow engine counts as unavailable.
const engineTimeout = 8 * time.Second

// A decision happens once by its task: each transition closes what it decides. Its key
// is recorded with the transition, in the same transaction, and among the keys of all
// other routes; a refusal records nothing and leaves the key free. The id of the
// workflow's update is new with each attempt, because the engine answers an id for ever
// with the refusal that it once got. withIdempotency is for what needs no workflow.

// attempt is one attempt at a decision.
type attempt struct {
	updateID string
	// key is nil for a request without an Idempotency-Key.
	key *account.IdempotencyKey
}

// sign adds the request's key to a decision.
func (a attempt) sign(d *approval.Decision) {
	if a.key != nil {
		d.KeyHash, d.Fingerprint = hex.EncodeToString(a.key.KeyHash), hex.EncodeToString(a.key.Fingerprint)
	}
}

// answerOnce runs act, unless a decision has been recorded under the request's key: then
// it gives the same answer again. read answers with the present state.
func answerOnce[O any](ctx context.Context, s *Server, requestID string, act func(attempt) (*O, error), read func() (*O, error)) (*O, error) {
	try := attempt{updateID: uuid.NewString()}
	if o := callOf(ctx).idempotency; o != nil {
		key := o.claim(actorOf(ctx))
		try.key = &key
		if out, err := answerUnder(ctx, s, key, read); out != nil || err != nil {
			return out, err
		}
	}
	out, err := act(try)
	if err == nil {
		if unsettled, ok := any(out).(interface{ waits() bool }); ok && unsettled.waits() {
			return out, nil
		}
		return settle(ctx, s, requestID, try.updateID, out)
	}
	if try.key != nil {
		// Sent twice at once, this one may have been refused for what the other
		// one has just done.
		if out, keyErr := answerUnder(ctx, s, *try.key, read); out != nil || approval.CodeOf(keyErr) == approval.CodeConflict {
			return out, keyErr
		}
	}
	return nil, err
}

// answerUnder returns the answer to the decision that was recorded under the key; nil if
// there is none. The error is a conflict if the key was used for something else.
func answerUnder[O any](ctx context.Context, s *Server, key account.IdempotencyKey, read func() (*O, error)) (*O, error) {
	found, err := s.store.TransitionUnder(ctx, key)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		return nil, nil
	case err != nil:
		return nil, err
	case found.Answer != nil:
		return readAnswer[O](found.Answer)
	}
	out, err := read()
	if err != nil {
		return nil, err
	}
	return settle(ctx, s, found.RequestID, found.UpdateID, out)
}

// settle stores the answer to a recorded decision before it is given, and returns the
// one to give: that which was stored first, if the same decision was sent twice.
func settle[O any](ctx context.Context, s *Server, requestID, updateID string, out *O) (*O, error) {
	answer, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	if kept := s.confirm.settle(ctx, requestID, updateID, answer); !bytes.Equal(kept, answer) {
		return readAnswer[O](kept)
	}
	return out, nil
}

// decide hands a decision to the request's workflow and waits until it is
// recorded.
func (s *Server) decide(ctx context.Context, kind approval.Kind, requestID string, try attempt, d approval.Decision) error {
	within, done := context.WithTimeout(ctx, engineTimeout)
	defer done()
	try.sign(&d)
	if _, err := s.process.Decide(within, kind, requestID, try.updateID, d); err != nil {
		return s.explain(ctx, d.TaskID, err)
	}
	return nil
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
