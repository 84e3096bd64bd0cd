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

// Access to work logs is defined here and nowhere else. Photos, corrections and comments
// follow their entry. The event in the timeline follows the customer.

// seesWorkLogs is an SQL condition: the actor may read the entries of the author whose
// id is in the column, depending on the scope of the permission: own entries, those of
// the people below at any depth, or all. $arg is the actor's id.
func seesWorkLogs(actor approval.Actor, column string, arg int) string {
	scope := actor.Grants.Scope(approval.ReadWorkLogs)
	if scope == approval.ScopeAll {
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, arg)
	}
	return fmt.Sprintf(`%s IN %s`, column, account.PeopleInReach(scope, arg))
}

// checkCanReadWorkLog returns a not_found Error unless the actor may read the entry.
func (s *Store) checkCanReadWorkLog(ctx context.Context, actor approval.Actor, id string) error {
	var found string
	return s.In(ctx).Get(ctx, &found, `
		SELECT w.id FROM work_logs w WHERE w.id = $2 AND `+seesWorkLogs(actor, "w.author_id", 1), actor.ID, id)
}

// ReadableLinks returns the links of the events, empty where the actor may not open the
// object. The event of a work log is visible to everyone who can read the customer, but
// the entry only to its author and the author's superiors.
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

// supervises is an SQL condition: the actor supervises the person whose id is in the
// column, as a superior or with access to everybody.
func supervises(actor approval.Actor, column string, arg int) string {
	if actor.Grants.Scope(approval.ReadWorkLogs) == approval.ScopeAll {
		return seesWorkLogs(actor, column, arg)
	}
	return fmt.Sprintf(`(%s <> $%d AND %s)`, column, arg, seesWorkLogs(actor, column, arg))
}

// ownWorkLog reads an entry and returns an Error unless the actor is its author.
func (s *Store) ownWorkLog(ctx context.Context, actor approval.Actor, id string) (WorkLog, error) {
	w, err := s.WorkLog(ctx, actor, id)
	if err == nil && w.Author.ID != actor.ID {
		err = approval.Forbidden(approval.Text{
			ZH: "只有作者本人可以修改工作日志", EN: "Only its author may change a work log"})
	}
	return w, err
}

// editableWorkLog is ownWorkLog with an Error after the end of the edit window, which
// ends early with the first correction: otherwise the entry would say something else
// than its corrections, which count.
func (s *Store) editableWorkLog(ctx context.Context, actor approval.Actor, id string) (WorkLog, error) {
	w, err := s.ownWorkLog(ctx, actor, id)
	if err == nil && !postgres.Now().Before(w.EditableUntil) {
		err = approval.Conflict(approval.Text{
			ZH: "该工作日志不能再修改，请添加更正说明", EN: "This work log can no longer be edited; add a correction instead"})
	}
	return w, err
}

// expectedToWrite is an SQL condition: the person whose id is in the column should write
// work logs.
func expectedToWrite(column string) string {
	return fmt.Sprintf(`EXISTS (SELECT FROM user_roles ur JOIN role_permissions rp ON rp.role_id = ur.role_id
		WHERE ur.user_id = %s AND rp.action = '%s')`, column, approval.WriteWorkLogs)
}

// lockWorkLog prevents others from changing the entry until the transaction ends.
func (s *Store) lockWorkLog(ctx context.Context, id string) error {
	return s.LockRow(ctx, "work_logs", id, `FOR NO KEY UPDATE`)
}
