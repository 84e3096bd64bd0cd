package request

import (
	"context"
	"fmt"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// RecordTransition stores a decision and all of its consequences in one transaction: the
// closed task, the decision, the request, the opened tasks and the timeline events. It
// is idempotent by request and number: an existing transition is returned as it was
// recorded, which the caller recognizes by its UpdateID. With an *approval.Error the
// decision was refused and nothing was written.
func (s *Store) RecordTransition(ctx context.Context, t approval.Transition) (approval.Recorded, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (recorded approval.Recorded, err error) {
		r, err := s.lockRequest(ctx, t.RequestID)
		if err != nil {
			return recorded, err
		}
		position := r.Position
		if t.Number <= position.Number {
			return s.ReadTransition(ctx, t.RequestID, t.Number)
		}
		if t.Number != position.Number+1 {
			return recorded, fmt.Errorf("request %s: transition %d does not follow %d", t.RequestID, t.Number, position.Number)
		}
		return s.applyTransition(ctx, r, position, t)
	})
}

// applyTransition does the work of RecordTransition on a locked request.
func (s *Store) applyTransition(ctx context.Context, before Request, position approval.Position, t approval.Transition) (approval.Recorded, error) {
	none := approval.Recorded{}
	d := t.Decision
	actor, err := s.Actor(ctx, d.ActorID)
	if err != nil {
		return none, err
	}
	if err := s.checkDecision(ctx, actor, before, d); err != nil {
		return none, err
	}
	if d.Outcome == approval.Submit {
		if err := s.CheckAcceptsRequests(ctx, before.ProjectID); err != nil {
			return none, err
		}
	}
	at := postgres.Now()
	was, err := s.readPrevious(ctx, before, d)
	if err != nil {
		return none, err
	}
	if err := s.applyDecision(ctx, before, t, was, at); err != nil {
		return none, err
	}
	if err := s.closeTasks(ctx, t, at); err != nil {
		return none, err
	}
	if err := s.saveDecision(ctx, before.ID, d, at); err != nil {
		return none, err
	}
	opened, err := s.openTasks(ctx, before, t.Move.Open, at)
	if err != nil {
		return none, err
	}
	next := position.After(t, opened)
	if err := s.savePosition(ctx, before.ID, t, next, at); err != nil {
		return none, err
	}
	after, err := s.request(ctx, before.ID)
	if err != nil {
		return none, err
	}
	event := transitionEvent(actor, before, after, d, was)
	if err := s.moveProject(ctx, actor, before, after, &event); err != nil {
		return none, err
	}
	events := []ledger.NewEvent{event}
	if d.Outcome == approval.Submit || d.Outcome == approval.Resubmit {
		attached, err := s.unrecordedAttachments(ctx, actor, after)
		if err != nil {
			return none, err
		}
		events = append(events, attached...)
	}
	if err := s.AppendEvents(ctx, before.Customer.ID, actor.Person(), events...); err != nil {
		return none, err
	}
	if d.Outcome == approval.End {
		if err := s.RecordAct(ctx, actor, requestAct(RequestEnded, before, event)); err != nil {
			return none, err
		}
		if err := s.In(ctx).Exec(ctx, `DELETE FROM stuck_findings WHERE request_id = $1`, before.ID); err != nil {
			return none, err
		}
	}
	return approval.Recorded{UpdateID: t.UpdateID, ActorID: d.ActorID, Fingerprint: d.Fingerprint, Position: next}, nil
}

// ReadTransition returns a recorded transition. The error is not_found if there is none.
func (s *Store) ReadTransition(ctx context.Context, requestID string, number int) (approval.Recorded, error) {
	return s.transitionWhere(ctx, `request_id = $1 AND number = $2`, requestID, number)
}

func (s *Store) transitionWhere(ctx context.Context, condition string, args ...any) (approval.Recorded, error) {
	var recorded approval.Recorded
	err := s.In(ctx).Get(ctx, &recorded, `
		SELECT update_id, actor_id, fingerprint, position FROM transitions WHERE `+condition, args...)
	return recorded, err
}

// savePosition stores the transition and the request's new position.
func (s *Store) savePosition(ctx context.Context, requestID string, t approval.Transition, next approval.Position, at time.Time) error {
	position := postgres.AsJSON(next)
	if err := s.In(ctx).Exec(ctx, `
		UPDATE requests SET status = $2, position = $3, submitting = NULL, version = version + 1, updated_at = $4,
		    submitted_at = CASE WHEN $5 THEN $4 ELSE submitted_at END
		WHERE id = $1`,
		requestID, next.Status, position, at, t.Decision.Outcome == approval.Submit); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `
		INSERT INTO transitions (request_id, number, update_id, actor_id, fingerprint, position, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		requestID, t.Number, t.UpdateID, t.Decision.ActorID, t.Decision.Fingerprint, position, at)
}

// closeTasks closes the decided task and cancels those that are no longer needed.
func (s *Store) closeTasks(ctx context.Context, t approval.Transition, at time.Time) error {
	d := t.Decision
	if d.TaskID != "" {
		if err := s.In(ctx).Exec(ctx, `
			UPDATE tasks SET state = 'done', closed_at = $2, closed_by = $3, outcome = $4 WHERE id = $1`,
			d.TaskID, at, d.ActorID, d.Outcome); err != nil {
			return err
		}
	}
	if !t.Move.CloseAll {
		return nil
	}
	return s.In(ctx).Exec(ctx, `
		UPDATE tasks SET state = 'canceled', closed_at = $2, closed_by = $3
		WHERE request_id = $1 AND state = 'open'`, t.RequestID, at, d.ActorID)
}
