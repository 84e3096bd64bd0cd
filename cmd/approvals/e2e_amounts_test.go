package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// testAmounts holds paid ≤ approved ≤ requested, in one currency, and that what
// is wrong is named and changes nothing.
func testAmounts(t *testing.T, p *platform) {
	s := p.begin(t, expenseRequest)
	s.submit()
	wrong := func(step, outcome string, data answer, fields ...string) {
		t.Helper()
		before := s.view("rep").at("version")
		s.decide(step, outcome, answer{"data": data}).wantProblem(t, http.StatusUnprocessableEntity, "invalid", fields...)
		if after := s.view("rep").at("version"); after != before {
			t.Errorf("the refused decision brought version %s to %s", before, after)
		}
	}
	usd := answer{"amount": "1.00", "currency": "USD"}
	approved := func(amount any) answer { return answer{"approved_amount": amount} }
	wrong("gm_signoff", "approve", approved(cny("1280.51")), "body.data.approved_amount")
	wrong("gm_signoff", "approve", approved(cny("0.00")), "body.data.approved_amount")
	wrong("gm_signoff", "approve", approved(cny("-1")), "body.data.approved_amount.amount")
	wrong("gm_signoff", "approve", approved(cny("1.001")), "body.data.approved_amount.amount")
	wrong("gm_signoff", "approve", approved(usd), "body.data.approved_amount.currency")
	wrong("gm_signoff", "approve", approved(answer{"amount": "1", "currency": "XXQ"}), "body.data.approved_amount.currency")
	if got := s.done("gm_signoff", "approve", answer{"data": approved(cny("1000"))}); got.at("request.approved_amount.amount") != "1000.00" {
		t.Errorf("approved %s", got.at("request.approved_amount.amount"))
	}

	paid := func(change answer) answer {
		data := payment("1000.00", "")
		for k, v := range change {
			if data[k] = v; v == nil {
				delete(data, k)
			}
		}
		return data
	}
	wrong("finance_processing", "complete", paid(answer{"paid_amount": cny("1000.01")}), "body.data.paid_amount")
	wrong("finance_processing", "complete", paid(answer{"paid_amount": cny("0")}), "body.data.paid_amount")
	wrong("finance_processing", "complete", paid(answer{"paid_amount": usd}), "body.data.paid_amount.currency")
	wrong("finance_processing", "complete", paid(answer{"method": "barter"}), "body.data.method")
	wrong("finance_processing", "complete", paid(answer{"paid_on": "2026-02-30"}), "body.data.paid_on")
	wrong("finance_processing", "complete", paid(answer{"paid_on": "9999-01-01"}), "body.data.paid_on")
	wrong("finance_processing", "complete", paid(answer{"voucher_no": "  "}), "body.data.voucher_no")
	wrong("finance_processing", "complete", paid(answer{"paid_amount": cny("1000.01"), "method": "barter", "voucher_no": "", "paid_on": "1900-01-01"}),
		"body.data.paid_amount", "body.data.method", "body.data.voucher_no", "body.data.paid_on")
	wrong("finance_processing", "complete", answer{},
		"body.data.paid_amount", "body.data.method", "body.data.voucher_no", "body.data.paid_on")
	s.wantStatus("approved")
	s.done("finance_processing", "complete", answer{"data": paid(answer{"paid_amount": cny("999.99")})})
	if r := s.view("rep"); r.at("paid_amount.amount") != "999.99" || r.at("approved_amount.amount") != "1000.00" || r.at("amount.amount") != "1280.50" {
		t.Errorf("in the end the request is %v", r)
	}
}

// testVoucherIsUsedOnce pays with a voucher number that is taken, one after the
// other and at the same instant.
func testVoucherIsUsedOnce(t *testing.T, p *platform) {
	signed := func() *story {
		s := p.expense(t)
		s.done("gm_signoff", "approve", nil)
		return s
	}
	taken := "V-" + uuid.NewString()
	signed().done("finance_processing", "complete", answer{"data": payment("1280.50", taken)})
	s := signed()
	for _, voucher := range []string{taken, " " + taken + " ", strings.ToLower(taken), "Ｖ - " + taken[2:]} {
		s.decide("finance_processing", "complete", answer{"data": payment("1280.50", voucher)}).
			wantProblem(t, http.StatusConflict, "conflict", "body.data.voucher_no")
		s.decide("finance_processing", "complete", answer{"data": payment("1280.51", voucher)}).
			wantProblem(t, http.StatusUnprocessableEntity, "invalid", "body.data.paid_amount", "body.data.voucher_no")
	}
	s.wantStatus("approved")
	s.done("finance_processing", "complete", nil)

	clerks := []string{"finance", "finance2"}
	for range 5 {
		stories := []*story{signed(), signed()}
		data := answer{"data": payment("1280.50", "V-"+uuid.NewString())}
		calls := []call{
			stories[0].decision("finance", "finance_processing", "complete", data),
			stories[1].decision("finance2", "finance_processing", "complete", data),
		}
		replies := atOnce(t, 2, func(i int) (reply, error) { return p.people[clerks[i]].ask(t.Context(), calls[i]) })
		loser := 0
		if replies[0].status == http.StatusOK {
			loser = 1
		}
		replies[1-loser].want(t, http.StatusOK)
		replies[loser].wantProblem(t, http.StatusConflict, "conflict", "body.data.voucher_no")
		stories[1-loser].wantStatus("paid")
		stories[loser].wantStatus("approved")
		stories[loser].done("finance_processing", "complete", nil)
	}
}

