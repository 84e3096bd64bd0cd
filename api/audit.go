package api

import (
	"context"
	"strconv"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/workflows/approval"
)

// AuditFilter selects administrative acts.
type AuditFilter struct {
	Kind    []string `query:"kind,explode" maxItems:"50" doc:"Such as user.updated, or all of a subject, such as user; separated by commas or repeated"`
	ActorID string   `query:"actor_id" format:"uuid"`
	Subject string   `query:"subject" maxLength:"100" doc:"Id of the changed object, or key of a global variable"`
	From    Moment   `query:"from"`
	To      Moment   `query:"to" doc:"A day counts in full"`
}

func (s *Server) auditFilter(ctx context.Context, f AuditFilter) (ledger.AuditFilter, error) {
	at, err := s.moments(ctx)
	if err != nil {
		return ledger.AuditFilter{}, err
	}
	filter := ledger.AuditFilter{Kinds: splitValues(f.Kind), ActorID: f.ActorID, SubjectID: f.Subject}
	filter.From, filter.To = at.span(f.From, f.To)
	return filter, at.wrong.With(storage.AuditSubjects.CheckKinds(filter.Kinds))
}

type auditInput struct {
	Paged
	AuditFilter
}

// auditEvent is an administrative act with labels.
type auditEvent struct {
	ledger.AuditEvent
	KindLabel    approval.Text            `json:"kind_label" doc:"Label of the kind"`
	SubjectLabel approval.Text            `json:"subject_label" doc:"Label of the object that was changed"`
	FieldLabels  map[string]approval.Text `json:"field_labels" doc:"Labels of the changed fields"`
	// ValueLabels are by field and code.
	ValueLabels map[string]map[string]approval.Text `json:"value_labels" doc:"Labels of the codes in the changes, by field and code: roles, actions, scopes, statuses, steps"`
}

func labelAct(words *storage.AuditWords, e ledger.AuditEvent) auditEvent {
	labels := words.Labels(e)
	return auditEvent{e, labels.Kind, labels.Subject, labels.Fields, labels.Values}
}

func (s *Server) audit(ctx context.Context, in *auditInput) (*listOutput[auditEvent], error) {
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
	words, err := s.store.AuditWords(ctx)
	if err != nil {
		return nil, err
	}
	shown := make([]auditEvent, len(events))
	for i, e := range events {
		shown[i] = labelAct(words, e)
	}
	return pageOf(list, shown, more, func(e auditEvent) string { return strconv.FormatInt(e.Seq, 10) }), nil
}

// auditKinds lists the values of the filter by kind.
func (s *Server) auditKinds(context.Context, *none) (*listOutput[subjectKinds], error) {
	return wholeList(kindsOf(storage.AuditSubjects)), nil
}

type verifyInput struct {
	CustomerID string `query:"customer_id" format:"uuid" doc:"The customer whose timeline is verified; needs permission to read all customers or the audit. Absent: the chain of administrative acts, with permission to read the audit"`
}

type verifyOutput struct{ Body ledger.Verification }

// verifyChain verifies the hash chain of a customer's timeline or of the administrative
// acts.
func (s *Server) verifyChain(ctx context.Context, in *verifyInput) (*verifyOutput, error) {
	if err := customer.MayVerify(actorOf(ctx), in.CustomerID); err != nil {
		return nil, err
	}
	if in.CustomerID == "" {
		checked, err := s.store.VerifyAudit(ctx)
		return &verifyOutput{checked}, err
	}
	checked, err := s.store.VerifyChain(ctx, in.CustomerID)
	return &verifyOutput{checked}, err
}
