package main

import (
	"fmt"
	"maps"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"approvals/deploy/demo"

	"github.com/google/uuid"
)

// The two kinds of requests, by the name that tasks and events have for them.
const (
	projectRequest = "project_request"
	expenseRequest = "expense_request"
)

// story is one request on its way, in one test.
type story struct {
	*platform
	t                           testing.TB
	kind, customer, project, id string
	number                      string
}

// NewProject makes a customer with a project that the person works on; more are
// fields of the project.
func (p *platform) newProject(t testing.TB, who string, more answer) (customer, project string) {
	t.Helper()
	customer = p.posts(t, who, "/customers", answer{"name": "客户 " + uuid.NewString()}).at("id")
	body := answer{"name": "项目 " + t.Name()}
	maps.Copy(body, more)
	return customer, p.posts(t, who, "/customers/"+customer+"/projects", body).at("id")
}

// begin drafts a request of the kind, filled in, for a project of its own.
func (p *platform) begin(t testing.TB, kind string) *story {
	t.Helper()
	customer, project := p.newProject(t, "rep", nil)
	return (&story{platform: p, t: t, kind: kind, customer: customer, project: project}).another(nil)
}

// expense is an expense request that has been submitted.
func (p *platform) expense(t testing.TB) *story {
	t.Helper()
	s := p.begin(t, expenseRequest)
	s.submit()
	return s
}

var days atomic.Int64

// newDay is a day that no other story has had: the same amount on the same day
// would be a likely double, of which later answers tell.
func newDay() string {
	return time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -int(days.Add(1))).Format(time.DateOnly)
}

// another drafts one more request for the same project, with other facts.
func (s *story) another(facts answer) *story {
	s.t.Helper()
	body := answer{"category": "travel", "amount": cny("1280.50"), "purpose": "现场勘察差旅", "spent_on": newDay()}
	if s.kind == projectRequest {
		body = answer{"reason": "老客户", "expected_revenue": cny("3600000.00"), "expected_cost": cny("2450000.00"),
			"expected_close_on": "2027-03-31", "win_probability": 60}
	}
	maps.Copy(body, facts)
	body["project_id"] = s.project
	next := *s
	draft := s.posts(s.t, "rep", s.collection(), body)
	next.id, next.number = draft.at("id"), draft.at("number")
	return &next
}

// collection is where the requests of the kind are.
func (s *story) collection() string {
	return map[string]string{projectRequest: "/project-requests", expenseRequest: "/expense-requests"}[s.kind]
}

// path is where the request is, and what is below it.
func (s *story) path(below string) string { return s.collection() + "/" + s.id + below }

func (s *story) view(who string) answer {
	s.t.Helper()
	return s.gets(s.t, who, s.path(""))
}

func (s *story) status() string { s.t.Helper(); return s.view("rep").at("status") }

func (s *story) wantStatus(want string) {
	s.t.Helper()
	if got := s.status(); got != want {
		s.t.Errorf("%s is %s, want %s", s.number, got, want)
	}
}

func (s *story) submit() answer {
	s.t.Helper()
	return s.asks(s.t, "rep", call{path: s.path("/submit")}).want(s.t, http.StatusOK).answer
}

// edit changes facts of the request as it stands.
func (s *story) edit(facts answer) {
	s.t.Helper()
	body := answer{"version": s.view("rep")["version"]}
	maps.Copy(body, facts)
	s.asks(s.t, "rep", call{method: http.MethodPatch, path: s.path(""), body: body}).want(s.t, http.StatusOK)
}

// attach adds a small file of its own content.
func (s *story) attach(who, purpose string) answer {
	s.t.Helper()
	a, err := s.people[who].attach(s.t.Context(), s.id, purpose, textFile())
	must(s.t, err)
	return a
}

func cny(amount string) answer { return answer{"amount": amount, "currency": "CNY"} }

