package main

import (
	"net/http"
	"strings"
	"testing"

	"approvals/workflows/approval"
)

// authored is a submitted expense request of somebody else than rep.
func (p *platform) authored(t *testing.T, who string) *story {
	t.Helper()
	customer, project := p.newProject(t, who, nil)
	r := p.posts(t, who, "/expense-requests", answer{"project_id": project, "category": "travel",
		"amount": cny("1280.50"), "purpose": "自己的申请", "spent_on": "2026-11-20"})
	s := &story{platform: p, t: t, kind: expenseRequest, customer: customer, project: project, id: r.at("id"), number: r.at("number")}
	p.asks(t, who, call{path: s.path("/submit")}).want(t, http.StatusOK)
	return s
}

// TestAuthorCannotDecide lets a general manager ask for money: the other one
// has to sign; without another one it goes to the fallback role, and the task
// says why in both languages.
func TestNobodyDecidesTheirOwn(t *testing.T) {
	t.Parallel()
	p := newPlatform(t)
	p.join(t, "boss", approval.SalesRep, approval.GeneralManager)

	t.Run("another holder", func(t *testing.T) {
		s := p.authored(t, "boss")
		task := s.task("gm", "gm_signoff")
		wantReason(t, task, "role", "总经理", "General manager")
		if mine := s.task("boss", "gm_signoff"); len(mine) > 0 {
			t.Errorf("the author has the task: %v", mine)
		}
		s.cannotDecide("boss", task)
		p.asks(t, "gm", s.decision("gm", "gm_signoff", "approve", nil)).want(t, http.StatusOK)
	})

	t.Run("nobody else", func(t *testing.T) {
		must(t, p.store.SetUserActive(t.Context(), p.idOf(t, "gm"), false))
		s := p.authored(t, "boss")
		task := s.task("manager", "gm_signoff")
		wantReason(t, task, "fallback", "后备角色", "fallback role")
		for _, text := range []string{task.at("reason.text.zh-CN"), task.at("reason.text.en")} {
			if !strings.Contains(text, "Test boss") {
				t.Errorf("the reason does not name the author: %s", text)
			}
		}
		if task.at("reason.text.zh-CN") == task.at("reason.text.en") || task.at("candidate_role") != approval.Manager ||
			task.at("reason.values.fallback_role") != approval.Manager || task.at("reason.values.holders") != "0" {
			t.Errorf("the task is %v", task)
		}
		s.cannotDecide("boss", task)
		s.cannotDecide("finance", task)
		signed := p.asks(t, "manager", s.decision("manager", "gm_signoff", "approve", nil)).want(t, http.StatusOK)
		if signed.at("request.status") != "approved" {
			t.Errorf("signed by the fallback role the request is %s", signed.at("request.status"))
		}
	})

	t.Run("another fallback role", func(t *testing.T) {
		p.asks(t, "admin", call{method: http.MethodPut, path: "/variables/approval.fallback_role", body: answer{"value": approval.Finance}}).
			want(t, http.StatusOK)
		s := p.authored(t, "boss")
		wantReason(t, s.task("finance", "gm_signoff"), "fallback", "财务", "Finance")
		if other := s.task("manager", "gm_signoff"); len(other) > 0 {
			t.Errorf("the former fallback role has the task too: %v", other)
		}
		p.asks(t, "finance", s.decision("finance", "gm_signoff", "reject", nil)).want(t, http.StatusOK)
	})
	p.wantAgreement(t)
}

// cannotDecide tries every act on the task as somebody who may see it and may
// not do it.
func (s *story) cannotDecide(who string, task answer) {
	s.t.Helper()
	path := "/tasks/" + task.at("id")
	revision := task.sub("request")["revision"]
	for _, c := range []call{
		{path: path + "/complete", body: answer{"outcome": "approve", "revision": revision}},
		{path: path + "/complete", body: answer{"outcome": "reject", "revision": revision, "comment": "x"}},
		{path: path + "/claim"},
	} {
		s.asks(s.t, who, c).wantProblem(s.t, http.StatusForbidden, "forbidden")
	}
	s.wantTaskOpen(task.at("id"))
}

func (s *story) wantTaskOpen(id string) {
	s.t.Helper()
	for _, task := range s.view("manager").list("tasks") {
		if task.at("id") == id && task.at("state") != "open" {
			s.t.Errorf("the task is %s", task.at("state"))
		}
	}
}

func wantReason(t *testing.T, task answer, how, zh, en string) {
	t.Helper()
	if task.at("id") == "" {
		t.Fatal("there is no such task in the inbox")
	}
	if task.at("reason.how") != how || !strings.Contains(task.at("reason.text.zh-CN"), zh) || !strings.Contains(task.at("reason.text.en"), en) {
		t.Errorf("the reason is %v, want %s with %s and %s", task["reason"], how, zh, en)
	}
}

// testWhoMayNotDecide lets everybody try who has no part in a step: who sees the
// request is refused, who does not is told nothing.
func testWhoMayNotDecide(t *testing.T, p *platform) {
	s := p.expense(t)
	task := s.task("gm", "gm_signoff").at("id")
	for who, problem := range map[string]struct {
		status int
		code   string
	}{
		"rep":        {http.StatusForbidden, "forbidden"},
		"commercial": {http.StatusForbidden, "forbidden"},
		"finance":    {http.StatusForbidden, "forbidden"},
		"manager":    {http.StatusForbidden, "forbidden"},
		"rep2":       {http.StatusNotFound, "not_found"},
		"admin":      {http.StatusNotFound, "not_found"},
	} {
		body := answer{"outcome": "approve", "revision": 1}
		p.asks(t, who, call{path: "/tasks/" + task + "/complete", body: body}).wantProblem(t, problem.status, problem.code)
		p.asks(t, who, call{path: "/tasks/" + task + "/claim"}).wantProblem(t, problem.status, problem.code)
	}
	s.wantStatus("in_review")
	s.wantDecisions("draft submit")
}
