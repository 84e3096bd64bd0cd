package main

import (
	"fmt"
	"maps"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/deploy/demo"

	"github.com/google/uuid"
)

// The two kinds of requests, by the name that tasks and events have for them.
const (
	projectRequest = "project_request"
	expenseRequest = "expense_request"
)

// story is one request in a test.
type story struct {
	*scene
	t                           testing.TB
	kind, customer, project, id string
	number                      string
}

// newProject creates a customer with a project of the user; more are further fields of
// the project.
func (s *scene) newProject(t testing.TB, who string, more apitest.JSON) (customer, project string) {
	t.Helper()
	customer = s.Post(t, who, "/customers", apitest.JSON{"name": "客户 " + uuid.NewString()}).At("id")
	body := apitest.JSON{"name": "项目 " + t.Name()}
	maps.Copy(body, more)
	return customer, s.Post(t, who, "/customers/"+customer+"/projects", body).At("id")
}

// begin creates a complete draft of the kind with its own project.
func (s *scene) begin(t testing.TB, kind string) *story {
	t.Helper()
	customer, project := s.newProject(t, "rep", nil)
	return (&story{scene: s, t: t, kind: kind, customer: customer, project: project}).another(nil)
}

// submitted returns a submitted expense request.
func (s *scene) submitted(t testing.TB) *story {
	t.Helper()
	r := s.begin(t, expenseRequest)
	r.submit()
	return r
}

var days atomic.Int64

// newDay returns a day that no other story has: requests for the same amount on the
// same day would be possible duplicates.
func newDay() string {
	return time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, -int(days.Add(1))).Format(time.DateOnly)
}

// another creates one more draft for the same project, with other fields.
func (r *story) another(facts apitest.JSON) *story {
	r.t.Helper()
	body := apitest.JSON{"category": "travel", "amount": cny("1280.50"), "purpose": "现场勘察差旅", "spent_on": newDay()}
	if r.kind == projectRequest {
		body = apitest.JSON{"reason": "老客户", "expected_revenue": cny("3600000.00"), "expected_cost": cny("2450000.00"),
			"expected_close_on": "2027-03-31", "win_probability": 60}
	}
	maps.Copy(body, facts)
	body["project_id"] = r.project
	next := *r
	draft := r.Post(r.t, "rep", r.collection(), body)
	next.id, next.number = draft.At("id"), draft.At("number")
	return &next
}

// collection is the path of the requests of the kind.
func (r *story) collection() string {
	return map[string]string{projectRequest: "/project-requests", expenseRequest: "/expense-requests"}[r.kind]
}

// path is the path of the request, or one below it.
func (r *story) path(below string) string { return r.collection() + "/" + r.id + below }

func (r *story) view(who string) apitest.JSON {
	r.t.Helper()
	return r.Get(r.t, who, r.path(""))
}

func (r *story) status() string { r.t.Helper(); return r.view("rep").At("status") }

func (r *story) wantStatus(want string) {
	r.t.Helper()
	if got := r.status(); got != want {
		r.t.Errorf("%s is %s, want %s", r.number, got, want)
	}
}

func (r *story) submit() apitest.JSON {
	r.t.Helper()
	return r.Ask(r.t, "rep", apitest.Call{Path: r.path("/submit")}).Want(http.StatusOK).JSON
}

// edit changes fields of the request.
func (r *story) edit(facts apitest.JSON) {
	r.t.Helper()
	body := apitest.JSON{"version": r.view("rep")["version"]}
	maps.Copy(body, facts)
	r.Ask(r.t, "rep", apitest.Call{Method: http.MethodPatch, Path: r.path(""), Body: body}).Want(http.StatusOK)
}

// attach attaches a small file with unique content.
func (r *story) attach(who, purpose string) apitest.JSON {
	r.t.Helper()
	a, err := r.People[who].Attach(r.t.Context(), r.id, purpose, textFile())
	must(r.t, err)
	return apitest.JSON(a)
}

func cny(amount string) apitest.JSON { return apitest.JSON{"amount": amount, "currency": "CNY"} }

