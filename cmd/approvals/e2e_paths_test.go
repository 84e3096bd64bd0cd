package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stage is one act and where everything stands after it.
type stage struct {
	act    act
	status string
	// steps are the states of steps[], in order; one that is not on the straight
	// way shows by its name.
	steps string
	// event is what the act left in the timeline.
	event string
	// project is the project's status, budget, spending and what is pending.
	project string
}

// act is what somebody does to a request: ends the open task of a step, or what
// the verb says.
type act struct {
	step, outcome string
	// more of a decision goes into its body; of a (re)submission it is the facts
	// that the author changes first.
	more answer
	verb verb
}

// verb is an act without a task.
type verb string

const (
	submits   verb = "submit"
	withdraws verb = "withdraw"
)

// path is a way through a process from its draft on.
type path struct {
	stages []stage
	// tasks are all tasks in the end, each with its outcome or else its state.
	tasks string
}

// walk takes a request along the path and looks at everything after each act.
func (p *platform) walk(t *testing.T, kind string, way path) {
	s := p.begin(t, kind)
	var events []string
	for i, st := range way.stages {
		if purpose, ok := reportPurposes[st.act.step]; ok {
			s.attach(holders[st.act.step], purpose)
			events = append(events, "attachment.added")
		}
		answered := s.do(st.act)
		if i > 0 && len(st.act.more) > 0 && (st.act.verb == submits || st.act.outcome == "resubmit") {
			events = append(events, kind+".revised")
		}
		events = append(events, st.event)
		s.wantStage(i, st, answered)
		s.wantInboxes(answered)
		// To the one who acted: how a task can end depends on who asks.
		who := holders[st.act.step]
		if st.act.verb != "" {
			who = "rep"
		}
		if seen := s.view(who); !cmp.Equal(seen, answered) {
			t.Errorf("after act %d the request is not what was answered: %s", i+1, cmp.Diff(answered, seen))
		}
		if t.Failed() {
			t.Fatalf("the path ends with act %d: %v", i+1, st.act)
		}
	}
	s.wantTimeline(events)
	var tasks []string
	for _, task := range s.view("rep").list("tasks") {
		tasks = append(tasks, task.at("step")+":"+orElse(task.at("outcome"), task.at("state")))
	}
	if diff := cmp.Diff(strings.Fields(way.tasks), tasks); diff != "" {
		t.Error("tasks:", diff)
	}
}

// do acts and returns the request as the answer has it, as the one who acted sees
// it.
func (s *story) do(a act) answer {
	s.t.Helper()
	switch a.verb {
	case submits:
		if len(a.more) > 0 {
			s.edit(a.more)
		}
		return s.submit()
	case withdraws:
		return s.posts(s.t, "rep", s.path("/withdraw"), answer{"reason": "不再需要"})
	}
	if a.outcome == "resubmit" && len(a.more) > 0 {
		s.edit(a.more)
		a.more = nil
	}
	done := s.done(a.step, a.outcome, a.more)
	if done.at("task.state") != "done" || done.at("task.outcome") != a.outcome {
		s.t.Errorf("the answer has the task %s (%s), want done (%s)", done.at("task.state"), done.at("task.outcome"), a.outcome)
	}
	return done.sub("request")
}

// wantStage compares the request with the stage, and the project.
func (s *story) wantStage(i int, want stage, request answer) {
	s.t.Helper()
	project := s.gets(s.t, "rep", "/projects/"+s.project)
	got := stage{
		act: want.act, status: request.at("status"), steps: stepsOf(request), event: request.last("events").at("kind"),
		project: words(project.at("status"), orElse(project.at("budget.amount"), "-"), project.at("spent.amount"), project.at("pending.amount")),
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(stage{}, act{})); diff != "" {
		s.t.Errorf("after act %d: %s", i+1, diff)
	}
	decisions := request.list("decisions")
	if len(decisions) != i+1 {
		s.t.Errorf("%d decisions after %d acts", len(decisions), i+1)
		return
	}
	last := decisions[i]
	who, outcome := holders[want.act.step], want.act.outcome
	if want.act.verb != "" {
		who, outcome = "rep", string(want.act.verb)
	}
	if outcome == "submit" && i > 0 {
		outcome = "resubmit"
	}
	if last.at("outcome") != outcome || last.at("by.id") != s.idOf(s.t, who) || last.at("return_to") != want.act.more.at("return_to") {
		s.t.Errorf("after act %d the last decision is %v", i+1, last)
	}
}

