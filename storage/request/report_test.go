package request_test

import (
	"testing"

	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// TestReportAttachments returns a budget report: the files that finance then adds belong
// to the report once it is filed again, and no other files do.
func TestReportAttachments(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.ProjectRequest()
	attach := func(actor approval.Actor, purpose approval.Purpose) string {
		t.Helper()
		a, err := s.Attach(actor, r.ID, purpose)
		s.Must(err)
		return a.ID
	}
	attach(s.Rep, approval.PurposeOther)
	open := s.Submit(r, approval.CommercialReport, approval.FinanceReport).Open
	file := func(actor approval.Actor, task approval.OpenTask, data approval.DecisionData, next ...approval.Step) []approval.OpenTask {
		t.Helper()
		data.Summary = "如附件"
		recorded, err := s.Decide(r, approval.Decision{ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete, Data: data},
			approval.Move{Status: approval.StatusInReview, Open: next})
		s.Must(err)
		return recorded.Position.Open
	}
	want := func(files map[approval.Step][]string) {
		t.Helper()
		detail, err := s.RequestDetail(t.Context(), s.Manager, r.ID)
		s.Must(err)
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
	budget := approval.DecisionData{Budget: map[string]approval.Money{"travel": *storagetest.Yuan("3000")}}
	feasible := attach(s.Commercial, approval.PurposeFeasibilityReport)
	want(map[approval.Step][]string{})
	file(s.Commercial, open[0], approval.DecisionData{Recommendation: approval.Recommend})
	first := attach(s.Finance, approval.PurposeBudgetReport)
	decide := file(s.Finance, open[1], budget, approval.ManagementDecision)[0]
	filed := map[approval.Step][]string{approval.CommercialReport: {feasible}, approval.FinanceReport: {first}}
	want(filed)
	again := s.SendBack(r, s.Manager, decide, string(approval.FinanceReport), approval.FinanceReport).Open[0]
	second := attach(s.Finance, approval.PurposeBudgetReport)
	want(filed)
	file(s.Finance, again, budget, approval.ManagementDecision)
	filed[approval.FinanceReport] = []string{first, second}
	want(filed)
}
