package demo

import (
	"context"
	"fmt"
	"slices"
)

// simulateCustomer performs everything planned for a customer in a period.
func (y *Year) simulateCustomer(ctx context.Context, c *plannedCustomer, period int) error {
	if period == c.startPeriod {
		if err := y.createCustomer(ctx, c, period); err != nil {
			return err
		}
	}
	if c.id == "" {
		return nil
	}
	for n, p := range c.projects {
		if start := c.startPeriod + 2*n; period < start {
			continue
		} else if period == start {
			if err := y.createProject(ctx, c, p, period); err != nil {
				return err
			}
		}
		if err := y.simulateProject(ctx, c, p, period); err != nil {
			return err
		}
	}
	if slices.Contains(c.notes, period) {
		who := y.people[[]string{c.rep, c.rep, c.rep, "commercial"}[period%4]]
		text := notes[(period*7+len(c.name))%len(notes)]
		if _, err := who.Post(withKey(ctx, fmt.Sprintf("%s/note/%d", c.name, period)), "/customers/"+c.id+"/notes", Answer{"text": text}); err != nil {
			return err
		}
	}
	return y.logWork(ctx, c, period)
}

// createCustomer creates the customer with its contacts.
func (y *Year) createCustomer(ctx context.Context, c *plannedCustomer, period int) error {
	rep := y.people[c.rep]
	made, err := rep.Post(withKey(ctx, c.name), "/customers", Answer{
		"name": c.name, "industry": c.industry, "region": c.region, "level": "d", "source": c.source, "address": c.address,
	})
	if err != nil {
		return err
	}
	c.id = made.At("id")
	head := ""
	for i, who := range c.people {
		contact := Answer{
			"name": who[0], "title": who[1], "department": who[2], "phone": fmt.Sprintf("+86 139 %04d %04d", 1000+period*37+i, 2000+len(c.name)*13+i),
			"decision_role": []string{"决策人", "影响人"}[min(i, 1)], "attitude": []string{"支持", "中立", "观望"}[(period+i)%3],
		}
		if head != "" {
			contact["reports_to_id"] = head
		}
		added, err := rep.Post(withKey(ctx, c.name+"/"+who[0]), "/customers/"+c.id+"/contacts", contact)
		if err != nil {
			return err
		}
		if head == "" {
			head = added.At("id")
		}
	}
	// The level is assessed after the first contact.
	_, err = y.people["commercial"].Patch(ctx, "/customers/"+c.id, Answer{"version": 1, "level": c.level})
	if isConflict(err) {
		return nil
	}
	return err
}

// createProject creates a project with a competitor.
func (y *Year) createProject(ctx context.Context, c *plannedCustomer, p *plannedProject, period int) error {
	rep := y.people[c.rep]
	made, err := rep.Post(withKey(ctx, c.name+"/"+p.name), "/customers/"+c.id+"/projects", Answer{
		"name": p.name, "estimated_amount": money(p.amount * 100), "win_probability": 20,
		"expected_close_on": y.day(min(period+10, periods+8), 0.5),
	})
	if err != nil {
		return err
	}
	p.id = made.At("id")
	_, err = rep.Post(withKey(ctx, c.name+"/"+p.name+"/rival"), "/projects/"+p.id+"/competitors", Answer{
		"company": p.rival[0], "offer": p.rival[1], "strengths": p.rival[2], "weaknesses": p.rival[3], "price": money(p.amount * 103),
		"threat": []string{"高", "中", "低"}[period%3],
	})
	return err
}

// simulateProject performs everything planned for a project in a period.
func (y *Year) simulateProject(ctx context.Context, c *plannedCustomer, p *plannedProject, period int) error {
	for _, m := range p.moves {
		if m.period == period {
			if err := y.advanceStage(ctx, c, p, m.stage); err != nil {
				return err
			}
		}
	}
	if p.requestPeriod == period {
		if err := y.requestProject(ctx, c, p); err != nil {
			return err
		}
	}
	for i, e := range p.expenses {
		if e.period == period {
			if err := y.requestExpense(ctx, c, p, e, i); err != nil {
				return err
			}
		}
	}
	return nil
}

var stages = []string{"lead", "contacted", "proposal", "bidding", "negotiation", "won", "lost"}

// advanceStage moves a project to the stage, unless it is at that or a later one.
func (y *Year) advanceStage(ctx context.Context, c *plannedCustomer, p *plannedProject, stage string) error {
	rep := y.people[c.rep]
	now, err := rep.Get(ctx, "/projects/"+p.id)
	if err != nil {
		return err
	}
	index := slices.Index(stages, stage)
	if slices.Index(stages, now.At("stage")) >= index {
		return nil
	}
	chance := []int{20, 30, 45, 60, 75, 100, 0}[index]
	_, err = rep.Patch(ctx, "/projects/"+p.id, Answer{"version": now["version"], "stage": stage, "win_probability": chance})
	if isConflict(err) {
		return nil
	}
	return err
}
