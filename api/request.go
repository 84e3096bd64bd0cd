package api

import (
	"context"
	"net/http"

	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type requestOutput struct {
	Body request.RequestDetail
}

// submittedOutput has the status 200 if the workflow has received the submission, else
// 202.
type submittedOutput struct {
	Status int
	Body   request.RequestDetail
}

// requestDetail returns the request as the actor sees it now.
func (s *Server) requestDetail(ctx context.Context, id string) (*requestOutput, error) {
	detail, err := s.store.RequestDetail(ctx, actorOf(ctx), id)
	return &requestOutput{Body: detail}, err
}

// ofKind returns the request; one of the other kind is not found.
func (s *Server) ofKind(ctx context.Context, kind approval.Kind, id string) (request.Request, error) {
	r, err := s.store.Request(ctx, actorOf(ctx), id)
	if err == nil && r.Kind != kind {
		err = approval.NotFound()
	}
	return r, err
}

// getRequest returns a handler that reads a request of the kind.
func (s *Server) getRequest(kind approval.Kind) func(context.Context, *ByID) (*requestOutput, error) {
	return func(ctx context.Context, in *ByID) (*requestOutput, error) {
		out, err := s.requestDetail(ctx, in.ID)
		if err == nil && out.Body.Kind != kind {
			err = approval.NotFound()
		}
		return out, err
	}
}

func (s *Server) anyRequest(ctx context.Context, in *ByID) (*requestOutput, error) {
	return s.requestDetail(ctx, in.ID)
}

func (s *Server) discardDraft(ctx context.Context, in *ByID) (*none, error) {
	return nil, s.store.DiscardDraft(ctx, actorOf(ctx), in.ID)
}

// submitRequest returns a handler that submits a draft of the kind or resubmits a
// returned request.
func (s *Server) submitRequest(kind approval.Kind) func(context.Context, *ByID) (*submittedOutput, error) {
	return func(ctx context.Context, in *ByID) (*submittedOutput, error) {
		r, err := s.ofKind(ctx, kind, in.ID)
		if err != nil {
			return nil, err
		}
		return answerOnce(ctx, s, in.ID, func(try attempt) (*submittedOutput, error) {
			return s.submit(ctx, r, try)
		}, func() (*submittedOutput, error) { return s.submitted(ctx, in.ID) })
	}
}

// submit hands the request to its workflow. If the engine is away the request
// is kept as submitting, and a sweep hands it in later.
func (s *Server) submit(ctx context.Context, r request.Request, try attempt) (*submittedOutput, error) {
	id := r.ID
	if r.Status == approval.StatusSubmitting && try.key != nil {
		var signed approval.Decision
		try.sign(&signed)
		queued, err := s.store.QueuedSubmission(ctx, id)
		if err == nil && queued.Decision.KeyHash == signed.KeyHash && queued.Decision.ActorID == actorOf(ctx).ID {
			return s.submitted(ctx, id)
		}
	}
	sub, err := s.store.PrepareSubmission(ctx, actorOf(ctx), r)
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
	// If the submission was not queued, the request has changed: the engine has received
	// the submission after all, the same submission was sent twice and the other one was
	// queued, or the draft was edited and still has to be submitted.
	out, readErr := s.submitted(ctx, id)
	if readErr == nil && out.Body.Status.Editable() {
		return nil, err
	}
	return out, readErr
}

// submitted returns a submitted request as it is now.
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

// waits reports whether the workflow has yet to receive the submission.
func (o *submittedOutput) waits() bool { return o.Body.Status == approval.StatusSubmitting }

// describeSubmission adds the answer of a submission that waits for the workflow engine.
func describeSubmission(op *huma.Operation, _ huma.Registry) {
	op.Responses["202"] = &huma.Response{Description: "Queued; it starts when the workflow engine is available", Content: op.Responses["200"].Content}
}

type withdrawInput struct {
	ByID
	Body struct {
		Reason Filled `json:"reason" maxLength:"4000"`
	}
}

// withdrawRequest returns a handler that withdraws a request of the kind.
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
				ActorID: actorOf(ctx).ID, Outcome: approval.Withdraw, Revision: r.Revision, Comment: string(in.Body.Reason),
			}); err != nil {
				return nil, err
			}
			return read()
		}, read)
	}
}
