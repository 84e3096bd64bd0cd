package main

import (
	"net/http"
	"strings"
	"testing"

	"approvals/api/apitest"

	"github.com/google/uuid"
)

// testAmounts checks that paid ≤ approved ≤ requested, in one currency, and that
// invalid amounts are reported and change nothing.
func testAmounts(t *testing.T, s *scene) {
	r := s.begin(t, expenseRequest)
	r.submit()
	wrong := func(step, outcome string, data apitest.JSON, fields ...string) {
		t.Helper()
		before := r.view("rep").At("version")
		r.decide(step, outcome, apitest.JSON{"data": data}).WantProblemAt(http.StatusUnprocessableEntity, "invalid", fields...)
		if after := r.view("rep").At("version"); after != before {
			t.Errorf("the refused decision brought version %s to %s", before, after)
		}
	}
	usd := apitest.JSON{"amount": "1.00", "currency": "USD"}
	approved := func(amount any) apitest.JSON { return apitest.JSON{"approved_amount": amount} }
	wrong("gm_signoff", "approve", approved(cny("1280.51")), "body.data.approved_amount")
	wrong("gm_signoff", "approve", approved(cny("0.00")), "body.data.approved_amount")
	wrong("gm_signoff", "approve", approved(cny("-1")), "body.data.approved_amount.amount")
	wrong("gm_signoff", "approve", approved(cny("1.001")), "body.data.approved_amount.amount")
	wrong("gm_signoff", "approve", approved(usd), "body.data.approved_amount.currency")
	wrong("gm_signoff", "approve", approved(apitest.JSON{"amount": "1", "currency": "XXQ"}), "body.data.approved_amount.currency")
	if got := r.done("gm_signoff", "approve", apitest.JSON{"data": approved(cny("1000"))}); got.At("request.approved_amount.amount") != "1000.00" {
		t.Errorf("approved %s", got.At("request.approved_amount.amount"))
	}

	paid := func(change apitest.JSON) apitest.JSON {
		data := payment("1000.00", "")
		for k, v := range change {
			if data[k] = v; v == nil {
				delete(data, k)
			}
		}
		return data
	}
	wrong("finance_processing", "complete", paid(apitest.JSON{"paid_amount": cny("1000.01")}), "body.data.paid_amount")
	wrong("finance_processing", "complete", paid(apitest.JSON{"paid_amount": cny("0")}), "body.data.paid_amount")
	wrong("finance_processing", "complete", paid(apitest.JSON{"paid_amount": usd}), "body.data.paid_amount.currency")
	wrong("finance_processing", "complete", paid(apitest.JSON{"method": "barter"}), "body.data.method")
	wrong("finance_processing", "complete", paid(apitest.JSON{"paid_on": "2026-02-30"}), "body.data.paid_on")
	wrong("finance_processing", "complete", paid(apitest.JSON{"paid_on": "9999-01-01"}), "body.data.paid_on")
	wrong("finance_processing", "complete", paid(apitest.JSON{"voucher_no": "  "}), "body.data.voucher_no")
	wrong("finance_processing", "complete", paid(apitest.JSON{"paid_amount": cny("1000.01"), "method": "barter", "voucher_no": "", "paid_on": "1900-01-01"}),
		"body.data.paid_amount", "body.data.method", "body.data.voucher_no", "body.data.paid_on")
	wrong("finance_processing", "complete", apitest.JSON{},
		"body.data.paid_amount", "body.data.method", "body.data.voucher_no", "body.data.paid_on")
	r.wantStatus("approved")
	r.done("finance_processing", "complete", apitest.JSON{"data": paid(apitest.JSON{"paid_amount": cny("999.99")})})
	if sent := r.view("rep"); sent.At("paid_amount.amount") != "999.99" || sent.At("approved_amount.amount") != "1000.00" || sent.At("amount.amount") != "1280.50" {
		t.Errorf("in the end the request is %v", sent)
	}
}

