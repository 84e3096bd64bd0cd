package workflows

import (
	"cmp"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
)

// act is one action on a request, an hour after the previous one.
type act struct {
	step     approval.Step
	outcome  approval.Outcome
	returnTo string
	// amount is the amount of a submission; days determines the closing date.
	amount, days int
	// task is the id of the task; empty for the open one of the step.
	task string
}

// result is the result of an act.
type result struct {
	recorded *approval.Recorded
	err      error
}

// play runs a workflow in Temporal's test environment, with time skipping, and applies
// acts to it. after is called after each act.
type play struct {
	env     *testsuite.TestWorkflowEnvironment
	ledger  *ledger
	answers []result
}

func newPlay() *play {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(log.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	p := &play{env: suite.NewTestWorkflowEnvironment(), ledger: &ledger{}}
	p.env.SetTestTimeout(time.Minute)
	p.ledger.register(p.env)
	Register(p.env)
	return p
}

// run applies the acts to a workflow and calls after, if set, after each.
func (p *play) run(kind approval.Kind, acts []act, after func(i int, a result)) {
	for i, a := range acts {
		p.env.RegisterDelayedCallback(func() {
			got := &callback{done: func(r result) {
				p.answers = append(p.answers, r)
				if after != nil {
					after(i, r)
				}
			}}
			p.env.UpdateWorkflow(approval.Decide.Name, "act-"+strconv.Itoa(i), got, p.decision(kind, a))
		}, time.Duration(i+1)*time.Hour)
	}
	p.env.ExecuteWorkflow(kind.WorkflowName(), approval.Start{RequestID: "request-1", Kind: kind})
}

// decision returns the decision that the API would send for an act.
func (p *play) decision(kind approval.Kind, a act) approval.Decision {
	d := approval.Decision{
		ActorID: "somebody", Step: a.step, Outcome: a.outcome, ReturnTo: a.returnTo, Revision: 1, Comment: "because",
	}
	money := approval.Money{Amount: strconv.Itoa(100 + a.amount), Currency: "CNY"}
	switch {
	case a.outcome == approval.Submit, a.outcome == approval.Resubmit:
		d.Facts.Amount = &money
		if kind == approval.ProjectRequest {
			d.Facts = approval.Facts{Revenue: &money, Cost: &money, CloseOn: approval.Date(fmt.Sprintf("2026-12-%02d", 1+a.days))}
		}
	case a.step == approval.CommercialReport:
		d.Data = approval.DecisionData{Recommendation: approval.Recommend, Summary: "good"}
	case a.step == approval.FinanceReport:
		d.Data = approval.DecisionData{Budget: map[string]approval.Money{"travel": money}, Summary: "enough"}
	case a.step == approval.FinanceProcessing && a.outcome == approval.Complete:
		d.Data = approval.DecisionData{PaidAmount: &money, Method: "cash", VoucherNo: "V-1", PaidOn: "2026-11-23"}
	}
	if a.step != approval.Draft && a.step != "" {
		d.TaskID = cmp.Or(a.task, p.ledger.task(a.step))
	}
	return d
}

// callback receives the result of an update.
type callback struct{ done func(result) }

func (c *callback) Accept()          {}
func (c *callback) Reject(err error) { c.done(result{err: err}) }
func (c *callback) Complete(success any, err error) {
	if err != nil {
		c.done(result{err: err})
		return
	}
	recorded := success.(approval.Recorded)
	c.done(result{recorded: &recorded})
}
