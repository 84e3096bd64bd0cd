package main

import (
	"net/http"
	"sync"
	"testing"

	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// testOneKeyCountsOnce sends the same thing sixteen times at the same instant
// under one key: all get the same answer, and it happens once. The last act of
// a request counts most, since its workflow ends with it.
func testOneKeyCountsOnce(t *testing.T, p *platform) {
	pay := func(s *story) call { return s.decision("finance", "finance_processing", "complete", nil) }
	for name, try := range map[string]struct {
		who     string
		prepare func(*story) call
		status  string
		want    []string
	}{
		"submit": {"rep", func(s *story) call { return call{path: s.path("/submit"), body: answer{}, key: uuid.NewString()} },
			"in_review", []string{"draft submit"}},
		"resubmit": {"rep", func(s *story) call {
			s.submit()
			s.done("gm_signoff", "return", nil)
			return call{path: s.path("/submit"), body: answer{}, key: uuid.NewString()}
		}, "in_review", []string{"draft submit", "gm_signoff return", "revise resubmit"}},
		"sign-off": {"gm", func(s *story) call { s.submit(); return s.decision("gm", "gm_signoff", "approve", nil) },
			"approved", []string{"draft submit", "gm_signoff approve"}},
		"payment": {"finance", func(s *story) call { s.submit(); s.done("gm_signoff", "approve", nil); return pay(s) },
			"paid", []string{"draft submit", "gm_signoff approve", "finance_processing complete"}},
		"rejection": {"gm", func(s *story) call { s.submit(); return s.decision("gm", "gm_signoff", "reject", nil) },
			"rejected", []string{"draft submit", "gm_signoff reject"}},
		"withdrawal": {"rep", func(s *story) call {
			s.submit()
			return call{path: s.path("/withdraw"), body: answer{"reason": "不再需要"}, key: uuid.NewString()}
		}, "withdrawn", []string{"draft submit", "draft withdraw"}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				s := p.begin(t, expenseRequest)
				c := try.prepare(s)
				replies := atOnce(t, 16, func(int) (reply, error) { return p.people[try.who].ask(t.Context(), c) })
				for _, r := range replies {
					r.want(t, http.StatusOK)
					if diff := cmp.Diff(replies[0].answer, r.answer); diff != "" {
						t.Error("two answers differ:", diff)
					}
				}
				s.wantDecisions(try.want...)
				s.wantStatus(try.status)
				// Once more, when all is long over.
				again := p.asks(t, try.who, c).want(t, http.StatusOK)
				if diff := cmp.Diff(replies[0].answer, again.answer); diff != "" {
					t.Error("the repeated key gets another answer:", diff)
				}
			}
		})
	}
}

// atOnce runs n calls at the same instant and returns all answers.
func atOnce(t testing.TB, n int, do func(i int) (reply, error)) []reply {
	t.Helper()
	replies, errs := make([]reply, n), make([]error, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-start
			replies[i], errs[i] = do(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	for _, err := range errs {
		must(t, err)
	}
	return replies
}

// testAnswerIsKept repeats a key after the request has moved on: the answer is
// that of the first time, whatever has happened since.
func testAnswerIsKept(t *testing.T, p *platform) {
	s := p.expense(t)
	signing := s.decision("gm", "gm_signoff", "approve", nil)
	first := p.asks(t, "gm", signing).want(t, http.StatusOK)
	// The answer is written down within a second or two.
	eventually(t, soon, func() error {
		_, kept, err := p.store.TransitionOf(t.Context(), s.id, signing.key)
		if err == nil && kept == nil {
			err = approval.NotFound()
		}
		return err
	})
	s.done("finance_processing", "complete", nil)
	again := p.asks(t, "gm", signing).want(t, http.StatusOK)
	if diff := cmp.Diff(first.answer, again.answer); diff != "" {
		t.Error("the repeated key gets another answer:", diff)
	}
	if again.at("request.status") != "approved" {
		t.Errorf("the kept answer has the request %s", again.at("request.status"))
	}
	s.wantDecisions("draft submit", "gm_signoff approve", "finance_processing complete")
}

// testTwoDecideAtOnce lets two people decide one task at the same instant, again
// and again: one wins, and the other is told who did what.
func testTwoDecideAtOnce(t *testing.T, p *platform) {
	names := map[string]string{"gm": "王总", "gm2": "Test gm2"}
	won := map[string]int{}
	for round := range 12 {
		s := p.expense(t)
		deciders := []string{"gm", "gm2"}
		outcomes := map[string]string{"gm": "approve", "gm2": []string{"reject", "approve", "return"}[round%3]}
		calls := map[string]call{}
		for who, outcome := range outcomes {
			calls[who] = s.decision(who, "gm_signoff", outcome, nil)
		}
		replies := atOnce(t, 2, func(i int) (reply, error) { return p.people[deciders[i]].ask(t.Context(), calls[deciders[i]]) })
		winner, loser := 0, 1
		if replies[1].status == http.StatusOK {
			winner, loser = 1, 0
		}
		who := deciders[winner]
		won[who]++
		replies[winner].want(t, http.StatusOK)
		refused := replies[loser].wantProblem(t, http.StatusConflict, "conflict")
		if refused.at("task.by.name") != names[who] || refused.at("task.outcome") != outcomes[who] || refused.at("task.state") != "done" {
			t.Errorf("the loser of round %d is told %s", round, refused.raw)
		}
		s.wantDecisions("draft submit", "gm_signoff "+outcomes[who])
		s.wantStatus(replies[winner].at("request.status"))
		// Later is told the same.
		p.asks(t, deciders[loser], calls[deciders[loser]]).wantProblem(t, http.StatusConflict, "conflict")
	}
	t.Logf("rounds won: %v", won)
}
