package main

import (
	"net/http"
	"slices"
	"testing"

	"approvals/api/apitest"
	"approvals/deploy/demo"

	"github.com/google/go-cmp/cmp"
)

// testReadYourWrites reads all boxes immediately after each response: they agree with
// it.
func testReadYourWrites(t *testing.T, s *scene) {
	r := s.begin(t, projectRequest)
	submitted := r.submit()
	wantOpen(t, submitted, "commercial_report", "finance_report")
	r.wantBoxes("after the submission", map[string]string{
		"commercial inbox": "commercial_report", "finance inbox": "finance_report", "rep requested": "finance_report commercial_report",
	})

	r.attach("commercial", "feasibility_report")
	done := r.done("commercial_report", "complete", nil)
	wantOpen(t, done.Sub("request"), "finance_report")
	r.wantBoxes("after the first report", map[string]string{
		"finance inbox": "finance_report", "rep requested": "finance_report", "commercial done": "commercial_report",
	})

	r.attach("finance", "budget_report")
	done = r.done("finance_report", "complete", nil)
	wantOpen(t, done.Sub("request"), "management_decision")
	r.wantBoxes("after both reports", map[string]string{
		"manager inbox": "management_decision", "gm inbox": "management_decision", "rep requested": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})

	done = r.done("management_decision", "return", apitest.JSON{"return_to": "requester"})
	wantOpen(t, done.Sub("request"), "revise")
	r.wantBoxes("after the return", map[string]string{
		"rep inbox": "revise", "manager done": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})

	wantOpen(t, r.submit(), "management_decision")
	task := r.task("gm", "management_decision").At("id")
	s.Ask(t, "gm", apitest.Call{Path: "/tasks/" + task + "/claim"}).Want(http.StatusOK)
	r.wantBoxes("after the claim", map[string]string{
		"gm inbox": "management_decision", "gm claimed": "management_decision", "rep requested": "management_decision",
		"rep done": "revise", "manager done": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})

	s.Ask(t, "gm", r.decision("gm", "management_decision", "approve", nil)).Want(http.StatusOK)
	r.wantBoxes("in the end", map[string]string{
		"rep done": "revise", "gm done": "management_decision", "manager done": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})
}

func wantOpen(t *testing.T, request apitest.JSON, steps ...string) {
	t.Helper()
	var open []string
	for _, task := range request.List("tasks") {
		if task.At("state") != "open" {
			continue
		}
		open = append(open, task.At("step"))
		if task.At("reason.text.zh-CN") == "" || task.At("reason.text.en") == "" {
			t.Errorf("an open task without reason: %v", task)
		}
	}
	if !slices.Equal(open, steps) {
		t.Errorf("the answer has the open tasks %v, want %v", open, steps)
	}
}

// wantBoxes compares the boxes of all users, newest task first; boxes that are not
// listed must be empty.
func (r *story) wantBoxes(when string, want map[string]string) {
	r.t.Helper()
	got := map[string]string{}
	for _, account := range demo.Accounts {
		who := account.Username
		for _, box := range []string{"inbox", "claimed", "done", "requested"} {
			listed := r.Get(r.t, who, "/tasks?box="+box+"&q="+r.number)
			steps := listed.All("items", "step")
			// Outcomes are offered to those who can act, and to nobody else.
			for _, task := range listed.List("items") {
				outcomes, _ := task["outcomes"].([]any)
				if offered := len(outcomes) > 0; offered != (box == "inbox" || box == "claimed") {
					r.t.Errorf("%s: in the box %s of %s the task %s offers %v", when, box, who, task.At("step"), outcomes)
				}
			}
			if len(steps) > 0 {
				got[who+" "+box] = words(steps...)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		r.t.Errorf("%s: %s", when, diff)
	}
}
