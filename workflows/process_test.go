package workflows

import (
	"errors"
	"testing"
	"time"

	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/sdk/temporal"
)

// codeOf returns the error code with which an update was refused.
func codeOf(t *testing.T, err error) approval.Code {
	t.Helper()
	var told *temporal.ApplicationError
	if !errors.As(err, &told) {
		t.Fatalf("refused with %v, want an application error", err)
	}
	return approval.Code(told.Type())
}

func TestConcurrentDecisions(t *testing.T) {
	p := newPlay()
	p.env.RegisterDelayedCallback(func() {
		rejects := p.decision(approval.ExpenseRequest, signs(approval.Reject))
		approves := p.decision(approval.ExpenseRequest, signs(approval.Approve))
		p.env.UpdateWorkflow(approval.Decide.Name, "first", &callback{done: func(a result) {
			if a.err != nil {
				t.Errorf("the first one was refused: %v", a.err)
			}
		}}, rejects)
		p.env.UpdateWorkflow(approval.Decide.Name, "second", &callback{done: func(a result) {
			if code := codeOf(t, a.err); code != approval.CodeConflict {
				t.Errorf("the second one got %s, want conflict", code)
			}
		}}, approves)
	}, 2*time.Hour)
	p.run(approval.ExpenseRequest, []act{submit}, nil)
	if got := len(p.ledger.transitions); got != 2 {
		t.Errorf("%d transitions recorded, want 2", got)
	}
	if got := p.ledger.position().Status; got != approval.StatusRejected {
		t.Errorf("status %s, want what the first one decided", got)
	}
}

func TestRefusedSubmissionLeavesNoWorkflow(t *testing.T) {
	p := newPlay()
	p.ledger.refuse = approval.Stale()
	p.run(approval.ExpenseRequest, []act{submit}, nil)
	if !p.env.IsWorkflowCompleted() || p.env.GetWorkflowError() != nil {
		t.Error("the workflow still waits")
	}
	if code := codeOf(t, p.answers[0].err); code != approval.CodeConflict {
		t.Errorf("refused with %s, want conflict", code)
	}
}

func TestRefusedDecisionChangesNothing(t *testing.T) {
	p := newPlay()
	acts := []act{submit, signs(approval.Approve), signs(approval.Approve), pay}
	p.run(approval.ExpenseRequest, acts, func(i int, a result) {
		switch i {
		case 0:
			p.ledger.refuse = approval.Forbidden(approval.Text{})
		case 1:
			if code := codeOf(t, a.err); code != approval.CodeForbidden {
				t.Errorf("refused with %s, want forbidden", code)
			}
		}
	})
	if got := describe(p.ledger.position()); got != "paid" {
		t.Errorf("the request stands at %q, want paid", got)
	}
}

// TestDatabaseUnavailable makes the database unavailable for a while: the update must
// wait rather than fail, since its id would permanently be answered with the failure.
func TestDatabaseUnavailable(t *testing.T) {
	p := newPlay()
	p.ledger.refuse = approval.Unavailable(approval.PartDatabase)
	p.run(approval.ExpenseRequest, []act{submit, signs(approval.Reject)}, func(_ int, a result) {
		if a.err != nil {
			t.Errorf("refused: %v", a.err)
		}
	})
	if got := describe(p.ledger.position()); got != "rejected" {
		t.Errorf("the request stands at %q, want rejected", got)
	}
}

// TestCrashAfterCommit simulates a worker that crashes after the database commit and
// before the history has the decision. With the next decision, the workflow continues
// from the database.
func TestCrashAfterCommit(t *testing.T) {
	p := newPlay()
	rejects := signs(approval.Reject)
	rejects.task = "task-1"
	p.run(approval.ExpenseRequest, []act{submit, rejects, pay}, func(i int, a result) {
		switch i {
		case 0:
			approves := p.decision(approval.ExpenseRequest, signs(approval.Approve))
			p.ledger.append(approval.Transition{Number: 2, UpdateID: "lost", Decision: approves, Move: signedOff()})
		case 1:
			if code := codeOf(t, a.err); code != approval.CodeConflict {
				t.Errorf("the later one got %s, want conflict", code)
			}
		}
	})
	var end approval.Position
	if err := p.env.GetWorkflowResult(&end); err != nil {
		t.Fatal(err)
	}
	if got := describe(end); got != "paid" {
		t.Errorf("the workflow ended at %q, want paid", got)
	}
}

// TestCatchUp is the same without another decision: the sweep makes the workflow catch
// up.
func TestCatchUp(t *testing.T) {
	p := newPlay()
	p.env.RegisterDelayedCallback(func() {
		rejects := p.decision(approval.ExpenseRequest, signs(approval.Reject))
		p.ledger.append(approval.Transition{Number: 2, UpdateID: "lost", Decision: rejects, Move: end(approval.StatusRejected)})
		p.env.UpdateWorkflow(approval.CatchUp.Name, "sweep", &catchUpCallback{t}, approval.CatchUpInput{})
	}, 2*time.Hour)
	p.run(approval.ExpenseRequest, []act{submit}, nil)
	var got approval.Position
	if err := p.env.GetWorkflowResult(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.ledger.position(), got); diff != "" {
		t.Error(diff)
	}
}

type catchUpCallback struct{ t *testing.T }

func (c *catchUpCallback) Accept()          {}
func (c *catchUpCallback) Reject(err error) { c.t.Error(err) }
func (c *catchUpCallback) Complete(_ any, err error) {
	if err != nil {
		c.t.Error(err)
	}
}
