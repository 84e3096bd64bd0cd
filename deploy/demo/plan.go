package demo

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
)

// plannedCustomer is one customer's year. It is derived from the customer's name
// alone, so that a resumed run has the same plan.
type plannedCustomer struct {
	company
	rep string
	// startPeriod is the period in which the customer is created.
	startPeriod int
	notes       []int
	projects    []*plannedProject
	// id is set when the customer has been created.
	id string
}

// plannedProject is a customer's project with its requests.
type plannedProject struct {
	name, id string
	amount   int
	// requestPeriod is the period of the project request, -1 if there is none.
	requestPeriod int
	outcome       plannedOutcome
	moves         []plannedMove
	expenses      []plannedExpense
	rival         [4]string
}

type plannedMove struct {
	period int
	stage  string
}

type plannedExpense struct {
	period  int
	kind    int
	amount  int
	outcome plannedOutcome
}

// plannedOutcome is how a request ends, or its state at the end of the year.
type plannedOutcome string

const (
	endApproved  plannedOutcome = "approved"
	endRedone    plannedOutcome = "approved after a report was redone"
	endReturned  plannedOutcome = "approved after it was returned"
	endLess      plannedOutcome = "approved for less"
	endRejected  plannedOutcome = "rejected"
	endWithdrawn plannedOutcome = "withdrawn"
	endDraft     plannedOutcome = "still a draft"
	endWaiting   plannedOutcome = "waits for the first decision"
	endHalfway   plannedOutcome = "waits for the second decision"
	endAtAuthor  plannedOutcome = "waits for its author"
)

// pastOutcomes and recentOutcomes are picked from at random; repetitions are
// weights.
var (
	pastOutcomes = []plannedOutcome{endApproved, endApproved, endApproved, endApproved, endApproved, endApproved, endApproved,
		endRedone, endReturned, endLess, endLess, endRejected, endRejected, endWithdrawn}
	recentOutcomes = []plannedOutcome{endWaiting, endWaiting, endWaiting, endHalfway, endHalfway, endAtAuthor, endDraft, endApproved}
)

func planYear(companies []company) []*plannedCustomer {
	var customers []*plannedCustomer
	late := 0
	for i, company := range companies {
		hash := fnv.New64a()
		hash.Write([]byte(company.name))
		chance := rand.New(rand.NewPCG(hash.Sum64(), 1))
		c := &plannedCustomer{company: company, rep: reps[i%len(reps)], startPeriod: i * (periods - 1) / len(companies)}
		for period := c.startPeriod; period < periods; period++ {
			if chance.IntN(3) == 0 {
				c.notes = append(c.notes, period)
			}
		}
		for n, name := range []string{company.project, company.secondProject} {
			if name != "" {
				p := planProject(chance, name, c.startPeriod+n*2)
				if p.requestPeriod >= periods-3 {
					// There are few recent requests, so every open state occurs first.
					p.outcome = []plannedOutcome{endWaiting, endAtAuthor, endHalfway, endDraft}[late%4]
					late++
				}
				c.projects = append(c.projects, p)
			}
		}
		customers = append(customers, c)
	}
	return customers
}

// planProject plans a project that is created in the period.
func planProject(chance *rand.Rand, name string, found int) *plannedProject {
	p := &plannedProject{
		name: name, amount: 10_000 * (15 + chance.IntN(400)), requestPeriod: -1, outcome: pick(chance, pastOutcomes),
		rival: rivals[chance.IntN(len(rivals))],
	}
	if (chance.IntN(10) < 8 || found > periods-6) && found+1 < periods {
		p.requestPeriod = min(found+1+chance.IntN(2), periods-1)
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
			e := plannedExpense{period: period, kind: kind, amount: 100*purpose.minYuan + chance.IntN(100*(purpose.maxYuan-purpose.minYuan)), outcome: pick(chance, pastOutcomes)}
			if period >= periods-2 {
				e.outcome = pick(chance, recentOutcomes)
			}
			p.expenses = append(p.expenses, e)
		}
		if len(p.expenses) == 6 {
			break
		}
	}
	return p
}

func pick(chance *rand.Rand, from []plannedOutcome) plannedOutcome {
	return from[chance.IntN(len(from))]
}

// money is an amount in fen.
func money(fen int) Answer { return cny(fmt.Sprintf("%d.%02d", fen/100, fen%100)) }