// testVoucherIsUsedOnce pays with a voucher number that is already used, sequentially
// and concurrently.
func testVoucherIsUsedOnce(t *testing.T, s *scene) {
	signed := func() *story {
		r := s.submitted(t)
		r.done("gm_signoff", "approve", nil)
		return r
	}
	taken := "V-" + uuid.NewString()
	signed().done("finance_processing", "complete", apitest.JSON{"data": payment("1280.50", taken)})
	r := signed()
	for _, voucher := range []string{taken, " " + taken + " ", strings.ToLower(taken), "Ｖ - " + taken[2:]} {
		r.decide("finance_processing", "complete", apitest.JSON{"data": payment("1280.50", voucher)}).
			WantProblemAt(http.StatusConflict, "conflict", "body.data.voucher_no")
		r.decide("finance_processing", "complete", apitest.JSON{"data": payment("1280.51", voucher)}).
			WantProblemAt(http.StatusUnprocessableEntity, "invalid", "body.data.paid_amount", "body.data.voucher_no")
	}
	r.wantStatus("approved")
	r.done("finance_processing", "complete", nil)

	clerks := []string{"finance", "finance2"}
	for range 5 {
		stories := []*story{signed(), signed()}
		data := apitest.JSON{"data": payment("1280.50", "V-"+uuid.NewString())}
		calls := []apitest.Call{
			stories[0].decision("finance", "finance_processing", "complete", data),
			stories[1].decision("finance2", "finance_processing", "complete", data),
		}
		replies := atOnce(t, 2, func(i int) (apitest.Reply, error) { return s.Try(t.Context(), clerks[i], calls[i]) })
		loser := 0
		if replies[0].Status == http.StatusOK {
			loser = 1
		}
		replies[1-loser].Want(http.StatusOK)
		replies[loser].WantProblemAt(http.StatusConflict, "conflict", "body.data.voucher_no")
		stories[1-loser].wantStatus("paid")
		stories[loser].wantStatus("approved")
		stories[loser].done("finance_processing", "complete", nil)
	}
}

// testReportNeedsItsAttachment completes reports without an attachment, with that of
// the other department, and with an invalid budget.
func testReportNeedsItsAttachment(t *testing.T, s *scene) {
	r := s.begin(t, projectRequest)
	r.submit()
	invalid := func(step string, more apitest.JSON, fields ...string) {
		t.Helper()
		r.decide(step, "complete", more).WantProblemAt(http.StatusUnprocessableEntity, "invalid", fields...)
	}
	r.attach("rep", "other")
	invalid("commercial_report", nil, "body.attachments.feasibility_report")
	invalid("commercial_report", apitest.JSON{"data": apitest.JSON{"summary": " "}},
		"body.data.recommendation", "body.data.summary", "body.attachments.feasibility_report")
	r.attach("commercial", "feasibility_report")
	invalid("finance_report", nil, "body.attachments.budget_report")
	invalid("finance_report", apitest.JSON{"data": apitest.JSON{"summary": "x", "budget": apitest.JSON{"bribery": apitest.JSON{"amount": "1", "currency": "EUR"}}}},
		"body.data.budget.bribery", "body.data.budget.bribery.currency", "body.attachments.budget_report")
	if _, err := s.People["finance"].Attach(t.Context(), r.id, "feasibility_report", textFile()); err == nil {
		t.Error("finance has attached a feasibility report")
	}
	r.attach("finance", "budget_report")

	invalid("commercial_report", apitest.JSON{"data": apitest.JSON{}}, "body.data.recommendation", "body.data.summary")
	invalid("commercial_report", apitest.JSON{"data": apitest.JSON{"recommendation": "recommend", "summary": " "}}, "body.data.summary")
	budget := func(b apitest.JSON) apitest.JSON {
		return apitest.JSON{"data": apitest.JSON{"summary": "可控", "budget": b}}
	}
	invalid("finance_report", apitest.JSON{"data": apitest.JSON{}}, "body.data.budget", "body.data.summary")
	invalid("finance_report", budget(apitest.JSON{}), "body.data.budget")
	invalid("finance_report", budget(apitest.JSON{"bribery": cny("1")}), "body.data.budget.bribery")
	invalid("finance_report", budget(apitest.JSON{"travel": apitest.JSON{"amount": "1", "currency": "EUR"}}), "body.data.budget.travel.currency")
	invalid("finance_report", budget(apitest.JSON{"travel": cny("-1"), "bidding": cny("0.001")}),
		"body.data.budget.travel.amount", "body.data.budget.bidding.amount")
	r.wantDecisions("draft submit")
	r.done("finance_report", "complete", budget(apitest.JSON{"travel": cny("0.10"), "bidding": cny("0.20")}))
	if got := r.view("finance").At("reports.0.total.amount"); got != "0.30" {
		t.Errorf("the budget's total is %s", got)
	}
}

