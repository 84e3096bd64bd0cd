package demo

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

// plannedCustomer is one customer's year. Everything in it follows from the name,
// so that a run that goes on plays the same year.
type plannedCustomer struct {
	company
	rep string
	// met is the period in which the customer is found.
	met      int
	notes    []int
	projects []*plannedProject
	// id and version are known once the customer has been made.
	id string
}

// plannedProject is one plan of a customer, and what becomes of it.
type plannedProject struct {
	name, id string
	amount   int
	// asked is the period of the project request; -1: none is made.
	asked    int
	ends     ending
	moves    []plannedMove
	expenses []plannedExpense
	rival    [4]string
}

type plannedMove struct {
	period int
	stage  string
}

type plannedExpense struct {
	period int
	kind   int
	amount int
	ends   ending
}

// ending is how a request ends, or where it stands today.
type ending string

const (
	endApproved  ending = "approved"
	endRedone    ending = "approved after a report was redone"
	endReturned  ending = "approved after it was returned"
	endLess      ending = "approved for less"
	endRejected  ending = "rejected"
	endWithdrawn ending = "withdrawn"
	endDraft     ending = "still a draft"
	endWaiting   ending = "waits for the first decision"
	endHalfway   ending = "waits for the second decision"
	endAtAuthor  ending = "waits for its author"
)

// ended and underWay are drawn from; what is there more often happens more
// often.
var (
	ended = []ending{endApproved, endApproved, endApproved, endApproved, endApproved, endApproved, endApproved,
		endRedone, endReturned, endLess, endLess, endRejected, endRejected, endWithdrawn}
	underWay = []ending{endWaiting, endWaiting, endWaiting, endHalfway, endHalfway, endAtAuthor, endDraft, endApproved}
)

func planYear(companies []company) []*plannedCustomer {
	var customers []*plannedCustomer
	late := 0
	for i, company := range companies {
		hash := fnv.New64a()
		hash.Write([]byte(company.name))
		chance := rand.New(rand.NewPCG(hash.Sum64(), 1))
		c := &plannedCustomer{company: company, rep: reps[i%len(reps)], met: i * (periods - 1) / len(companies)}
		for period := c.met; period < periods; period++ {
			if chance.IntN(3) == 0 {
				c.notes = append(c.notes, period)
			}
		}
		for n, name := range []string{company.project, company.further} {
			if name != "" {
				p := planProject(chance, name, c.met+n*2)
				if p.asked >= periods-3 {
					// They are few: one of each comes first.
					p.ends = []ending{endWaiting, endAtAuthor, endHalfway, endDraft}[late%4]
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
func planProject(chance *rand.Rand, name string, found int) *plannedProject {
	p := &plannedProject{
		name: name, amount: 10_000 * (15 + chance.IntN(400)), asked: -1, ends: draw(chance, ended),
		rival: rivals[chance.IntN(len(rivals))],
	}
	if (chance.IntN(10) < 8 || found > periods-6) && found+1 < periods {
		p.asked = min(found+1+chance.IntN(2), periods-1)
	}
	at := found
	for _, stage := range []string{"contacted", "proposal", "bidding", "negotiation", []string{"won", "won", "lost"}[chance.IntN(3)]} {
		if at += 1 + chance.IntN(3); at >= periods {
			break
		}
		p.moves = append(p.moves, plannedMove{at, stage})
	}
	for period := found + 1; period < periods; period++ {
		for range chance.IntN(2) {
			kind := chance.IntN(len(purposes))
			purpose := purposes[kind]
			e := plannedExpense{period: period, kind: kind, amount: 100*purpose.least + chance.IntN(100*(purpose.most-purpose.least)), ends: draw(chance, ended)}
			if period >= periods-2 {
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

func draw(chance *rand.Rand, from []ending) ending { return from[chance.IntN(len(from))] }

// money is an amount of so many fen.
func money(fen int) Answer { return cny(fmt.Sprintf("%d.%02d", fen/100, fen%100)) }
