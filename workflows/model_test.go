package workflows

import (
	"maps"
	"slices"
	"testing"

	"approvals/workflows/approval"

	"pgregory.net/rapid"
)

// model is the expected behaviour of a request according to the product description,
// written independently of the charts.
type model struct {
	kind   approval.Kind
	status approval.Status
	open   map[approval.Step]bool
	// sentBackBy is the step that returned the request.
	sentBackBy approval.Step
	// amount and days are those of the last submission.
	amount, days int
}

func newModel(kind approval.Kind) *model {
	return &model{kind: kind, status: approval.StatusDraft, open: map[approval.Step]bool{}}
}

// do applies an act and reports whether it is legal.
func (m *model) do(a act) bool {
	switch {
	case a.outcome == approval.Submit:
		if m.status != approval.StatusDraft {
			return false
		}
		m.amount, m.days = a.amount, a.days
		m.now(approval.StatusInReview, m.firstSteps()...)
	case a.step == "" && a.outcome == approval.Withdraw:
		if m.status == approval.StatusDraft || m.ended() {
			return false
		}
		m.now(approval.StatusWithdrawn)
	case !m.open[a.step] || !m.can(a):
		return false
	default:
		m.decide(a)
	}
	return true
}

func (m *model) decide(a act) {
	switch a.outcome {
	case approval.Reject:
		m.now(approval.StatusRejected)
	case approval.Withdraw:
		m.now(approval.StatusWithdrawn)
	case approval.Return:
		if a.returnTo == "" || a.returnTo == "requester" {
			m.sentBackBy = a.step
			m.now(approval.StatusReturned, approval.Revise)
		} else {
			m.now(approval.StatusInReview, approval.Step(a.returnTo))
		}
	case approval.Approve:
		if m.kind == approval.ProjectRequest {
			m.now(approval.StatusApproved)
		} else {
			m.now(approval.StatusApproved, approval.FinanceProcessing)
		}
	case approval.Resubmit:
		m.resubmit(a)
	case approval.Complete:
		if m.kind == approval.ExpenseRequest {
			m.now(approval.StatusPaid)
			return
		}
		delete(m.open, a.step)
		if len(m.open) == 0 {
			m.now(approval.StatusInReview, approval.ManagementDecision)
		}
	}
}

func (m *model) resubmit(a act) {
	moneyMoved, planMoved := m.amount != a.amount, m.days != a.days
	m.amount, m.days = a.amount, a.days
	switch {
	case m.kind == approval.ExpenseRequest && m.sentBackBy == approval.FinanceProcessing && !moneyMoved:
		m.now(approval.StatusApproved, approval.FinanceProcessing)
	case m.kind == approval.ExpenseRequest:
		m.now(approval.StatusInReview, approval.GMSignoff)
	case moneyMoved:
		m.now(approval.StatusInReview, approval.CommercialReport, approval.FinanceReport)
	case planMoved:
		m.now(approval.StatusInReview, approval.CommercialReport)
	default:
		m.now(approval.StatusInReview, approval.ManagementDecision)
	}
}

// can reports whether the step allows the outcome and the return target.
func (m *model) can(a act) bool {
	reports := a.step == approval.CommercialReport || a.step == approval.FinanceReport
	places := []string{"", "requester"}
	if a.step == approval.ManagementDecision {
		places = []string{"requester", "commercial_report", "finance_report"}
	}
	switch a.outcome {
	case approval.Complete:
		return a.returnTo == "" && (reports || a.step == approval.FinanceProcessing)
	case approval.Approve, approval.Reject:
		return a.returnTo == "" && (a.step == approval.ManagementDecision || a.step == approval.GMSignoff)
	case approval.Return:
		return !reports && a.step != approval.Revise && slices.Contains(places, a.returnTo)
	default:
		return a.returnTo == "" && a.step == approval.Revise
	}
}

func (m *model) firstSteps() []approval.Step {
	if m.kind == approval.ProjectRequest {
		return []approval.Step{approval.CommercialReport, approval.FinanceReport}
	}
	return []approval.Step{approval.GMSignoff}
}

func (m *model) ended() bool {
	return slices.Contains([]approval.Status{approval.StatusPaid, approval.StatusRejected, approval.StatusWithdrawn}, m.status) ||
		m.kind == approval.ProjectRequest && m.status == approval.StatusApproved
}

func (m *model) now(status approval.Status, steps ...approval.Step) {
	m.status = status
	m.open = map[approval.Step]bool{}
	for _, s := range steps {
		m.open[s] = true
	}
}

// position formats the model's position like describe does a workflow's.
func (m *model) position() expected {
	p := approval.Position{Status: m.status}
	for s := range m.open {
		p.Open = append(p.Open, approval.OpenTask{Step: s})
	}
	return describe(p)
}

// TestRandomSequences applies random sequences of legal and illegal acts to both
// workflows and to the model, and compares them after each act.
func TestRandomSequences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]approval.Kind{approval.ProjectRequest, approval.ExpenseRequest}).Draw(t, "kind")
		m := newModel(kind)
		acts := drawActs(t, kind)
		p := newPlay()
		p.run(kind, acts, func(i int, a result) {
			if p.env.IsWorkflowCompleted() {
				return
			}
			legal := m.do(acts[i])
			if legal != (a.err == nil) {
				t.Errorf("act %d %+v: legal is %v, answered %v", i, acts[i], legal, a.err)
			}
			if got, want := describe(p.ledger.position()), m.position(); got != want {
				t.Errorf("after act %d %+v the request stands at %q, want %q", i, acts[i], got, want)
			}
		})
		if p.env.IsWorkflowCompleted() != m.ended() && p.env.GetWorkflowError() == nil {
			t.Errorf("workflow completed: %v, model ended: %v", p.env.IsWorkflowCompleted(), m.ended())
		}
	})
}

// drawActs draws a sequence of acts, three in four of which concern a step that is open
// in a model that follows along.
func drawActs(t *rapid.T, kind approval.Kind) []act {
	guide := newModel(kind)
	guide.do(submit)
	acts := []act{submit}
	for range rapid.IntRange(1, 30).Draw(t, "length") {
		a := drawAct(t, slices.Sorted(maps.Keys(guide.open)))
		guide.do(a)
		acts = append(acts, a)
	}
	return acts
}

func drawAct(t *rapid.T, open []approval.Step) act {
	steps := []approval.Step{
		"", approval.Draft, approval.CommercialReport, approval.FinanceReport, approval.ManagementDecision,
		approval.GMSignoff, approval.FinanceProcessing, approval.Revise,
	}
	if len(open) > 0 && rapid.IntRange(0, 3).Draw(t, "astray") > 0 {
		steps = open
	}
	a := act{
		step:   rapid.SampledFrom(steps).Draw(t, "step"),
		amount: rapid.IntRange(0, 1).Draw(t, "amount"),
		days:   rapid.IntRange(0, 1).Draw(t, "days"),
	}
	switch a.step {
	case "":
		a.outcome = approval.Withdraw
	case approval.Draft:
		a.outcome = approval.Submit
	default:
		a.outcome = rapid.SampledFrom([]approval.Outcome{
			approval.Complete, approval.Approve, approval.Reject, approval.Return, approval.Return,
			approval.Resubmit, approval.Withdraw,
		}).Draw(t, "outcome")
		if a.outcome == approval.Return {
			a.returnTo = rapid.SampledFrom([]string{"", "requester", "commercial_report", "finance_report"}).Draw(t, "return to")
		}
	}
	return a
}
