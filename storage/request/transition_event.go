package request

import (
	"context"
	"maps"

	"approvals/storage/ledger"
	"approvals/workflows/approval"
)

// verbs name what a decision did, in the kind of its event and for people. The
// step's own entry comes before the general one.
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

// DecisionEvent is the event of a decision on a request that was never submitted
// or reported on before.
func DecisionEvent(actor approval.Actor, before, after Request, d approval.Decision) ledger.NewEvent {
	return transitionEvent(actor, before, after, d, earlier{})
}

// transitionEvent tells the timeline of a decision: what was done, by whom, and
// the fields that are different afterwards: from a submission, from the one
// before; from a report, from the one that it takes the place of.
func transitionEvent(actor approval.Actor, before, after Request, d approval.Decision, was earlier) ledger.NewEvent {
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
		// Nobody but the author has seen the draft: all of it is new.
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
		summary = approval.Text{ZH: "%s（%s）", EN: "%s (%s)"}.Format(summary, shownAmount(after).String())
	}
	return ledger.NewEvent{
		Kind:      approval.EventKind(string(after.Kind) + "." + verb.kind),
		ProjectID: &after.ProjectID,
		Subject:   after.Subject(),
		Changes:   changes,
		Summary:   summary,
	}
}

// shownAmount is the amount that matters most where the request stands.
func shownAmount(r Request) approval.Money {
	switch {
	case r.PaidAmount != nil:
		return *r.PaidAmount
	case r.ApprovedAmount != nil:
		return *r.ApprovedAmount
	default:
		return *r.Amount
	}
}

// CheckContent notes everything that the decision brings along and that does not
// fit the request. A voucher number that is taken is noted among other findings;
// alone it is a conflict, which writing it tells.
func (s *Store) CheckContent(ctx context.Context, r Request, d approval.Decision, wrong *approval.Invalid) error {
	switch {
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		return s.checkReport(ctx, r, d, wrong)
	case d.Step == approval.GMSignoff && d.Outcome == approval.Approve:
		checkAtMost(wrong, "body.data.approved_amount", d.Data.ApprovedAmount, r.Amount, approval.Text{
			ZH: "不能超过申请金额 %s", EN: "This may be at most the requested amount, %s"})
		return nil
	case d.Step == approval.FinanceProcessing && d.Outcome == approval.Complete:
		checkAtMost(wrong, "body.data.paid_amount", d.Data.PaidAmount, r.ApprovedAmount, approval.Text{
			ZH: "不能超过批准金额 %s", EN: "This may be at most the approved amount, %s"})
		if wrong.Err() == nil {
			return nil
		}
		return s.checkVoucher(ctx, r, d, wrong)
	default:
		return nil
	}
}

// checkReport looks for the report's attachments and at its currency.
func (s *Store) checkReport(ctx context.Context, r Request, d approval.Decision, wrong *approval.Invalid) error {
	purpose := d.Step.ReportPurpose()
	var attached bool
	if err := s.In(ctx).Get(ctx, &attached, `
		SELECT EXISTS (SELECT FROM attachments WHERE request_id = $1 AND purpose = $2)`, r.ID, purpose); err != nil {
		return err
	}
	if !attached {
		wrong.Add("body.attachments."+string(purpose), approval.Text{
			ZH: "请先上传报告附件", EN: "Attach the report before completing it"})
	}
	for category, m := range d.Data.Budget {
		if m.Currency != r.Currency {
			wrong.Add("body.data.budget."+category+".currency", approval.Text{
				ZH: "项目币种为 %s", EN: "The project's amounts are in %s"}.Format(r.Currency))
		}
	}
	return nil
}

var voucherTaken = approval.Text{ZH: "凭证号已被其他费用申请使用", EN: "This voucher number is used by another expense request"}

func (s *Store) checkVoucher(ctx context.Context, r Request, d approval.Decision, wrong *approval.Invalid) error {
	var taken bool
	err := s.In(ctx).Get(ctx, &taken, `
		SELECT EXISTS (SELECT FROM expense_requests WHERE voucher_key = voucher_key($1) AND request_id <> $2)`,
		d.Data.VoucherNo, r.ID)
	if taken {
		wrong.Add("body.data.voucher_no", voucherTaken)
	}
	return err
}

// voucherConflict is the error for a voucher number that is taken: what was sent
// is sound, but another payment stands against it.
func voucherConflict() error {
	err := approval.Conflict(voucherTaken)
	err.Fields = []approval.FieldError{{Location: "body.data.voucher_no", Message: voucherTaken}}
	return err
}

func checkAtMost(wrong *approval.Invalid, location string, given, limit *approval.Money, message approval.Text) {
	switch {
	case given == nil || limit == nil:
	case given.Currency != limit.Currency:
		wrong.Add(location+".currency", approval.Text{
			ZH: "币种应为 %s", EN: "The currency must be %s"}.Format(limit.Currency))
	case given.Cmp(*limit) > 0:
		wrong.Add(location, message.Format(limit.String()))
	}
}
