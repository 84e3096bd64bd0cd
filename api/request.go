package api

import (
	"context"
	"net/http"

	"approvals/storage/request"
	"approvals/workflows/approval"
)

type requestOutput struct {
	Body request.RequestDetail
}

// submittedOutput says by its status whether the process has the request, or
// has yet to hear of it.
type submittedOutput struct {
	Status int
	Body   request.RequestDetail
}

// requestDetail answers with a request as the actor sees it now.
func (s *Server) requestDetail(ctx context.Context, id string) (*requestOutput, error) {
	detail, err := s.store.RequestDetail(ctx, actorOf(ctx), id)
	return &requestOutput{Body: detail}, err
}

// OfKind hides a request from the path of the other kind.
func (s *Server) ofKind(ctx context.Context, kind approval.Kind, id string) (request.Request, error) {
	r, err := s.store.Request(ctx, actorOf(ctx), id)
	if err == nil && r.Kind != kind {
		err = approval.NotFound()
	}
	return r, err
}

// getRequest makes the handler that reads a request of the kind.
func (s *Server) getRequest(kind approval.Kind) func(context.Context, *ByID) (*requestOutput, error) {
	return func(ctx context.Context, in *ByID) (*requestOutput, error) {
		if _, err := s.ofKind(ctx, kind, in.ID); err != nil {
			return nil, err
		}
		return s.requestDetail(ctx, in.ID)
	}
}

func (s *Server) eitherRequest(ctx context.Context, in *ByID) (*requestOutput, error) {
	return s.requestDetail(ctx, in.ID)
}

func (s *Server) discardDraft(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.store.DiscardDraft(ctx, actorOf(ctx), in.ID)
}

// submitRequest makes the handler that submits a draft of the kind, or a
// returned request again.
func (s *Server) submitRequest(kind approval.Kind) func(context.Context, *ByID) (*submittedOutput, error) {
	return func(ctx context.Context, in *ByID) (*submittedOutput, error) {
		if _, err := s.ofKind(ctx, kind, in.ID); err != nil {
			return nil, err
		}
		return answerOnce(ctx, s, in.ID, func(try attempt) (*submittedOutput, error) {
			return s.submit(ctx, in.ID, try)
		}, func() (*submittedOutput, error) { return s.submitted(ctx, in.ID) })
	}
}

// submit hands the request to its workflow. If the engine is away the request
// is kept as submitting, and a sweep hands it in later.
func (s *Server) submit(ctx context.Context, id string, try attempt) (*submittedOutput, error) {
	var signed approval.Decision
	try.sign(&signed)
	queued, err := s.store.QueuedSubmission(ctx, id)
	if err == nil && try.key != nil && queued.Decision.KeyHash == signed.KeyHash && queued.Decision.ActorID == actorOf(ctx).ID {
		return s.submitted(ctx, id)
	}
	sub, err := s.store.PrepareSubmission(ctx, actorOf(ctx), id)
	if err != nil {
		return nil, err
	}
	sub.UpdateID = try.updateID
	try.sign(&sub.Decision)
	within, done := context.WithTimeout(ctx, engineTimeout)
	defer done()
	_, err = s.process.Submit(within, sub.Kind, id, sub.UpdateID, requestIDOf(ctx), sub.Decision)
	switch {
	case err == nil:
		return s.submitted(ctx, id)
	case approval.CodeOf(err) != approval.CodeUnavailable:
		return nil, s.explain(ctx, sub.Decision.TaskID, err)
	}
	if err := s.store.QueueSubmission(ctx, sub); err != nil {
		return nil, err
	}
	// Not kept means that it has moved on: the engine had heard after all, the
	// same submission came twice at once and the other one was kept, or somebody
	// has edited the draft, which then still has to be submitted.
	out, readErr := s.submitted(ctx, id)
	if readErr == nil && out.Body.Status.Editable() {
		return nil, err
	}
	return out, readErr
}

// submitted answers with a submitted request as it is now.
func (s *Server) submitted(ctx context.Context, id string) (*submittedOutput, error) {
	out, err := s.requestDetail(ctx, id)
	if err != nil {
		return nil, err
	}
	answer := &submittedOutput{Status: http.StatusOK, Body: out.Body}
	if answer.waits() {
		answer.Status = http.StatusAccepted
	}
	return answer, nil
}

// waits reports whether the process has yet to hear of the submission.
func (o *submittedOutput) waits() bool { return o.Body.Status == approval.StatusSubmitting }

type withdrawInput struct {
	ByID
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"4000"`
	}
}

// withdrawRequest makes the handler that takes a request of the kind back.
func (s *Server) withdrawRequest(kind approval.Kind) func(context.Context, *withdrawInput) (*requestOutput, error) {
	return func(ctx context.Context, in *withdrawInput) (*requestOutput, error) {
		r, err := s.ofKind(ctx, kind, in.ID)
		if err != nil {
			return nil, err
		}
		read := func() (*requestOutput, error) { return s.requestDetail(ctx, in.ID) }
		return answerOnce(ctx, s, in.ID, func(try attempt) (*requestOutput, error) {
			if err := request.MayWithdraw(actorOf(ctx), r); err != nil {
				return nil, err
			}
			if err := s.decide(ctx, r.Kind, r.ID, try, approval.Decision{
				ActorID: actorOf(ctx).ID, Outcome: approval.Withdraw, Revision: r.Revision, Comment: in.Body.Reason,
			}); err != nil {
				return nil, err
			}
			return read()
		}, read)
	}
}
