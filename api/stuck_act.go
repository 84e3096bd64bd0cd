package api

import (
	"context"

	"approvals/storage/request"
	"approvals/workflows"
	"approvals/workflows/approval"
)

type reassignInput struct {
	ByID
	Body struct {
		UserID  string `json:"user_id" format:"uuid"`
		Comment Filled `json:"comment" maxLength:"4000" doc:"Reason, which is recorded"`
	}
}

type managedTaskOutput struct{ Body request.ManagedTask }

// reassignTask assigns a task to another user.
func (s *Server) reassignTask(ctx context.Context, in *reassignInput) (*managedTaskOutput, error) {
	t, err := s.store.ReassignTask(ctx, actorOf(ctx), in.ID, in.Body.UserID, string(in.Body.Comment))
	return &managedTaskOutput{t}, err
}

type managedRequestOutput struct{ Body request.ManagedRequest }

type reasonInput struct {
	ByID
	Body struct {
		Reason Filled `json:"reason" maxLength:"4000" doc:"Reason, which is recorded"`
	}
}

func (s *Server) managedRequest(ctx context.Context, id string) (*managedRequestOutput, error) {
	r, err := s.store.ManagedRequest(ctx, actorOf(ctx), id)
	return &managedRequestOutput{r}, err
}

// endRequest ends a request through its workflow or, if the workflow is missing or cannot
// continue, in the database only.
func (s *Server) endRequest(ctx context.Context, in *reasonInput) (*managedRequestOutput, error) {
	if _, err := s.managedRequest(ctx, in.ID); err != nil {
		return nil, err
	}
	read := func() (*managedRequestOutput, error) { return s.managedRequest(ctx, in.ID) }
	return answerOnce(ctx, s, in.ID, func(try attempt) (*managedRequestOutput, error) {
		kind, d, err := s.store.PrepareEnd(ctx, actorOf(ctx), in.ID, string(in.Body.Reason))
		if err != nil {
			return nil, err
		}
		try.sign(&d)
		within, done := context.WithTimeout(ctx, engineTimeout)
		defer done()
		if err := s.stopFaltering(within, kind, in.ID, string(in.Body.Reason)); err != nil {
			return nil, err
		}
		_, err = s.process.Decide(within, kind, in.ID, try.updateID, d)
		if approval.CodeOf(err) == approval.CodeNotFound {
			err = s.endWithoutWorkflow(within, kind, in.ID, try.updateID, d)
		}
		if err != nil {
			return nil, err
		}
		return read()
	}, read)
}

// stopFaltering terminates a workflow that keeps failing and would never process a
// decision. Its request can then be ended like one whose workflow has failed.
func (s *Server) stopFaltering(ctx context.Context, kind approval.Kind, requestID, reason string) error {
	state, err := s.process.State(ctx, kind, requestID)
	if err != nil || state != workflows.Faltering {
		return err
	}
	return s.process.Terminate(ctx, kind, requestID, reason)
}

// endWithoutWorkflow ends a request in the database alone. Should somebody have restarted
// the workflow at the same moment, it is told.
func (s *Server) endWithoutWorkflow(ctx context.Context, kind approval.Kind, requestID, updateID string, d approval.Decision) error {
	state, err := s.process.State(ctx, kind, requestID)
	if err != nil {
		return err
	}
	if state == workflows.Running {
		return approval.Stale()
	}
	if err := s.store.EndWithoutWorkflow(ctx, requestID, updateID, d); err != nil {
		return err
	}
	if _, err := s.process.CatchUp(ctx, kind, requestID, "catch-up-"+updateID); err != nil && approval.CodeOf(err) != approval.CodeNotFound {
		return err
	}
	return nil
}

// restartWorkflow starts a new workflow for a request whose workflow is gone.
func (s *Server) restartWorkflow(ctx context.Context, in *reasonInput) (*managedRequestOutput, error) {
	r, err := s.store.RestartWorkflow(ctx, actorOf(ctx), in.ID, string(in.Body.Reason),
		func(ctx context.Context, kind approval.Kind, at approval.Position) error {
			within, done := context.WithTimeout(ctx, engineTimeout)
			defer done()
			return s.process.Restart(within, kind, in.ID, requestIDOf(ctx), at)
		})
	return &managedRequestOutput{r}, err
}
