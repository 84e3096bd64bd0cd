package request

import (
	"context"
	"slices"
	"time"

	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Report is the current feasibility report or budget report of a request.
type Report struct {
	Step                approval.Step            `json:"step" db:"step"`
	StepLabel           approval.Text            `json:"step_label" db:"-"`
	Recommendation      *string                  `json:"recommendation,omitempty" db:"recommendation" enum:"recommend,recommend_with_conditions,do_not_recommend"`
	RecommendationLabel *approval.Text           `json:"recommendation_label,omitempty" db:"-"`
	Summary             string                   `json:"summary" db:"summary"`
	Budget              ReportBudget             `json:"budget,omitempty" db:"budget"`
	BudgetLabels        map[string]approval.Text `json:"budget_labels,omitempty" db:"-" doc:"Display names of the categories"`
	Total               *approval.Money          `json:"total,omitempty" db:"total"`
	FiledBy             approval.Person          `json:"filed_by" db:"filed_by"`
	FiledAt             time.Time                `json:"filed_at" db:"filed_at"`
	Attachments         []Attachment             `json:"attachments" db:"-" doc:"Attachments of the report, oldest first"`
}

// ReportBudget has the amounts of a budget report by category.
type ReportBudget map[string]approval.Money

// Scan reads a jsonb column.
func (b *ReportBudget) Scan(src any) error {
	return approval.ScanJSON(src, (*map[string]approval.Money)(b))
}

// withFiles sets the attachments of the report: those of its purpose that its latest
// filing included. Later ones belong to the next filing.
func (r Report) withFiles(all []Attachment, decisions []Decision) Report {
	r.Attachments = []Attachment{}
	var seen []DecidedAttachment
	for _, d := range decisions {
		if d.Step == r.Step && d.Outcome == approval.Complete {
			seen = d.Attachments
		}
	}
	for _, a := range all {
		filed := slices.ContainsFunc(seen, func(s DecidedAttachment) bool { return s.ID == a.ID })
		if filed && a.Purpose == r.Step.ReportPurpose() {
			r.Attachments = append(r.Attachments, a)
		}
	}
	return r
}

// reportsOf reads the reports of a request.
func (s *Store) reportsOf(ctx context.Context, requestID string) ([]Report, error) {
	reports := []Report{}
	err := s.In(ctx).All(ctx, &reports, `
		SELECT p.step, p.recommendation, p.summary, p.budget, p.total || ' ' || p.currency AS total, p.filed_at,
		       u.id AS "filed_by.id", u.name AS "filed_by.name"
		FROM reports p JOIN users u ON u.id = p.filed_by WHERE p.request_id = $1 ORDER BY p.step`, requestID)
	for i := range reports {
		r := &reports[i]
		r.StepLabel = r.Step.Label()
		if r.Recommendation != nil {
			r.RecommendationLabel = variable.LabelIn(approval.RecommendationLabels, *r.Recommendation)
		}
	}
	return reports, err
}