// testReportNeedsItsAttachment completes reports without one, or with the one of
// the other department, and with a budget that does not fit.
func testReportNeedsItsAttachment(t *testing.T, p *platform) {
	s := p.begin(t, projectRequest)
	s.submit()
	invalid := func(step string, more answer, fields ...string) {
		t.Helper()
		s.decide(step, "complete", more).wantProblem(t, http.StatusUnprocessableEntity, "invalid", fields...)
	}
	s.attach("rep", "other")
	invalid("commercial_report", nil, "body.attachments.feasibility_report")
	invalid("commercial_report", answer{"data": answer{"summary": " "}},
		"body.data.recommendation", "body.data.summary", "body.attachments.feasibility_report")
	s.attach("commercial", "feasibility_report")
	invalid("finance_report", nil, "body.attachments.budget_report")
	invalid("finance_report", answer{"data": answer{"summary": "x", "budget": answer{"bribery": answer{"amount": "1", "currency": "EUR"}}}},
		"body.data.budget.bribery", "body.data.budget.bribery.currency", "body.attachments.budget_report")
	if _, err := p.people["finance"].attach(t.Context(), s.id, "feasibility_report", textFile()); err == nil {
		t.Error("finance has attached a feasibility report")
	}
	s.attach("finance", "budget_report")

	invalid("commercial_report", answer{"data": answer{}}, "body.data.recommendation", "body.data.summary")
	invalid("commercial_report", answer{"data": answer{"recommendation": "recommend", "summary": " "}}, "body.data.summary")
	budget := func(b answer) answer { return answer{"data": answer{"summary": "可控", "budget": b}} }
	invalid("finance_report", answer{"data": answer{}}, "body.data.budget", "body.data.summary")
	invalid("finance_report", budget(answer{}), "body.data.budget")
	invalid("finance_report", budget(answer{"bribery": cny("1")}), "body.data.budget.bribery")
	invalid("finance_report", budget(answer{"travel": answer{"amount": "1", "currency": "EUR"}}), "body.data.budget.travel.currency")
	invalid("finance_report", budget(answer{"travel": cny("-1"), "bidding": cny("0.001")}),
		"body.data.budget.travel.amount", "body.data.budget.bidding.amount")
	s.wantDecisions("draft submit")
	s.done("finance_report", "complete", budget(answer{"travel": cny("0.10"), "bidding": cny("0.20")}))
	if got := s.view("finance").at("reports.0.total.amount"); got != "0.30" {
		t.Errorf("the budget's total is %s", got)
	}
}

// testOtherCurrency works in a project whose amounts are in another currency
// than most.
func testOtherCurrency(t *testing.T, p *platform) {
	usd := func(amount string) answer { return answer{"amount": amount, "currency": "USD"} }
	customer, project := p.newProject(t, "rep", answer{"estimated_amount": usd("1000.00")})
	base := &story{platform: p, t: t, kind: expenseRequest, customer: customer, project: project}
	body := answer{"project_id": project, "category": "travel", "amount": cny("10"), "purpose": "机票", "spent_on": "2026-11-20"}
	p.asks(t, "rep", call{path: base.collection(), body: body}).
		wantProblem(t, http.StatusUnprocessableEntity, "invalid", "body.amount.currency")
	s := base.another(answer{"amount": usd("10.50")})
	s.submit()
	s.decide("gm_signoff", "approve", answer{"data": answer{"approved_amount": cny("10.50")}}).
		wantProblem(t, http.StatusUnprocessableEntity, "invalid", "body.data.approved_amount.currency")
	s.done("gm_signoff", "approve", nil)
	paid := payment("10.50", "")
	paid["paid_amount"] = usd("10.50")
	s.done("finance_processing", "complete", answer{"data": paid})
	got := p.gets(t, "rep", "/projects/"+project)
	if got.at("spent.amount") != "10.50" || got.at("spent.currency") != "USD" {
		t.Errorf("the project has spent %v", got["spent"])
	}
	// Money that is booked keeps its currency.
	p.asks(t, "rep", call{method: http.MethodPatch, path: "/projects/" + project,
		body: answer{"version": got["version"], "estimated_amount": cny("1000")}}).
		wantProblem(t, http.StatusUnprocessableEntity, "invalid", "body.estimated_amount.currency")
}

// testBudget shows the one who signs what the project's budget was, what is
// spent, what waits, and whether this goes over it.
func testBudget(t *testing.T, p *platform) {
	approval := p.begin(t, projectRequest).reported()
	approval.done("management_decision", "approve", nil)
	begin := *approval
	begin.kind = expenseRequest
	expense := func(amount string) *story {
		s := begin.another(answer{"amount": cny(amount)})
		s.submit()
		return s
	}
	paid := expense("100000.00")
	paid.done("gm_signoff", "approve", nil)
	paid.done("finance_processing", "complete", answer{"data": payment("90000.00", "")})
	expense("30000.00")

	fits, over := expense("30000.00"), expense("0.01")
	for s, want := range map[*story]answer{
		fits: {"approved": "150000.00", "spent": "90000.00", "waiting": "30000.01", "this": "30000.00", "over": "true"},
		over: {"approved": "150000.00", "spent": "90000.00", "waiting": "60000.00", "this": "0.01", "over": "true"},
	} {
		budget := s.view("gm").sub("project_budget")
		for name, amount := range want {
			if got := orElse(budget.at(name+".amount"), budget.at(name)); got != amount {
				t.Errorf("%s: %s is %s, want %s", s.number, name, got, amount)
			}
		}
	}
	over.do(act{verb: withdraws})
	if got := fits.view("gm").at("project_budget.over"); got != "false" {
		t.Errorf("exactly the budget counts as over it: %s", got)
	}
}
