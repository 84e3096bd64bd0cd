package request_test

import (
	"strings"
	"testing"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestOpenTaskMovesToFallbackRole checks that a task that nobody besides the author may
// do any more moves to the fallback role, for whatever reason, records why, and stays
// there.
func TestOpenTaskMovesToFallbackRole(t *testing.T) {
	for name, test := range map[string]struct{ away, back func(*storagetest.Scene) }{
		"deactivated": {
			func(s *storagetest.Scene) { s.Must(s.SetUserActive(t.Context(), s.GM.ID, false)) },
			func(s *storagetest.Scene) { s.Must(s.SetUserActive(t.Context(), s.GM.ID, true)) },
		},
		"without the role": {
			func(s *storagetest.Scene) { s.Must(s.SetRoles(t.Context(), s.GM.ID, []string{approval.Finance})) },
			func(s *storagetest.Scene) {
				s.Must(s.SetRoles(t.Context(), s.GM.ID, []string{approval.GeneralManager}))
			},
		},
		"the role without the permission": {
			func(s *storagetest.Scene) { s.Allow(approval.GeneralManager) },
			func(s *storagetest.Scene) { s.Allow(approval.GeneralManager, approval.GMSignoff.Action()) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := storagetest.NewScene(t)
			// The author may sign off requests of others.
			s.Must(s.SetRoles(t.Context(), s.Rep.ID, []string{approval.SalesRep, approval.GeneralManager}))
			r := s.Expense(s.Rep, s.OwnProject.ID, "10")
			id := s.Submit(r, approval.GMSignoff).Open[0].ID
			other := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "20"), approval.FinanceProcessing).Open[0].ID
			_, err := s.ClaimTask(t.Context(), storagetest.Actor(t, s.Store, s.GM.ID), id)
			s.Must(err)
			manager := storagetest.Actor(t, s.Store, s.Manager.ID)
			inbox := func() []request.Task {
				t.Helper()
				tasks, _, err := s.Tasks(t.Context(), manager, request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 10})
				s.Must(err)
				return tasks
			}
			if tasks := inbox(); len(tasks) != 0 {
				t.Fatalf("the fallback has %+v", tasks)
			}
			test.away(s)
			s.Sweep()
			tasks := inbox()
			if len(tasks) != 1 || tasks[0].ID != id || tasks[0].Assignee != nil || *tasks[0].Role != approval.Manager || len(tasks[0].Outcomes) == 0 {
				t.Fatalf("the fallback has %+v", tasks)
			}
			reason := tasks[0].Reason
			want := approval.Text{
				ZH: "“总经理审批”应由角色“总经理”处理，但除申请人 Test rep 外无人可以处理，因此转给后备角色“公司管理层”",
				EN: "General manager's sign-off belongs to the role General manager, but nobody besides the author Test rep may do it, so it goes to the fallback role Management",
			}
			if reason.How != approval.ByFallback || reason.Role != approval.Manager || reason.Text != want ||
				reason.Values["found_before"] != "role" {
				t.Errorf("%+v", reason)
			}
			if stuck, err := s.StuckTasks(t.Context()); err != nil || len(stuck) != 0 {
				t.Errorf("stuck: %+v, %v", stuck, err)
			}
			acts, _, err := s.Audit(t.Context(), ledger.AuditFilter{Kinds: []string{string(request.TaskFellBack)}}, postgres.Page{Limit: 10})
			s.Must(err)
			if len(acts) != 1 || acts[0].Subject.ID != r.ID || !strings.Contains(acts[0].Summary.EN, "moved a task of expense request "+r.Number) {
				t.Errorf("%+v", acts)
			}
			words, err := s.AuditWords(t.Context())
			s.Must(err)
			if said := words.Labels(acts[0]); said.Kind.EN == "" || said.Fields["role"].EN != "Role" || said.Values["role"][approval.Manager].EN != "Management" {
				t.Errorf("%+v", said)
			}
			test.back(s)
			if again, err := s.AssignFallbackRole(t.Context()); err != nil || again != 0 || len(inbox()) != 1 {
				t.Errorf("%d tasks moved again, %v", again, err)
			}
			if got, err := s.Task(t.Context(), storagetest.Actor(t, s.Store, s.Finance.ID), other); err != nil || *got.Role != approval.Finance {
				t.Errorf("the other task: %+v, %v", got, err)
			}
			_, err = s.Decide(r, approval.Decision{TaskID: id, ActorID: s.Manager.ID, Step: approval.GMSignoff, Outcome: approval.Reject, Comment: "不批"},
				approval.Move{Status: approval.StatusRejected})
			s.Must(err)
		})
	}
}

// TestFallbackSweep checks that the sweep finds tasks after a direct change in the
// database.
func TestFallbackSweep(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff).Open[0].ID
	storagetest.ByHand(t, s.Store, `UPDATE users SET active = false WHERE id = $1`, s.GM.ID)
	for _, want := range []int{1, 0} {
		if given, err := s.AssignFallbackRole(t.Context()); err != nil || given != want {
			t.Errorf("%d given, %v", given, err)
		}
	}
	got, err := s.Task(t.Context(), storagetest.Actor(t, s.Store, s.Manager.ID), id)
	if err != nil || len(got.Outcomes) == 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestFallbackColumn compares the column fallback with approval.Holder's rule.
func TestFallbackColumn(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff).Open[0].ID
	for _, step := range approval.DecisionSteps() {
		for _, role := range approval.DefaultRoles() {
			storagetest.ByHand(t, s.Store, `UPDATE tasks SET step = $2, candidate_role = $3 WHERE id = $1`, id, step, role.Key)
			var fallback bool
			s.Must(s.DB().QueryRowContext(t.Context(), `SELECT fallback FROM tasks WHERE id = $1`, id).Scan(&fallback))
			// Without the permission, only the role can entitle a user.
			holder := approval.Holder{Step: step, CandidateRole: &role.Key}
			if byRole := holder.IsCandidate(approval.Actor{ID: "x", Roles: []string{role.Key}}); byRole != fallback {
				t.Errorf("%s with %s: the column says %t", step, role.Key, fallback)
			}
		}
	}
}
