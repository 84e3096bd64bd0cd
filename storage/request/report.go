package request

import (
	"context"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Report is the current feasibility report or budget report of a request.
type Report struct {
	Step                approval.Step            `json:"step"`
	StepLabel           approval.Text            `json:"step_label"`
	Recommendation      *string                  `json:"recommendation,omitempty" enum:"recommend,recommend_with_conditions,do_not_recommend"`
	RecommendationLabel *approval.Text           `json:"recommendation_label,omitempty"`
	Summary             string                   `json:"summary"`
	Budget              ReportBudget             `json:"budget,omitempty"`
	BudgetLabels        map[string]approval.Text `json:"budget_labels,omitempty" doc:"Display names of the categories"`
	Total               *approval.Money          `json:"total,omitempty"`
	FiledBy             approval.Person          `json:"filed_by"`
	FiledAt             time.Time                `json:"filed_at"`
	Attachments         []Attachment             `json:"attachments" doc:"Attachments of the report, oldest first"`
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

// reportObject is the SQL expression for a Report from reportTables.
var reportObject = `jsonb_build_object(
	'step', p.step, 'recommendation', p.recommendation, 'summary', p.summary, 'budget', p.budget,
	'total', ` + moneyObject("p.total", "p.currency") + `, 'filed_at', p.filed_at, 'filed_by', ` + personObject("u") + `)`

const reportTables = `reports p JOIN users u ON u.id = p.filed_by`

// reportsOf reads the reports of a request.
func (s *Store) reportsOf(ctx context.Context, requestID string) ([]Report, error) {
	var reports postgres.List[Report]
	err := s.In(ctx).Get(ctx, &reports, `
		SELECT jsonb_agg(`+reportObject+` ORDER BY p.step) FROM `+reportTables+` WHERE p.request_id = $1`, requestID)
	labelReports(reports)
	return reports, err
}

// labelReports sets the display names of the codes.
func labelReports(reports []Report) {
	for i := range reports {
		r := &reports[i]
		r.StepLabel = r.Step.Label()
		if r.Recommendation != nil {
			r.RecommendationLabel = variable.LabelIn(approval.RecommendationLabels, *r.Recommendation)
		}
	}
}
