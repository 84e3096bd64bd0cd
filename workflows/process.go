package workflows

import (
	"approvals/workflows/approval"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// chart is a process chart: the consequences of a decision at a position. It is a pure
// function, so a decision and its consequences can be recorded together in one local
// activity.
type chart func(at approval.Position, d approval.Decision) approval.Move

// process is the common part of the workflows of both kinds of request: it waits for
// decisions, one at a time, and records each with its consequences.
type process struct {
	start    approval.Start
	position approval.Position
	chart    chart
	// turn serializes the recording of decisions.
	turn workflow.Mutex
	// refused is set after a refused decision, so that a refused first submission leaves
	// no workflow running.
	refused bool
}

func (p *process) setup(ctx workflow.Context, start approval.Start, c chart) error {
	p.start, p.position, p.chart = start, start.Position, c
	if p.position.Status == "" {
		p.position.Status = approval.StatusDraft
	}
	p.turn = workflow.NewMutex(ctx)
	if err := workflow.SetQueryHandler(ctx, approval.Stand.Name, func() (approval.Position, error) {
		return p.position, nil
	}); err != nil {
		return err
	}
	if err := workflow.SetUpdateHandler(ctx, approval.CatchUp.Name, p.catchUp); err != nil {
		return err
	}
	return workflow.SetUpdateHandlerWithOptions(ctx, approval.Decide.Name, p.decide,
		workflow.UpdateHandlerOptions{Validator: p.check})
}

// run returns when the request is final.
func (p *process) run(ctx workflow.Context) (approval.Position, error) {
	if err := workflow.Await(ctx, func() bool {
		return (p.ended() || p.shouldContinueAsNew(ctx)) && workflow.AllHandlersFinished(ctx)
	}); err != nil {
		return p.position, err
	}
	if p.ended() {
		return p.position, nil
	}
	return p.position, workflow.NewContinueAsNewError(ctx, p.start.Kind.WorkflowName(),
		approval.Start{RequestID: p.start.RequestID, Kind: p.start.Kind, Position: p.position})
}

// ended reports whether no further decisions can come.
func (p *process) ended() bool {
	return p.position.Status.Final(p.start.Kind) || p.refused && p.position.Number == 0
}

// shouldContinueAsNew reports whether the history has become too long.
func (p *process) shouldContinueAsNew(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// check is the validator: it refuses invalid decisions without a trace in the history.
func (p *process) check(_ workflow.Context, d approval.Decision) error {
	switch {
	case d.Outcome == approval.Submit:
		if p.position.Number > 0 {
			return refusal(approval.Conflict(approval.Text{ZH: "申请已经提交", EN: "The request has already been submitted"}))
		}
	case d.TaskID == "" && (d.Outcome == approval.Withdraw || d.Outcome == approval.End):
		if p.position.Number == 0 || p.position.Status.Final(p.start.Kind) {
			return refusal(approval.Conflict(approval.Text{ZH: "申请已经结束", EN: "The request has ended"}))
		}
	case !p.position.IsOpen(d.TaskID):
		return refusal(closedTask())
	default:
		if err := d.Check(); err != nil {
			return refusal(approval.AsError(err))
		}
	}
	return nil
}

// decide records a decision with its consequences.
func (p *process) decide(ctx workflow.Context, d approval.Decision) (approval.Recorded, error) {
	if err := p.turn.Lock(ctx); err != nil {
		return approval.Recorded{}, err
	}
	defer p.turn.Unlock()
	update := workflow.GetCurrentUpdateInfo(ctx).ID
	for {
		// Check again: another decision may have been recorded while this one waited.
		if err := p.check(ctx, d); err != nil {
			return approval.Recorded{}, p.refuse(err)
		}
		recorded, err := recordTransition(ctx, approval.Transition{
			RequestID: p.start.RequestID,
			Number:    p.position.Number + 1,
			UpdateID:  update,
			Decision:  d,
			Move:      p.nextMove(d),
		})
		if err != nil {
			return approval.Recorded{}, p.refuse(err)
		}
		p.position = recorded.Position
		if recorded.UpdateID == update {
			return recorded, nil
		}
		// The database has a transition that this history lacks, after a crash between
		// commit and completion. Continue from that transition and check again.
	}
}

// nextMove adds to the chart what both kinds have in common: withdrawal and an
// administrator's end close everything.
func (p *process) nextMove(d approval.Decision) approval.Move {
	if d.Outcome == approval.Withdraw || d.Outcome == approval.End {
		return approval.Ended()
	}
	return p.chart(p.position, d)
}

func (p *process) refuse(err error) error {
	p.refused = true
	return err
}

// catchUp reads transitions from the database that are missing in this history.
func (p *process) catchUp(ctx workflow.Context, _ approval.CatchUpInput) (approval.Position, error) {
	if err := p.turn.Lock(ctx); err != nil {
		return p.position, err
	}
	defer p.turn.Unlock()
	for {
		recorded, err := readTransition(ctx, p.start.RequestID, p.position.Number+1)
		if isNotFound(err) {
			return p.position, nil
		}
		if err != nil {
			return p.position, err
		}
		p.position = recorded.Position
	}
}

// refusal returns an error that completes an update with e.
func refusal(e *approval.Error) error {
	return temporal.NewNonRetryableApplicationError(e.Message.EN, string(e.Code), nil, e)
}

func closedTask() *approval.Error {
	return approval.Conflict(approval.Text{ZH: "该任务已经结束", EN: "This task is no longer open"})
}

// review continues with the steps; without steps, it waits for those that are still
// open.
func review(steps ...approval.Step) approval.Move {
	return approval.Move{Status: approval.StatusInReview, Open: steps}
}

// returnToAuthor returns the request to its author for revision or withdrawal.
func returnToAuthor(from approval.Step) approval.Move {
	return approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: from}
}

// end closes the request and its open tasks.
func end(with approval.Status) approval.Move {
	return approval.Move{Status: with, CloseAll: true}
}

// Register registers the workflows of this package with a worker.
func Register(w worker.WorkflowRegistry) {
	w.RegisterWorkflowWithOptions(ProjectRequest, workflow.RegisterOptions{Name: approval.WorkflowProjectRequest})
	w.RegisterWorkflowWithOptions(ExpenseRequest, workflow.RegisterOptions{Name: approval.WorkflowExpenseRequest})
	// Reminders.
	w.RegisterWorkflowWithOptions(RemindWorkLogs, workflow.RegisterOptions{Name: approval.WorkflowRemindWorkLogs})
}
