package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"
)

// requestProject takes a project request to its planned outcome.
func (y *Year) requestProject(ctx context.Context, c *plannedCustomer, p *plannedProject) error {
	r, err := y.createDraft(ctx, c.name+"/"+p.name+"/request", "/project-requests", c.rep, Answer{
		"project_id": p.id, "reason": "客户已立项，预算落实：" + p.name, "expected_revenue": money(p.amount * 100),
		"expected_cost": money(p.amount * 68), "expected_close_on": y.day(min(p.requestPeriod+8, periods+8), 0.5), "win_probability": 55,
	})
	if err != nil || p.outcome == endDraft {
		return err
	}
	if err := r.submit(ctx); err != nil || p.outcome == endWaiting {
		return err
	}
	if p.outcome == endWithdrawn {
		return r.withdraw(ctx, "客户推迟采购")
	}
	feasibility := func() error {
		f, err := pdfFile("可行性报告-"+fileName(p.name)+".pdf", "Feasibility report", "Customer: budget confirmed, decision within six months.",
			"References: two comparable installations in the region.", "Recommendation: go ahead.")
		return steps(func() error { return r.attach(ctx, "commercial", "feasibility_report", f, err) }, func() error {
			return r.decide(ctx, "commercial", "commercial_report", "complete", Answer{
				"data": Answer{"recommendation": []string{"recommend", "recommend", "recommend_with_conditions"}[p.amount/10_000%3], "summary": "建议立项，注意付款条件与交期。"}})
		})
	}
	travel, bidding := p.amount*100/100, p.amount*100/80
	budget := func(version int) error {
		f, err := xlsxFile(fmt.Sprintf("财务预算-%s-%d.xlsx", fileName(p.name), version), []any{"类别", "元"}, []any{"差旅", travel / 100}, []any{"招投标", bidding / 100})
		return steps(func() error { return r.attach(ctx, "finance", "budget_report", f, err) }, func() error {
			return r.decide(ctx, "finance", "finance_report", "complete", Answer{
				"data": Answer{"summary": "费用控制在合同额的 3% 以内。", "budget": Answer{"travel": money(travel), "bidding": money(bidding)}}})
		})
	}
	if err := feasibility(); err != nil || p.outcome == endHalfway {
		return err
	}
	if err := budget(1); err != nil {
		return err
	}
	boss := []string{"manager", "manager", "gm"}[p.amount/10_000%3]
	decision := func(outcome string, more Answer) error {
		return r.decide(ctx, boss, "management_decision", outcome, more)
	}
	switch p.outcome {
	case endRejected:
		return decision("reject", Answer{"comment": "毛利偏低，今年不投入"})
	case endRedone:
		return steps(func() error {
			return decision("return", Answer{"return_to": "finance_report", "comment": "请把投标保证金算进去"})
		}, func() error { return budget(2) }, func() error { return decision("approve", Answer{"comment": "同意"}) })
	case endAtAuthor:
		return decision("return", Answer{"return_to": "requester", "comment": "请补充竞争对手的情况"})
	case endReturned:
		// The reports remain valid; only the decision is repeated.
		return steps(func() error {
			return decision("return", Answer{"return_to": "requester", "comment": "请说明成本构成"})
		}, func() error { return r.submit(ctx) }, func() error { return decision("approve", Answer{"comment": "同意立项"}) })
	default:
		return decision("approve", Answer{"comment": "同意立项"})
	}
}

// requestExpense takes an expense request to its planned outcome.
func (y *Year) requestExpense(ctx context.Context, c *plannedCustomer, p *plannedProject, e plannedExpense, n int) error {
	purpose := purposes[e.kind]
	r, err := y.createDraft(ctx, fmt.Sprintf("%s/%s/expense/%d", c.name, p.name, n), "/expense-requests", c.rep, Answer{
		"project_id": p.id, "category": purpose.category, "amount": money(e.amount), "purpose": purpose.purpose,
		"spent_on": y.day(e.period, 0.1),
	})
	if err != nil || e.outcome == endDraft {
		return err
	}
	receipt := func() error {
		// The PDF's font has no Chinese characters; the number makes every file unique.
		no := fnv.New32a()
		no.Write([]byte(r.label))
		f, err := pdfFile(fmt.Sprintf("发票-%s-%d.pdf", fileName(p.name), n+1), "Receipt",
			fmt.Sprintf("No. %010d", no.Sum32()), y.day(e.period, 0.1), money(e.amount)["amount"].(string)+" CNY")
		return r.attach(ctx, c.rep, "receipt", f, err)
	}
	if e.outcome != endReturned && e.outcome != endAtAuthor {
		if err := receipt(); err != nil {
			return err
		}
	}
	if err := r.submit(ctx); err != nil || e.outcome == endWaiting {
		return err
	}
	sign := func(outcome string, more Answer) error { return r.decide(ctx, "gm", "gm_signoff", outcome, more) }
	amount := e.amount
	switch e.outcome {
	case endWithdrawn:
		return r.withdraw(ctx, "重复提交")
	case endRejected:
		return sign("reject", Answer{"comment": "不属于项目费用"})
	case endAtAuthor:
		return sign("return", Answer{"comment": "请附发票"})
	case endReturned:
		if err := steps(func() error { return sign("return", Answer{"comment": "请附发票"}) }, receipt, func() error { return r.submit(ctx) }); err != nil {
			return err
		}
	case endLess:
		amount = amount * 9 / 10
	}
	if err := sign("approve", Answer{"data": Answer{"approved_amount": money(amount)}}); err != nil || e.outcome == endHalfway {
		return err
	}
	pay := func(outcome string, more Answer) error {
		return r.decide(ctx, "finance", "finance_processing", outcome, more)
	}
	if e.outcome == endRedone {
		if err := steps(func() error { return pay("return", Answer{"comment": "发票抬头有误，请更换"}) }, func() error { return r.submit(ctx) }); err != nil {
			return err
		}
	}
	return pay("complete", Answer{"data": Answer{
		"paid_amount": money(amount), "method": []string{"bank_transfer", "bank_transfer", "corporate_card", "cash"}[e.amount%4],
		"voucher_no": fmt.Sprintf("PZ-%s-%s", strings.ReplaceAll(y.day(e.period, 0.9)[:7], "-", ""), r.id[len(r.id)-8:]), // Backdating sets the day.
		"paid_on":    Day(0),
	}})
}

// fileName replaces characters that are unsuitable in file names.
func fileName(name string) string { return strings.NewReplacer("/", "-", " ", "_").Replace(name) }
