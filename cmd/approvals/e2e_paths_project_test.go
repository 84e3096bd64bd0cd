package main

import (
	"slices"
	"testing"

	"approvals/api/apitest"
)

// The acts of a project request.
var (
	commercialReports = act{step: "commercial_report", outcome: "complete"}
	financeReports    = act{step: "finance_report", outcome: "complete"}
	managementAgrees  = act{step: "management_decision", outcome: "approve"}
	managementRejects = act{step: "management_decision", outcome: "reject"}
)

func managementReturns(to string) act {
	return act{step: "management_decision", outcome: "return", more: apitest.JSON{"return_to": to}}
}

// then appends stages to a path.
func then(first []stage, more ...stage) []stage { return append(slices.Clone(first), more...) }

// testProjectRequest takes project requests along every path of the process over HTTP.
// Only returned steps are repeated.
func testProjectRequest(t *testing.T, s *scene) {
	begun := []stage{{act{verb: submits}, "in_review", "done now now next", "project_request.submitted", "in_review - 0.00 0.00"}}
	reported := then(begun,
		stage{commercialReports, "in_review", "done done now next", "project_request.feasibility_report_filed", "in_review - 0.00 0.00"},
		stage{financeReports, "in_review", "done done done now", "project_request.budget_report_filed", "in_review - 0.00 0.00"})
	reports := "commercial_report:complete finance_report:complete "
	approved := stage{managementAgrees, "approved", "done done done done", "project_request.approved", "approved 150000.00 0.00 0.00"}
	returned := then(reported,
		stage{managementReturns("requester"), "returned", "done revise done done next", "project_request.returned", "in_review - 0.00 0.00"})
	withdrawn := func(steps string) stage {
		return stage{act{verb: withdraws}, "withdrawn", steps, "project_request.withdrawn", "open - 0.00 0.00"}
	}
	resubmitted := func(changed apitest.JSON, steps string) stage {
		return stage{act{verb: submits, more: changed}, "in_review", steps, "project_request.resubmitted", "in_review - 0.00 0.00"}
	}

	paths := map[string]path{
		"approved": {then(reported, approved), reports + "management_decision:approve"},
		"budget first": {then(begun,
			stage{financeReports, "in_review", "done now done next", "project_request.budget_report_filed", "in_review - 0.00 0.00"},
			stage{commercialReports, "in_review", "done done done now", "project_request.feasibility_report_filed", "in_review - 0.00 0.00"},
			approved), reports + "management_decision:approve"},
		"rejected": {then(reported,
			stage{managementRejects, "rejected", "done done done done", "project_request.rejected", "rejected - 0.00 0.00"}),
			reports + "management_decision:reject"},
		"back to commercial": {then(reported,
			stage{managementReturns("commercial_report"), "in_review", "done now done next", "project_request.returned", "in_review - 0.00 0.00"},
			stage{commercialReports, "in_review", "done done done now", "project_request.feasibility_report_filed", "in_review - 0.00 0.00"},
			approved), reports + "management_decision:return commercial_report:complete management_decision:approve"},
		"back to finance": {then(reported,
			stage{managementReturns("finance_report"), "in_review", "done done now next", "project_request.returned", "in_review - 0.00 0.00"},
			stage{financeReports, "in_review", "done done done now", "project_request.budget_report_filed", "in_review - 0.00 0.00"},
			approved), reports + "management_decision:return finance_report:complete management_decision:approve"},
		"back to the author, words changed": {then(returned,
			resubmitted(apitest.JSON{"reason": "补充说明"}, "done done done now"), approved),
			reports + "management_decision:return revise:resubmit management_decision:approve"},
		"back to the author, date changed": {then(returned,
			resubmitted(apitest.JSON{"expected_close_on": "2027-06-30"}, "done now done next"),
			stage{commercialReports, "in_review", "done done done now", "project_request.feasibility_report_filed", "in_review - 0.00 0.00"},
			approved),
			reports + "management_decision:return revise:resubmit commercial_report:complete management_decision:approve"},
		"back to the author, chances changed": {then(returned,
			resubmitted(apitest.JSON{"win_probability": 20}, "done now done next")),
			reports + "management_decision:return revise:resubmit commercial_report:open"},
		"back to the author, cost changed, through the task": {then(returned,
			stage{act{step: "revise", outcome: "resubmit", more: apitest.JSON{"expected_cost": cny("2500000")}},
				"in_review", "done now now next", "project_request.resubmitted", "in_review - 0.00 0.00"},
			stage{financeReports, "in_review", "done now done next", "project_request.budget_report_filed", "in_review - 0.00 0.00"},
			stage{commercialReports, "in_review", "done done done now", "project_request.feasibility_report_filed", "in_review - 0.00 0.00"},
			approved),
			reports + "management_decision:return revise:resubmit commercial_report:complete finance_report:complete management_decision:approve"},
		"back to the author twice": {then(returned,
			resubmitted(nil, "done done done now"),
			stage{managementReturns("requester"), "returned", "done revise done done next", "project_request.returned", "in_review - 0.00 0.00"},
			resubmitted(apitest.JSON{"expected_revenue": cny("4000000")}, "done now now next")),
			reports + "management_decision:return revise:resubmit management_decision:return revise:resubmit commercial_report:open finance_report:open"},
		"withdrawn before any report": {then(begun, withdrawn("done skipped skipped skipped")),
			"commercial_report:canceled finance_report:canceled"},
		"withdrawn with one report": {then(reported[:2], withdrawn("done done skipped skipped")),
			"commercial_report:complete finance_report:canceled"},
		"withdrawn before the decision": {then(reported, withdrawn("done done done skipped")), reports + "management_decision:canceled"},
		"withdrawn when returned":       {then(returned, withdrawn("done done done skipped")), reports + "management_decision:return revise:canceled"},
		"withdrawn when returned, through the task": {then(returned,
			stage{act{step: "revise", outcome: "withdraw"}, "withdrawn", "done done done skipped", "project_request.withdrawn", "open - 0.00 0.00"}),
			reports + "management_decision:return revise:withdraw"},
	}

	for name, way := range paths {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.walk(t, projectRequest, way)
		})
	}
}

// testApprovedProjectStaysApproved rejects a second request for an approved project,
// which stays approved.
func testApprovedProjectStaysApproved(t *testing.T, s *scene) {
	r := s.begin(t, projectRequest).reported()
	r.done("management_decision", "approve", nil)
	for outcome, more := range map[string]apitest.JSON{"reject": nil, "withdraw": nil} {
		again := r.another(apitest.JSON{"reason": "追加"}).reported()
		if outcome == "reject" {
			again.done("management_decision", "reject", more)
		} else {
			again.do(act{verb: withdraws})
		}
		if project := s.Get(t, "rep", "/projects/"+r.project); project.At("status") != "approved" || project.At("budget.amount") != "150000.00" {
			t.Errorf("after %s of the second request the project is %v", outcome, project)
		}
	}
}
