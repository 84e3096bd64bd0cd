package approval

import "slices"

// Kind is the kind of a request.
type Kind string

// The kinds of requests.
const (
	ProjectRequest Kind = "project_request"
	ExpenseRequest Kind = "expense_request"
)

// Label is the display name.
func (k Kind) Label() Text {
	if k == ProjectRequest {
		return Text{"立项申请", "project request"}
	}
	return Text{"业务费用申请", "expense request"}
}

// Step is a step of a process, and the kind of its tasks.
type Step string

// The steps. Draft is the initial step, for which there is no task.
const (
	Draft              Step = "draft"
	CommercialReport   Step = "commercial_report"
	FinanceReport      Step = "finance_report"
	ManagementDecision Step = "management_decision"
	GMSignoff          Step = "gm_signoff"
	FinanceProcessing  Step = "finance_processing"
	Revise             Step = "revise"
)

// Requester is the return target for the author.
const Requester = "requester"

// Outcome is the result of a task.
type Outcome string

// The outcomes. Submit and Withdraw are actions of the author without a task, End is an
// administrator's action on a stuck request.
const (
	Submit   Outcome = "submit"
	Complete Outcome = "complete"
	Approve  Outcome = "approve"
	Reject   Outcome = "reject"
	Return   Outcome = "return"
	Resubmit Outcome = "resubmit"
	Withdraw Outcome = "withdraw"
	End      Outcome = "end"
)

// Label is the display name of a completed outcome.
func (o Outcome) Label() Text {
	return map[Outcome]Text{
		Submit:   {"已提交", "submitted"},
		Complete: {"已完成", "completed"},
		Approve:  {"已批准", "approved"},
		Reject:   {"已驳回", "rejected"},
		Return:   {"已退回", "returned"},
		Resubmit: {"已重新提交", "resubmitted"},
		Withdraw: {"已撤回", "withdrawn"},
		End:      {"已终止", "ended"},
	}[o]
}

// Act is the label of the outcome's button.
func (o Outcome) Act() Text {
	return map[Outcome]Text{
		Submit:   {"提交", "Submit"},
		Complete: {"完成", "Complete"},
		Approve:  {"同意", "Approve"},
		Reject:   {"驳回", "Reject"},
		Return:   {"退回", "Return"},
		Resubmit: {"重新提交", "Resubmit"},
		Withdraw: {"撤回", "Withdraw"},
		End:      {"终止", "End"},
	}[o]
}

type stepRule struct {
	label    Text
	role     string
	outcomes []Outcome
	returns  []string
}

var stepRules = map[Step]stepRule{
	Draft:              {Text{"草稿", "Draft"}, "", []Outcome{Submit}, nil},
	CommercialReport:   {Text{"商务可行性报告", "Feasibility report"}, Commercial, []Outcome{Complete}, nil},
	FinanceReport:      {Text{"财务预算报告", "Budget report"}, Finance, []Outcome{Complete}, nil},
	ManagementDecision: {Text{"管理层决策", "Management decision"}, Manager, []Outcome{Approve, Reject, Return}, []string{Requester, string(CommercialReport), string(FinanceReport)}},
	GMSignoff:          {Text{"总经理审批", "General manager's sign-off"}, GeneralManager, []Outcome{Approve, Reject, Return}, []string{Requester}},
	FinanceProcessing:  {Text{"财务处理", "Finance processing"}, Finance, []Outcome{Complete, Return}, []string{Requester}},
	Revise:             {Text{"修改", "Revision"}, "", []Outcome{Resubmit, Withdraw}, nil},
}

// Label is the display name.
func (s Step) Label() Text { return stepRules[s].label }

// Role is the role to which the step's tasks are addressed; empty for a step of the
// author.
func (s Step) Role() string { return stepRules[s].role }

// Action is the permission that the step requires, of its own role as well.
func (s Step) Action() Action { return Action("task." + string(s)) }

// Outcomes returns the possible outcomes of the step's tasks.
func (s Step) Outcomes() []Outcome { return slices.Clone(stepRules[s].outcomes) }

// ReturnTargets returns the steps to which the step's tasks can return the request.
func (s Step) ReturnTargets() []string { return slices.Clone(stepRules[s].returns) }

// DecisionSteps returns all steps that belong to a role, in the order of the processes.
func DecisionSteps() []Step {
	return []Step{CommercialReport, FinanceReport, ManagementDecision, GMSignoff, FinanceProcessing}
}

// Steps returns the regular sequence of steps of a request of this kind.
func (k Kind) Steps() []Step {
	if k == ProjectRequest {
		return []Step{Draft, CommercialReport, FinanceReport, ManagementDecision}
	}
	return []Step{Draft, GMSignoff, FinanceProcessing}
}
