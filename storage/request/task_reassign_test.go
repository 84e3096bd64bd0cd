package request_test

import (
	"testing"

	"approvals/storage/account"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestStuckTasks(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	gm2 := s.Join("gm2", approval.GeneralManager)
	// The one who signs off is the author as well; the other general manager can.
	s.Must(s.SetRoles(t.Context(), s.Rep.ID, []string{approval.SalesRep, approval.GeneralManager}))
	task := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff).Open[0]
	want := func(what string, tasks ...string) {
		t.Helper()
		stuck, err := s.StuckTasks(t.Context())
		s.Must(err)
		var got []string
		for _, st := range stuck {
			got = append(got, st.ID)
		}
		if len(got) != len(tasks) || len(got) == 1 && got[0] != tasks[0] {
			t.Errorf("%s: stuck %v, want %v", what, got, tasks)
		}
	}
	want("two others")
	s.Must(s.SetUserActive(t.Context(), gm2.ID, false))
	want("one other")
	s.Must(s.SetUserActive(t.Context(), s.GM.ID, false))
	s.Sweep()
	want("the fallback role")
	s.Must(s.SetUserActive(t.Context(), s.Manager.ID, false))
	want("only the author", task.ID)
	// The permission is enough without the role.
	signs := []approval.Permission{{Action: approval.GMSignoff.Action(), Scope: approval.ScopeAll}}
	_, err := s.CreateRole(t.Context(), s.Manager, account.RoleInput{Key: "deputy", Name: approval.Text{ZH: "副总", EN: "Deputy"}, Permissions: signs})
	s.Must(err)
	deputy := s.Join("deputy", "deputy")
	want("a deputy")
	_, err = s.ClaimTask(t.Context(), deputy, task.ID)
	s.Must(err)
	want("claimed by the deputy")
	s.Must(s.SetUserActive(t.Context(), s.GM.ID, true))
	s.Must(s.SetRoles(t.Context(), deputy.ID, nil))
	want("claimed by somebody who may not do it any more", task.ID)
}

func TestReassignCandidates(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	gm2 := s.Join("gm2", approval.GeneralManager)
	s.Must(s.SetRoles(t.Context(), s.Rep.ID, []string{approval.SalesRep, approval.GeneralManager}))
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	task := s.Submit(r, approval.GMSignoff).Open[0]
	give := func(to approval.Actor) error {
		_, err := s.ReassignTask(t.Context(), s.Admin, task.ID, to.ID, "因为")
		return err
	}
	storagetest.WantCode(t, give(s.Rep), approval.CodeInvalid, "body.user_id")     // the author, whatever the role
	storagetest.WantCode(t, give(s.Finance), approval.CodeInvalid, "body.user_id") // cannot do the step
	storagetest.WantCode(t, give(s.Admin), approval.CodeInvalid, "body.user_id")   // no approvals by that role alone
	s.Must(s.SetUserActive(t.Context(), gm2.ID, false))
	storagetest.WantCode(t, give(gm2), approval.CodeInvalid, "body.user_id")
	s.Must(s.SetUserActive(t.Context(), gm2.ID, true))
	_, err := s.ReassignTask(t.Context(), s.GM, task.ID, gm2.ID, "x")
	storagetest.WantCode(t, err, approval.CodeNotFound, "")

	s.Must(give(gm2))
	got, err := s.Task(t.Context(), s.GM, task.ID)
	s.Must(err)
	if got.Assignee.ID != gm2.ID || got.Role == nil || got.Reason.How != approval.Reassigned || got.Reason.Values["comment"] != "因为" || got.Reason.Values["found_before"] != "role" {
		t.Errorf("%+v", got)
	}
	// The fallback role was not the candidate role; it now is.
	s.Must(give(s.Manager))
	storagetest.WantCode(t, give(s.Manager), approval.CodeConflict, "")
	if got, err = s.Task(t.Context(), s.GM, task.ID); err != nil || got.Role == nil || *got.Role != approval.Manager || got.Holder().MayDecide(s.GM) == nil {
		t.Errorf("%+v, %v", got, err)
	}
	storagetest.WantCode(t, got.Holder().MayDecide(storagetest.Actor(t, s.Store, s.Rep.ID)), approval.CodeForbidden, "")
	_, err = s.Decide(r, signOff(s.Manager, task, nil), toFinance)
	s.Must(err)
	storagetest.WantCode(t, give(gm2), approval.CodeConflict, "")
	checked, err := s.VerifyChain(t.Context(), s.OwnCustomer.ID)
	if err != nil || !checked.OK {
		t.Errorf("%+v, %v", checked, err)
	}
}

// TestHeirRevisesReturnedRequest checks that whoever has a leaver's task to revise can
// edit the request, attach and remove files, and submit it, and nobody else can.
func TestHeirRevisesReturnedRequest(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	sign := s.Submit(r, approval.GMSignoff).Open[0]
	recorded, err := s.Decide(r, approval.Decision{ActorID: s.GM.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Return, Comment: "发票"},
		approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: approval.GMSignoff})
	s.Must(err)
	heir := s.Join("heir", approval.SalesRep)
	s.ByHand(`UPDATE customers SET owner_id = '` + heir.ID + `' WHERE id = '` + s.OwnCustomer.ID + `'`)
	s.Must(s.SetUserActive(t.Context(), s.Rep.ID, false))
	held, err := s.Responsibilities(t.Context(), s.Rep.ID)
	if s.Must(err); held.Requests.Total != 1 || held.Requests.Items[0].ID != r.ID || held.Tasks.Total != 1 || held.Customers.Total != 0 || held.Drafts != 0 {
		t.Errorf("the leaver holds %+v", held)
	}
	held, err = s.Responsibilities(t.Context(), heir.ID)
	if s.Must(err); held.Customers.Total != 1 || held.Customers.Items[0].ID != s.OwnCustomer.ID || held.Tasks.Total != 0 {
		t.Errorf("the heir holds %+v", held)
	}
	edit := func(actor approval.Actor) (request.Request, error) {
		now, err := s.Request(t.Context(), s.Finance, r.ID)
		s.Must(err)
		return s.EditExpenseRequest(t.Context(), actor, r.ID, now.Version, request.ExpenseRequestDraft{Amount: storagetest.Yuan("9")})
	}
	_, err = edit(heir)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
	_, err = s.ReassignTask(t.Context(), s.Admin, recorded.Position.Open[0].ID, heir.ID, "离职")
	s.Must(err)
	_, err = edit(s.Finance)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
	_, err = edit(heir)
	s.Must(err)
	s.Must(s.MayAttach(t.Context(), heir, r.ID, approval.PurposeReceipt))
	storagetest.WantCode(t, s.MayAttach(t.Context(), s.Finance, r.ID, approval.PurposeReceipt), approval.CodeForbidden, "")
	revised, err := s.Request(t.Context(), heir, r.ID)
	s.Must(err)
	sub, err := s.PrepareSubmission(t.Context(), heir, revised)
	s.Must(err)
	_, err = s.RecordTransition(t.Context(), approval.Transition{
		RequestID: r.ID, Number: 3, UpdateID: "again", Decision: sub.Decision,
		Move: approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}},
	})
	s.Must(err)
	_, err = edit(heir)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
}
