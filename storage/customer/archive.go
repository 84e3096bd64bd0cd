package customer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Archived records are hidden from lists but stay readable. Records to which requests or
// events refer are never deleted.

// setArchived archives the row of the table, or restores it, and reports whether that
// changed it.
func (s *Store) setArchived(ctx context.Context, table, id string, archived bool) (bool, error) {
	n, err := s.In(ctx).Changed(ctx, fmt.Sprintf(`
		UPDATE %s SET archived_at = CASE WHEN $2 THEN now() END, version = version + 1, updated_at = now()
		WHERE id = $1 AND (archived_at IS NULL) = $2`, table), id, archived)
	return n > 0, err
}

// archivedCondition is an SQL condition on whether a row is archived.
func archivedCondition(column string, archived bool) string {
	if archived {
		return column + ` IS NOT NULL`
	}
	return column + ` IS NULL`
}

func customerArchived() *approval.Error {
	return approval.Conflict(approval.Text{
		ZH: "客户已归档，请先恢复", EN: "The customer is archived; restore it first"})
}

func projectArchived() *approval.Error {
	return approval.Conflict(approval.Text{
		ZH: "项目已归档，请先恢复", EN: "The project is archived; restore it first"})
}

func contactArchived() *approval.Error {
	return approval.Conflict(approval.Text{
		ZH: "关系人已归档，请先恢复", EN: "The contact is archived; restore it first"})
}

// checkNoOpenRequests returns a conflict Error that lists the open requests whose column
// has the id. The caller must have locked the record to be archived;
// CheckAcceptsRequests waits for that lock.
func (s *Store) checkNoOpenRequests(ctx context.Context, column, id string) error {
	const named = 5
	var numbers []string
	if err := s.In(ctx).All(ctx, &numbers, fmt.Sprintf(`
		SELECT number FROM requests
		WHERE %s = $1 AND (status IN ('submitting', 'in_review', 'returned') OR status = 'approved' AND kind = 'expense_request')
		ORDER BY id LIMIT $2`, column), id, named+1); err != nil || len(numbers) == 0 {
		return err
	}
	list := strings.Join(numbers[:min(named, len(numbers))], ", ")
	if len(numbers) > named {
		list += ", …"
	}
	return approval.Conflict(approval.Text{
		ZH: "还有审批中的申请，不能归档：%s", EN: "This cannot be archived while requests are in progress: %s"}.Format(list))
}

// checkCanWriteProject returns an Error unless the actor may change the project's
// records: those of checkCanWrite, and a conflict if the project is archived. It locks
// the project in share mode.
func (s *Store) checkCanWriteProject(ctx context.Context, actor approval.Actor, projectID, customerID string) error {
	if err := s.checkCanWrite(ctx, actor, customerID); err != nil {
		return err
	}
	var archived bool
	if err := s.In(ctx).Get(ctx, &archived, `
		SELECT archived_at IS NOT NULL FROM projects WHERE id = $1 FOR SHARE`, projectID); err != nil {
		return err
	}
	if archived {
		return projectArchived()
	}
	return nil
}

// CheckAcceptsRequests returns a conflict Error if the project or its customer is
// archived, and prevents them from being archived until the transaction ends.
func (s *Store) CheckAcceptsRequests(ctx context.Context, projectID string) error {
	var row Archived
	if err := s.In(ctx).Get(ctx, &row, `
		SELECT `+ArchivedColumns+` FROM projects p JOIN customers c ON c.id = p.customer_id WHERE p.id = $1 FOR SHARE`, projectID); err != nil {
		return err
	}
	return row.CheckAcceptsRequests()
}

// Archived has the ArchivedColumns of a project p and its customer c.
type Archived struct {
	Customer bool `db:"customer_archived"`
	Project  bool `db:"project_archived"`
}

// ArchivedColumns are read by a statement that locks both rows; see
// CheckAcceptsRequests of the Store.
const ArchivedColumns = `c.archived_at IS NOT NULL AS customer_archived, p.archived_at IS NOT NULL AS project_archived`

// CheckAcceptsRequests returns a conflict Error if one of them is archived.
func (a Archived) CheckAcceptsRequests() error {
	switch {
	case a.Customer:
		return customerArchived()
	case a.Project:
		return projectArchived()
	default:
		return nil
	}
}

// archivable is a record that can be archived and restored.
type archivable interface {
	Subject() approval.Subject
	// archiveInfo returns when the record was archived, and the customer and the project
	// in whose timeline that is recorded.
	archiveInfo() (archivedAt *time.Time, customerID string, projectID *string)
}

// archiveKind describes how records of one type are archived and restored.
type archiveKind[T archivable] struct {
	table string
	// requests is the column of requests that refers to such records; empty if there is
	// none.
	requests string
	// lock returns an Error unless the actor may archive or restore the record, and
	// locks the records to which it belongs.
	lock func(s *Store, ctx context.Context, actor approval.Actor, id string) error
	read func(s *Store, ctx context.Context, id string) (T, error)

	archived, restored               approval.EventKind
	archivedSummary, restoredSummary approval.Text
}

// setArchived archives a record or restores it; a record that is already in that state
// does not change.
func (k archiveKind[T]) setArchived(ctx context.Context, s *Store, actor approval.Actor, id string, archive bool) (T, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (thing T, err error) {
		if err := k.lock(s, ctx, actor, id); err != nil {
			return thing, err
		}
		// The lock waits for concurrent writers and keeps out new ones.
		if err := s.LockRow(ctx, k.table, id, `FOR NO KEY UPDATE`); err != nil {
			return thing, err
		}
		before, err := k.read(s, ctx, id)
		if err != nil {
			return thing, err
		}
		if archive && k.requests != "" {
			if err := s.checkNoOpenRequests(ctx, k.requests, id); err != nil {
				return thing, err
			}
		}
		moved, err := s.setArchived(ctx, k.table, id, archive)
		if err != nil {
			return thing, err
		}
		if thing, err = k.read(s, ctx, id); err != nil || !moved {
			return thing, err
		}
		kind, tells := k.restored, k.restoredSummary
		if archive {
			kind, tells = k.archived, k.archivedSummary
		}
		was, _, _ := before.archiveInfo()
		is, customerID, projectID := thing.archiveInfo()
		changes := approval.Changes{}
		ledger.NoteChange(changes, "archived_at", was, is)
		return thing, s.AppendEvents(ctx, customerID, actor.Person(), ledger.NewEvent{
			Kind: kind, ProjectID: projectID, Subject: thing.Subject(), Changes: changes,
			Summary: tells.Format(actor.Name, thing.Subject().Label),
		})
	})
}