// stepsOf words steps[].
func stepsOf(request answer) string {
	straight := map[string][]string{
		projectRequest: {"draft", "commercial_report", "finance_report", "management_decision"},
		expenseRequest: {"draft", "gm_signoff", "finance_processing"},
	}[request.at("kind")]
	var states []string
	for _, step := range request.list("steps") {
		if slices.Contains(straight, step.at("step")) {
			states = append(states, step.at("state"))
		} else {
			states = append(states, step.at("step"))
		}
	}
	return strings.Join(states, " ")
}

// wantInboxes looks into everybody's inbox with the very next request: each open
// task is with those who can do it, and with nobody else.
func (s *story) wantInboxes(request answer) {
	s.t.Helper()
	open := []string{}
	for _, task := range request.list("tasks") {
		if task.at("state") == "open" {
			open = append(open, task.at("step"))
		}
	}
	mine := map[string][]string{
		"rep": {"revise"}, "rep2": {}, "commercial": {"commercial_report"},
		"finance": {"finance_report", "finance_processing"}, "manager": {"management_decision"},
		"gm": {"management_decision", "gm_signoff"}, "admin": {},
	}
	for who, steps := range mine {
		want := slices.DeleteFunc(slices.Clone(open), func(step string) bool { return !slices.Contains(steps, step) })
		got := s.gets(s.t, who, "/tasks?q="+s.number).all("items", "step")
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			s.t.Errorf("the inbox of %s has %v, want %v", who, got, want)
		}
	}
}

// wantTimeline compares all events of the request, and those with the customer's
// timeline, which has them newest first.
func (s *story) wantTimeline(want []string) {
	s.t.Helper()
	request := s.view("rep")
	if diff := cmp.Diff(want, request.all("events", "kind")); diff != "" {
		s.t.Error("events:", diff)
	}
	var told []string
	for _, e := range s.gets(s.t, "rep", "/customers/"+s.customer+"/timeline?limit=200").list("items") {
		if e.at("subject.id") == s.id {
			told = append(told, e.at("id"))
		}
		if e.at("summary.zh-CN") == "" || e.at("summary.en") == "" || e.at("hash") == "" {
			s.t.Errorf("an event without words or hash: %v", e)
		}
	}
	slices.Reverse(told)
	if diff := cmp.Diff(request.all("events", "id"), told); diff != "" {
		s.t.Error("the timeline has other events:", diff)
	}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// testIncompleteDraft submits drafts with nothing in them: every field that
// misses is named at once, and nothing happens.
func testIncompleteDraft(t *testing.T, p *platform) {
	for kind, fields := range map[string][]string{
		projectRequest: {"body.reason", "body.expected_revenue", "body.expected_cost", "body.expected_close_on", "body.win_probability"},
		expenseRequest: {"body.category", "body.amount", "body.purpose", "body.spent_on"},
	} {
		s := p.begin(t, kind)
		s.id = p.posts(t, "rep", s.collection(), answer{"project_id": s.project}).at("id")
		p.asks(t, "rep", call{path: s.path("/submit")}).wantProblem(t, http.StatusUnprocessableEntity, "invalid", fields...)
		if draft := s.view("rep"); draft.at("status") != "draft" || len(draft.list("tasks"))+len(draft.list("events")) > 0 {
			t.Errorf("after the refusal the draft is %v", draft)
		}
		p.asks(t, "gm", call{method: http.MethodGet, path: s.path("")}).wantProblem(t, http.StatusNotFound, "not_found")
	}
}