func textFile() file {
	return file{Name: "附件.txt", Bytes: []byte("这是附件 " + uuid.NewString() + "\n")}
}

// task is the open task of the step in somebody's inbox; empty without one.
func (s *story) task(who, step string) answer {
	s.t.Helper()
	for _, task := range s.gets(s.t, who, "/tasks?q="+s.number+"&step="+step).list("items") {
		return task
	}
	return answer{}
}

// holders are the people that the tests let do each step.
var holders = map[string]string{
	"commercial_report": "commercial", "finance_report": "finance", "management_decision": "manager",
	"gm_signoff": "gm", "finance_processing": "finance", "revise": "rep",
}

// reportPurposes are what the attachments of the report steps are for.
var reportPurposes = map[string]string{"commercial_report": "feasibility_report", "finance_report": "budget_report"}

// decision is the call that ends the open task of the step with the outcome,
// filled in with what the step asks for; more goes into its body.
func (s *story) decision(who, step, outcome string, more answer) call {
	s.t.Helper()
	task := s.task(who, step)
	if task.at("id") == "" {
		s.t.Fatalf("%s has no task %s of %s", who, step, s.number)
	}
	body := answer{"outcome": outcome, "revision": task.sub("request")["revision"]}
	switch words(step, outcome) {
	case "commercial_report complete":
		body["data"] = answer{"recommendation": "recommend", "summary": "可行"}
	case "finance_report complete":
		body["data"] = answer{"summary": "可控", "budget": answer{"travel": cny("60000.00"), "bidding": cny("90000.00")}}
	case "finance_processing complete":
		body["data"] = payment("1280.50", "")
	}
	if outcome == "reject" || outcome == "return" {
		body["comment"] = "因为"
	}
	maps.Copy(body, more)
	return call{path: "/tasks/" + task.at("id") + "/complete", body: body, key: uuid.NewString()}
}

// payment is the data of a payment; without a voucher number it has one of its
// own.
func payment(amount, voucher string) answer {
	if voucher == "" {
		voucher = "V-" + uuid.NewString()
	}
	return answer{"paid_amount": cny(amount), "method": "bank_transfer", "voucher_no": voucher, "paid_on": demo.Day(0)}
}

// decide ends the open task of the step, by the person who usually does.
func (s *story) decide(step, outcome string, more answer) reply {
	s.t.Helper()
	who := holders[step]
	return s.asks(s.t, who, s.decision(who, step, outcome, more))
}

// done is decide where it has to succeed.
func (s *story) done(step, outcome string, more answer) answer {
	s.t.Helper()
	return s.decide(step, outcome, more).want(s.t, http.StatusOK).answer
}

// report attaches the report of the step and completes it.
func (s *story) report(step string) {
	s.t.Helper()
	s.attach(holders[step], reportPurposes[step])
	s.done(step, "complete", nil)
}

// reported takes a submitted project request as far as management's decision.
func (s *story) reported() *story {
	s.t.Helper()
	s.submit()
	s.report("commercial_report")
	s.report("finance_report")
	return s
}

// wantDecisions fails the test unless exactly these decisions stand, in order,
// each as "step outcome".
func (s *story) wantDecisions(want ...string) {
	s.t.Helper()
	var got []string
	for _, d := range s.view("rep").list("decisions") {
		got = append(got, words(d.at("step"), d.at("outcome")))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		s.t.Errorf("%s has the decisions %v, want %v", s.number, got, want)
	}
}

// becomes waits until the request has the status.
func (s *story) becomes(status string, limit time.Duration) {
	s.t.Helper()
	eventually(s.t, limit, func() error {
		r, err := s.people["rep"].ask(s.t.Context(), call{method: http.MethodGet, path: s.path("")})
		if err == nil && r.at("status") != status {
			err = fmt.Errorf("%s is %s, want %s: %s", s.number, r.at("status"), status, r.raw)
		}
		return err
	})
}
