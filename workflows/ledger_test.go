package workflows

import (
	"context"
	"fmt"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
)

// ledger is an in-memory substitute for storage.RecordTransition: idempotent by number,
// and refusing what the test sets. The tests of storage check the same contract.
type ledger struct {
	transitions []approval.Recorded
	tasks       int
	// refuse, if set, refuses the next transition.
	refuse *approval.Error
	// calls counts the calls of Record.
	calls int
}

func (l *ledger) register(env *testsuite.TestWorkflowEnvironment) {
	env.RegisterActivityWithOptions(l.record, activity.RegisterOptions{Name: approval.ActivityRecordTransition})
	env.RegisterActivityWithOptions(l.read, activity.RegisterOptions{Name: approval.ActivityReadTransition})
}

func (l *ledger) record(_ context.Context, t approval.Transition) (approval.Recorded, error) {
	l.calls++
	if t.Number <= len(l.transitions) {
		return l.transitions[t.Number-1], nil
	}
	if l.refuse != nil {
		defer func() { l.refuse = nil }()
		if l.refuse.Code == approval.CodeUnavailable {
			return approval.Recorded{}, l.refuse
		}
		return approval.Recorded{}, refusal(l.refuse)
	}
	return l.append(t), nil
}

// append records a transition as the database does.
func (l *ledger) append(t approval.Transition) approval.Recorded {
	var opened []approval.OpenTask
	for _, step := range t.Move.Open {
		l.tasks++
		opened = append(opened, approval.OpenTask{ID: fmt.Sprintf("task-%d", l.tasks), Step: step})
	}
	recorded := approval.Recorded{
		UpdateID: t.UpdateID, ActorID: t.Decision.ActorID, Position: l.position().After(t, opened),
	}
	l.transitions = append(l.transitions, recorded)
	return recorded
}

func (l *ledger) read(_ context.Context, _ string, number int) (approval.Recorded, error) {
	if number > len(l.transitions) {
		return approval.Recorded{}, temporal.NewNonRetryableApplicationError("none", string(approval.CodeNotFound), nil)
	}
	return l.transitions[number-1], nil
}

// position is where the request stands after the last transition.
func (l *ledger) position() approval.Position {
	if len(l.transitions) == 0 {
		return approval.Position{Status: approval.StatusDraft}
	}
	return l.transitions[len(l.transitions)-1].Position
}

// task returns the id of an open task of the step, or an unknown id.
func (l *ledger) task(step approval.Step) string {
	for _, t := range l.position().Open {
		if t.Step == step {
			return t.ID
		}
	}
	return "task-that-is-not-open"
}
