package api

import (
	"testing"
	"time"

	"approvals/workflows/approval"
)

// TestConflictSaysItsCodes checks the labels of the codes in the changes and the closed
// task of a conflict.
func TestConflictSaysItsCodes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	conflict := approval.Conflict(approval.Text{ZH: "有变化", EN: "Changed"})
	conflict.Changed = []approval.Revision{{
		Revision: 3, Kind: approval.RevisedFacts,
		Changes: approval.Changes{"category": {Before: "travel", After: "reception"}},
	}}
	conflict.Closed = &approval.ClosedTask{State: approval.TaskDone, Outcome: approval.Approve, At: time.Now()}
	p := s.fail(t.Context(), conflict)
	if len(p.Changes) != 1 {
		t.Fatalf("changes %+v", p.Changes)
	}
	change := p.Changes[0]
	if change.FieldLabels["category"].EN != "Category" || change.ValueLabels["category"]["reception"].EN != "Reception" || change.KindLabel.EN != "Content" {
		t.Errorf("the change is %+v", change)
	}
	if p.Task == nil || p.Task.StateLabel.EN != "Done" || p.Task.OutcomeLabel == nil || p.Task.OutcomeLabel.ZH != "已批准" {
		t.Errorf("the task is %+v", p.Task)
	}
}
