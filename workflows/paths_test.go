package workflows

import (
	"slices"
	"strings"
	"testing"

	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

// expected is a request's position after an act: its status and open steps.
type expected string

var (
	submit     = act{step: approval.Draft, outcome: approval.Submit}
	commercial = act{step: approval.CommercialReport, outcome: approval.Complete}
	budget     = act{step: approval.FinanceReport, outcome: approval.Complete}
	withdraw   = act{outcome: approval.Withdraw}
	resubmit   = act{step: approval.Revise, outcome: approval.Resubmit}
	pay        = act{step: approval.FinanceProcessing, outcome: approval.Complete}
)

func decides(outcome approval.Outcome, returnTo string) act {
	return act{step: approval.ManagementDecision, outcome: outcome, returnTo: returnTo}
}

func signs(outcome approval.Outcome) act { return act{step: approval.GMSignoff, outcome: outcome} }

// TestPaths covers every path of both processes: each act with the resulting position.
func TestPaths(t *testing.T) {
	type stage struct {
		act  act
		want expected
	}
	begin := []stage{{submit, "in_review commercial_report finance_report"}}
	reported := append(slices.Clone(begin),
		stage{commercial, "in_review finance_report"}, stage{budget, "in_review management_decision"})
	signed := []stage{{submit, "in_review gm_signoff"}, {signs(approval.Approve), "approved finance_processing"}}
	then := func(first []stage, more ...stage) []stage { return append(slices.Clone(first), more...) }
	financeReturns := then(signed, stage{act{step: approval.FinanceProcessing, outcome: approval.Return}, "returned revise"})

	for name, path := range map[string]struct {
		kind   approval.Kind
		stages []stage
	}{
		"project approved": {approval.ProjectRequest, then(reported, stage{decides(approval.Approve, ""), "approved"})},
		"project rejected": {approval.ProjectRequest, then(reported, stage{decides(approval.Reject, ""), "rejected"})},
		"budget first": {approval.ProjectRequest, then(begin,
			stage{budget, "in_review commercial_report"}, stage{commercial, "in_review management_decision"},
			stage{decides(approval.Approve, ""), "approved"})},
		"back to commercial": {approval.ProjectRequest, then(reported,
			stage{decides(approval.Return, "commercial_report"), "in_review commercial_report"},
			stage{commercial, "in_review management_decision"}, stage{decides(approval.Approve, ""), "approved"})},
		"back to finance": {approval.ProjectRequest, then(reported,
			stage{decides(approval.Return, "finance_report"), "in_review finance_report"},
			stage{budget, "in_review management_decision"}, stage{decides(approval.Reject, ""), "rejected"})},
		"back to the author, words changed": {approval.ProjectRequest, then(reported,
			stage{decides(approval.Return, "requester"), "returned revise"},
			stage{resubmit, "in_review management_decision"}, stage{decides(approval.Approve, ""), "approved"})},
		"back to the author, plan changed": {approval.ProjectRequest, then(reported,
			stage{decides(approval.Return, "requester"), "returned revise"},
			stage{act{step: approval.Revise, outcome: approval.Resubmit, days: 3}, "in_review commercial_report"},
			stage{commercial, "in_review management_decision"}, stage{decides(approval.Approve, ""), "approved"})},
		"back to the author, money changed": {approval.ProjectRequest, then(reported,
			stage{decides(approval.Return, "requester"), "returned revise"},
			stage{act{step: approval.Revise, outcome: approval.Resubmit, amount: 7}, "in_review commercial_report finance_report"},
			stage{budget, "in_review commercial_report"}, stage{commercial, "in_review management_decision"},
			stage{decides(approval.Approve, ""), "approved"})},
		"withdrawn in review": {approval.ProjectRequest, then(begin, stage{withdraw, "withdrawn"})},
		"withdrawn when returned": {approval.ProjectRequest, then(reported,
			stage{decides(approval.Return, "requester"), "returned revise"},
			stage{act{step: approval.Revise, outcome: approval.Withdraw}, "withdrawn"})},
		"expense paid":     {approval.ExpenseRequest, then(signed, stage{pay, "paid"})},
		"expense rejected": {approval.ExpenseRequest, []stage{{submit, "in_review gm_signoff"}, {signs(approval.Reject), "rejected"}}},
		"sign-off returns": {approval.ExpenseRequest, []stage{{submit, "in_review gm_signoff"},
			{signs(approval.Return), "returned revise"}, {resubmit, "in_review gm_signoff"},
			{signs(approval.Approve), "approved finance_processing"}, {pay, "paid"}}},
		"finance returns, same amount": {approval.ExpenseRequest, then(financeReturns,
			stage{resubmit, "approved finance_processing"}, stage{pay, "paid"})},
		"finance returns, other amount": {approval.ExpenseRequest, then(financeReturns,
			stage{act{step: approval.Revise, outcome: approval.Resubmit, amount: 5}, "in_review gm_signoff"},
			stage{signs(approval.Approve), "approved finance_processing"}, stage{pay, "paid"})},
		"withdrawn after sign-off": {approval.ExpenseRequest, then(signed, stage{withdraw, "withdrawn"})},
	} {
		t.Run(name, func(t *testing.T) {
			var acts []act
			var want []expected
			for _, s := range path.stages {
				acts, want = append(acts, s.act), append(want, s.want)
			}
			var got []expected
			p := newPlay()
			p.run(path.kind, acts, func(_ int, a result) {
				if a.err != nil {
					t.Errorf("act refused: %v", a.err)
				}
				got = append(got, describe(p.ledger.position()))
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			var end approval.Position
			if err := p.env.GetWorkflowResult(&end); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(p.ledger.position(), end); diff != "" {
				t.Error("workflow and database differ:", diff)
			}
			if p.ledger.calls != len(acts) {
				t.Errorf("%d activities for %d decisions", p.ledger.calls, len(acts))
			}
		})
	}
}

// describe formats a position.
func describe(p approval.Position) expected {
	words := []string{}
	for _, task := range p.Open {
		words = append(words, string(task.Step))
	}
	slices.Sort(words)
	return expected(strings.TrimSpace(string(p.Status) + " " + strings.Join(words, " ")))
}
