package main

import (
	"net/http"
	"strings"
	"testing"

	"approvals/api/apitest"
)

// testClaimAndRelease claims a shared task, which removes it from other inboxes, and
// releases it.
func testClaimAndRelease(t *testing.T, s *scene) {
	r := s.submitted(t)
	task := "/tasks/" + r.task("gm2", "gm_signoff").At("id")
	claim, release := apitest.Call{Path: task + "/claim"}, apitest.Call{Path: task + "/release"}
	signing := r.decision("gm2", "gm_signoff", "approve", nil)

	s.Ask(t, "gm", release).WantProblemAt(http.StatusConflict, "conflict")
	claimed := s.Ask(t, "gm", claim).Want(http.StatusOK)
	if claimed.At("assignee.name") != "王总" || claimed.At("claimed_at") == "" {
		t.Errorf("the claimed task is %s", claimed.Raw)
	}
	s.Ask(t, "gm", claim).Want(http.StatusOK)
	if other := r.task("gm2", "gm_signoff"); len(other) > 0 {
		t.Errorf("a claimed task is in another inbox: %v", other)
	}
	for _, c := range []apitest.Call{claim, release, signing} {
		s.Ask(t, "gm2", c).WantProblemAt(http.StatusConflict, "conflict")
	}
	refused := s.Ask(t, "gm2", apitest.Call{Path: task + "/claim"})
	if !strings.Contains(refused.At("detail"), "王总") {
		t.Errorf("who has the task is not said: %s", refused.Raw)
	}
	s.Ask(t, "manager", claim).WantProblemAt(http.StatusForbidden, "forbidden")

	released := s.Ask(t, "gm", release).Want(http.StatusOK)
	if released.At("assignee") != "" || released.At("claimed_at") != "" {
		t.Errorf("the released task is %s", released.Raw)
	}
	s.Ask(t, "gm", release).WantProblemAt(http.StatusConflict, "conflict")
	if back := r.task("gm2", "gm_signoff"); len(back) == 0 {
		t.Error("a released task is in nobody else's inbox")
	}
	s.Ask(t, "gm2", apitest.Call{Path: signing.Path, Body: signing.Body}).Want(http.StatusOK)
	for _, c := range []apitest.Call{{Path: claim.Path}, {Path: release.Path}} {
		over := s.Ask(t, "gm", c).WantProblemAt(http.StatusConflict, "conflict")
		if over.At("task.by.name") != "Test gm2" {
			t.Errorf("who finished the task is not said: %s", over.Raw)
		}
	}
}

// testReturnedTaskIsItsAuthors checks that the author's task can be neither claimed by
// others nor released.
func testReturnedTaskIsItsAuthors(t *testing.T, s *scene) {
	r := s.submitted(t)
	r.done("gm_signoff", "return", nil)
	task := r.task("rep", "revise")
	if task.At("assignee.id") != s.idOf(t, "rep") || task.At("candidate_role") != "" {
		t.Errorf("the author's task is %v", task)
	}
	wantReason(t, task, "author", "李雷", "李雷")
	r.cannotDecide("gm", task)
	s.Ask(t, "rep", apitest.Call{Path: "/tasks/" + task.At("id") + "/release"}).WantProblemAt(http.StatusConflict, "conflict")
	r.wantStatus("returned")
}

// testClaimRaces claims a task concurrently by two users, and by one while the other
// decides: exactly one succeeds.
func testClaimRaces(t *testing.T, s *scene) {
	people := []string{"gm", "gm2"}

	t.Run("two claims", func(t *testing.T) {
		for range 6 {
			r := s.submitted(t)
			task := r.task("gm", "gm_signoff").At("id")
			replies := atOnce(t, 2, func(i int) (apitest.Reply, error) {
				return s.Try(t.Context(), people[i], apitest.Call{Path: "/tasks/" + task + "/claim"})
			})
			winner := 0
			if replies[0].Status != http.StatusOK {
				winner = 1
			}
			replies[winner].Want(http.StatusOK)
			replies[1-winner].WantProblemAt(http.StatusConflict, "conflict")
			if has := s.Get(t, people[1-winner], "/tasks/"+task).At("assignee.id"); has != s.idOf(t, people[winner]) {
				t.Errorf("the task is with %s, and %s claimed it", has, people[winner])
			}
		}
	})

	t.Run("claim and decision", func(t *testing.T) {
		for range 6 {
			r := s.submitted(t)
			claim := apitest.Call{Path: "/tasks/" + r.task("gm", "gm_signoff").At("id") + "/claim"}
			calls := []apitest.Call{claim, r.decision("gm2", "gm_signoff", "approve", nil)}
			replies := atOnce(t, 2, func(i int) (apitest.Reply, error) { return s.Try(t.Context(), people[i], calls[i]) })
			// Either gm has the task and gm2 was too late, or the other way round.
			claimed, decided := replies[0].Status == http.StatusOK, replies[1].Status == http.StatusOK
			if claimed == decided {
				t.Errorf("claim: %s; decision: %s", replies[0].Raw, replies[1].Raw)
			}
			if decided {
				r.wantDecisions("draft submit", "gm_signoff approve")
			} else {
				r.wantDecisions("draft submit")
				s.Ask(t, "gm", r.decision("gm", "gm_signoff", "reject", nil)).Want(http.StatusOK)
			}
		}
	})
}
