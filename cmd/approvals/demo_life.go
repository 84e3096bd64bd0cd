package main

import (
	"context"
	"fmt"
	"slices"
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
	return y.logWork(ctx, c, period)
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
