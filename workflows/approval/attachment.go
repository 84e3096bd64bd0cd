package approval

// Purpose is what an attachment is for.
type Purpose string

// The purposes of attachments.
const (
	PurposeFeasibilityReport Purpose = "feasibility_report"
	PurposeBudgetReport      Purpose = "budget_report"
	PurposeReceipt           Purpose = "receipt"
	PurposeOther             Purpose = "other"
)

// Label names the purpose for people.
func (p Purpose) Label() Text {
	return map[Purpose]Text{
		PurposeFeasibilityReport: {"可行性报告", "Feasibility report"},
		PurposeBudgetReport:      {"财务预算报告", "Budget report"},
		PurposeReceipt:           {"票据", "Receipt"},
		PurposeOther:             {"其他", "Other"},
	}[p]
}

// Revises is the part of the request's content that an attachment of this
// purpose belongs to.
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

// Step is the step whose holder brings attachments of this purpose; empty for
// those of the request's author.
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

// ReportPurpose is the purpose of the attachment that a report step cannot be
// completed without; empty for other steps.
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
