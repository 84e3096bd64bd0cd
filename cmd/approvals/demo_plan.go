package main

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

// demoCustomer is one customer's year. Everything in it follows from the name,
// so that a run that goes on plays the same year.
type demoCustomer struct {
	demoCompany
	rep string
	// met is the period in which the customer is found.
	met      int
	notes    []int
	projects []*demoProject
	// id and version are known once the customer has been made.
	id string
}

// demoProject is one plan of a customer, and what becomes of it.
type demoProject struct {
	name, id string
	amount   int
	// asked is the period of the project request; -1: none is made.
	asked    int
	ends     demoEnd
	moves    []demoMove
	expenses []demoExpense
	rival    [4]string
}

type demoMove struct {
	period int
	stage  string
}

type demoExpense struct {
	period int
	kind   int
	amount int
	ends   demoEnd
}

// demoEnd is how a request ends, or where it stands today.
type demoEnd string

const (
	endApproved  demoEnd = "approved"
	endRedone    demoEnd = "approved after a report was redone"
	endReturned  demoEnd = "approved after it was returned"
	endLess      demoEnd = "approved for less"
	endRejected  demoEnd = "rejected"
	endWithdrawn demoEnd = "withdrawn"
	endDraft     demoEnd = "still a draft"
	endWaiting   demoEnd = "waits for the first decision"
	endHalfway   demoEnd = "waits for the second decision"
	endAtAuthor  demoEnd = "waits for its author"
)

// ended and underWay are drawn from; what is there more often happens more
// often.
var (
	ended = []demoEnd{endApproved, endApproved, endApproved, endApproved, endApproved, endApproved, endApproved,
		endRedone, endReturned, endLess, endLess, endRejected, endRejected, endWithdrawn}
	underWay = []demoEnd{endWaiting, endWaiting, endWaiting, endHalfway, endHalfway, endAtAuthor, endDraft, endApproved}
)

func planYear(companies []demoCompany) []*demoCustomer {
	var customers []*demoCustomer
	late := 0
	for i, company := range companies {
		hash := fnv.New64a()
		hash.Write([]byte(company.name))
		chance := rand.New(rand.NewPCG(hash.Sum64(), 1))
		c := &demoCustomer{demoCompany: company, rep: demoReps[i%len(demoReps)], met: i * (demoPeriods - 1) / len(companies)}
		for period := c.met; period < demoPeriods; period++ {
			if chance.IntN(3) == 0 {
				c.notes = append(c.notes, period)
			}
		}
		for n, name := range []string{company.project, company.further} {
			if name != "" {
				p := planProject(chance, name, c.met+n*2)
				if p.asked >= demoPeriods-3 {
					// They are few: one of each comes first.
					p.ends = []demoEnd{endWaiting, endAtAuthor, endHalfway, endDraft}[late%4]
					late++
				}
				c.projects = append(c.projects, p)
			}
		}
		customers = append(customers, c)
	}
	return customers
}

// planProject plans the project from the period on in which it is found.
func planProject(chance *rand.Rand, name string, found int) *demoProject {
	p := &demoProject{
		name: name, amount: 10_000 * (15 + chance.IntN(400)), asked: -1, ends: draw(chance, ended),
		rival: demoRivals[chance.IntN(len(demoRivals))],
	}
	if (chance.IntN(10) < 8 || found > demoPeriods-6) && found+1 < demoPeriods {
		p.asked = min(found+1+chance.IntN(2), demoPeriods-1)
	}
	at := found
	for _, stage := range []string{"contacted", "proposal", "bidding", "negotiation", []string{"won", "won", "lost"}[chance.IntN(3)]} {
		if at += 1 + chance.IntN(3); at >= demoPeriods {
			break
		}
		p.moves = append(p.moves, demoMove{at, stage})
	}
	for period := found + 1; period < demoPeriods; period++ {
		for range chance.IntN(2) {
			kind := chance.IntN(len(demoPurposes))
			purpose := demoPurposes[kind]
			e := demoExpense{period: period, kind: kind, amount: 100*purpose.least + chance.IntN(100*(purpose.most-purpose.least)), ends: draw(chance, ended)}
			if period >= demoPeriods-2 {
				e.ends = draw(chance, underWay)
			}
			p.expenses = append(p.expenses, e)
		}
		if len(p.expenses) == 6 {
			break
		}
	}
	return p
}

func draw(chance *rand.Rand, from []demoEnd) demoEnd { return from[chance.IntN(len(from))] }

// money is an amount of so many fen.
func money(fen int) answer { return cny(fmt.Sprintf("%d.%02d", fen/100, fen%100)) }
