package request

import (
	"context"
	"maps"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Decision is a recorded decision with the content that it was based on.
type Decision struct {
	ID            string           `json:"id" format:"uuid"`
	TaskID        *string          `json:"task_id,omitempty" format:"uuid"`
	Step          approval.Step    `json:"step"`
	StepLabel     approval.Text    `json:"step_label"`
	Outcome       approval.Outcome `json:"outcome"`
	OutcomeLabel  approval.Text    `json:"outcome_label"`
	ReturnTo      *string          `json:"return_to,omitempty"`
	ReturnToLabel *approval.Text   `json:"return_to_label,omitempty"`
	By            approval.Person  `json:"by"`
	Revision      int              `json:"revision" doc:"Revision on which the decision is based"`
	Comment       string           `json:"comment"`
	Data          DecidedData      `json:"data"`
	At            time.Time        `json:"at"`
	// Attachments are those of the revision, with their hashes at that time.
	Attachments []DecidedAttachment `json:"attachments" doc:"Attachments of the revision, with their hashes"`
}

// DecidedData is the data of a decision with the display names of its codes.
type DecidedData struct {
	approval.DecisionData
	RecommendationLabel *approval.Text           `json:"recommendation_label,omitempty"`
	BudgetLabels        map[string]approval.Text `json:"budget_labels,omitempty" doc:"Display names of the categories"`
	MethodLabel         *approval.Text           `json:"method_label,omitempty"`
}

// DecidedAttachment is an attachment as it was at the time of a decision.
type DecidedAttachment struct {
	ID     string `json:"id" format:"uuid"`
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// decisionObject is the SQL expression for a Decision from decisionTables.
var decisionObject = `jsonb_build_object(
	'id', d.id, 'task_id', d.task_id, 'step', d.step, 'outcome', d.outcome, 'return_to', d.return_to, 'revision', d.revision,
	'comment', d.comment, 'data', d.data, 'at', d.at, 'by', ` + personObject("u") + `, 'attachments', (
		SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'sha256', da.sha256) ORDER BY a.id), '[]')
		FROM decision_attachments da JOIN attachments a ON a.id = da.attachment_id
		WHERE da.decision_id = d.id))`

const decisionTables = `decisions d JOIN users u ON u.id = d.actor_id`

// labelDecisions sets the display names of the codes.
func labelDecisions(decisions []Decision) {
	for i := range decisions {
		d := &decisions[i]
		d.StepLabel, d.OutcomeLabel = d.Step.Label(), d.Outcome.Label().Capitalized()
		if d.ReturnTo != nil {
			d.ReturnToLabel = variable.LabelIn(approval.ReturnTargetLabels, *d.ReturnTo)
		}
		d.Data.RecommendationLabel = variable.LabelIn(approval.RecommendationLabels, string(d.Data.Recommendation))
	}
}

// addRevision stores a change to the request's content as its next revision. The caller
// has locked the request.
func (s *Store) addRevision(ctx context.Context, requestID string, kind approval.RevisionKind, by string, changes approval.Changes) error {
	return s.In(ctx).Exec(ctx, `
		WITH revised AS (
			UPDATE requests SET revision = revision + 1, version = version + 1, updated_at = now()
			WHERE id = $1 RETURNING revision
		)
		INSERT INTO revisions (request_id, revision, kind, by, changes)
		SELECT $1, revision, $2, $3, $4 FROM revised`, requestID, kind, by, postgres.AsJSON(changes))
}

// revisionsSince returns the changes to a request after a revision.
func (s *Store) revisionsSince(ctx context.Context, requestID string, revision int) (changed []approval.Revision, err error) {
	err = s.In(ctx).All(ctx, &changed, `
		SELECT v.revision, v.kind, v.at, v.changes, u.id AS "by.id", u.name AS "by.name"
		FROM revisions v JOIN users u ON u.id = v.by
		WHERE v.request_id = $1 AND v.revision > $2 ORDER BY v.revision`, requestID, revision)
	return changed, err
}

// checkOptions validates the options and dates in a decision.
func (s *Store) checkOptions(ctx context.Context, r Request, d approval.Decision, wrong *approval.Invalid) error {
	option := func(location string, list variable.OptionList, value string) error {
		problem, err := s.CheckOption(ctx, list, value, "")
		if problem != (approval.Text{}) {
			wrong.Add(location, problem)
		}
		return err
	}
	if d.Step == approval.FinanceReport {
		for _, category := range slices.Sorted(maps.Keys(d.Data.Budget)) {
			if category == "" {
				wrong.Add("body.data.budget", approval.Text{ZH: "缺少费用类别", EN: "An amount has no category"})
			}
			if err := option("body.data.budget."+category, variable.ExpenseCategories, category); err != nil {
				return err
			}
		}
	}
	if d.Data.PaidOn != "" {
		if err := s.checkPaidOn(ctx, r, d.Data.PaidOn, wrong); err != nil {
			return err
		}
	}
	return option("body.data.method", variable.PaymentMethods, d.Data.Method)
}

// checkPaidOn checks that a payment lies between the request's submission and today, by
// the company's calendar.
func (s *Store) checkPaidOn(ctx context.Context, r Request, day approval.Date, wrong *approval.Invalid) error {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return err
	}
	first, last := variable.FirstWorkDate, approval.DateOf(postgres.Now().In(zone))
	if r.SubmittedAt != nil {
		first = approval.DateOf(r.SubmittedAt.In(zone))
	}
	switch {
	case day > last:
		wrong.Add("body.data.paid_on", approval.Text{ZH: "不能晚于今天（%s）", EN: "This cannot be after today, %s"}.Format(last))
	case day < first:
		wrong.Add("body.data.paid_on", approval.Text{ZH: "不能早于申请提交日（%s）", EN: "This cannot be before the request was submitted, on %s"}.Format(first))
	}
	return nil
}

// checkContent validates a decision's data against the request. A duplicate voucher
// number is added to other errors; if it is the only error, the conflict is returned
// when the payment is stored.
func (s *Store) checkContent(ctx context.Context, r Request, d approval.Decision, wrong *approval.Invalid) error {
	switch {
	case d.Step == approval.CommercialReport, d.Step == approval.FinanceReport:
		return s.checkReport(ctx, r, d, wrong)
	case d.Step == approval.ManagementDecision && d.Outcome == approval.Approve:
		if err := wrong.Err(); err != nil {
			return err
		}
		return s.checkRevisedBudget(ctx, r)
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
	oneCurrency := true
	for _, category := range slices.Sorted(maps.Keys(d.Data.Budget)) {
		if d.Data.Budget[category].Currency != r.Currency {
			oneCurrency = false
			wrong.Add("body.data.budget."+category+".currency", approval.Text{
				ZH: "项目币种为 %s", EN: "The project's amounts are in %s"}.Format(r.Currency))
		}
	}
	if len(d.Data.Budget) == 0 || !oneCurrency {
		return nil
	}
	message, err := s.uncovered(ctx, r, d.Data.BudgetTotal())
	if message != nil {
		wrong.Add("body.data.budget", *message)
	}
	return err
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
