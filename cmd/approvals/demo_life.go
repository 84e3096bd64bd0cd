package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// with lets happen what happens to a customer in a period.
func (y *year) with(ctx context.Context, c *demoCustomer, period int) error {
	if period == c.met {
		if err := y.meet(ctx, c, period); err != nil {
			return err
		}
	}
	if c.id == "" {
		return nil
	}
	for n, p := range c.projects {
		if found := c.met + 2*n; period < found {
			continue
		} else if period == found {
			if err := y.find(ctx, c, p, period); err != nil {
				return err
			}
		}
		if err := y.workOn(ctx, c, p, period); err != nil {
			return err
		}
	}
	if slices.Contains(c.notes, period) {
		who := y.people[[]string{c.rep, c.rep, c.rep, "commercial"}[period%4]]
		text := demoNotes[(period*7+len(c.name))%len(demoNotes)]
		if _, err := who.post(once(ctx, fmt.Sprintf("%s/note/%d", c.name, period)), "/customers/"+c.id+"/notes", answer{"text": text}); err != nil {
			return err
		}
	}
	return nil
}

// meet makes the customer with the people in it.
func (y *year) meet(ctx context.Context, c *demoCustomer, period int) error {
	rep := y.people[c.rep]
	made, err := rep.post(once(ctx, c.name), "/customers", answer{
		"name": c.name, "industry": c.industry, "region": c.region, "level": "d", "source": c.source, "address": c.address,
	})
	if err != nil {
		return err
	}
	c.id = made.at("id")
	head := ""
	for i, who := range c.people {
		contact := answer{
			"name": who[0], "title": who[1], "department": who[2], "phone": fmt.Sprintf("+86 139 %04d %04d", 1000+period*37+i, 2000+len(c.name)*13+i),
			"decision_role": []string{"决策人", "影响人"}[min(i, 1)], "attitude": []string{"支持", "中立", "观望"}[(period+i)%3],
		}
		if head != "" {
			contact["reports_to_id"] = head
		}
		added, err := rep.post(once(ctx, c.name+"/"+who[0]), "/customers/"+c.id+"/contacts", contact)
		if err != nil {
			return err
		}
		if head == "" {
			head = added.at("id")
		}
	}
	// What the customer is worth turns out when they have been met.
	_, err = y.people["commercial"].patch(ctx, "/customers/"+c.id, answer{"version": 1, "level": c.level})
	if stale(err) {
		return nil
	}
	return err
}

// find makes a project, and names who else is after it.
func (y *year) find(ctx context.Context, c *demoCustomer, p *demoProject, period int) error {
	rep := y.people[c.rep]
	made, err := rep.post(once(ctx, c.name+"/"+p.name), "/customers/"+c.id+"/projects", answer{
		"name": p.name, "estimated_amount": money(p.amount * 100), "win_probability": 20,
		"expected_close_on": y.day(min(period+10, demoPeriods+8), 0.5),
	})
	if err != nil {
		return err
	}
	p.id = made.at("id")
	_, err = rep.post(once(ctx, c.name+"/"+p.name+"/rival"), "/projects/"+p.id+"/competitors", answer{
		"company": p.rival[0], "offer": p.rival[1], "strengths": p.rival[2], "weaknesses": p.rival[3], "price": money(p.amount * 103),
		"threat": []string{"高", "中", "低"}[period%3],
	})
	return err
}

// workOn lets happen what happens to a project in a period.
func (y *year) workOn(ctx context.Context, c *demoCustomer, p *demoProject, period int) error {
	for _, m := range p.moves {
		if m.period == period {
			if err := y.move(ctx, c, p, m.stage); err != nil {
				return err
			}
		}
	}
	if p.asked == period {
		if err := y.askForProject(ctx, c, p); err != nil {
			return err
		}
	}
	for i, e := range p.expenses {
		if e.period == period {
			if err := y.askForMoney(ctx, c, p, e, i); err != nil {
				return err
			}
		}
	}
	return nil
}

var demoStages = []string{"lead", "contacted", "proposal", "bidding", "negotiation", "won", "lost"}

// move brings a project to its next stage, unless it is there.
func (y *year) move(ctx context.Context, c *demoCustomer, p *demoProject, stage string) error {
	rep := y.people[c.rep]
	now, err := rep.get(ctx, "/projects/"+p.id)
	if err != nil {
		return err
	}
	place := slices.Index(demoStages, stage)
	if slices.Index(demoStages, now.at("stage")) >= place {
		return nil
	}
	chance := []int{20, 30, 45, 60, 75, 100, 0}[place]
	_, err = rep.patch(ctx, "/projects/"+p.id, answer{"version": now["version"], "stage": stage, "win_probability": chance})
	if stale(err) {
		return nil
	}
	return err
}

