package approval

import "slices"

// OpenTask is a task that the process waits for.
type OpenTask struct {
	ID   string `json:"id"`
	Step Step   `json:"step"`
}

// Position is where a request stands in its process. The workflow owns it;
// PostgreSQL keeps the copy that each recorded transition left there.
type Position struct {
	// Number counts the transitions recorded so far.
	Number int        `json:"number"`
	Status Status     `json:"status"`
	Open   []OpenTask `json:"open,omitempty"`
	// Facts are the figures as they were last submitted.
	Facts Facts `json:"facts,omitzero"`
	// ReturnedFrom is the step that sent the request back to its author.
	ReturnedFrom Step `json:"returned_from,omitempty"`
}

// IsOpen reports whether the process waits for the task.
func (p Position) IsOpen(taskID string) bool {
	return slices.ContainsFunc(p.Open, func(t OpenTask) bool { return t.ID == taskID })
}

// WaitsForOthers reports whether the process waits for another task besides the
// given one.
func (p Position) WaitsForOthers(taskID string) bool {
	return slices.ContainsFunc(p.Open, func(t OpenTask) bool { return t.ID != taskID })
}

// Move is what follows from a decision.
type Move struct {
	Status Status `json:"status"`
	// Open are the steps that start now.
	Open []Step `json:"open,omitempty"`
	// CloseAll ends the tasks that are still open.
	CloseAll bool `json:"close_all,omitempty"`
	// ReturnedFrom is the step that sends the request back to its author now.
	ReturnedFrom Step `json:"returned_from,omitempty"`
}

// Ended is what follows when a request is withdrawn, or ended by an
// administrator: nobody has decided about its content either way.
func Ended() Move { return Move{Status: StatusWithdrawn, CloseAll: true} }

// Transition asks for one decision and what follows from it to be recorded as
// the request's transition Number.
type Transition struct {
	RequestID string   `json:"request_id"`
	Number    int      `json:"number"`
	UpdateID  string   `json:"update_id"`
	Decision  Decision `json:"decision"`
	Move      Move     `json:"move"`
}

// Recorded is a transition that stands in the database.
type Recorded struct {
	UpdateID    string   `json:"update_id" db:"update_id"`
	ActorID     string   `json:"actor_id" db:"actor_id"`
	Fingerprint string   `json:"fingerprint,omitempty" db:"fingerprint"`
	Position    Position `json:"position" db:"position"`
}

// After returns the position that the transition leads to, with the tasks that
// were opened for its steps.
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
