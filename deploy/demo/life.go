package demo

import (
	"context"
	"fmt"
	"slices"
)

// with lets happen what happens to a customer in a period.
func (y *Year) with(ctx context.Context, c *plannedCustomer, period int) error {
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
		text := notes[(period*7+len(c.name))%len(notes)]
		if _, err := who.Post(once(ctx, fmt.Sprintf("%s/note/%d", c.name, period)), "/customers/"+c.id+"/notes", Answer{"text": text}); err != nil {
			return err
		}
	}
	return y.logWork(ctx, c, period)
}

// meet makes the customer with the people in it.
func (y *Year) meet(ctx context.Context, c *plannedCustomer, period int) error {
	rep := y.people[c.rep]
	made, err := rep.Post(once(ctx, c.name), "/customers", Answer{
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
		added, err := rep.Post(once(ctx, c.name+"/"+who[0]), "/customers/"+c.id+"/contacts", contact)
		if err != nil {
			return err
		}
		if head == "" {
			head = added.At("id")
		}
	}
	// What the customer is worth turns out when they have been met.
	_, err = y.people["commercial"].Patch(ctx, "/customers/"+c.id, Answer{"version": 1, "level": c.level})
	if stale(err) {
		return nil
	}
	return err
}

// find makes a project, and names who else is after it.
func (y *Year) find(ctx context.Context, c *plannedCustomer, p *plannedProject, period int) error {
	rep := y.people[c.rep]
	made, err := rep.Post(once(ctx, c.name+"/"+p.name), "/customers/"+c.id+"/projects", Answer{
		"name": p.name, "estimated_amount": money(p.amount * 100), "win_probability": 20,
		"expected_close_on": y.day(min(period+10, periods+8), 0.5),
	})
	if err != nil {
		return err
	}
	p.id = made.At("id")
	_, err = rep.Post(once(ctx, c.name+"/"+p.name+"/rival"), "/projects/"+p.id+"/competitors", Answer{
		"company": p.rival[0], "offer": p.rival[1], "strengths": p.rival[2], "weaknesses": p.rival[3], "price": money(p.amount * 103),
		"threat": []string{"高", "中", "低"}[period%3],
	})
	return err
}

// workOn lets happen what happens to a project in a period.
func (y *Year) workOn(ctx context.Context, c *plannedCustomer, p *plannedProject, period int) error {
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

var stages = []string{"lead", "contacted", "proposal", "bidding", "negotiation", "won", "lost"}

// move brings a project to its next stage, unless it is there.
func (y *Year) move(ctx context.Context, c *plannedCustomer, p *plannedProject, stage string) error {
	rep := y.people[c.rep]
	now, err := rep.Get(ctx, "/projects/"+p.id)
	if err != nil {
		return err
	}
	place := slices.Index(stages, stage)
	if slices.Index(stages, now.At("stage")) >= place {
		return nil
	}
	chance := []int{20, 30, 45, 60, 75, 100, 0}[place]
	_, err = rep.Patch(ctx, "/projects/"+p.id, Answer{"version": now["version"], "stage": stage, "win_probability": chance})
	if stale(err) {
		return nil
	}
	return err
}
