package main

import (
	"net/http"
	"slices"
	"testing"

	"approvals/deploy/demo"

	"github.com/google/go-cmp/cmp"
)

// testReadYourWrites asks for the boxes with the very next request after each
// answer, without waiting: the answer and everybody's boxes tell the same.
func testReadYourWrites(t *testing.T, p *platform) {
	s := p.begin(t, projectRequest)
	submitted := s.submit()
	wantOpen(t, submitted, "commercial_report", "finance_report")
	s.wantBoxes("after the submission", map[string]string{
		"commercial inbox": "commercial_report", "finance inbox": "finance_report", "rep requested": "finance_report commercial_report",
	})

	s.attach("commercial", "feasibility_report")
	done := s.done("commercial_report", "complete", nil)
	wantOpen(t, done.sub("request"), "finance_report")
	s.wantBoxes("after the first report", map[string]string{
		"finance inbox": "finance_report", "rep requested": "finance_report", "commercial done": "commercial_report",
	})

	s.attach("finance", "budget_report")
	done = s.done("finance_report", "complete", nil)
	wantOpen(t, done.sub("request"), "management_decision")
	s.wantBoxes("after both reports", map[string]string{
		"manager inbox": "management_decision", "gm inbox": "management_decision", "rep requested": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})

	done = s.done("management_decision", "return", answer{"return_to": "requester"})
	wantOpen(t, done.sub("request"), "revise")
	s.wantBoxes("after the return", map[string]string{
		"rep inbox": "revise", "manager done": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})

	wantOpen(t, s.submit(), "management_decision")
	task := s.task("gm", "management_decision").at("id")
	p.asks(t, "gm", call{path: "/tasks/" + task + "/claim"}).want(t, http.StatusOK)
	s.wantBoxes("after the claim", map[string]string{
		"gm inbox": "management_decision", "gm claimed": "management_decision", "rep requested": "management_decision",
		"rep done": "revise", "manager done": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})

	p.asks(t, "gm", s.decision("gm", "management_decision", "approve", nil)).want(t, http.StatusOK)
	s.wantBoxes("in the end", map[string]string{
		"rep done": "revise", "gm done": "management_decision", "manager done": "management_decision",
		"commercial done": "commercial_report", "finance done": "finance_report",
	})
}

func wantOpen(t *testing.T, request answer, steps ...string) {
	t.Helper()
	var open []string
	for _, task := range request.list("tasks") {
		if task.at("state") != "open" {
			continue
		}
		open = append(open, task.at("step"))
		if task.at("reason.text.zh-CN") == "" || task.at("reason.text.en") == "" {
			t.Errorf("an open task without reason: %v", task)
		}
	}
	if !slices.Equal(open, steps) {
		t.Errorf("the answer has the open tasks %v, want %v", open, steps)
	}
}

// wantBoxes compares all boxes of everybody, newest task first, with those that
// are not empty.
func (s *story) wantBoxes(when string, want map[string]string) {
	s.t.Helper()
	got := map[string]string{}
	for _, account := range demo.Accounts {
		who := account.Username
		for _, box := range []string{"inbox", "claimed", "done", "requested"} {
			listed := s.gets(s.t, who, "/tasks?box="+box+"&q="+s.number)
			steps := listed.all("items", "step")
			// Outcomes are offered to those who can act, and to nobody else.
			for _, task := range listed.list("items") {
				outcomes, _ := task["outcomes"].([]any)
				if offered := len(outcomes) > 0; offered != (box == "inbox" || box == "claimed") {
					s.t.Errorf("%s: in the box %s of %s the task %s offers %v", when, box, who, task.at("step"), outcomes)
				}
			}
			if len(steps) > 0 {
				got[who+" "+box] = words(steps...)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("%s: %s", when, diff)
	}
}
