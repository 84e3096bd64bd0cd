package worklog

import (
	"context"
	"fmt"
	"slices"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Who reaches which work log stands here and nowhere else. Photos, corrections
// and comments follow their entry; the timeline, which tells of an entry, follows
// its customer.

// seesWorkLogs is the condition that the actor sees the entries whose author is
// the column: the own ones, those of the people below at any depth, or all, as
// the permission to read work logs has it. $arg is the actor's id.
func seesWorkLogs(actor approval.Actor, column string, arg int) string {
	scope := actor.Grants.Scope(approval.ReadWorkLogs)
	if scope == approval.ScopeAll {
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, arg)
	}
	return fmt.Sprintf(`%s IN %s`, column, account.PeopleInReach(scope, arg))
}

// checkCanReadWorkLog returns a not_found Error unless the actor sees the entry.
func (s *Store) checkCanReadWorkLog(ctx context.Context, actor approval.Actor, id string) error {
	var found string
	return s.In(ctx).Get(ctx, &found, `
		SELECT w.id FROM work_logs w WHERE w.id = $2 AND `+seesWorkLogs(actor, "w.author_id", 1), actor.ID, id)
}

// ReadableLinks are the events' links as far as the actor may open them, else
// empty. A work log's event is for everybody who sees the customer, the entry
// itself, with its comments, for its author and the people above.
func (s *Store) ReadableLinks(ctx context.Context, actor approval.Actor, events []approval.Event) ([]string, error) {
	links, entries := make([]string, len(events)), []string{}
	for i, e := range events {
		links[i] = s.TimelineSubjects.LinkOf(e)
		if e.Subject.Type == workLogSubject {
			entries = append(entries, e.Subject.ID)
		}
	}
	if len(entries) == 0 {
		return links, nil
	}
	var readable []string
	if err := s.In(ctx).All(ctx, &readable, `
		SELECT w.id FROM work_logs w WHERE w.id = ANY($2) AND `+seesWorkLogs(actor, "w.author_id", 1), actor.ID, pq.Array(entries)); err != nil {
		return nil, err
	}
	for i, e := range events {
		if e.Subject.Type == workLogSubject && !slices.Contains(readable, e.Subject.ID) {
			links[i] = ""
		}
	}
	return links, nil
}

const workLogSubject = "work_log"

// supervises is the condition that the days of the person whose id is the
// column are the actor's to look after: the people below, or everybody.
func supervises(actor approval.Actor, column string, arg int) string {
	if actor.Grants.Scope(approval.ReadWorkLogs) == approval.ScopeAll {
		return seesWorkLogs(actor, column, arg)
	}
	return fmt.Sprintf(`(%s <> $%d AND %s)`, column, arg, seesWorkLogs(actor, column, arg))
}

// ownWorkLog reads an entry that only its author may change or add to.
func (s *Store) ownWorkLog(ctx context.Context, actor approval.Actor, id string) (WorkLog, error) {
	w, err := s.WorkLog(ctx, actor, id)
	if err == nil && w.Author.ID != actor.ID {
		err = approval.Forbidden(approval.Text{
			ZH: "只有作者本人可以修改工作日志", EN: "Only its author may change a work log"})
	}
	return w, err
}

// editableWorkLog is ownWorkLog for an entry whose window is still open.
func (s *Store) editableWorkLog(ctx context.Context, actor approval.Actor, id string) (WorkLog, error) {
	w, err := s.ownWorkLog(ctx, actor, id)
	if err == nil && !postgres.Now().Before(w.EditableUntil) {
		err = approval.Conflict(approval.Text{
			ZH: "修改期限已过，请添加更正说明", EN: "This work log can no longer be edited; add a correction instead"})
	}
	return w, err
}

// expectedToWrite is the condition that the person whose id is the column is one
// of those who should write their days down.
func expectedToWrite(column string) string {
	return fmt.Sprintf(`EXISTS (SELECT FROM user_roles ur JOIN role_permissions rp ON rp.role_id = ur.role_id
		WHERE ur.user_id = %s AND rp.action = '%s')`, column, approval.WriteWorkLogs)
}

// lockWorkLog keeps others from changing the entry until the transaction ends.
func (s *Store) lockWorkLog(ctx context.Context, id string) error {
	return s.LockRow(ctx, "work_logs", id, `FOR NO KEY UPDATE`)
}
