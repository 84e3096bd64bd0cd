package main

import (
	"net/http"
	"testing"

	"approvals/api/apitest"

	"github.com/google/uuid"
)

// testKeyOfAnotherRequest reuses keys for other requests.
func testKeyOfAnotherRequest(t *testing.T, s *scene) {
	reused := func(who string, c apitest.Call) {
		t.Helper()
		s.Ask(t, who, c).WantProblemAt(http.StatusConflict, "conflict", "header.Idempotency-Key")
	}
	with := func(c apitest.Call, change apitest.JSON) apitest.Call {
		body := apitest.JSON{}
		for k, v := range c.Body {
			body[k] = v
		}
		for k, v := range change {
			body[k] = v
		}
		c.Body = body
		return c
	}

	t.Run("other body", func(t *testing.T) {
		r := s.submitted(t)
		signing := r.decision("gm", "gm_signoff", "approve", nil)
		s.Ask(t, "gm", signing).Want(http.StatusOK)
		reused("gm", with(signing, apitest.JSON{"comment": "另一句话"}))
		reused("gm", with(signing, apitest.JSON{"outcome": "reject", "comment": "不行"}))
		r.wantDecisions("draft submit", "gm_signoff approve")
	})

	t.Run("other body at the same instant", func(t *testing.T) {
		for range 5 {
			r := s.submitted(t)
			approve := r.decision("gm", "gm_signoff", "approve", nil)
			reject := with(approve, apitest.JSON{"outcome": "reject", "comment": "不行"})
			replies := atOnce(t, 2, func(i int) (apitest.Reply, error) {
				return s.Try(t.Context(), "gm", []apitest.Call{approve, reject}[i])
			})
			if got := replies[0].Status + replies[1].Status; got != http.StatusOK+http.StatusConflict {
				t.Errorf("the answers are %d and %d: %s %s", replies[0].Status, replies[1].Status, replies[0].Raw, replies[1].Raw)
			}
			if n := len(r.view("rep").List("decisions")); n != 2 {
				t.Errorf("%d decisions, want 2", n)
			}
		}
	})

	t.Run("other task", func(t *testing.T) {
		one, two := s.submitted(t), s.submitted(t)
		first, second := one.decision("gm", "gm_signoff", "approve", nil), two.decision("gm", "gm_signoff", "approve", nil)
		second.Key = first.Key
		s.Ask(t, "gm", first).Want(http.StatusOK)
		reused("gm", second)
		two.wantStatus("in_review")
		withdrawal := apitest.Call{Path: one.path("/withdraw"), Body: apitest.JSON{"reason": "不再需要"}, Key: uuid.NewString()}
		s.Ask(t, "rep", withdrawal).Want(http.StatusOK)
		withdrawal.Path = two.path("/withdraw")
		reused("rep", withdrawal)
		two.wantStatus("in_review")
	})

	t.Run("other route", func(t *testing.T) {
		r := s.submitted(t)
		claim := apitest.Call{Path: "/tasks/" + r.task("gm", "gm_signoff").At("id") + "/claim", Key: uuid.NewString()}
		s.Ask(t, "gm", claim).Want(http.StatusOK)
		signing := r.decision("gm", "gm_signoff", "approve", nil)
		own := signing.Key
		signing.Key = claim.Key
		reused("gm", signing)
		r.wantStatus("in_review")
		signing.Key = own
		s.Ask(t, "gm", signing).Want(http.StatusOK)
		reused("gm", apitest.Call{Path: "/me/tokens", Body: apitest.JSON{"name": "x"}, Key: own})
	})

	t.Run("after a refusal", func(t *testing.T) {
		taken := apitest.JSON{"data": payment("1280.50", "")}
		first, r := s.submitted(t), s.submitted(t)
		for _, each := range []*story{first, r} {
			each.done("gm_signoff", "approve", nil)
		}
		first.done("finance_processing", "complete", taken)
		pay := r.decision("finance", "finance_processing", "complete", taken)
		for range 2 {
			s.Ask(t, "finance", pay).WantProblemAt(http.StatusConflict, "conflict", "body.data.voucher_no")
		}
		corrected := with(pay, apitest.JSON{"data": payment("1280.50", "")})
		paid := s.Ask(t, "finance", corrected).Want(http.StatusOK)
		if got := s.Ask(t, "finance", corrected).Want(http.StatusOK); got.Raw != paid.Raw {
			t.Errorf("first %s, then %s", paid.Raw, got.Raw)
		}
		reused("finance", pay)
		r.wantStatus("paid")
	})

	// Everybody's keys are their own, for decisions as for everything else.
	t.Run("two people, one request", func(t *testing.T) {
		r := s.submitted(t)
		signing := r.decision("gm", "gm_signoff", "approve", nil)
		s.Ask(t, "gm", signing).Want(http.StatusOK)
		s.Ask(t, "gm2", signing).WantProblemAt(http.StatusConflict, "conflict")
		pay := r.decision("finance", "finance_processing", "complete", nil)
		pay.Key = signing.Key
		s.Ask(t, "finance", pay).Want(http.StatusOK)
		r.wantDecisions("draft submit", "gm_signoff approve", "finance_processing complete")
	})

	t.Run("two people, two requests", func(t *testing.T) {
		one, two := s.submitted(t), s.submitted(t)
		first, second := one.decision("gm", "gm_signoff", "approve", nil), two.decision("gm2", "gm_signoff", "approve", nil)
		second.Key = first.Key
		s.Ask(t, "gm", first).Want(http.StatusOK)
		s.Ask(t, "gm2", second).Want(http.StatusOK)
		one.wantStatus("approved")
		two.wantStatus("approved")
	})

	t.Run("two people make things", func(t *testing.T) {
		key := uuid.NewString()
		create := func(who string) string {
			return s.Ask(t, who, apitest.Call{Path: "/customers", Key: key, Body: apitest.JSON{"name": "同名客户"}}).Want(http.StatusCreated).At("id")
		}
		mine, yours := create("rep"), create("rep2")
		if mine == yours {
			t.Error("two people's customers are one")
		}
		if again := create("rep"); again != mine {
			t.Errorf("the repeated key made %s beside %s", again, mine)
		}
		s.Ask(t, "rep", apitest.Call{Path: "/customers", Key: key, Body: apitest.JSON{"name": "别的客户"}}).WantProblemAt(http.StatusConflict, "conflict", "header.Idempotency-Key")
	})

	t.Run("submit again", func(t *testing.T) {
		r := s.begin(t, expenseRequest)
		c := apitest.Call{Path: r.path("/submit"), Key: uuid.NewString()}
		first := s.Ask(t, "rep", c).Want(http.StatusOK)
		again := s.Ask(t, "rep", c).Want(http.StatusOK)
		if first.Raw != again.Raw {
			t.Errorf("first %s, then %s", first.Raw, again.Raw)
		}
		s.Ask(t, "rep", apitest.Call{Path: r.path("/submit")}).WantProblemAt(http.StatusConflict, "conflict")
		reused("rep", with(c, apitest.JSON{}))
		s.Ask(t, "rep", with(c, apitest.JSON{"x": 1})).WantProblemAt(http.StatusBadRequest, "invalid", "body.x")
		r.wantDecisions("draft submit")
	})

	t.Run("no UUID", func(t *testing.T) {
		r := s.begin(t, expenseRequest)
		s.Ask(t, "rep", apitest.Call{Path: r.path("/submit"), Key: "1"}).WantProblemAt(http.StatusBadRequest, "invalid", "header.Idempotency-Key")
		r.wantStatus("draft")
	})
}
