package request_test

import (
	"testing"

	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestDetailHasReportsAndDecisions checks who filed and decided what and when, on which
// revision, with the hashes of the files at that time.
func TestDetailHasReportsAndDecisions(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.ApprovedProject("3000")
	detail, err := s.RequestDetail(t.Context(), s.Rep, r.ID)
	s.Must(err)
	purposes := map[approval.Step]approval.Purpose{
		approval.CommercialReport: approval.PurposeFeasibilityReport, approval.FinanceReport: approval.PurposeBudgetReport,
	}
	authors := map[approval.Step]string{approval.CommercialReport: s.Commercial.Name, approval.FinanceReport: s.Finance.Name}
	if len(detail.Reports) != len(purposes) {
		t.Fatalf("reports %+v", detail.Reports)
	}
	hashes := map[string]string{}
	for _, a := range detail.Attachments {
		hashes[a.ID] = a.SHA256
	}
	for _, report := range detail.Reports {
		if report.FiledBy.Name != authors[report.Step] || report.FiledAt.IsZero() || report.Summary == "" || report.StepLabel != report.Step.Label() {
			t.Errorf("the report is %+v", report)
		}
		files := 0
		for _, a := range detail.Attachments {
			if a.Purpose == purposes[report.Step] {
				files++
			}
		}
		if files == 0 {
			t.Errorf("no file has the purpose of the %s", report.Step)
		}
	}
	before := 0
	for _, d := range detail.Decisions {
		if d.By.Name == "" || d.At.IsZero() || d.Revision < 1 || d.Comment == "" || d.StepLabel.EN == "" || d.OutcomeLabel.EN == "" {
			t.Errorf("the decision is %+v", d)
		}
		if len(d.Attachments) < before {
			t.Errorf("%s saw %d files, the decision before it %d", d.Step, len(d.Attachments), before)
		}
		before = len(d.Attachments)
		for _, seen := range d.Attachments {
			if seen.SHA256 == "" || seen.SHA256 != hashes[seen.ID] {
				t.Errorf("%s saw %+v, which is none of %v", d.Step, seen, hashes)
			}
		}
	}
	if last := detail.Decisions[len(detail.Decisions)-1]; len(last.Attachments) != len(hashes) || last.OutcomeLabel.EN != "Approved" {
		t.Errorf("the last decision is %+v", last)
	}
}
