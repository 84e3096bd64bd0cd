package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

func cny(amount string) Answer { return Answer{"amount": amount, "currency": "CNY"} }

// steps calls the functions until one fails.
func steps(all ...func() error) error {
	for _, step := range all {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// createDraft creates a draft and returns its id.
func (d *walkthrough) createDraft(ctx context.Context, client, path string, body Answer) (string, error) {
	r, err := d.people["rep"].Post(ctx, path, body)
	if err != nil {
		return "", err
	}
	d.printf(client, "rep        drafts %s: %s", r.At("number"), r.At("title"))
	return r.At("id"), nil
}

func (d *walkthrough) submit(ctx context.Context, client, path string) error {
	r, err := d.people["rep"].Post(ctx, path+"/submit", Answer{})
	if err != nil {
		return err
	}
	d.printf(client, "rep        submits  →  %s%s", r.At("status"), describeOpenTasks(Answer{"request": map[string]any(r)}))
	if r.At("status") != "in_review" {
		return fmt.Errorf("the submitted request is %s, expected in_review", r.At("status"))
	}
	return nil
}

// projectStory takes one project request through a return to its approval, and one
// to its rejection.
func (d *walkthrough) projectStory(ctx context.Context, project string) error {
	const client = "[project]"
	feasibility, err := pdfFile("可行性报告.pdf", "Feasibility report",
		"The customer replaces its protection relays in 2027.", "We have delivered to the two neighbouring sites.",
		"Recommendation: recommend with conditions.")
	if err != nil {
		return err
	}
	sheet, err := xlsxFile("财务预算.xlsx", []any{"Category", "CNY"}, []any{"travel", 60000}, []any{"bidding", 90000}, []any{"Total", 150000})
	if err != nil {
		return err
	}
	for _, rejected := range []bool{false, true} {
		id, err := d.createDraft(ctx, client, "/project-requests", Answer{
			"project_id": project, "reason": "老客户，二期已确定招标", "expected_revenue": cny("3600000.00"),
			"expected_cost": cny("2450000.00"), "expected_close_on": Day(128), "win_probability": 60,
		})
		if err != nil {
			return err
		}
		act := func(who, step, outcome, status string, more Answer) func() error {
			return func() error { return d.completeTask(ctx, client, who, id, step, outcome, status, more) }
		}
		budget := Answer{"data": Answer{"summary": "15 万以内可控", "budget": Answer{"travel": cny("60000.00"), "bidding": cny("90000.00")}}}
		if err := steps(
			func() error { return d.submit(ctx, client, "/project-requests/"+id) },
			func() error { return d.upload(ctx, client, "commercial", id, "feasibility_report", feasibility) },
			act("commercial", "commercial_report", "complete", "in_review", Answer{
				"data": Answer{"recommendation": "recommend_with_conditions", "summary": "建议投标，注意付款条件"}}),
			func() error { return d.upload(ctx, client, "finance", id, "budget_report", sheet) },
			act("finance", "finance_report", "complete", "in_review", budget),
		); err != nil {
			return err
		}
		if rejected {
			return act("manager", "management_decision", "reject", "rejected", Answer{"comment": "今年不再追加"})()
		}
		if err := steps(
			act("manager", "management_decision", "return", "in_review", Answer{
				"return_to": "finance_report", "comment": "请把投标保证金算进去"}),
			act("finance", "finance_report", "complete", "in_review", budget),
			act("manager", "management_decision", "approve", "approved", Answer{"comment": "同意"}),
		); err != nil {
			return err
		}
	}
	return nil
}

// expenseStory takes one expense request through a return and an approval of a lower
// amount to its payment, and one to its rejection.
func (d *walkthrough) expenseStory(ctx context.Context, project string) error {
	const client = "[expense]"
	receipt, err := pdfFile("高铁票 上海-南京.pdf", "Receipt", "Train Shanghai - Nanjing and back, two persons", "CNY 1280.50")
	if err != nil {
		return err
	}
	for _, rejected := range []bool{false, true} {
		id, err := d.createDraft(ctx, client, "/expense-requests", Answer{
			"project_id": project, "category": "travel", "amount": cny("1280.50"), "purpose": "现场勘察差旅", "spent_on": Day(-3),
		})
		if err != nil {
			return err
		}
		act := func(who, step, outcome, status string, more Answer) func() error {
			return func() error { return d.completeTask(ctx, client, who, id, step, outcome, status, more) }
		}
		if err := d.submit(ctx, client, "/expense-requests/"+id); err != nil {
			return err
		}
		if rejected {
			return act("gm", "gm_signoff", "reject", "rejected", Answer{"comment": "已经报销过一次"})()
		}
		voucher := "V-" + uuid.NewString()[:8]
		if err := steps(
			act("gm", "gm_signoff", "return", "returned", Answer{"comment": "请附车票"}),
			func() error { return d.upload(ctx, client, "rep", id, "receipt", receipt) },
			func() error { return d.submit(ctx, client, "/expense-requests/"+id) },
			act("gm", "gm_signoff", "approve", "approved", Answer{"data": Answer{"approved_amount": cny("1200.00")}}),
			act("finance", "finance_processing", "complete", "paid", Answer{"data": Answer{
				"paid_amount": cny("1200.00"), "method": "bank_transfer", "voucher_no": voucher, "paid_on": Day(0)}}),
		); err != nil {
			return err
		}
	}
	return nil
}
