package main

import (
	"net/http"
	"testing"

	"approvals/api/apitest"
)

// The acts of an expense request.
var (
	gmSigns        = act{step: "gm_signoff", outcome: "approve"}
	gmRejects      = act{step: "gm_signoff", outcome: "reject"}
	gmReturns      = act{step: "gm_signoff", outcome: "return"}
	financePays    = act{step: "finance_processing", outcome: "complete"}
	financeReturns = act{step: "finance_processing", outcome: "return"}
)

func gmSignsFor(amount string) act {
	return act{step: "gm_signoff", outcome: "approve", more: apitest.JSON{"data": apitest.JSON{"approved_amount": cny(amount)}}}
}

func financePaysOnly(amount string) act {
	return act{step: "finance_processing", outcome: "complete", more: apitest.JSON{"data": payment(amount, "")}}
}

// testExpenseRequest takes expense requests along every path of the process over HTTP:
// pending amounts are reserved, paid ones are spent, and all others are released.
func testExpenseRequest(t *testing.T, s *scene) {
	begun := []stage{{act{verb: submits}, "in_review", "done now next", "expense_request.submitted", "open - 0.00 1280.50"}}
	signed := then(begun, stage{gmSigns, "approved", "done done now", "expense_request.signed_off", "open - 0.00 1280.50"})
	paid := stage{financePays, "paid", "done done done", "expense_request.paid", "open - 1280.50 0.00"}
	returned := then(begun, stage{gmReturns, "returned", "done revise next next", "expense_request.returned", "open - 0.00 1280.50"})
	sentBack := then(signed, stage{financeReturns, "returned", "done revise done next", "expense_request.returned", "open - 0.00 1280.50"})
	resubmitted := func(changed apitest.JSON, status, steps, project string) stage {
		return stage{act{verb: submits, more: changed}, status, steps, "expense_request.resubmitted", project}
	}
	withdrawn := func(steps string) stage {
		return stage{act{verb: withdraws}, "withdrawn", steps, "expense_request.withdrawn", "open - 0.00 0.00"}
	}

	paths := map[string]path{
		"paid": {then(signed, paid), "gm_signoff:approve finance_processing:complete"},
		"signed off and paid for less": {then(begun,
			stage{gmSignsFor("1000.00"), "approved", "done done now", "expense_request.signed_off", "open - 0.00 1000.00"},
			stage{financePaysOnly("999.99"), "paid", "done done done", "expense_request.paid", "open - 999.99 0.00"}),
			"gm_signoff:approve finance_processing:complete"},
		"rejected": {then(begun, stage{gmRejects, "rejected", "done done skipped", "expense_request.rejected", "open - 0.00 0.00"}), "gm_signoff:reject"},
		"returned by the general manager": {then(returned,
			resubmitted(nil, "in_review", "done now next", "open - 0.00 1280.50"),
			stage{gmSigns, "approved", "done done now", "expense_request.signed_off", "open - 0.00 1280.50"}, paid),
			"gm_signoff:return revise:resubmit gm_signoff:approve finance_processing:complete"},
		"returned, the amount changed": {then(returned,
			resubmitted(apitest.JSON{"amount": cny("2000")}, "in_review", "done now next", "open - 0.00 2000.00")),
			"gm_signoff:return revise:resubmit gm_signoff:open"},
		"sent back by finance, words changed": {then(sentBack,
			resubmitted(apitest.JSON{"purpose": "补交票据"}, "approved", "done done now", "open - 0.00 1280.50"), paid),
			"gm_signoff:approve finance_processing:return revise:resubmit finance_processing:complete"},
		"sent back by finance, the lower amount still holds": {then(begun,
			stage{gmSignsFor("1000.00"), "approved", "done done now", "expense_request.signed_off", "open - 0.00 1000.00"},
			stage{financeReturns, "returned", "done revise done next", "expense_request.returned", "open - 0.00 1000.00"},
			resubmitted(nil, "approved", "done done now", "open - 0.00 1000.00"),
			stage{financePaysOnly("1000.00"), "paid", "done done done", "expense_request.paid", "open - 1000.00 0.00"}),
			"gm_signoff:approve finance_processing:return revise:resubmit finance_processing:complete"},
		"sent back by finance, the amount changed through the task": {then(sentBack,
			stage{act{step: "revise", outcome: "resubmit", more: apitest.JSON{"amount": cny("900.00")}},
				"in_review", "done now next", "expense_request.resubmitted", "open - 0.00 900.00"},
			stage{gmSigns, "approved", "done done now", "expense_request.signed_off", "open - 0.00 900.00"},
			stage{financePaysOnly("900.00"), "paid", "done done done", "expense_request.paid", "open - 900.00 0.00"}),
			"gm_signoff:approve finance_processing:return revise:resubmit gm_signoff:approve finance_processing:complete"},
		"withdrawn in review":         {then(begun, withdrawn("done skipped skipped")), "gm_signoff:canceled"},
		"withdrawn after the signing": {then(signed, withdrawn("done done skipped")), "gm_signoff:approve finance_processing:canceled"},
		"withdrawn when returned":     {then(returned, withdrawn("done skipped skipped")), "gm_signoff:return revise:canceled"},
		"withdrawn when sent back, through the task": {then(sentBack,
			stage{act{step: "revise", outcome: "withdraw"}, "withdrawn", "done done skipped", "expense_request.withdrawn", "open - 0.00 0.00"}),
			"gm_signoff:approve finance_processing:return revise:withdraw"},
	}

	for name, way := range paths {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.walk(t, expenseRequest, way)
		})
	}
}

