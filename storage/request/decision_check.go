package request

import (
	"context"

	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// checkOptions validates the options and dates in a decision.
func (s *Store) checkOptions(ctx context.Context, d approval.Decision, wrong *approval.Invalid) error {
	option := func(location string, list variable.OptionList, value string) error {
		problem, err := s.CheckOption(ctx, list, value, "")
		if problem != (approval.Text{}) {
			wrong.Add(location, problem)
		}
		return err
	}
	if d.Step == approval.FinanceReport {
		for category := range d.Data.Budget {
			if category == "" {
				wrong.Add("body.data.budget", approval.Text{ZH: "缺少费用类别", EN: "An amount has no category"})
			}
			if err := option("body.data.budget."+category, variable.ExpenseCategories, category); err != nil {
				return err
			}
		}
	}
	if d.Data.PaidOn != "" {
		if err := s.CheckHappened(ctx, wrong, "body.data.paid_on", d.Data.PaidOn); err != nil {
			return err
		}
	}
	return option("body.data.method", variable.PaymentMethods, d.Data.Method)
}

// checkContent validates a decision's data against the request. A duplicate voucher
// number is added to other errors; if it is the only error, the conflict is returned
// when the payment is stored.
func (s *Store) checkContent(ctx context.Context, r Request, d approval.Decision, wrong *approval.Invalid) error {
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

// checkReport validates the report's attachments and currency.
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

// voucherConflict is the error for a duplicate voucher number in an otherwise valid
// payment.
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
