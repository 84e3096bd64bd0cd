package api

import (
	"testing"

	"approvals/storage/account"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// A task that goes to the fallback role, whose only holder is the author, is in
// nobody's inbox: the administrator finds it and gives it to somebody who was
// given a role for it.
func TestFallbackToTheAuthorAlone(t *testing.T) {
	o := newOffice(t)
	author := o.actors[approval.SalesRep]
	for _, role := range []string{approval.GeneralManager, approval.Manager} {
		storagetest.ByHand(t, o.store, `UPDATE users SET active = false WHERE id = $1`, o.actors[role].ID)
		storagetest.ByHand(t, o.store, `INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM roles WHERE key = $2`, author.ID, role)
	}
	r := o.expense(t)
	task := r.Tasks[0]
	if task.Reason.How != approval.ByFallback || *task.Role != approval.Manager {
		t.Fatalf("the task is %+v", task)
	}
	for username := range o.actors {
		if username == approval.GeneralManager || username == approval.Manager {
			continue
		}
		if inbox := read[List[request.Task]](o.send(t, username, "GET", "/tasks?box=inbox", nil).want(200)); len(inbox.Items) > 0 {
			t.Errorf("%s has the task", username)
		}
	}
	o.wantProblems(t, r.ID, approval.TaskWithoutHolder)
	found, _ := o.stuck(t, "")
	if stuck := found[0].Problems[0].Task; stuck == nil || stuck.ID != task.ID {
		t.Fatalf("%+v", found)
	}
	give := func(username string) answer {
		t.Helper()
		return o.send(t, approval.Administrator, "POST", "/tasks/"+task.ID+"/reassign",
			map[string]string{"user_id": o.actors[username].ID, "comment": "没有人能处理"})
	}
	give(approval.SalesRep).problem(422, approval.CodeInvalid)
	o.join(t, "deputy", approval.Manager)
	o.wantProblems(t, r.ID)
	given := read[request.ManagedTask](give("deputy").want(200))
	if given.Assignee == nil || given.Assignee.ID != o.actors["deputy"].ID {
		t.Errorf("%+v", given)
	}
	o.send(t, "deputy", "POST", "/tasks/"+task.ID+"/complete",
		map[string]any{"outcome": "approve", "revision": r.Revision}).want(200)
}

// When the last other holder of the permission leaves, the open task is in the
// fallback role's inbox with the worker's next sweep, says why, and can be decided there.
func TestFallbackWhenTheLastHolderLeaves(t *testing.T) {
	o := newOffice(t)
	r := o.expense(t)
	task := r.Tasks[0]
	inbox := func() []request.Task {
		t.Helper()
		return read[List[request.Task]](o.send(t, approval.Manager, "GET", "/tasks?box=inbox", nil).want(200)).Items
	}
	if *task.Role != approval.GeneralManager || len(inbox()) != 0 {
		t.Fatalf("the task is %+v", task)
	}
	gm := "/users/" + o.actors[approval.GeneralManager].ID
	set := func(active bool) {
		t.Helper()
		user := read[account.User](o.send(t, approval.Administrator, "GET", gm, nil).want(200))
		o.send(t, approval.Administrator, "PATCH", gm, map[string]any{"version": user.Version, "active": active}).want(200)
	}
	set(false)
	if _, err := o.store.AssignFallbackRole(t.Context()); err != nil {
		t.Fatal(err)
	}
	found := inbox()
	if len(found) != 1 || found[0].ID != task.ID || found[0].Reason.How != approval.ByFallback || len(found[0].Outcomes) == 0 {
		t.Fatalf("the inbox has %+v", found)
	}
	o.wantProblems(t, r.ID)
	set(true)
	if again := inbox(); len(again) != 1 {
		t.Errorf("the fallback has lost the task")
	}
	o.send(t, approval.Manager, "POST", "/tasks/"+task.ID+"/complete",
		map[string]any{"outcome": "approve", "revision": r.Revision}).want(200)
	o.wantProblems(t, r.ID)
}
