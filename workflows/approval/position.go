package approval

import (
	"slices"
)

// OpenTask is an open task of the process.
type OpenTask struct {
	ID   string `json:"id"`
	Step Step   `json:"step"`
}

// Position is the position of a request in its process. The workflow owns it; PostgreSQL
// has a copy as of the last recorded transition.
type Position struct {
	// Number is the number of recorded transitions.
	Number int        `json:"number"`
	Status Status     `json:"status"`
	Open   []OpenTask `json:"open,omitempty"`
	// Facts are the figures of the last submission.
	Facts Facts `json:"facts,omitzero"`
	// ReturnedFrom is the step that returned the request to its author.
	ReturnedFrom Step `json:"returned_from,omitempty"`
}

// IsOpen reports whether the task is open.
func (p Position) IsOpen(taskID string) bool {
	return slices.ContainsFunc(p.Open, func(t OpenTask) bool { return t.ID == taskID })
}

// WaitsForOthers reports whether another task is open.
func (p Position) WaitsForOthers(taskID string) bool {
	return slices.ContainsFunc(p.Open, func(t OpenTask) bool { return t.ID != taskID })
}

// Move is the consequence of a decision.
type Move struct {
	Status Status `json:"status"`
	// Open are the steps to start.
	Open []Step `json:"open,omitempty"`
	// CloseAll cancels all open tasks.
	CloseAll bool `json:"close_all,omitempty"`
	// ReturnedFrom is the step that returns the request to its author.
	ReturnedFrom Step `json:"returned_from,omitempty"`
}

// Ended is the consequence of a withdrawal or of an administrator's end, neither of
// which decides on the content.
func Ended() Move { return Move{Status: StatusWithdrawn, CloseAll: true} }

// Transition is a decision with its consequences, to be recorded as the request's
// transition Number.
type Transition struct {
	RequestID string   `json:"request_id"`
	Number    int      `json:"number"`
	UpdateID  string   `json:"update_id"`
	Decision  Decision `json:"decision"`
	Move      Move     `json:"move"`
}

// Recorded is a transition in the database.
type Recorded struct {
	UpdateID    string   `json:"update_id" db:"update_id"`
	ActorID     string   `json:"actor_id" db:"actor_id"`
	Fingerprint string   `json:"fingerprint,omitempty" db:"fingerprint"`
	Position    Position `json:"position" db:"position"`
}

// After returns the position after the transition, with the tasks that were opened.
func (p Position) After(t Transition, opened []OpenTask) Position {
	next := Position{Number: t.Number, Status: t.Move.Status, Facts: p.Facts, ReturnedFrom: t.Move.ReturnedFrom}
	if !t.Move.CloseAll {
		for _, task := range p.Open {
			if task.ID != t.Decision.TaskID {
				next.Open = append(next.Open, task)
			}
		}
	}
	next.Open = append(next.Open, opened...)
	if o := t.Decision.Outcome; o == Submit || o == Resubmit {
		next.Facts = t.Decision.Facts
	}
	return next
}

// Facts are the figures of a request that determine its process.
type Facts struct {
	// Amount is the requested amount of an expense request.
	Amount *Money `json:"amount,omitempty"`
	// The following fields are the expectations of a project request.
	Revenue        *Money `json:"revenue,omitempty"`
	Cost           *Money `json:"cost,omitempty"`
	CloseOn        Date   `json:"close_on,omitempty"`
	WinProbability *int   `json:"win_probability,omitempty"`
}

// SameAmount reports whether the requested amounts are equal, so that a sign-off of one
// applies to the other.
func (f Facts) SameAmount(g Facts) bool { return sameMoney(f.Amount, g.Amount) }

// ReportsToRedo returns the reports that the change from f to g invalidates: the budget
// depends on revenue and cost, the feasibility on all figures.
func (f Facts) ReportsToRedo(g Facts) []Step {
	sameMoneys := sameMoney(f.Revenue, g.Revenue) && sameMoney(f.Cost, g.Cost)
	samePlan := f.CloseOn == g.CloseOn && sameInt(f.WinProbability, g.WinProbability)
	switch {
	case !sameMoneys:
		return []Step{CommercialReport, FinanceReport}
	case !samePlan:
		return []Step{CommercialReport}
	default:
		return nil
	}
}

func sameMoney(a, b *Money) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Same(*b)
}

func sameInt(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