// process is one request on its way through the people.
type process struct {
	*year
	label, path, rep string
	id               string
	// decided counts the decisions that the plan has come to.
	decided int
}

// draft makes the request and counts it.
func (y *year) draft(ctx context.Context, label, path, rep string, body answer) (*process, error) {
	made, err := y.people[rep].post(once(ctx, label), path, body)
	if err != nil {
		return nil, err
	}
	y.mu.Lock()
	y.requests++
	y.mu.Unlock()
	return &process{year: y, label: label, path: path + "/" + made.at("id"), rep: rep, id: made.at("id")}, nil
}

// step lets a decision happen, unless it has: do is given the request as it
// stands.
func (r *process) step(ctx context.Context, do func(ctx context.Context, now answer) error) error {
	now, err := r.people["manager"].get(ctx, r.path)
	if err != nil {
		// A draft is its author's alone.
		if now, err = r.people[r.rep].get(ctx, r.path); err != nil {
			return err
		}
	}
	n := r.decided
	r.decided++
	if len(now.list("decisions")) > n {
		return nil
	}
	return do(once(ctx, fmt.Sprintf("%s/%d", r.label, n)), now)
}

func (r *process) submit(ctx context.Context) error {
	return r.step(ctx, func(ctx context.Context, _ answer) error {
		now, err := r.people[r.rep].post(ctx, r.path+"/submit", answer{})
		if err != nil {
			return err
		}
		// While the engine is busy, a submission is kept for it.
		for deadline := time.Now().Add(time.Minute); now.at("status") == "submitting" && time.Now().Before(deadline); {
			select {
			case <-time.After(200 * time.Millisecond):
			case <-ctx.Done():
				return ctx.Err()
			}
			if now, err = r.people[r.rep].get(ctx, r.path); err != nil {
				return err
			}
		}
		if status := now.at("status"); status == "submitting" || status == "draft" {
			return fmt.Errorf("%s is still %s", r.label, status)
		}
		return nil
	})
}

func (r *process) withdraw(ctx context.Context, reason string) error {
	return r.step(ctx, func(ctx context.Context, _ answer) error {
		_, err := r.people[r.rep].post(ctx, r.path+"/withdraw", answer{"reason": reason})
		return err
	})
}

// decide completes the open task of the step.
func (r *process) decide(ctx context.Context, who, step, outcome string, more answer) error {
	return r.step(ctx, func(ctx context.Context, now answer) error {
		for _, task := range now.list("tasks") {
			if task.at("state") != "open" || task.at("step") != step {
				continue
			}
			body := answer{"outcome": outcome, "revision": now["revision"]}
			for k, v := range more {
				body[k] = v
			}
			_, err := r.people[who].post(ctx, "/tasks/"+task.at("id")+"/complete", body)
			return err
		}
		return fmt.Errorf("%s has no open task %s", r.label, step)
	})
}

func (r *process) attach(ctx context.Context, who, purpose string, f file, err error) error {
	if err != nil {
		return err
	}
	_, err = r.people[who].attach(once(ctx, r.label+"/"+purpose+"/"+f.name), r.id, purpose, f)
	if stale(err) {
		// The request has moved on since: it was attached before.
		return nil
	}
	return err
}

