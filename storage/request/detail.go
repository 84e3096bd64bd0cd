package request

import (
	"context"
	"time"

	"approvals/storage/customer"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// RequestDetail is a request with everything that a decider needs to see.
type RequestDetail struct {
	Request
	Steps       []StepState             `json:"steps" doc:"Steps of the process in order"`
	Tasks       []Task                  `json:"tasks" doc:"All tasks, oldest first"`
	Reports     []Report                `json:"reports"`
	Attachments []Attachment            `json:"attachments"`
	Decisions   []Decision              `json:"decisions" doc:"All decisions, oldest first"`
	Events      []customer.LabeledEvent `json:"events" doc:"Timeline events of this request, oldest first"`
	// Budget is the project's budget with regard to this request.
	Budget  *BudgetView       `json:"project_budget,omitempty"`
	Doubles []LikelyDuplicate `json:"likely_doubles" doc:"Likely duplicates of an expense request"`
}

// StepState is the progress of one step of the process.
type StepState struct {
	Step         approval.Step     `json:"step"`
	Label        approval.Text     `json:"label"`
	State        StepProgress      `json:"state" enum:"done,now,next,skipped"`
	StateLabel   approval.Text     `json:"state_label"`
	TaskID       string            `json:"task_id,omitempty" format:"uuid"`
	Outcome      *approval.Outcome `json:"outcome,omitempty"`
	OutcomeLabel *approval.Text    `json:"outcome_label,omitempty"`
	By           *approval.Person  `json:"by,omitempty"`
	StartedAt    *time.Time        `json:"started_at,omitempty"`
	DoneAt       *time.Time        `json:"done_at,omitempty"`
}

// StepProgress is how far a step has come.
type StepProgress string

// The values of StepProgress. A skipped step is one that the request ended without.
const (
	StepDone    StepProgress = "done"
	StepNow     StepProgress = "now"
	StepNext    StepProgress = "next"
	StepSkipped StepProgress = "skipped"
)

// Label is the display name.
func (p StepProgress) Label() approval.Text {
	return map[StepProgress]approval.Text{
		StepDone:    {ZH: "已完成", EN: "Done"},
		StepNow:     {ZH: "进行中", EN: "Now"},
		StepNext:    {ZH: "未开始", EN: "Next"},
		StepSkipped: {ZH: "已跳过", EN: "Skipped"},
	}[p]
}

// RequestDetail reads a request that the actor may read, with everything that
// belongs to it.
func (s *Store) RequestDetail(ctx context.Context, actor approval.Actor, id string) (RequestDetail, error) {
	row, err := s.detailRow(ctx, actor, id)
	if err != nil {
		return RequestDetail{}, err
	}
	w, err := row.Variables.Words()
	if err != nil {
		return RequestDetail{}, err
	}
	r := row.Request
	d := RequestDetail{
		Request: r, Tasks: row.Tasks, Reports: row.Reports, Attachments: row.Attachments, Decisions: row.Decisions, Budget: row.budget(),
	}
	if d.Doubles, err = s.describeDuplicates(ctx, w, row.Doubles); err != nil {
		return RequestDetail{}, err
	}
	if d.BudgetRevision != nil {
		committed, err := s.committed(ctx, r.ProjectID)
		if err != nil {
			return RequestDetail{}, err
		}
		// A copy, because the tasks share the revision and do not have this field.
		revision := *d.BudgetRevision
		revision.Committed, d.BudgetRevision = &committed, &revision
	}
	for i := range d.Reports {
		d.Reports[i] = d.Reports[i].withFiles(d.Attachments, d.Decisions)
	}
	for i := range d.Tasks {
		d.Tasks[i] = d.Tasks[i].forViewer(actor)
	}
	d.Steps = stepStates(r, d.Tasks)
	return d, s.labelDetail(ctx, w, &d, row.Events)
}

// labelDetail adds the display names of options and event codes to a request's detail.
func (s *Store) labelDetail(ctx context.Context, w *variable.Words, d *RequestDetail, events []approval.Event) (err error) {
	if err := labelRequest(ctx, w, &d.Request); err != nil {
		return err
	}
	if err := labelTasks(ctx, w, d.Tasks); err != nil {
		return err
	}
	for i := range d.Reports {
		r := &d.Reports[i]
		if r.BudgetLabels, err = w.Budget(ctx, r.Budget); err != nil {
			return err
		}
	}
	for i := range d.Decisions {
		data := &d.Decisions[i].Data
		if data.BudgetLabels, err = w.Budget(ctx, data.Budget); err != nil {
			return err
		}
		if data.MethodLabel, err = w.Option(ctx, variable.PaymentMethods, &data.Method); err != nil {
			return err
		}
	}
	d.Events, err = s.LabelEventsWith(ctx, w, events)
	return err
}

// labelRequests adds the display names of options to the requests.
func labelRequests(ctx context.Context, w *variable.Words, requests ...Request) error {
	for i := range requests {
		if err := labelRequest(ctx, w, &requests[i]); err != nil {
			return err
		}
	}
	return nil
}

func labelRequest(ctx context.Context, w *variable.Words, r *Request) (err error) {
	if r.CategoryLabel, err = w.Option(ctx, variable.ExpenseCategories, r.Category); err != nil {
		return err
	}
	r.MethodLabel, err = w.Option(ctx, variable.PaymentMethods, r.Method)
	return err
}

// stepStates combines the process's regular sequence of steps with the tasks so far.
func stepStates(r Request, tasks []Task) []StepState {
	last := map[approval.Step]Task{}
	for _, t := range tasks {
		last[t.Step] = t
	}
	var states []StepState
	for _, step := range r.Kind.Steps() {
		state := StepState{Step: step, Label: step.Label(), State: StepNext}
		if t, ok := last[step]; ok {
			state = state.withTask(t)
		}
		if step == approval.Draft {
			state = draftState(r, state)
		}
		if state.State == StepNext && r.Status.Final(r.Kind) {
			state.State = StepSkipped
		}
		states = append(states, state.labeled())
		if t, ok := last[approval.Revise]; step == approval.Draft && ok && t.State == approval.TaskOpen {
			states = append(states, StepState{Step: t.Step, Label: t.Step.Label()}.withTask(t).labeled())
		}
	}
	return states
}

// withTask sets the state from the step's last task. A step that returned the request is
// still to come.
func (st StepState) withTask(t Task) StepState {
	switch {
	case t.State == approval.TaskOpen:
		st.State, st.By = StepNow, t.Assignee
	case t.State == approval.TaskDone && *t.Outcome != approval.Return:
		st.State, st.By = StepDone, t.ClosedBy
	default:
		return st
	}
	st.TaskID, st.Outcome, st.StartedAt, st.DoneAt = t.ID, t.Outcome, &t.CreatedAt, t.ClosedAt
	return st
}

// labeled adds the display names of the codes.
func (st StepState) labeled() StepState {
	st.StateLabel, st.OutcomeLabel = st.State.Label(), outcomeLabel(st.Outcome)
	return st
}

func draftState(r Request, state StepState) StepState {
	state.By, state.StartedAt, state.DoneAt = &r.Requester, &r.CreatedAt, r.SubmittedAt
	state.State = StepNow
	if r.SubmittedAt != nil {
		state.State = StepDone
	}
	return state
}
