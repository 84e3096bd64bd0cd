package request

import (
	"context"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// ManagedRequest is what an administrator sees of a submitted request: its state, not
// its content.
type ManagedRequest struct {
	ID          string          `json:"id" db:"id" format:"uuid"`
	Kind        approval.Kind   `json:"kind" db:"kind" enum:"project_request,expense_request"`
	KindLabel   approval.Text   `json:"kind_label" db:"-"`
	Number      string          `json:"number" db:"number"`
	Status      approval.Status `json:"status" db:"status" enum:"submitting,in_review,returned,approved,paid,rejected,withdrawn"`
	StatusLabel approval.Text   `json:"status_label" db:"-"`
	Requester   approval.Person `json:"requester" db:"requester"`
	SubmittedAt *time.Time      `json:"submitted_at" db:"submitted_at"`
	UpdatedAt   time.Time       `json:"updated_at" db:"updated_at"`
	WorkflowID  string          `json:"workflow_id" db:"-"`
	EndedAlone  bool            `json:"ended_alone" db:"-" doc:"Whether an administrator ended it after its workflow was lost"`
}

// Audit event kinds of stuck requests.
const (
	RequestEnded      approval.EventKind = "request.ended"
	WorkflowRestarted approval.EventKind = "request.workflow_restarted"
	TaskReassigned    approval.EventKind = "task.reassigned"
	// A task went to the fallback role because nobody else could do it.
	TaskFellBack approval.EventKind = "task.fell_back"
)

// managedRow is a request with the columns for ManagedRequest.
type managedRow struct {
	Request
	EndedAlone bool `db:"ended_alone"`
}

func (row managedRow) managed() ManagedRequest {
	r := row.Request
	return ManagedRequest{
		ID: r.ID, Kind: r.Kind, KindLabel: r.KindLabel, Number: r.Number, Status: r.Status, StatusLabel: r.StatusLabel, Requester: r.Requester,
		SubmittedAt: r.SubmittedAt, UpdatedAt: r.UpdatedAt, WorkflowID: r.WorkflowID, EndedAlone: row.EndedAlone,
	}
}

// ManagedRequest returns a submitted request to a user who manages requests.
func (s *Store) ManagedRequest(ctx context.Context, actor approval.Actor, id string) (ManagedRequest, error) {
	row, err := s.managedRow(ctx, actor, id)
	return row.managed(), err
}

func (s *Store) managedRow(ctx context.Context, actor approval.Actor, id string) (row managedRow, err error) {
	if !managesRequests(actor) {
		return row, approval.NotFound()
	}
	err = s.In(ctx).Get(ctx, &row, `
		SELECT `+requestColumns+`, r.ended_alone FROM `+requestTables+` WHERE r.id = $1 AND r.status <> 'draft'`, id)
	row.label()
	return row, err
}

// PrepareEnd returns the decision by which an administrator ends a request.
func (s *Store) PrepareEnd(ctx context.Context, actor approval.Actor, id, reason string) (approval.Kind, approval.Decision, error) {
	row, err := s.managedRow(ctx, actor, id)
	r := row.Request
	if err == nil {
		err = MayEnd(actor, r)
	}
	return r.Kind, approval.Decision{ActorID: actor.ID, Outcome: approval.End, Revision: r.Revision, Comment: reason}, err
}

// EndWithoutWorkflow ends a request whose workflow no longer exists. It records the
// transition that the workflow would have recorded, and marks the request so that
// verification does not expect a workflow.
func (s *Store) EndWithoutWorkflow(ctx context.Context, requestID, updateID string, d approval.Decision) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		r, err := s.lockRequest(ctx, requestID)
		if err != nil {
			return err
		}
		if _, err := s.applyTransition(ctx, r, Task{}, approval.Transition{
			RequestID: requestID, Number: r.Position.Number + 1, UpdateID: updateID, Decision: d, Move: approval.Ended(),
		}); err != nil {
			return err
		}
		return s.In(ctx).Exec(ctx, `UPDATE requests SET ended_alone = true WHERE id = $1`, requestID)
	})
}

// RestartWorkflow records that an administrator restarts the workflow of a request at
// its current position, and calls start before committing, so that a failure leaves no
// record. The request is locked meanwhile.
func (s *Store) RestartWorkflow(ctx context.Context, actor approval.Actor, id, reason string, start func(context.Context, approval.Kind, approval.Position) error) (ManagedRequest, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (restarted ManagedRequest, err error) {
		if restarted, err = s.ManagedRequest(ctx, actor, id); err != nil {
			return restarted, err
		}
		r, err := s.lockRequest(ctx, id)
		if err != nil {
			return restarted, err
		}
		if !needsWorkflow(r) {
			return restarted, statusForbids(r)
		}
		event := ledger.NewEvent{
			Kind: approval.EventKind(string(r.Kind) + ".workflow_restarted"), ProjectID: &r.ProjectID,
			Subject: approval.Subject{Type: string(r.Kind), ID: r.ID, Label: r.Number},
			Changes: approval.Changes{"comment": {After: reason}},
			Summary: approval.Text{ZH: "%s 重新启动了%s %s 的流程", EN: "%s restarted the workflow of %s %s"}.Format(actor.Name, r.Kind.Label(), r.Number),
		}
		if err := s.AppendEvents(ctx, r.Customer.ID, actor.Person(), event); err != nil {
			return restarted, err
		}
		if err := s.RecordAct(ctx, actor, requestAct(WorkflowRestarted, r, event)); err != nil {
			return restarted, err
		}
		if err := s.dropWorkflowFindings(ctx, id); err != nil {
			return restarted, err
		}
		return restarted, start(ctx, r.Kind, r.Position)
	})
}

// needsWorkflow reports whether the request must have a running workflow.
func needsWorkflow(r Request) bool {
	return r.Status != approval.StatusDraft && r.Status != approval.StatusSubmitting && !r.Status.Final(r.Kind)
}

// requestAct returns the audit entry for a timeline event.
func requestAct(kind approval.EventKind, r Request, event ledger.NewEvent) ledger.NewAudit {
	return ledger.NewAudit{
		Kind: kind, Subject: ledger.AuditSubject{Type: string(r.Kind), ID: r.ID, Label: r.Number},
		Changes: event.Changes, Summary: event.Summary,
	}
}
