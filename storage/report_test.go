package storage_test

import (
	"testing"

	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestReportHasTheFilesItWasFiledWith sends a budget report back: what finance
// attaches then shows with the report once it is filed again, and nothing else
// of the request's does.
func TestReportHasTheFilesItWasFiledWith(t *testing.T) {
	s := newScene(t)
	r := s.projectRequest()
	attach := func(actor approval.Actor, purpose approval.Purpose) string {
		t.Helper()
		a, err := s.attach(actor, r.ID, purpose)
		s.must(err)
		return a.ID
	}
	attach(s.rep, approval.PurposeOther)
	open := s.submit(r, approval.CommercialReport, approval.FinanceReport).Open
	file := func(actor approval.Actor, task approval.OpenTask, data approval.DecisionData, next ...approval.Step) []approval.OpenTask {
		t.Helper()
		data.Summary = "如附件"
		recorded, err := s.record(r, approval.Decision{ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete, Data: data},
			approval.Move{Status: approval.StatusInReview, Open: next})
		s.must(err)
		return recorded.Position.Open
	}
	want := func(files map[approval.Step][]string) {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.manager, r.ID)
		s.must(err)
		got := map[approval.Step][]string{}
		for _, report := range detail.Reports {
			for _, a := range report.Attachments {
				got[report.Step] = append(got[report.Step], a.ID)
			}
		}
		if diff := cmp.Diff(files, got); diff != "" {
			t.Errorf("after %d decisions: %s", len(detail.Decisions), diff)
		}
	}
	budget := approval.DecisionData{Budget: map[string]approval.Money{"travel": *yuan("3000")}}
	feasible := attach(s.commercial, approval.PurposeFeasibilityReport)
	want(map[approval.Step][]string{})
	file(s.commercial, open[0], approval.DecisionData{Recommendation: approval.Recommend})
	first := attach(s.finance, approval.PurposeBudgetReport)
	decide := file(s.finance, open[1], budget, approval.ManagementDecision)[0]
	filed := map[approval.Step][]string{approval.CommercialReport: {feasible}, approval.FinanceReport: {first}}
	want(filed)
	again := s.sendBack(r, s.manager, decide, string(approval.FinanceReport), approval.FinanceReport).Open[0]
	second := attach(s.finance, approval.PurposeBudgetReport)
	want(filed)
	file(s.finance, again, budget, approval.ManagementDecision)
	filed[approval.FinanceReport] = []string{first, second}
	want(filed)
}
