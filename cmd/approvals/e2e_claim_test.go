package main

import (
	"net/http"
	"strings"
	"testing"
)

// testClaimAndRelease takes a shared task out of the others' inboxes and gives
// it back.
func testClaimAndRelease(t *testing.T, p *platform) {
	s := p.expense(t)
	task := "/tasks/" + s.task("gm2", "gm_signoff").at("id")
	claim, release := call{path: task + "/claim"}, call{path: task + "/release"}
	signing := s.decision("gm2", "gm_signoff", "approve", nil)

	p.asks(t, "gm", release).wantProblem(t, http.StatusConflict, "conflict")
	claimed := p.asks(t, "gm", claim).want(t, http.StatusOK)
	if claimed.at("assignee.name") != "王总" || claimed.at("claimed_at") == "" {
		t.Errorf("the claimed task is %s", claimed.raw)
	}
	p.asks(t, "gm", claim).want(t, http.StatusOK)
	if other := s.task("gm2", "gm_signoff"); len(other) > 0 {
		t.Errorf("a claimed task is in another inbox: %v", other)
	}
	for _, c := range []call{claim, release, signing} {
		p.asks(t, "gm2", c).wantProblem(t, http.StatusConflict, "conflict")
	}
	refused := p.asks(t, "gm2", call{path: task + "/claim"})
	if !strings.Contains(refused.at("detail"), "王总") {
		t.Errorf("who has the task is not said: %s", refused.raw)
	}
	p.asks(t, "manager", claim).wantProblem(t, http.StatusForbidden, "forbidden")

	released := p.asks(t, "gm", release).want(t, http.StatusOK)
	if released.at("assignee") != "" || released.at("claimed_at") != "" {
		t.Errorf("the released task is %s", released.raw)
	}
	p.asks(t, "gm", release).wantProblem(t, http.StatusConflict, "conflict")
	if back := s.task("gm2", "gm_signoff"); len(back) == 0 {
		t.Error("a released task is in nobody else's inbox")
	}
	p.asks(t, "gm2", call{path: signing.path, body: signing.body}).want(t, http.StatusOK)
	for _, c := range []call{{path: claim.path}, {path: release.path}} {
		over := p.asks(t, "gm", c).wantProblem(t, http.StatusConflict, "conflict")
		if over.at("task.by.name") != "Test gm2" {
			t.Errorf("who finished the task is not said: %s", over.raw)
		}
	}
}

// testReturnedTaskIsItsAuthors tries to take the author's task away, and to
// give it away.
func testReturnedTaskIsItsAuthors(t *testing.T, p *platform) {
	s := p.expense(t)
	s.done("gm_signoff", "return", nil)
	task := s.task("rep", "revise")
	if task.at("assignee.id") != p.idOf(t, "rep") || task.at("candidate_role") != "" {
		t.Errorf("the author's task is %v", task)
	}
	wantReason(t, task, "author", "李雷", "李雷")
	s.cannotDecide("gm", task)
	p.asks(t, "rep", call{path: "/tasks/" + task.at("id") + "/release"}).wantProblem(t, http.StatusConflict, "conflict")
	s.wantStatus("returned")
}

// testClaimRaces lets two people reach for one task at the same instant: one has
// it, and a decision of the other one does not slip in.
func testClaimRaces(t *testing.T, p *platform) {
	people := []string{"gm", "gm2"}

	t.Run("two claims", func(t *testing.T) {
		for range 6 {
			s := p.expense(t)
			task := s.task("gm", "gm_signoff").at("id")
			replies := atOnce(t, 2, func(i int) (reply, error) {
				return p.people[people[i]].ask(t.Context(), call{path: "/tasks/" + task + "/claim"})
			})
			winner := 0
			if replies[0].status != http.StatusOK {
				winner = 1
			}
			replies[winner].want(t, http.StatusOK)
			replies[1-winner].wantProblem(t, http.StatusConflict, "conflict")
			if has := p.gets(t, people[1-winner], "/tasks/"+task).at("assignee.id"); has != p.idOf(t, people[winner]) {
				t.Errorf("the task is with %s, and %s claimed it", has, people[winner])
			}
		}
	})

	t.Run("claim and decision", func(t *testing.T) {
		for range 6 {
			s := p.expense(t)
			claim := call{path: "/tasks/" + s.task("gm", "gm_signoff").at("id") + "/claim"}
			calls := []call{claim, s.decision("gm2", "gm_signoff", "approve", nil)}
			replies := atOnce(t, 2, func(i int) (reply, error) { return p.people[people[i]].ask(t.Context(), calls[i]) })
			// Either gm has the task and gm2 was too late, or the other way round.
			claimed, decided := replies[0].status == http.StatusOK, replies[1].status == http.StatusOK
			if claimed == decided {
				t.Errorf("claim: %s; decision: %s", replies[0].raw, replies[1].raw)
			}
			if decided {
				s.wantDecisions("draft submit", "gm_signoff approve")
			} else {
				s.wantDecisions("draft submit")
				p.asks(t, "gm", s.decision("gm", "gm_signoff", "reject", nil)).want(t, http.StatusOK)
			}
		}
	})
}