// askForProject takes a project request through its planned way.
func (y *year) askForProject(ctx context.Context, c *demoCustomer, p *demoProject) error {
	r, err := y.draft(ctx, c.name+"/"+p.name+"/request", "/project-requests", c.rep, answer{
		"project_id": p.id, "reason": "客户已立项，预算落实：" + p.name, "expected_revenue": money(p.amount * 100),
		"expected_cost": money(p.amount * 68), "expected_close_on": y.day(min(p.asked+8, demoPeriods+8), 0.5), "win_probability": 55,
	})
	if err != nil || p.ends == endDraft {
		return err
	}
	if err := r.submit(ctx); err != nil || p.ends == endWaiting {
		return err
	}
	if p.ends == endWithdrawn {
		return r.withdraw(ctx, "客户推迟采购")
	}
	feasibility := func() error {
		f, err := pdfFile("可行性报告-"+fileName(p.name)+".pdf", "Feasibility report", "Customer: budget confirmed, decision within six months.",
			"References: two comparable installations in the region.", "Recommendation: go ahead.")
		return steps(func() error { return r.attach(ctx, "commercial", "feasibility_report", f, err) }, func() error {
			return r.decide(ctx, "commercial", "commercial_report", "complete", answer{
				"data": answer{"recommendation": []string{"recommend", "recommend", "recommend_with_conditions"}[p.amount/10_000%3], "summary": "建议立项，注意付款条件与交期。"}})
		})
	}
	travel, bidding := p.amount*100/100, p.amount*100/80
	budget := func(version int) error {
		f, err := xlsxFile(fmt.Sprintf("财务预算-%s-%d.xlsx", fileName(p.name), version), []any{"类别", "元"}, []any{"差旅", travel / 100}, []any{"招投标", bidding / 100})
		return steps(func() error { return r.attach(ctx, "finance", "budget_report", f, err) }, func() error {
			return r.decide(ctx, "finance", "finance_report", "complete", answer{
				"data": answer{"summary": "费用控制在合同额的 3% 以内。", "budget": answer{"travel": money(travel), "bidding": money(bidding)}}})
		})
	}
	if err := feasibility(); err != nil || p.ends == endHalfway {
		return err
	}
	if err := budget(1); err != nil {
		return err
	}
	boss := []string{"manager", "manager", "gm"}[p.amount/10_000%3]
	decision := func(outcome string, more answer) error {
		return r.decide(ctx, boss, "management_decision", outcome, more)
	}
	switch p.ends {
	case endRejected:
		return decision("reject", answer{"comment": "毛利偏低，今年不投入"})
	case endRedone:
		return steps(func() error {
			return decision("return", answer{"return_to": "finance_report", "comment": "请把投标保证金算进去"})
		}, func() error { return budget(2) }, func() error { return decision("approve", answer{"comment": "同意"}) })
	case endAtAuthor:
		return decision("return", answer{"return_to": "requester", "comment": "请补充竞争对手的情况"})
	case endReturned:
		// The reports stand; the decision comes again.
		return steps(func() error {
			return decision("return", answer{"return_to": "requester", "comment": "请说明成本构成"})
		}, func() error { return r.submit(ctx) }, func() error { return decision("approve", answer{"comment": "同意立项"}) })
	default:
		return decision("approve", answer{"comment": "同意立项"})
	}
}

// askForMoney takes an expense request through its planned way.
func (y *year) askForMoney(ctx context.Context, c *demoCustomer, p *demoProject, e demoExpense, n int) error {
	purpose := demoPurposes[e.kind]
	r, err := y.draft(ctx, fmt.Sprintf("%s/%s/expense/%d", c.name, p.name, n), "/expense-requests", c.rep, answer{
		"project_id": p.id, "category": purpose.category, "amount": money(e.amount), "purpose": purpose.purpose,
		"spent_on": y.day(e.period, 0.1),
	})
	if err != nil || e.ends == endDraft {
		return err
	}
	receipt := func() error {
		f, err := pdfFile(fmt.Sprintf("发票-%s-%d.pdf", fileName(p.name), n+1), "Receipt", r.label, money(e.amount)["amount"].(string)+" CNY")
		return r.attach(ctx, c.rep, "receipt", f, err)
	}
	if e.ends != endReturned && e.ends != endAtAuthor {
		if err := receipt(); err != nil {
			return err
		}
	}
	if err := r.submit(ctx); err != nil || e.ends == endWaiting {
		return err
	}
	sign := func(outcome string, more answer) error { return r.decide(ctx, "gm", "gm_signoff", outcome, more) }
	amount := e.amount
	switch e.ends {
	case endWithdrawn:
		return r.withdraw(ctx, "重复提交")
	case endRejected:
		return sign("reject", answer{"comment": "不属于项目费用"})
	case endAtAuthor:
		return sign("return", answer{"comment": "请附发票"})
	case endReturned:
		if err := steps(func() error { return sign("return", answer{"comment": "请附发票"}) }, receipt, func() error { return r.submit(ctx) }); err != nil {
			return err
		}
	case endLess:
		amount = amount * 9 / 10
	}
	if err := sign("approve", answer{"data": answer{"approved_amount": money(amount)}}); err != nil || e.ends == endHalfway {
		return err
	}
	pay := func(outcome string, more answer) error {
		return r.decide(ctx, "finance", "finance_processing", outcome, more)
	}
	if e.ends == endRedone {
		if err := steps(func() error { return pay("return", answer{"comment": "发票抬头有误，请更换"}) }, func() error { return r.submit(ctx) }); err != nil {
			return err
		}
	}
	return pay("complete", answer{"data": answer{
		"paid_amount": money(amount), "method": []string{"bank_transfer", "bank_transfer", "corporate_card", "cash"}[e.amount%4],
		"voucher_no": fmt.Sprintf("PZ-%s-%s", strings.ReplaceAll(y.day(e.period, 0.9)[:7], "-", ""), r.id[len(r.id)-8:]), "paid_on": y.day(e.period, 0.9),
	}})
}

// fileName leaves out what a name of a file should not have.
func fileName(name string) string { return strings.NewReplacer("/", "-", " ", "_").Replace(name) }
