package approval

// Purpose is the purpose of an attachment.
type Purpose string

// The purposes of attachments.
const (
	PurposeFeasibilityReport Purpose = "feasibility_report"
	PurposeBudgetReport      Purpose = "budget_report"
	PurposeReceipt           Purpose = "receipt"
	PurposeOther             Purpose = "other"
)

// Label is the display name.
func (p Purpose) Label() Text {
	return map[Purpose]Text{
		PurposeFeasibilityReport: {"可行性报告", "Feasibility report"},
		PurposeBudgetReport:      {"财务预算报告", "Budget report"},
		PurposeReceipt:           {"票据", "Receipt"},
		PurposeOther:             {"其他", "Other"},
	}[p]
}

// Revises returns the part of the request's content to which an attachment of this
// purpose belongs.
func (p Purpose) Revises() RevisionKind {
	switch p {
	case PurposeFeasibilityReport:
		return RevisedFeasibilityReport
	case PurposeBudgetReport:
		return RevisedBudgetReport
	default:
		return RevisedAttachments
	}
}

// Step returns the step whose holder adds attachments of this purpose; empty for
// attachments of the author.
func (p Purpose) Step() Step {
	switch p {
	case PurposeFeasibilityReport:
		return CommercialReport
	case PurposeBudgetReport:
		return FinanceReport
	default:
		return ""
	}
}

// ReportPurpose returns the purpose of the attachment that is required to complete a
// report step; empty for other steps.
func (s Step) ReportPurpose() Purpose {
	switch s {
	case CommercialReport:
		return PurposeFeasibilityReport
	case FinanceReport:
		return PurposeBudgetReport
	default:
		return ""
	}
}
