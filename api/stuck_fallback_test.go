package api

import (
	"testing"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

// TestFallbackToTheAuthorAlone checks that a task of the fallback role, whose only
// holder is the author, is reported as stuck and can be reassigned.
func TestFallbackToTheAuthorAlone(t *testing.T) {
	s := newEngineScene(t)
	author := s.Rep
	for role, holder := range map[string]approval.Actor{approval.GeneralManager: s.GM, approval.Manager: s.Manager} {
		s.ByHand(`UPDATE users SET active = false WHERE id = $1`, holder.ID)
		s.ByHand(`INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM roles WHERE key = $2`, author.ID, role)
	}
	r := s.submitted(t)
	task := r.Tasks[0]
	if task.Reason.How != approval.ByFallback || *task.Role != approval.Manager {
		t.Fatalf("the task is %+v", task)
	}
	for username := range s.Actors {
		if username == "gm" || username == "manager" {
			continue
		}
		if inbox := apitest.Read[List[request.Task]](s.Send(t, username, "GET", "/tasks?box=inbox", nil).Want(200)); len(inbox.Items) > 0 {
			t.Errorf("%s has the task", username)
		}
	}
	s.wantProblems(t, r.ID, approval.TaskWithoutHolder)
	found, _ := s.stuck(t, "")
	if stuck := found[0].Problems[0].Task; stuck == nil || stuck.ID != task.ID {
		t.Fatalf("%+v", found)
	}
	give := func(username string) apitest.Reply {
		t.Helper()
		return s.Send(t, "admin", "POST", "/tasks/"+task.ID+"/reassign",
			map[string]string{"user_id": s.Actors[username].ID, "comment": "没有人能处理"})
	}
	give("rep").WantProblem(422, approval.CodeInvalid)
	s.Join("deputy", approval.Manager)
	s.wantProblems(t, r.ID)
	given := apitest.Read[request.ManagedTask](give("deputy").Want(200))
	if given.Assignee == nil || given.Assignee.ID != s.Actors["deputy"].ID {
		t.Errorf("%+v", given)
	}
	s.Send(t, "deputy", "POST", "/tasks/"+task.ID+"/complete",
		map[string]any{"outcome": "approve", "revision": r.Revision}).Want(200)
}

// TestFallbackWhenTheLastHolderLeaves deactivates the last other holder of the
// permission: the next sweep moves the open task to the fallback role, with the reason,
// where it can be decided.
func TestFallbackWhenTheLastHolderLeaves(t *testing.T) {
	s := newEngineScene(t)
	r := s.submitted(t)
	task := r.Tasks[0]
	inbox := func() []request.Task {
		t.Helper()
		return apitest.Read[List[request.Task]](s.Send(t, "manager", "GET", "/tasks?box=inbox", nil).Want(200)).Items
	}
	if *task.Role != approval.GeneralManager || len(inbox()) != 0 {
		t.Fatalf("the task is %+v", task)
	}
	gm := "/users/" + s.GM.ID
	set := func(active bool) {
		t.Helper()
		user := apitest.Read[account.User](s.Send(t, "admin", "GET", gm, nil).Want(200))
		s.Send(t, "admin", "PATCH", gm, map[string]any{"version": user.Version, "active": active}).Want(200)
	}
	set(false)
	if _, err := s.AssignFallbackRole(t.Context()); err != nil {
		t.Fatal(err)
	}
	found := inbox()
	if len(found) != 1 || found[0].ID != task.ID || found[0].Reason.How != approval.ByFallback || len(found[0].Outcomes) == 0 {
		t.Fatalf("the inbox has %+v", found)
	}
	s.wantProblems(t, r.ID)
	set(true)
	if again := inbox(); len(again) != 1 {
		t.Errorf("the fallback has lost the task")
	}
	s.Send(t, "manager", "POST", "/tasks/"+task.ID+"/complete",
		map[string]any{"outcome": "approve", "revision": r.Revision}).Want(200)
	s.wantProblems(t, r.ID)
}
