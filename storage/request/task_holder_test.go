package request_test

import (
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestPermissionRemovedFromRole checks that the step's permission entitles users to a
// task, and the role alone only if it is the fallback role.
func TestPermissionRemovedFromRole(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	task := s.Submit(r, approval.FinanceProcessing).Open[0]
	inbox := func(who approval.Actor) int {
		t.Helper()
		tasks, _, err := s.Tasks(t.Context(), storagetest.Actor(t, s.Store, who.ID), request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 10})
		s.Must(err)
		return len(tasks)
	}
	claim := func(who approval.Actor) error {
		_, err := s.ClaimTask(t.Context(), storagetest.Actor(t, s.Store, who.ID), task.ID)
		return err
	}
	stuck := func() int {
		t.Helper()
		tasks, err := s.StuckTasks(t.Context())
		s.Must(err)
		return len(tasks)
	}
	seen := func(who approval.Actor) request.Task {
		t.Helper()
		got, err := s.Task(t.Context(), storagetest.Actor(t, s.Store, who.ID), task.ID)
		s.Must(err)
		return got
	}
	if inbox(s.Finance) != 1 || stuck() != 0 {
		t.Errorf("before: %d in the inbox, %d stuck", inbox(s.Finance), stuck())
	}
	mine := seen(s.Finance)
	if len(mine.Outcomes) == 0 || mine.Reason.Text.EN != "Finance processing is done by the role Finance, and you are one of those who may do it" {
		t.Errorf("%+v", mine)
	}
	if theirs := seen(s.Commercial); len(theirs.Outcomes) != 0 || theirs.Reason.Text.EN != "Finance processing is done by the role Finance" {
		t.Errorf("a user without the task gets %+v", theirs)
	}
	s.Allow(approval.Finance)
	s.Sweep()
	if inbox(s.Finance) != 0 || inbox(s.Manager) != 1 || stuck() != 0 {
		t.Errorf("after: %d in the inbox, %d in the fallback's, %d stuck", inbox(s.Finance), inbox(s.Manager), stuck())
	}
	if seen := seen(s.Finance); len(seen.Outcomes) != 0 {
		t.Errorf("the task offers %v", seen.Outcomes)
	}
	storagetest.WantCode(t, claim(s.Finance), approval.CodeForbidden, "")
	_, err := s.Decide(r, approval.Decision{TaskID: task.ID, ActorID: s.Finance.ID, Step: task.Step, Outcome: approval.Return},
		approval.Move{Status: approval.StatusReturned})
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
	give := func(to approval.Actor) error {
		_, err := s.ReassignTask(t.Context(), s.Admin, task.ID, to.ID, "因为")
		return err
	}
	storagetest.WantCode(t, give(s.Finance), approval.CodeInvalid, "body.user_id")

	// Further tasks that nobody may do go to the fallback role.
	other := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "20"), approval.FinanceProcessing).Open[0]
	got, err := s.Task(t.Context(), s.Manager, other.ID)
	s.Must(err)
	if got.Reason.How != approval.ByFallback || *got.Role != approval.Manager || len(got.Outcomes) == 0 {
		t.Errorf("%+v", got)
	}
	if inbox(s.Manager) != 2 || stuck() != 0 {
		t.Errorf("fallback: %d in the inbox, %d stuck", inbox(s.Manager), stuck())
	}
	s.Must(give(s.Manager))
	if inbox(s.Manager) != 2 || stuck() != 0 {
		t.Errorf("given: %d in the inbox, %d stuck", inbox(s.Manager), stuck())
	}
	// Losing the fallback role ends the entitlement.
	s.Must(s.SetRoles(t.Context(), s.Manager.ID, nil))
	if inbox(s.Manager) != 0 || stuck() != 2 {
		t.Errorf("without the fallback role: %d in the inbox, %d stuck", inbox(s.Manager), stuck())
	}
	s.Allow(approval.Commercial, approval.FinanceProcessing.Action())
	if inbox(s.Commercial) != 1 || stuck() != 1 {
		t.Errorf("another role: %d in the inbox, %d stuck", inbox(s.Commercial), stuck())
	}
}
