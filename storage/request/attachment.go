package request

import (
	"context"
	"iter"
	"slices"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Attachment is a file of a request. Its content is the object with the same id in the
// object store.
type Attachment struct {
	ID           string           `json:"id" format:"uuid"`
	RequestID    string           `json:"request_id" format:"uuid"`
	Name         string           `json:"name" doc:"File name at upload"`
	Size         int64            `json:"size" doc:"Size in bytes"`
	ContentType  string           `json:"content_type" doc:"Detected from the content"`
	SHA256       string           `json:"sha256" doc:"Hexadecimal"`
	Purpose      approval.Purpose `json:"purpose" enum:"feasibility_report,budget_report,receipt,other"`
	PurposeLabel approval.Text    `json:"purpose_label"`
	UploadedBy   approval.Person  `json:"uploaded_by"`
	UploadedAt   time.Time        `json:"uploaded_at"`
}

// attachmentObject is the SQL expression for an Attachment from attachmentTables.
var attachmentObject = `jsonb_build_object(
	'id', a.id, 'request_id', a.request_id, 'name', a.name, 'size', a.size, 'content_type', a.content_type, 'sha256', a.sha256,
	'purpose', a.purpose, 'uploaded_at', a.uploaded_at, 'uploaded_by', ` + personObject("u") + `)`

const attachmentTables = `attachments a JOIN users u ON u.id = a.uploaded_by`

// MayAttach returns an Error unless the actor may now add an attachment of the purpose
// to the request: as its author until the request is final, or as the holder of an open
// report task or of the task to revise it.
func (s *Store) MayAttach(ctx context.Context, actor approval.Actor, requestID string, purpose approval.Purpose) error {
	r, err := s.Request(ctx, actor, requestID)
	if err != nil {
		return err
	}
	if r.Status.Final(r.Kind) || r.Status == approval.StatusSubmitting {
		return statusForbids(r)
	}
	step := purpose.Step()
	if step == "" {
		revises, err := s.revises(ctx, actor, r)
		if err == nil && !revises {
			err = approval.Forbidden(approval.Text{
				ZH: "只有申请人或修改任务的承办人可以添加这类附件", EN: "Only the author or whoever has the task to revise the request may add attachments of this purpose"})
		}
		return err
	}
	tasks, err := s.tasksOf(ctx, r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(tasks, func(t Task) bool { return t.State == approval.TaskOpen && t.Step == step })
	if i < 0 {
		return approval.Conflict(approval.Text{
			ZH: "当前没有等待提交的此类报告", EN: "No report of this kind is due now"})
	}
	return tasks[i].Holder().MayDecide(actor)
}

// AddAttachment records an attachment whose object is stored, as a new revision of the
// request.
func (s *Store) AddAttachment(ctx context.Context, actor approval.Actor, a Attachment) (Attachment, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (added Attachment, err error) {
		r, err := s.lockRequest(ctx, a.RequestID)
		if err != nil {
			return added, err
		}
		// Check again under the lock: the upload may have taken long.
		if err := s.MayAttach(ctx, actor, a.RequestID, a.Purpose); err != nil {
			return added, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO attachments (id, request_id, name, size, content_type, sha256, purpose, revision, uploaded_by, uploaded_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			a.ID, a.RequestID, a.Name, a.Size, a.ContentType, a.SHA256, a.Purpose, r.Revision+1, actor.ID, postgres.Now()); err != nil {
			return added, err
		}
		if added, err = s.attachment(ctx, a.ID); err != nil {
			return added, err
		}
		return added, s.changeAttachments(ctx, actor, added, approval.Change{After: added.Name})
	})
}

// RemoveAttachment removes an attachment that no decision refers to from a draft or a
// returned request. The sweep deletes its object.
func (s *Store) RemoveAttachment(ctx context.Context, actor approval.Actor, id string) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Attachment(ctx, actor, id)
		if err != nil {
			return err
		}
		r, err := s.lockRequest(ctx, a.RequestID)
		if err != nil {
			return err
		}
		if err := s.checkMayEdit(ctx, actor, r); err != nil {
			return err
		}
		var seen bool
		if err := s.In(ctx).Get(ctx, &seen, `
			SELECT EXISTS (SELECT FROM decision_attachments WHERE attachment_id = $1)`, id); err != nil {
			return err
		}
		if seen {
			return approval.Conflict(approval.Text{
				ZH: "该附件已作为审批依据，不能删除", EN: "This attachment was part of a decision and cannot be deleted"})
		}
		// The attachment was read before the request was locked, so it may be gone.
		gone, err := s.In(ctx).Changed(ctx, `DELETE FROM attachments WHERE id = $1`, id)
		if err != nil {
			return err
		}
		if gone == 0 {
			return approval.NotFound()
		}
		if err := s.In(ctx).Exec(ctx, `INSERT INTO dropped_objects (key) VALUES ($1) ON CONFLICT DO NOTHING`, id); err != nil {
			return err
		}
		return s.changeAttachments(ctx, actor, a, approval.Change{Before: a.Name})
	})
}

