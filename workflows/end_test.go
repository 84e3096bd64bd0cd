package workflows

import (
	"testing"

	"approvals/workflows/approval"
)

// TestAdministratorEnds ends requests of both kinds at every position; a second end is
// refused.
func TestAdministratorEnds(t *testing.T) {
	ends := act{outcome: approval.End}
	returns := signs(approval.Return)
	for name, test := range map[string]struct {
		kind   approval.Kind
		before []act
	}{
		"in review": {approval.ExpenseRequest, []act{submit}},
		"returned":  {approval.ExpenseRequest, []act{submit, returns}},
		"approved":  {approval.ExpenseRequest, []act{submit, signs(approval.Approve)}},
		"reports":   {approval.ProjectRequest, []act{submit}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlay()
			p.run(test.kind, append(test.before, ends), nil)
			if got := p.answers[len(test.before)]; got.err != nil || got.recorded.Position.Status != approval.StatusWithdrawn || len(got.recorded.Position.Open) > 0 {
				t.Errorf("%+v, %v", got.recorded, got.err)
			}
			var end approval.Position
			if err := p.env.GetWorkflowResult(&end); err != nil || end.Status != approval.StatusWithdrawn {
				t.Errorf("the workflow ended at %+v, %v", end, err)
			}
		})
	}
	t.Run("before the submission", func(t *testing.T) {
		p := newPlay()
		p.run(approval.ExpenseRequest, []act{ends, submit, ends}, nil)
		if code := codeOf(t, p.answers[0].err); code != approval.CodeConflict {
			t.Errorf("got %s, want conflict", code)
		}
	})
}
