package api

import (
	"context"
	"strconv"

	"approvals/storage"
	"approvals/workflows/approval"
)

// AuditFilter says which administrative acts are wanted.
type AuditFilter struct {
	Kind    string `query:"kind" maxLength:"100" doc:"Such as user.updated"`
	ActorID string `query:"actor_id" format:"uuid"`
	Subject string `query:"subject" maxLength:"100" doc:"Id of what was acted on, or the key of a global variable"`
	From    Moment `query:"from"`
	To      Moment `query:"to" doc:"A day counts in full"`
}

func (s *Server) auditFilter(ctx context.Context, f AuditFilter) (storage.AuditFilter, error) {
	at, err := s.moments(ctx)
	if err != nil {
		return storage.AuditFilter{}, err
	}
	return storage.AuditFilter{
		Kind: approval.EventKind(f.Kind), ActorID: f.ActorID, SubjectID: f.Subject,
		From: at.start(f.From, "query.from"), To: at.end(f.To, "query.to"),
	}, at.wrong.Err()
}

type auditInput struct {
	Paged
	AuditFilter
}

func (s *Server) audit(ctx context.Context, in *auditInput) (*listOutput[storage.AuditEvent], error) {
	list := in.of("audit")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter, err := s.auditFilter(ctx, in.AuditFilter)
	if err != nil {
		return nil, err
	}
	events, more, err := s.store.Audit(ctx, filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, events, more, func(e storage.AuditEvent) string { return strconv.FormatInt(e.Seq, 10) }), nil
}

type verifyInput struct {
	CustomerID string `query:"customer_id" format:"uuid" doc:"Absent: the chain of administrative acts"`
}

type verifyOutput struct{ Body storage.Verification }

// verifyChain checks the chain of a customer's timeline, or that of
// administrative acts.
func (s *Server) verifyChain(ctx context.Context, in *verifyInput) (*verifyOutput, error) {
	if in.CustomerID == "" {
		checked, err := s.store.VerifyAudit(ctx)
		return &verifyOutput{checked}, err
	}
	checked, err := s.store.VerifyChain(ctx, in.CustomerID)
	return &verifyOutput{checked}, err
}