// changeAttachments adds a revision for a change of attachments. It is recorded in the
// timeline as well, unless the request is a draft, whose attachments are recorded on
// submission.
func (s *Store) changeAttachments(ctx context.Context, actor approval.Actor, a Attachment, change approval.Change) error {
	if err := s.addRevision(ctx, a.RequestID, a.Purpose.Revises(), actor.ID, attachmentChanges(a, change)); err != nil {
		return err
	}
	r, err := s.request(ctx, a.RequestID)
	if err != nil || r.Status == approval.StatusDraft {
		return err
	}
	return s.AppendEvents(ctx, r.Customer.ID, actor.Person(), attachmentEvent(actor, r, a, change))
}

func attachmentChanges(a Attachment, change approval.Change) approval.Changes {
	return approval.Changes{"attachment": change, "sha256": {Before: hashIfPresent(change.Before, a), After: hashIfPresent(change.After, a)}}
}

// Event kinds of attachments.
const (
	attachmentAdded   approval.EventKind = "attachment.added"
	attachmentRemoved approval.EventKind = "attachment.removed"
)

// attachmentEvent returns the event of adding or removing an attachment.
func attachmentEvent(actor approval.Actor, r Request, a Attachment, change approval.Change) ledger.NewEvent {
	kind, summary := attachmentAdded, approval.Text{
		ZH: "%s 为%s %s 添加了附件“%s”", EN: "%s attached to %s %s: %s"}
	if change.After == nil {
		kind, summary = attachmentRemoved, approval.Text{
			ZH: "%s 从%s %s 删除了附件“%s”", EN: "%s removed from %s %s: %s"}
	}
	return ledger.NewEvent{
		Kind: kind, ProjectID: &r.ProjectID, Subject: r.Subject(), Changes: attachmentChanges(a, change),
		Summary: summary.Format(actor.Name, r.Kind.Label(), r.Number, a.Name),
	}
}

func hashIfPresent(present any, a Attachment) any {
	if present == nil {
		return nil
	}
	return a.SHA256
}

// Attachment reads an attachment of a request that the actor may read.
func (s *Store) Attachment(ctx context.Context, actor approval.Actor, id string) (Attachment, error) {
	return s.attachmentWhere(ctx, `a.id = $4 AND EXISTS (SELECT FROM requests r WHERE r.id = a.request_id AND `+seesRequests(actor, 1)+`)`,
		append(accessParameters(actor), id)...)
}

// attachment reads an attachment without checking access.
func (s *Store) attachment(ctx context.Context, id string) (Attachment, error) {
	return s.attachmentWhere(ctx, `a.id = $1`, id)
}

func (s *Store) attachmentWhere(ctx context.Context, condition string, args ...any) (Attachment, error) {
	var found postgres.Document[Attachment]
	err := s.In(ctx).Get(ctx, &found, `SELECT `+attachmentObject+` FROM `+attachmentTables+` WHERE `+condition, args...)
	return found.Value.labeled(), err
}

// attachmentsWhere reads attachments, oldest first.
func (s *Store) attachmentsWhere(ctx context.Context, condition string, args ...any) ([]Attachment, error) {
	var found postgres.List[Attachment]
	err := s.In(ctx).Get(ctx, &found, `SELECT jsonb_agg(`+attachmentObject+` ORDER BY a.id) FROM `+attachmentTables+` WHERE `+condition, args...)
	for i := range found {
		found[i] = found[i].labeled()
	}
	return found, err
}

func (a Attachment) labeled() Attachment {
	a.PurposeLabel = a.Purpose.Label()
	return a
}

// ObjectsToDelete returns up to limit names of objects that are no longer referenced.
func (s *Store) ObjectsToDelete(ctx context.Context, limit int) (keys []string, err error) {
	err = s.In(ctx).All(ctx, &keys, `SELECT key FROM dropped_objects ORDER BY dropped_at LIMIT $1`, limit)
	return keys, err
}

// ConfirmObjectDeleted records that the object was deleted from the store.
func (s *Store) ConfirmObjectDeleted(ctx context.Context, key string) error {
	return s.In(ctx).Exec(ctx, `DELETE FROM dropped_objects WHERE key = $1`, key)
}

// UnreferencedObjects returns those of the names, all of them UUIDs, that belong to no
// attachment and no photo.
func (s *Store) UnreferencedObjects(ctx context.Context, keys []string) (orphans []string, err error) {
	err = s.In(ctx).All(ctx, &orphans, `
		SELECT k FROM unnest($1::text[]) AS k
		WHERE NOT EXISTS (SELECT FROM attachments a WHERE a.id = k::uuid)
		AND NOT EXISTS (SELECT FROM work_log_photos f WHERE f.id = k::uuid)`, pq.Array(keys))
	return orphans, err
}

// AllAttachments iterates over all attachments, oldest first, without checking access.
// It stops at the first error.
func (s *Store) AllAttachments(ctx context.Context) iter.Seq2[Attachment, error] {
	return postgres.Walk(func(after string, limit int) (batch []Attachment, last string, err error) {
		batch, err = s.attachmentsWhere(ctx, `a.id IN (SELECT id FROM attachments WHERE id > $1 ORDER BY id LIMIT $2)`, after, limit)
		if len(batch) > 0 {
			last = batch[len(batch)-1].ID
		}
		return batch, last, err
	})
}
