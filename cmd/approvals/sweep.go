package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"approvals/storage"
	"approvals/storage/objects"
	"approvals/storage/request"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// sweeper completes work that was interrupted by a crash or an outage. All sweeps
// are idempotent and can run in several workers concurrently.
type sweeper struct {
	store   *storage.Store
	engine  *workflows.Client
	objects *objects.Store
	log     *slog.Logger
	// maxUploadTime is longer than any upload takes, so an older object without a row
	// is an orphan.
	maxUploadTime time.Duration
	// sweptTo is the key up to which all objects have been checked.
	sweptTo string
}

// run sweeps until ctx ends.
func (s *sweeper) run(ctx context.Context) {
	submissions := time.NewTicker(2 * time.Second)
	transitions := time.NewTicker(10 * time.Second)
	leftovers := time.NewTicker(10 * time.Minute)
	defer submissions.Stop()
	defer transitions.Stop()
	defer leftovers.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-submissions.C:
			err = s.sweepSubmissions(ctx)
		case <-transitions.C:
			err = s.sweepTransitions(ctx)
			if err == nil {
				_, err = s.store.AssignFallbackRole(ctx)
			}
		case <-leftovers.C:
			err = s.sweepObjects(ctx)
			if err == nil {
				err = s.store.DeleteExpired(ctx)
			}
		}
		if err != nil && ctx.Err() == nil {
			s.log.Warn("sweep failed", "error", err)
		}
	}
}

// stuckInterval is how old the administrator's list of stuck requests can be.
const stuckInterval = 5 * time.Second

// watchStuck records which requests do not go on by themselves until ctx ends. It
// runs beside the other sweeps, which must not wait while a lost engine's
// workflows are asked about one by one.
func (s *sweeper) watchStuck(ctx context.Context) {
	tick := time.NewTicker(stuckInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// A little less than the interval, or a tick that comes early would miss its turn.
		mine, err := s.store.ClaimStuckSweep(ctx, stuckInterval-time.Second/2)
		if mine && err == nil {
			err = s.store.SweepStuck(ctx, s.engine)
		}
		// That the engine is unavailable is shown with the list.
		if err != nil && approval.CodeOf(err) != approval.CodeUnavailable && ctx.Err() == nil {
			s.log.Warn("sweep of stuck requests", "error", err)
		}
	}
}

// sweepSubmissions starts the workflows of requests that were submitted while the
// workflow engine was unavailable.
func (s *sweeper) sweepSubmissions(ctx context.Context) error {
	const lease = 15 * time.Second
	waiting, err := s.store.LeaseSubmissions(ctx, 20, lease)
	if err != nil {
		return err
	}
	for _, sub := range waiting {
		if err := s.submit(ctx, sub); err != nil {
			return err
		}
	}
	return nil
}

// submit sends a queued submission to the workflow engine. Only a refusal by a rule ends
// it; after every other error it stays queued and is tried again. The error is that of
// an engine or database that does not answer, so that the rest can wait as well.
func (s *sweeper) submit(ctx context.Context, sub request.Submission) error {
	within, done := context.WithTimeout(ctx, 10*time.Second)
	defer done()
	_, err := s.engine.Submit(within, sub.Kind, sub.RequestID, sub.UpdateID, "sweep", sub.Decision)
	if err == nil {
		s.log.Info("submission started", "request", sub.RequestID)
		_, err = s.store.ConfirmTransitions(ctx, []request.Confirmation{{RequestID: sub.RequestID, UpdateID: sub.UpdateID}})
		return err
	}
	if refused := workflows.Refusal(err); refused != nil {
		s.log.Info("submission refused", "request", sub.RequestID, "error", err)
		return s.store.RefuseSubmission(ctx, sub, refused)
	}
	if approval.CodeOf(err) == approval.CodeUnavailable {
		return errors.Join(err, s.store.FailSubmission(ctx, sub, sub.UpdateID))
	}
	s.log.Error("submission failed", "request", sub.RequestID, "failures", sub.Failures+1, "error", err)
	return s.store.FailSubmission(ctx, sub, uuid.NewString())
}

// sweepTransitions makes workflows catch up with transitions that were committed in
// the database but, because of a crash, not recorded in the workflow's history.
func (s *sweeper) sweepTransitions(ctx context.Context) error {
	const minAge = 15 * time.Second
	unconfirmed, err := s.store.UnconfirmedTransitions(ctx, time.Now().Add(-minAge), 100)
	if err != nil {
		return err
	}
	for _, t := range unconfirmed {
		within, done := context.WithTimeout(ctx, 10*time.Second)
		_, err := s.engine.CatchUp(within, t.Kind, t.RequestID, "catch-up-"+t.UpdateID)
		done()
		// Not found means that the workflow has ended.
		if err != nil && approval.CodeOf(err) != approval.CodeNotFound {
			return err
		}
		if _, err := s.store.ConfirmTransitions(ctx, []request.Confirmation{{RequestID: t.RequestID, UpdateID: t.UpdateID}}); err != nil {
			return err
		}
	}
	return nil
}

// sweepObjects deletes the objects of deleted attachments and of uploads that were
// interrupted before their row was written.
func (s *sweeper) sweepObjects(ctx context.Context) error {
	dropped, err := s.store.ObjectsToDelete(ctx, 1000)
	if err != nil {
		return err
	}
	for _, key := range dropped {
		if err := s.objects.Remove(ctx, key); err != nil {
			return err
		}
		if err := s.store.ConfirmObjectDeleted(ctx, key); err != nil {
			return err
		}
	}
	if err := s.sweepOrphans(ctx); err != nil {
		return err
	}
	_, err = s.objects.AbortUploads(ctx, time.Now().Add(-s.maxUploadTime))
	return err
}

// sweepOrphans checks every object once after the start of the worker, and later
// only those of the last days: keys are UUIDv7, which sort by the start of the
// upload.
func (s *sweeper) sweepOrphans(ctx context.Context) error {
	const batch = 1000
	began := time.Now()
	var keys []string
	for object, err := range s.objects.After(ctx, s.sweptTo) {
		if err != nil {
			return err
		}
		if isID(object.Key) && began.Sub(object.StoredAt) > s.maxUploadTime {
			keys = append(keys, object.Key)
		}
		if len(keys) == batch {
			if err := s.removeOrphans(ctx, keys); err != nil {
				return err
			}
			keys = keys[:0]
		}
	}
	if err := s.removeOrphans(ctx, keys); err != nil {
		return err
	}
	s.sweptTo = minUUIDAt(began.Add(-3 * s.maxUploadTime))
	return nil
}

// removeOrphans deletes the objects that belong to no attachment.
func (s *sweeper) removeOrphans(ctx context.Context, keys []string) error {
	orphans, err := s.store.UnreferencedObjects(ctx, keys)
	if err != nil {
		return err
	}
	for _, key := range orphans {
		s.log.Info("orphaned object removed", "key", key)
		if err := s.objects.Remove(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// isID reports whether the key has the form that uploads use.
func isID(key string) bool {
	id, err := uuid.Parse(key)
	return err == nil && id.String() == key
}

// minUUIDAt returns the smallest UUIDv7 for the time.
func minUUIDAt(t time.Time) string {
	var id uuid.UUID
	millis := uint64(t.UnixMilli())
	for i := range 6 {
		id[i] = byte(millis >> (8 * (5 - i)))
	}
	return id.String()
}
