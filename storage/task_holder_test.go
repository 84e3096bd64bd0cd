package storage_test

import (
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// Who shares a task is who holds the step's permission; the name of a role gives
// nothing, unless it stands in as the fallback.
func TestPermissionTakenFromARole(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "10")
	task := s.submit(r, approval.FinanceProcessing).Open[0]
	inbox := func(who approval.Actor) int {
		t.Helper()
		tasks, _, err := s.Tasks(t.Context(), storagetest.Actor(t, s.Store, who.ID), storage.TaskFilter{Box: storage.BoxInbox}, storage.Page{Limit: 10})
		s.must(err)
		return len(tasks)
	}
	claim := func(who approval.Actor) error {
		_, err := s.ClaimTask(t.Context(), storagetest.Actor(t, s.Store, who.ID), task.ID)
		return err
	}
	stuck := func() int {
		t.Helper()
		tasks, err := s.StuckTasks(t.Context())
		s.must(err)
		return len(tasks)
	}
	seen := func(who approval.Actor) storage.Task {
		t.Helper()
		got, err := s.Task(t.Context(), storagetest.Actor(t, s.Store, who.ID), task.ID)
		s.must(err)
		return got
	}
	if inbox(s.finance) != 1 || stuck() != 0 {
		t.Errorf("before: %d in the inbox, %d stuck", inbox(s.finance), stuck())
	}
	mine := seen(s.finance)
	if len(mine.Outcomes) == 0 || mine.Reason.Text.EN != "Finance processing is done by the role Finance, and you are one of those who may do it" {
		t.Errorf("%+v", mine)
	}
	if theirs := seen(s.commercial); len(theirs.Outcomes) != 0 || theirs.Reason.Text.EN != "Finance processing is done by the role Finance" {
		t.Errorf("an onlooker is told %+v", theirs)
	}
	s.allow(approval.Finance)
	s.sweep()
	if inbox(s.finance) != 0 || inbox(s.manager) != 1 || stuck() != 0 {
		t.Errorf("after: %d in the inbox, %d in the fallback's, %d stuck", inbox(s.finance), inbox(s.manager), stuck())
	}
	if seen := seen(s.finance); len(seen.Outcomes) != 0 {
		t.Errorf("the task offers %v", seen.Outcomes)
	}
	wantCode(t, claim(s.finance), approval.CodeForbidden, "")
	_, err := s.record(r, approval.Decision{TaskID: task.ID, ActorID: s.finance.ID, Step: task.Step, Outcome: approval.Return},
		approval.Move{Status: approval.StatusReturned})
	wantCode(t, err, approval.CodeForbidden, "")
	admin := storagetest.NewUser(t, s.Store, "admin", approval.Administrator)
	give := func(to approval.Actor) error {
		_, err := s.ReassignTask(t.Context(), admin, task.ID, to.ID, "因为")
		return err
	}
	wantCode(t, give(s.finance), approval.CodeInvalid, "body.user_id")

	// What nobody may do goes to the fallback role from then on.
	other := s.submit(s.expense(s.rep, s.project.ID, "20"), approval.FinanceProcessing).Open[0]
	got, err := s.Task(t.Context(), s.manager, other.ID)
	s.must(err)
	if got.Reason.How != approval.ByFallback || *got.Role != approval.Manager || len(got.Outcomes) == 0 {
		t.Errorf("%+v", got)
	}
	if inbox(s.manager) != 2 || stuck() != 0 {
		t.Errorf("fallback: %d in the inbox, %d stuck", inbox(s.manager), stuck())
	}
	s.must(give(s.manager))
	if inbox(s.manager) != 2 || stuck() != 0 {
		t.Errorf("given: %d in the inbox, %d stuck", inbox(s.manager), stuck())
	}
	// The fallback's right ends with the role.
	s.must(s.SetRoles(t.Context(), s.manager.ID, nil))
	if inbox(s.manager) != 0 || stuck() != 2 {
		t.Errorf("without the fallback role: %d in the inbox, %d stuck", inbox(s.manager), stuck())
	}
	s.allow(approval.Commercial, approval.FinanceProcessing.Action())
	if inbox(s.commercial) != 1 || stuck() != 1 {
		t.Errorf("another role: %d in the inbox, %d stuck", inbox(s.commercial), stuck())
	}
}
