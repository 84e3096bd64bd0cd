package main

import (
	"net/http"
	"testing"

	"github.com/google/uuid"
)

// testKeyOfAnotherRequest uses keys for what they were not used for the first
// time.
func testKeyOfAnotherRequest(t *testing.T, p *platform) {
	reused := func(who string, c call) {
		t.Helper()
		p.asks(t, who, c).wantProblem(t, http.StatusConflict, "conflict", "header.Idempotency-Key")
	}
	with := func(c call, change answer) call {
		body := answer{}
		for k, v := range c.body {
			body[k] = v
		}
		for k, v := range change {
			body[k] = v
		}
		c.body = body
		return c
	}

	t.Run("other body", func(t *testing.T) {
		s := p.expense(t)
		signing := s.decision("gm", "gm_signoff", "approve", nil)
		p.asks(t, "gm", signing).want(t, http.StatusOK)
		reused("gm", with(signing, answer{"comment": "另一句话"}))
		reused("gm", with(signing, answer{"outcome": "reject", "comment": "不行"}))
		s.wantDecisions("draft submit", "gm_signoff approve")
	})

	t.Run("other body at the same instant", func(t *testing.T) {
		for range 5 {
			s := p.expense(t)
			approve := s.decision("gm", "gm_signoff", "approve", nil)
			reject := with(approve, answer{"outcome": "reject", "comment": "不行"})
			replies := atOnce(t, 2, func(i int) (reply, error) { return p.people["gm"].ask(t.Context(), []call{approve, reject}[i]) })
			if got := replies[0].status + replies[1].status; got != http.StatusOK+http.StatusConflict {
				t.Errorf("the answers are %d and %d: %s %s", replies[0].status, replies[1].status, replies[0].raw, replies[1].raw)
			}
			if n := len(s.view("rep").list("decisions")); n != 2 {
				t.Errorf("%d decisions, want 2", n)
			}
		}
	})

	t.Run("two people, one request", func(t *testing.T) {
		s := p.expense(t)
		signing := s.decision("gm", "gm_signoff", "approve", nil)
		p.asks(t, "gm", signing).want(t, http.StatusOK)
		reused("gm2", signing)
		pay := s.decision("finance", "finance_processing", "complete", nil)
		pay.key = signing.key
		reused("finance", pay)
		s.wantDecisions("draft submit", "gm_signoff approve")
		pay.key = uuid.NewString()
		p.asks(t, "finance", pay).want(t, http.StatusOK)
	})

	t.Run("two people, two requests", func(t *testing.T) {
		one, two := p.expense(t), p.expense(t)
		first, second := one.decision("gm", "gm_signoff", "approve", nil), two.decision("gm2", "gm_signoff", "approve", nil)
		second.key = first.key
		p.asks(t, "gm", first).want(t, http.StatusOK)
		p.asks(t, "gm2", second).want(t, http.StatusOK)
		one.wantStatus("approved")
		two.wantStatus("approved")
	})

	t.Run("two people make things", func(t *testing.T) {
		key := uuid.NewString()
		create := func(who string) string {
			return p.asks(t, who, call{path: "/customers", key: key, body: answer{"name": "同名客户"}}).want(t, http.StatusCreated).at("id")
		}
		mine, yours := create("rep"), create("rep2")
		if mine == yours {
			t.Error("two people's customers are one")
		}
		if again := create("rep"); again != mine {
			t.Errorf("the repeated key made %s beside %s", again, mine)
		}
		p.asks(t, "rep", call{path: "/customers", key: key, body: answer{"name": "别的客户"}}).wantProblem(t, http.StatusConflict, "conflict", "header.Idempotency-Key")
	})

	t.Run("submit again", func(t *testing.T) {
		s := p.begin(t, expenseRequest)
		c := call{path: s.path("/submit"), key: uuid.NewString()}
		first := p.asks(t, "rep", c).want(t, http.StatusOK)
		again := p.asks(t, "rep", c).want(t, http.StatusOK)
		if first.raw != again.raw {
			t.Errorf("first %s, then %s", first.raw, again.raw)
		}
		p.asks(t, "rep", call{path: s.path("/submit")}).wantProblem(t, http.StatusConflict, "conflict")
		reused("rep", with(c, answer{}))
		p.asks(t, "rep", with(c, answer{"x": 1})).wantProblem(t, http.StatusBadRequest, "invalid", "body.x")
		s.wantDecisions("draft submit")
	})

	t.Run("no UUID", func(t *testing.T) {
		s := p.begin(t, expenseRequest)
		p.asks(t, "rep", call{path: s.path("/submit"), key: "1"}).wantProblem(t, http.StatusBadRequest, "invalid", "header.Idempotency-Key")
		s.wantStatus("draft")
	})
}
