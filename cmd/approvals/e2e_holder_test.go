package main

import (
	"net/http"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/workflows/approval"
)

// authored returns a submitted expense request of another author than rep.
func (s *scene) authored(t *testing.T, who string) *story {
	t.Helper()
	customer, project := s.newProject(t, who, nil)
	made := s.Post(t, who, "/expense-requests", apitest.JSON{"project_id": project, "category": "travel",
		"amount": cny("1280.50"), "purpose": "自己的申请", "spent_on": "2026-11-20"})
	r := &story{scene: s, t: t, kind: expenseRequest, customer: customer, project: project, id: made.At("id"), number: made.At("number")}
	s.Ask(t, who, apitest.Call{Path: r.path("/submit")}).Want(http.StatusOK)
	return r
}

// TestAuthorCannotDecide checks that a general manager's own expense request goes to
// the other general manager or, without one, to the fallback role, and that the task
// gives the reason in both languages.
func TestAuthorCannotDecide(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.join(t, "boss", approval.SalesRep, approval.GeneralManager)

	t.Run("another holder", func(t *testing.T) {
		r := s.authored(t, "boss")
		task := r.task("gm", "gm_signoff")
		wantReason(t, task, "role", "总经理", "General manager")
		if mine := r.task("boss", "gm_signoff"); len(mine) > 0 {
			t.Errorf("the author has the task: %v", mine)
		}
		r.cannotDecide("boss", task)
		s.Ask(t, "gm", r.decision("gm", "gm_signoff", "approve", nil)).Want(http.StatusOK)
	})

	t.Run("nobody else", func(t *testing.T) {
		must(t, s.store.SetUserActive(t.Context(), s.idOf(t, "gm"), false))
		r := s.authored(t, "boss")
		task := r.task("manager", "gm_signoff")
		wantReason(t, task, "fallback", "后备角色", "fallback role")
		for _, text := range []string{task.At("reason.text.zh-CN"), task.At("reason.text.en")} {
			if !strings.Contains(text, "Test boss") {
				t.Errorf("the reason does not name the author: %s", text)
			}
		}
		if task.At("reason.text.zh-CN") == task.At("reason.text.en") || task.At("candidate_role") != approval.Manager ||
			task.At("reason.values.fallback_role") != approval.Manager || task.At("reason.values.holders") != "0" {
			t.Errorf("the task is %v", task)
		}
		r.cannotDecide("boss", task)
		r.cannotDecide("finance", task)
		signed := s.Ask(t, "manager", r.decision("manager", "gm_signoff", "approve", nil)).Want(http.StatusOK)
		if signed.At("request.status") != "approved" {
			t.Errorf("signed by the fallback role the request is %s", signed.At("request.status"))
		}
	})

	t.Run("another fallback role", func(t *testing.T) {
		s.Ask(t, "admin", apitest.Call{Method: http.MethodPut, Path: "/variables/approval.fallback_role", Body: apitest.JSON{"value": approval.Finance}}).
			Want(http.StatusOK)
		r := s.authored(t, "boss")
		wantReason(t, r.task("finance", "gm_signoff"), "fallback", "财务", "Finance")
		if other := r.task("manager", "gm_signoff"); len(other) > 0 {
			t.Errorf("the former fallback role has the task too: %v", other)
		}
		s.Ask(t, "finance", r.decision("finance", "gm_signoff", "reject", nil)).Want(http.StatusOK)
	})
	s.wantAgreement(t)
}

// cannotDecide checks that the user can see the task but not act on it.
func (r *story) cannotDecide(who string, task apitest.JSON) {
	r.t.Helper()
	path := "/tasks/" + task.At("id")
	revision := task.Sub("request")["revision"]
	for _, c := range []apitest.Call{
		{Path: path + "/complete", Body: apitest.JSON{"outcome": "approve", "revision": revision}},
		{Path: path + "/complete", Body: apitest.JSON{"outcome": "reject", "revision": revision, "comment": "x"}},
		{Path: path + "/claim"},
	} {
		r.Ask(r.t, who, c).WantProblemAt(http.StatusForbidden, "forbidden")
	}
	r.wantTaskOpen(task.At("id"))
}

func (r *story) wantTaskOpen(id string) {
	r.t.Helper()
	for _, task := range r.view("manager").List("tasks") {
		if task.At("id") == id && task.At("state") != "open" {
			r.t.Errorf("the task is %s", task.At("state"))
		}
	}
}

func wantReason(t *testing.T, task apitest.JSON, how, zh, en string) {
	t.Helper()
	if task.At("id") == "" {
		t.Fatal("there is no such task in the inbox")
	}
	if task.At("reason.how") != how || !strings.Contains(task.At("reason.text.zh-CN"), zh) || !strings.Contains(task.At("reason.text.en"), en) {
		t.Errorf("the reason is %v, want %s with %s and %s", task["reason"], how, zh, en)
	}
}

// testWhoMayNotDecide checks that users without permission for a step get 403 if they
// may see the request, else 404.
func testWhoMayNotDecide(t *testing.T, s *scene) {
	r := s.submitted(t)
	task := r.task("gm", "gm_signoff").At("id")
	for who, problem := range map[string]struct {
		status int
		code   approval.Code
	}{
		"rep":        {http.StatusForbidden, "forbidden"},
		"commercial": {http.StatusForbidden, "forbidden"},
		"finance":    {http.StatusForbidden, "forbidden"},
		"manager":    {http.StatusForbidden, "forbidden"},
		"rep2":       {http.StatusNotFound, "not_found"},
		"admin":      {http.StatusNotFound, "not_found"},
	} {
		body := apitest.JSON{"outcome": "approve", "revision": 1}
		s.Ask(t, who, apitest.Call{Path: "/tasks/" + task + "/complete", Body: body}).WantProblemAt(problem.status, problem.code)
		s.Ask(t, who, apitest.Call{Path: "/tasks/" + task + "/claim"}).WantProblemAt(problem.status, problem.code)
	}
	r.wantStatus("in_review")
	r.wantDecisions("draft submit")
}
