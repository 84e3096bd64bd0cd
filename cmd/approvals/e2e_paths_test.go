package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"

	"github.com/google/go-cmp/cmp"
)

// stage is one action and the expected state after it.
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

// act is an action on a request: it completes the open task of a step, or is the verb.
type act struct {
	step, outcome string
	// more of a decision goes into its body; of a (re)submission it is the facts
	// that the author changes first.
	more apitest.JSON
	verb verb
}

// verb is an action without a task.
type verb string

const (
	submits   verb = "submit"
	withdraws verb = "withdraw"
)

// path is a path through a process, beginning with its draft.
type path struct {
	stages []stage
	// tasks are all tasks in the end, each with its outcome or else its state.
	tasks string
}

// walk takes a request along the path and checks everything after each action.
func (s *scene) walk(t *testing.T, kind string, way path) {
	r := s.begin(t, kind)
	var events []string
	for i, st := range way.stages {
		if purpose, ok := reportPurposes[st.act.step]; ok {
			r.attach(holders[st.act.step], purpose)
			events = append(events, "attachment.added")
		}
		answered := r.do(st.act)
		if i > 0 && len(st.act.more) > 0 && (st.act.verb == submits || st.act.outcome == "resubmit") {
			events = append(events, kind+".revised")
		}
		events = append(events, st.event)
		r.wantStage(i, st, answered)
		r.wantInboxes(answered)
		// To the one who acted: how a task can end depends on who asks.
		who := holders[st.act.step]
		if st.act.verb != "" {
			who = "rep"
		}
		if seen := r.view(who); !cmp.Equal(seen, answered) {
			t.Errorf("after act %d the request is not what was answered: %s", i+1, cmp.Diff(answered, seen))
		}
		if t.Failed() {
			t.Fatalf("the path ends with act %d: %v", i+1, st.act)
		}
	}
	r.wantTimeline(events)
	var tasks []string
	for _, task := range r.view("rep").List("tasks") {
		tasks = append(tasks, task.At("step")+":"+orElse(task.At("outcome"), task.At("state")))
	}
	if diff := cmp.Diff(strings.Fields(way.tasks), tasks); diff != "" {
		t.Error("tasks:", diff)
	}
}

// do performs the action and returns the request in the response, as its actor sees it.
func (r *story) do(a act) apitest.JSON {
	r.t.Helper()
	switch a.verb {
	case submits:
		if len(a.more) > 0 {
			r.edit(a.more)
		}
		return r.submit()
	case withdraws:
		return r.Post(r.t, "rep", r.path("/withdraw"), apitest.JSON{"reason": "不再需要"})
	}
	if a.outcome == "resubmit" && len(a.more) > 0 {
		r.edit(a.more)
		a.more = nil
	}
	done := r.done(a.step, a.outcome, a.more)
	if done.At("task.state") != "done" || done.At("task.outcome") != a.outcome {
		r.t.Errorf("the answer has the task %s (%s), want done (%s)", done.At("task.state"), done.At("task.outcome"), a.outcome)
	}
	return done.Sub("request")
}

// wantStage compares the request and its project with the stage.
func (r *story) wantStage(i int, want stage, request apitest.JSON) {
	r.t.Helper()
	project := r.Get(r.t, "rep", "/projects/"+r.project)
	got := stage{
		act: want.act, status: request.At("status"), steps: stepsOf(request), event: request.Last("events").At("kind"),
		project: words(project.At("status"), orElse(project.At("budget.amount"), "-"), project.At("spent.amount"), project.At("pending.amount")),
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(stage{}, act{})); diff != "" {
		r.t.Errorf("after act %d: %s", i+1, diff)
	}
	decisions := request.List("decisions")
	if len(decisions) != i+1 {
		r.t.Errorf("%d decisions after %d acts", len(decisions), i+1)
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
	if last.At("outcome") != outcome || last.At("by.id") != r.idOf(r.t, who) || last.At("return_to") != want.act.more.At("return_to") {
		r.t.Errorf("after act %d the last decision is %v", i+1, last)
	}
}

// stepsOf describes steps[] as text.
func stepsOf(request apitest.JSON) string {
	straight := map[string][]string{
		projectRequest: {"draft", "commercial_report", "finance_report", "management_decision"},
		expenseRequest: {"draft", "gm_signoff", "finance_processing"},
	}[request.At("kind")]
	var states []string
	for _, step := range request.List("steps") {
		if slices.Contains(straight, step.At("step")) {
			states = append(states, step.At("state"))
		} else {
			states = append(states, step.At("step"))
		}
	}
	return strings.Join(states, " ")
}

// wantInboxes reads every inbox immediately: each open task is only in the inboxes of
// those who can do it.
func (r *story) wantInboxes(request apitest.JSON) {
	r.t.Helper()
	open := []string{}
	for _, task := range request.List("tasks") {
		if task.At("state") == "open" {
			open = append(open, task.At("step"))
		}
	}
	mine := map[string][]string{
		"rep": {"revise"}, "rep2": {}, "commercial": {"commercial_report"},
		"finance": {"finance_report", "finance_processing"}, "manager": {"management_decision"},
		"gm": {"management_decision", "gm_signoff"}, "admin": {},
	}
	for who, steps := range mine {
		want := slices.DeleteFunc(slices.Clone(open), func(step string) bool { return !slices.Contains(steps, step) })
		got := r.Get(r.t, who, "/tasks?q="+r.number).All("items", "step")
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			r.t.Errorf("the inbox of %s has %v, want %v", who, got, want)
		}
	}
}

// wantTimeline compares all events of the request, and those in the customer's
// timeline, which is newest first.
func (r *story) wantTimeline(want []string) {
	r.t.Helper()
	request := r.view("rep")
	if diff := cmp.Diff(want, request.All("events", "kind")); diff != "" {
		r.t.Error("events:", diff)
	}
	var inTimeline []string
	for _, e := range r.Get(r.t, "rep", "/customers/"+r.customer+"/timeline?limit=200").List("items") {
		if e.At("subject.id") == r.id {
			inTimeline = append(inTimeline, e.At("id"))
		}
		if e.At("summary.zh-CN") == "" || e.At("summary.en") == "" || e.At("hash") == "" {
			r.t.Errorf("an event without words or hash: %v", e)
		}
	}
	slices.Reverse(inTimeline)
	if diff := cmp.Diff(request.All("events", "id"), inTimeline); diff != "" {
		r.t.Error("the timeline has other events:", diff)
	}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// testIncompleteDraft submits empty drafts: all missing fields are reported at once and
// nothing changes.
func testIncompleteDraft(t *testing.T, s *scene) {
	for kind, fields := range map[string][]string{
		projectRequest: {"body.reason", "body.expected_revenue", "body.expected_cost", "body.expected_close_on", "body.win_probability"},
		expenseRequest: {"body.category", "body.amount", "body.purpose", "body.spent_on"},
	} {
		r := s.begin(t, kind)
		r.id = s.Post(t, "rep", r.collection(), apitest.JSON{"project_id": r.project}).At("id")
		s.Ask(t, "rep", apitest.Call{Path: r.path("/submit")}).WantProblemAt(http.StatusUnprocessableEntity, "invalid", fields...)
		if draft := r.view("rep"); draft.At("status") != "draft" || len(draft.List("tasks"))+len(draft.List("events")) > 0 {
			t.Errorf("after the refusal the draft is %v", draft)
		}
		s.Ask(t, "gm", apitest.Call{Method: http.MethodGet, Path: r.path("")}).WantProblemAt(http.StatusNotFound, "not_found")
	}
}
