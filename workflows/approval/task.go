package approval

import "time"

// TaskState is the state of a task.
type TaskState string

// The states of a task. A canceled task became unnecessary because the request ended
// another way.
const (
	TaskOpen     TaskState = "open"
	TaskDone     TaskState = "done"
	TaskCanceled TaskState = "canceled"
)

// Label is the display name.
func (s TaskState) Label() Text {
	return map[TaskState]Text{
		TaskOpen:     {"待处理", "Open"},
		TaskDone:     {"已完成", "Done"},
		TaskCanceled: {"已取消", "Canceled"},
	}[s]
}

// Reason records how a task's holder was determined, with the values used and an
// explanation.
type Reason struct {
	How    ReasonKind        `json:"how"`
	Role   string            `json:"role,omitempty"`
	Values map[string]string `json:"values,omitempty"`
	Text   Text              `json:"text"`
}

// ReasonKind is the way in which a task's holder was determined.
type ReasonKind string

// The ways of determining a task's holder.
const (
	ByRole     ReasonKind = "role"
	ByFallback ReasonKind = "fallback"
	ByAuthor   ReasonKind = "author"
	Reassigned ReasonKind = "reassigned"
)

// ClosedTask is the completion of a task.
type ClosedTask struct {
	ID      string    `json:"id" format:"uuid"`
	State   TaskState `json:"state"`
	Outcome Outcome   `json:"outcome,omitempty"`
	By      *Person   `json:"by,omitempty"`
	At      time.Time `json:"at"`
}

// Person is the id and name of a user.
type Person struct {
	ID   string `json:"id" db:"id" format:"uuid"`
	Name string `json:"name" db:"name"`
}

// Revision is one change to a request's content: its facts, its reports or its
// attachments.
type Revision struct {
	Revision int          `json:"revision" db:"revision"`
	Kind     RevisionKind `json:"kind" db:"kind"`
	At       time.Time    `json:"at" db:"at"`
	By       Person       `json:"by" db:"by"`
	Changes  Changes      `json:"changes" db:"changes"`
}

// RevisionKind is the part of a request's content that a revision changed.
type RevisionKind string

// The parts of a request's content.
const (
	RevisedFacts             RevisionKind = "facts"
	RevisedAttachments       RevisionKind = "attachments"
	RevisedFeasibilityReport RevisionKind = "feasibility_report"
	RevisedBudgetReport      RevisionKind = "budget_report"
)

// Label is the display name.
func (k RevisionKind) Label() Text {
	return map[RevisionKind]Text{
		RevisedFacts:             {"申请内容", "Content"},
		RevisedAttachments:       {"附件", "Attachments"},
		RevisedFeasibilityReport: {"可行性报告", "Feasibility report"},
		RevisedBudgetReport:      {"财务预算报告", "Budget report"},
	}[k]
}

// Concerns reports whether the revision requires the decider of the step to review the
// request again. The two reports are written in parallel, so the writer of one is not
// affected by the other.
func (r Revision) Concerns(s Step) bool {
	switch s {
	case CommercialReport:
		return r.Kind != RevisedBudgetReport
	case FinanceReport:
		return r.Kind != RevisedFeasibilityReport
	default:
		return true
	}
}
