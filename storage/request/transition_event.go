package request

import (
	"maps"

	"approvals/storage/ledger"
	"approvals/workflows/approval"
)

// verbs are the event kinds and summaries of decisions. A step's own entry takes
// precedence over the general one.
var verbs = map[approval.Step]map[approval.Outcome]struct {
	kind string
	text approval.Text
}{
	approval.CommercialReport: {
		approval.Complete: {"feasibility_report_filed", approval.Text{ZH: "%s 提交了%s %s 的可行性报告", EN: "%s filed the feasibility report of %s %s"}},
	},
	approval.FinanceReport: {
		approval.Complete: {"budget_report_filed", approval.Text{ZH: "%s 提交了%s %s 的财务预算报告", EN: "%s filed the budget report of %s %s"}},
	},
	approval.GMSignoff: {
		approval.Approve: {"signed_off", approval.Text{ZH: "%s 签批了%s %s", EN: "%s signed off %s %s"}},
	},
	approval.FinanceProcessing: {
		approval.Complete: {"paid", approval.Text{ZH: "%s 支付了%s %s", EN: "%s paid %s %s"}},
	},
	"": {
		approval.Submit:   {"submitted", approval.Text{ZH: "%s 提交了%s %s", EN: "%s submitted %s %s"}},
		approval.Approve:  {"approved", approval.Text{ZH: "%s 批准了%s %s", EN: "%s approved %s %s"}},
		approval.Reject:   {"rejected", approval.Text{ZH: "%s 驳回了%s %s", EN: "%s rejected %s %s"}},
		approval.Return:   {"returned", approval.Text{ZH: "%s 退回了%s %s", EN: "%s returned %s %s"}},
		approval.Resubmit: {"resubmitted", approval.Text{ZH: "%s 重新提交了%s %s", EN: "%s resubmitted %s %s"}},
		approval.End:      {"ended", approval.Text{ZH: "%s 终止了%s %s", EN: "%s ended %s %s"}},
		approval.Withdraw: {"withdrawn", approval.Text{ZH: "%s 撤回了%s %s", EN: "%s withdrew %s %s"}},
	},
}

// DecisionEvent returns the event of a decision on a request without earlier submissions
// or reports.
func DecisionEvent(actor approval.Actor, before, after Request, d approval.Decision) ledger.NewEvent {
	return transitionEvent(actor, before, after, d, previous{})
}

// transitionEvent returns the event of a decision with its changes: of a submission
// since the last one, of a report since the one that it replaces.
func transitionEvent(actor approval.Actor, before, after Request, d approval.Decision, was previous) ledger.NewEvent {
	verb, ok := verbs[d.Step][d.Outcome]
	if !ok {
		verb = verbs[""][d.Outcome]
	}
	changes := approval.Changes{}
	ledger.NoteChange(changes, "status", &before.Status, &after.Status)
	ledger.NoteMoney(changes, "approved_amount", before.ApprovedAmount, after.ApprovedAmount)
	ledger.NoteMoney(changes, "paid_amount", before.PaidAmount, after.PaidAmount)
	ledger.NoteChange(changes, "voucher_no", before.VoucherNo, after.VoucherNo)
	ledger.NoteChange(changes, "method", before.Method, after.Method)
	ledger.NoteChange(changes, "paid_on", before.PaidOn, after.PaidOn)
	switch {
	case d.Outcome == approval.Submit:
		// The draft was private, so all of its fields are new.
		maps.Copy(changes, changedFacts(Request{Kind: after.Kind}, after))
	case d.Outcome == approval.Resubmit:
		maps.Copy(changes, editedFacts(was.edits))
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		maps.Copy(changes, reportChanges(was.report, d))
	}
	if d.ReturnTo != "" {
		changes["return_to"] = approval.Change{After: d.ReturnTo}
	}
	if d.Comment != "" {
		changes["comment"] = approval.Change{After: d.Comment}
	}
	summary := verb.text.Format(actor.Name, after.Kind.Label(), after.Number)
	if after.Amount != nil {
		summary = approval.Text{ZH: "%s（%s）", EN: "%s (%s)"}.Format(summary, currentAmount(after).String())
	}
	return ledger.NewEvent{
		Kind:      approval.EventKind(string(after.Kind) + "." + verb.kind),
		ProjectID: &after.ProjectID,
		Subject:   after.Subject(),
		Changes:   changes,
		Summary:   summary,
	}
}

// currentAmount is the most relevant amount in the request's status.
func currentAmount(r Request) approval.Money {
	switch {
	case r.PaidAmount != nil:
		return *r.PaidAmount
	case r.ApprovedAmount != nil:
		return *r.ApprovedAmount
	default:
		return *r.Amount
	}
}
