package request

import (
	"context"
	"maps"
	"slices"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
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
		if d.Step == approval.FinanceReport && was.report == nil && before.BudgetRevision != nil {
			total := d.Data.BudgetTotal()
			ledger.NoteMoney(changes, "budget", &before.BudgetRevision.Before, &total)
		}
	}
	if d.ReturnTo != "" {
		changes["return_to"] = approval.Change{After: d.ReturnTo}
	}
	if d.Comment != "" {
		changes["comment"] = approval.Change{After: d.Comment}
	}
	summary := verb.text.Format(actor.Name, after.kindInWords(), after.Number)
	switch {
	case after.BudgetRevision != nil:
		summary = approval.Text{ZH: "%s（%s）", EN: "%s (%s)"}.Format(summary, after.BudgetRevision.change())
	case after.Amount != nil:
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

// previous is the earlier state with which a decision's event is compared, apart from
// the request itself.
type previous struct {
	// report is the report that a second one replaces.
	report *Report
	// edits are the changes since the last submission.
	edits []approval.Revision
}

// readPrevious reads the state to compare with, before the decision is applied.
func (s *Store) readPrevious(ctx context.Context, r Request, d approval.Decision) (was previous, err error) {
	switch {
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		was.report, err = s.currentReport(ctx, r.ID, d.Step)
	case d.Outcome == approval.Resubmit:
		var submitted int
		if err := s.In(ctx).Get(ctx, &submitted, `
			SELECT coalesce(max(revision), 0) FROM decisions WHERE request_id = $1 AND outcome IN ('submit', 'resubmit')`, r.ID); err != nil {
			return was, err
		}
		was.edits, err = s.revisionsSince(ctx, r.ID, submitted)
	}
	return was, err
}

// currentReport returns the request's report of the step, or nil.
func (s *Store) currentReport(ctx context.Context, requestID string, step approval.Step) (*Report, error) {
	reports, err := s.reportsOf(ctx, requestID)
	i := slices.IndexFunc(reports, func(r Report) bool { return r.Step == step })
	if err != nil || i < 0 {
		return nil, err
	}
	return &reports[i], nil
}

// reportChanges returns the differences of a report to the one that it replaces.
func reportChanges(before *Report, d approval.Decision) approval.Changes {
	if before == nil {
		before = &Report{}
	}
	changes := approval.Changes{}
	ledger.NoteText(changes, "summary", before.Summary, d.Data.Summary)
	if d.Step == approval.CommercialReport {
		ledger.NoteText(changes, "recommendation", orEmpty(before.Recommendation), string(d.Data.Recommendation))
		return changes
	}
	total := d.Data.BudgetTotal()
	ledger.NoteMoney(changes, "budget", before.Total, &total)
	if !sameBudget(before.Budget, d.Data.Budget) {
		changes["budget_items"] = approval.Change{After: d.Data.Budget}
		if before.Budget != nil {
			changes["budget_items"] = approval.Change{Before: before.Budget, After: d.Data.Budget}
		}
	}
	return changes
}

func sameBudget(a, b map[string]approval.Money) bool {
	if len(a) != len(b) {
		return false
	}
	for category, m := range a {
		if other, ok := b[category]; !ok || !m.Same(other) {
			return false
		}
	}
	return true
}

// editedFacts returns the author's fields that differ from the last submission. A field
// that was changed back does not.
func editedFacts(edits []approval.Revision) approval.Changes {
	changes := approval.Changes{}
	for _, edit := range edits {
		if edit.Kind != approval.RevisedFacts {
			continue
		}
		for field, change := range edit.Changes {
			if first, there := changes[field]; there {
				change.Before = first.Before
			}
			changes[field] = change
		}
	}
	for field, change := range changes {
		if postgres.AsJSON(change.Before) == postgres.AsJSON(change.After) {
			delete(changes, field)
		}
	}
	return changes
}

// unrecordedAttachments returns the events for attachments that were added to a draft,
// which are recorded on submission.
func (s *Store) unrecordedAttachments(ctx context.Context, actor approval.Actor, r Request) (events []ledger.NewEvent, err error) {
	untold, err := s.attachmentsWhere(ctx, `
		a.request_id = $1 AND NOT EXISTS (
			SELECT FROM timeline_events e WHERE e.customer_id = $2 AND e.subject_id = $1 AND e.kind = 'attachment.added'
			AND e.changes->'attachment'->>'after' = a.name AND e.changes->'sha256'->>'after' = a.sha256)`, r.ID, r.Customer.ID)
	for _, a := range untold {
		events = append(events, attachmentEvent(actor, r, a, approval.Change{After: a.Name}))
	}
	return events, err
}
