package storage_test

import (
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestStuckTasks(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	gm2 := storagetest.NewUser(t, s.Store, "gm2", approval.GeneralManager)
	// The one who signs off is the author as well; the other general manager can.
	s.must(s.SetRoles(t.Context(), s.rep.ID, []string{approval.SalesRep, approval.GeneralManager}))
	task := s.submit(s.expense(s.rep, s.project.ID, "10"), approval.GMSignoff).Open[0]
	want := func(what string, tasks ...string) {
		t.Helper()
		stuck, err := s.StuckTasks(t.Context())
		s.must(err)
		var got []string
		for _, st := range stuck {
			got = append(got, st.ID)
		}
		if len(got) != len(tasks) || len(got) == 1 && got[0] != tasks[0] {
			t.Errorf("%s: stuck %v, want %v", what, got, tasks)
		}
	}
	want("two others")
	s.must(s.SetUserActive(t.Context(), gm2.ID, false))
	want("one other")
	s.must(s.SetUserActive(t.Context(), s.gm.ID, false))
	s.sweep()
	want("the fallback role")
	s.must(s.SetUserActive(t.Context(), s.manager.ID, false))
	want("only the author", task.ID)
	// A permission does as well as the role.
	signs := []approval.Permission{{Action: approval.GMSignoff.Action(), Scope: approval.ScopeAll}}
	_, err := s.CreateRole(t.Context(), s.manager, storage.RoleInput{Key: "deputy", Name: approval.Text{ZH: "副总", EN: "Deputy"}, Permissions: signs})
	s.must(err)
	deputy := storagetest.NewUser(t, s.Store, "deputy", "deputy")
	want("a deputy")
	_, err = s.ClaimTask(t.Context(), deputy, task.ID)
	s.must(err)
	want("claimed by the deputy")
	s.must(s.SetUserActive(t.Context(), s.gm.ID, true))
	s.must(s.SetRoles(t.Context(), deputy.ID, nil))
	want("claimed by somebody who may not do it any more", task.ID)
}

func TestWhoATaskCanBeGivenTo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	admin := storagetest.NewUser(t, s.Store, "admin", approval.Administrator)
	gm2 := storagetest.NewUser(t, s.Store, "gm2", approval.GeneralManager)
	s.must(s.SetRoles(t.Context(), s.rep.ID, []string{approval.SalesRep, approval.GeneralManager}))
	r := s.expense(s.rep, s.project.ID, "10")
	task := s.submit(r, approval.GMSignoff).Open[0]
	give := func(to approval.Actor) error {
		_, err := s.ReassignTask(t.Context(), admin, task.ID, to.ID, "因为")
		return err
	}
	wantCode(t, give(s.rep), approval.CodeInvalid, "body.user_id")     // the author, whatever the role
	wantCode(t, give(s.finance), approval.CodeInvalid, "body.user_id") // cannot do the step
	wantCode(t, give(admin), approval.CodeInvalid, "body.user_id")     // no approvals by that role alone
	s.must(s.SetUserActive(t.Context(), gm2.ID, false))
	wantCode(t, give(gm2), approval.CodeInvalid, "body.user_id")
	s.must(s.SetUserActive(t.Context(), gm2.ID, true))
	_, err := s.ReassignTask(t.Context(), s.gm, task.ID, gm2.ID, "x")
	wantCode(t, err, approval.CodeNotFound, "")

	s.must(give(gm2))
	got, err := s.Task(t.Context(), s.gm, task.ID)
	s.must(err)
	if got.Assignee.ID != gm2.ID || got.Role == nil || got.Reason.How != approval.Reassigned || got.Reason.Values["comment"] != "因为" || got.Reason.Values["found_before"] != "role" {
		t.Errorf("%+v", got)
	}
	// The fallback role did not share the task; now the task stands with it.
	s.must(give(s.manager))
	wantCode(t, give(s.manager), approval.CodeConflict, "")
	if got, err = s.Task(t.Context(), s.gm, task.ID); err != nil || got.Role == nil || *got.Role != approval.Manager || got.Holder().MayDecide(s.gm) == nil {
		t.Errorf("%+v, %v", got, err)
	}
	wantCode(t, got.Holder().MayDecide(storagetest.Actor(t, s.Store, s.rep.ID)), approval.CodeForbidden, "")
	_, err = s.record(r, signOff(s.manager, task, nil), toFinance)
	s.must(err)
	wantCode(t, give(gm2), approval.CodeConflict, "")
	checked, err := s.VerifyChain(t.Context(), s.customer.ID)
	if err != nil || !checked.OK {
		t.Errorf("%+v, %v", checked, err)
	}
}