func textFile() demo.File {
	return demo.File{Name: "附件.txt", Bytes: []byte("这是附件 " + uuid.NewString() + "\n")}
}

// task returns the open task of the step in the user's inbox, or an empty object.
func (r *story) task(who, step string) apitest.JSON {
	r.t.Helper()
	for _, task := range r.Get(r.t, who, "/tasks?q="+r.number+"&step="+step).List("items") {
		return task
	}
	return apitest.JSON{}
}

// holders are the people that the tests let do each step.
var holders = map[string]string{
	"commercial_report": "commercial", "finance_report": "finance", "management_decision": "manager",
	"gm_signoff": "gm", "finance_processing": "finance", "revise": "rep",
}

// reportPurposes are what the attachments of the report steps are for.
var reportPurposes = map[string]string{"commercial_report": "feasibility_report", "finance_report": "budget_report"}

// decision returns the call that completes the open task of the step with the outcome
// and the required data; more is added to its body.
func (r *story) decision(who, step, outcome string, more apitest.JSON) apitest.Call {
	r.t.Helper()
	task := r.task(who, step)
	if task.At("id") == "" {
		r.t.Fatalf("%s has no task %s of %s", who, step, r.number)
	}
	body := apitest.JSON{"outcome": outcome, "revision": task.Sub("request")["revision"]}
	switch words(step, outcome) {
	case "commercial_report complete":
		body["data"] = apitest.JSON{"recommendation": "recommend", "summary": "可行"}
	case "finance_report complete":
		body["data"] = apitest.JSON{"summary": "可控", "budget": apitest.JSON{"travel": cny("60000.00"), "bidding": cny("90000.00")}}
	case "finance_processing complete":
		body["data"] = payment("1280.50", "")
	}
	if outcome == "reject" || outcome == "return" {
		body["comment"] = "因为"
	}
	maps.Copy(body, more)
	return apitest.Call{Path: "/tasks/" + task.At("id") + "/complete", Body: body, Key: uuid.NewString()}
}

// payment is the data of a payment, by default with a unique voucher number.
func payment(amount, voucher string) apitest.JSON {
	if voucher == "" {
		voucher = "V-" + uuid.NewString()
	}
	return apitest.JSON{"paid_amount": cny(amount), "method": "bank_transfer", "voucher_no": voucher, "paid_on": demo.Day(0)}
}

// decide completes the open task of the step as the usual user.
func (r *story) decide(step, outcome string, more apitest.JSON) apitest.Reply {
	r.t.Helper()
	who := holders[step]
	return r.Ask(r.t, who, r.decision(who, step, outcome, more))
}

// done is decide that must succeed.
func (r *story) done(step, outcome string, more apitest.JSON) apitest.JSON {
	r.t.Helper()
	return r.decide(step, outcome, more).Want(http.StatusOK).JSON
}

// report attaches the report of the step and completes it.
func (r *story) report(step string) {
	r.t.Helper()
	r.attach(holders[step], reportPurposes[step])
	r.done(step, "complete", nil)
}

// reported takes a submitted project request to the management decision.
func (r *story) reported() *story {
	r.t.Helper()
	r.submit()
	r.report("commercial_report")
	r.report("finance_report")
	return r
}

// wantDecisions fails the test unless exactly these decisions are recorded in order,
// each as "step outcome".
func (r *story) wantDecisions(want ...string) {
	r.t.Helper()
	var got []string
	for _, d := range r.view("rep").List("decisions") {
		got = append(got, words(d.At("step"), d.At("outcome")))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Errorf("%s has the decisions %v, want %v", r.number, got, want)
	}
}

// becomes waits until the request has the status.
func (r *story) becomes(status string, limit time.Duration) {
	r.t.Helper()
	eventually(r.t, limit, func() error {
		got, err := r.Try(r.t.Context(), "rep", apitest.Call{Method: http.MethodGet, Path: r.path("")})
		if err == nil && got.At("status") != status {
			err = fmt.Errorf("%s is %s, want %s: %s", r.number, got.At("status"), status, got.Raw)
		}
		return err
	})
}
