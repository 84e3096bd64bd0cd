package request

import (
	"context"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Report is a feasibility report or a budget report as it stands.
type Report struct {
	Step                approval.Step             `json:"step" db:"step"`
	StepLabel           approval.Text             `json:"step_label" db:"-"`
	Recommendation      *string                   `json:"recommendation,omitempty" db:"recommendation" enum:"recommend,recommend_with_conditions,do_not_recommend"`
	RecommendationLabel *approval.Text            `json:"recommendation_label,omitempty" db:"-"`
	Summary             string                    `json:"summary" db:"summary"`
	Budget              map[string]approval.Money `json:"budget,omitempty" db:"-"`
	BudgetLabels        map[string]approval.Text  `json:"budget_labels,omitempty" db:"-" doc:"What the categories are called"`
	Total               *approval.Money           `json:"total,omitempty" db:"-"`
	FiledBy             approval.Person           `json:"filed_by" db:"filed_by"`
	FiledAt             time.Time                 `json:"filed_at" db:"filed_at"`
	Attachments         []Attachment              `json:"attachments" db:"-" doc:"The files that it was filed with, oldest first"`
}

// withFiles gives the report those of the request's attachments that it was
// filed with: the ones of its purpose that its last filing saw. What has come
// since belongs to the report that is still to be filed.
func (r Report) withFiles(all []Attachment, decisions []Decision) Report {
	r.Attachments = []Attachment{}
	var seen []SeenAttachment
	for _, d := range decisions {
		if d.Step == r.Step && d.Outcome == approval.Complete {
			seen = d.Attachments
		}
	}
	for _, a := range all {
		filed := slices.ContainsFunc(seen, func(s SeenAttachment) bool { return s.ID == a.ID })
		if filed && a.Purpose == r.Step.ReportPurpose() {
			r.Attachments = append(r.Attachments, a)
		}
	}
	return r
}

// reportsOf reads the reports of a request.
func (s *Store) reportsOf(ctx context.Context, requestID string) ([]Report, error) {
	var rows []struct {
		Report
		RawBudget postgres.Document[map[string]approval.Money] `db:"budget"`
		RawTotal  *string                                      `db:"total"`
		Currency  *string                                      `db:"currency"`
	}
	err := s.In(ctx).All(ctx, &rows, `
		SELECT p.step, p.recommendation, p.summary, p.budget, p.total, p.currency, p.filed_at,
		       u.id AS "filed_by.id", u.name AS "filed_by.name"
		FROM reports p JOIN users u ON u.id = p.filed_by WHERE p.request_id = $1 ORDER BY p.step`, requestID)
	reports := make([]Report, len(rows))
	for i, row := range rows {
		reports[i] = row.Report
		reports[i].StepLabel = row.Step.Label()
		if row.Recommendation != nil {
			reports[i].RecommendationLabel = variable.LabelIn(approval.RecommendationLabels, *row.Recommendation)
		}
		reports[i].Budget = row.RawBudget.Value
		if row.RawTotal != nil && row.Currency != nil {
			reports[i].Total = &approval.Money{Amount: *row.RawTotal, Currency: *row.Currency}
		}
	}
	return reports, err
}