// testOtherCurrency uses a project in another currency than the default.
func testOtherCurrency(t *testing.T, s *scene) {
	usd := func(amount string) apitest.JSON { return apitest.JSON{"amount": amount, "currency": "USD"} }
	customer, project := s.newProject(t, "rep", apitest.JSON{"estimated_amount": usd("1000.00")})
	base := &story{scene: s, t: t, kind: expenseRequest, customer: customer, project: project}
	body := apitest.JSON{"project_id": project, "category": "travel", "amount": cny("10"), "purpose": "机票", "spent_on": "2026-11-20"}
	s.Ask(t, "rep", apitest.Call{Path: base.collection(), Body: body}).
		WantProblemAt(http.StatusUnprocessableEntity, "invalid", "body.amount.currency")
	r := base.another(apitest.JSON{"amount": usd("10.50")})
	r.submit()
	r.decide("gm_signoff", "approve", apitest.JSON{"data": apitest.JSON{"approved_amount": cny("10.50")}}).
		WantProblemAt(http.StatusUnprocessableEntity, "invalid", "body.data.approved_amount.currency")
	r.done("gm_signoff", "approve", nil)
	paid := payment("10.50", "")
	paid["paid_amount"] = usd("10.50")
	r.done("finance_processing", "complete", apitest.JSON{"data": paid})
	got := s.Get(t, "rep", "/projects/"+project)
	if got.At("spent.amount") != "10.50" || got.At("spent.currency") != "USD" {
		t.Errorf("the project has spent %v", got["spent"])
	}
	// Money that is booked keeps its currency.
	s.Ask(t, "rep", apitest.Call{Method: http.MethodPatch, Path: "/projects/" + project,
		Body: apitest.JSON{"version": got["version"], "estimated_amount": cny("1000")}}).
		WantProblemAt(http.StatusUnprocessableEntity, "invalid", "body.estimated_amount.currency")
}

// testBudget checks that the sign-off task shows the project's budget, spent and
// pending amounts, and whether the request exceeds the budget.
func testBudget(t *testing.T, s *scene) {
	approval := s.begin(t, projectRequest).reported()
	approval.done("management_decision", "approve", nil)
	begin := *approval
	begin.kind = expenseRequest
	expense := func(amount string) *story {
		r := begin.another(apitest.JSON{"amount": cny(amount)})
		r.submit()
		return r
	}
	paid := expense("100000.00")
	paid.done("gm_signoff", "approve", nil)
	paid.done("finance_processing", "complete", apitest.JSON{"data": payment("90000.00", "")})
	expense("30000.00")

	fits, over := expense("30000.00"), expense("0.01")
	for r, want := range map[*story]apitest.JSON{
		fits: {"approved": "150000.00", "spent": "90000.00", "waiting": "30000.01", "this": "30000.00", "over": "true"},
		over: {"approved": "150000.00", "spent": "90000.00", "waiting": "60000.00", "this": "0.01", "over": "true"},
	} {
		budget := r.view("gm").Sub("project_budget")
		for name, amount := range want {
			if got := orElse(budget.At(name+".amount"), budget.At(name)); got != amount {
				t.Errorf("%s: %s is %s, want %s", r.number, name, got, amount)
			}
		}
	}
	over.do(act{verb: withdraws})
	if got := fits.view("gm").At("project_budget.over"); got != "false" {
		t.Errorf("exactly the budget counts as over it: %s", got)
	}
}