// testOutOfTurn tries the actions that each state of a request does not allow: they are
// refused with a reason and change nothing.
func testOutOfTurn(t *testing.T, s *scene) {
	refused := func(r *story, method, below string, body apitest.JSON) {
		t.Helper()
		s.Ask(t, "rep", apitest.Call{Method: method, Path: r.path(below), Body: body}).WantProblemAt(http.StatusConflict, "conflict")
	}
	draft := s.begin(t, expenseRequest)
	refused(draft, http.MethodPost, "/withdraw", apitest.JSON{"reason": "不再需要"})
	draft.wantDecisions()

	ends := map[string]func(*story){
		"in_review": func(*story) {},
		"approved":  func(r *story) { r.done("gm_signoff", "approve", nil) },
		"paid": func(r *story) {
			r.done("gm_signoff", "approve", nil)
			r.done("finance_processing", "complete", nil)
		},
		"rejected":  func(r *story) { r.done("gm_signoff", "reject", nil) },
		"withdrawn": func(r *story) { r.do(act{verb: withdraws}) },
	}
	for status, reach := range ends {
		t.Run(status, func(t *testing.T) {
			r := s.submitted(t)
			reach(r)
			before := r.view("rep")
			refused(r, http.MethodPost, "/submit", nil)
			refused(r, http.MethodPatch, "", apitest.JSON{"version": before["version"], "purpose": "改一下"})
			if status != "in_review" && status != "approved" {
				refused(r, http.MethodPost, "/withdraw", apitest.JSON{"reason": "不再需要"})
			}
			after := r.view("rep")
			if after.At("status") != status || after.At("version") != before.At("version") {
				t.Errorf("the request is %s at version %s, want %s at %s", after.At("status"), after.At("version"), status, before.At("version"))
			}
		})
	}

	// Others than the author may not act for the author, even if they see it.
	r := s.submitted(t)
	for _, below := range []string{"/withdraw", "/submit"} {
		var body apitest.JSON
		if below == "/withdraw" {
			body = apitest.JSON{"reason": "替他撤回"}
		}
		s.Ask(t, "gm", apitest.Call{Path: r.path(below), Body: body}).WantProblemAt(http.StatusForbidden, "forbidden")
		s.Ask(t, "rep2", apitest.Call{Path: r.path(below), Body: body}).WantProblemAt(http.StatusNotFound, "not_found")
	}
	r.wantStatus("in_review")
}
