package main

import (
	"net/http"
	"sync"
	"testing"

	"approvals/api/apitest"
	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// testOneKeyCountsOnce sends the same call sixteen times concurrently under one key:
// all get the same response and it takes effect once. The last decision is the most
// critical one, because it ends the workflow.
func testOneKeyCountsOnce(t *testing.T, s *scene) {
	pay := func(r *story) apitest.Call { return r.decision("finance", "finance_processing", "complete", nil) }
	for name, try := range map[string]struct {
		who     string
		prepare func(*story) apitest.Call
		status  string
		want    []string
	}{
		"submit": {"rep", func(r *story) apitest.Call {
			return apitest.Call{Path: r.path("/submit"), Body: apitest.JSON{}, Key: uuid.NewString()}
		},
			"in_review", []string{"draft submit"}},
		"resubmit": {"rep", func(r *story) apitest.Call {
			r.submit()
			r.done("gm_signoff", "return", nil)
			return apitest.Call{Path: r.path("/submit"), Body: apitest.JSON{}, Key: uuid.NewString()}
		}, "in_review", []string{"draft submit", "gm_signoff return", "revise resubmit"}},
		"sign-off": {"gm", func(r *story) apitest.Call { r.submit(); return r.decision("gm", "gm_signoff", "approve", nil) },
			"approved", []string{"draft submit", "gm_signoff approve"}},
		"payment": {"finance", func(r *story) apitest.Call { r.submit(); r.done("gm_signoff", "approve", nil); return pay(r) },
			"paid", []string{"draft submit", "gm_signoff approve", "finance_processing complete"}},
		"rejection": {"gm", func(r *story) apitest.Call { r.submit(); return r.decision("gm", "gm_signoff", "reject", nil) },
			"rejected", []string{"draft submit", "gm_signoff reject"}},
		"withdrawal": {"rep", func(r *story) apitest.Call {
			r.submit()
			return apitest.Call{Path: r.path("/withdraw"), Body: apitest.JSON{"reason": "不再需要"}, Key: uuid.NewString()}
		}, "withdrawn", []string{"draft submit", "draft withdraw"}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				r := s.begin(t, expenseRequest)
				c := try.prepare(r)
				replies := atOnce(t, 16, func(int) (apitest.Reply, error) { return s.Try(t.Context(), try.who, c) })
				for _, got := range replies {
					got.Want(http.StatusOK)
					if diff := cmp.Diff(replies[0].JSON, got.JSON); diff != "" {
						t.Error("two answers differ:", diff)
					}
				}
				r.wantDecisions(try.want...)
				r.wantStatus(try.status)
				// Once more, when all is long over.
				again := s.Ask(t, try.who, c).Want(http.StatusOK)
				if diff := cmp.Diff(replies[0].JSON, again.JSON); diff != "" {
					t.Error("the repeated key gets another answer:", diff)
				}
			}
		})
	}
}

// atOnce makes n calls concurrently and returns all responses.
func atOnce(t testing.TB, n int, do func(i int) (apitest.Reply, error)) []apitest.Reply {
	t.Helper()
	replies, errs := make([]apitest.Reply, n), make([]error, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-start
			replies[i], errs[i] = do(i)
			replies[i].T = t
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

// testAnswerIsKept repeats a key right after the request has moved on: the answer is
// that of the first time, whatever has happened since.
func testAnswerIsKept(t *testing.T, s *scene) {
	r := s.submitted(t)
	signing := r.decision("gm", "gm_signoff", "approve", nil)
	first := s.Ask(t, "gm", signing).Want(http.StatusOK)
	r.done("finance_processing", "complete", nil)
	again := s.Ask(t, "gm", signing).Want(http.StatusOK)
	if diff := cmp.Diff(first.JSON, again.JSON); diff != "" {
		t.Error("the repeated key gets another answer:", diff)
	}
	if again.At("request.status") != "approved" {
		t.Errorf("the kept answer has the request %s", again.At("request.status"))
	}
	r.wantDecisions("draft submit", "gm_signoff approve", "finance_processing complete")
}

// testTwoDecideAtOnce lets two users decide one task concurrently, repeatedly: one
// succeeds and the other is told who decided what.
func testTwoDecideAtOnce(t *testing.T, s *scene) {
	names := map[string]string{"gm": "王总", "gm2": "Test gm2"}
	won := map[string]int{}
	for round := range 12 {
		r := s.submitted(t)
		deciders := []string{"gm", "gm2"}
		outcomes := map[string]string{"gm": "approve", "gm2": []string{"reject", "approve", "return"}[round%3]}
		calls := map[string]apitest.Call{}
		for who, outcome := range outcomes {
			calls[who] = r.decision(who, "gm_signoff", outcome, nil)
		}
		replies := atOnce(t, 2, func(i int) (apitest.Reply, error) { return s.Try(t.Context(), deciders[i], calls[deciders[i]]) })
		winner, loser := 0, 1
		if replies[1].Status == http.StatusOK {
			winner, loser = 1, 0
		}
		who := deciders[winner]
		won[who]++
		replies[winner].Want(http.StatusOK)
		refused := replies[loser].WantProblemAt(http.StatusConflict, "conflict")
		if refused.At("task.by.name") != names[who] || refused.At("task.outcome") != outcomes[who] || refused.At("task.state") != "done" {
			t.Errorf("the loser of round %d gets %s", round, refused.Raw)
		}
		r.wantDecisions("draft submit", "gm_signoff "+outcomes[who])
		r.wantStatus(replies[winner].At("request.status"))
		// A later attempt gets the same response.
		s.Ask(t, deciders[loser], calls[deciders[loser]]).WantProblemAt(http.StatusConflict, "conflict")
	}
	t.Logf("rounds won: %v", won)
}
