package workflows

import (
	"approvals/workflows/approval"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// chart is a process chart: what follows from a decision where a request
// stands. It is a pure function, so that the decision, what it closes and what
// it opens can be recorded together, in one local activity.
type chart func(at approval.Position, d approval.Decision) approval.Move

// process is what the workflows of both kinds of request have in common: it
// waits for decisions, one at a time, and records each with what follows.
type process struct {
	start    approval.Start
	position approval.Position
	chart    chart
	// turn lets one decision at a time be recorded.
	turn workflow.Mutex
	// refused is set when a decision was, so that a submission that came to
	// nothing leaves no workflow behind.
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

// run lasts until the request is at its end.
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

// ended reports whether there is nothing more to wait for.
func (p *process) ended() bool {
	return p.position.Status.Final(p.start.Kind) || p.refused && p.position.Number == 0
}

// shouldContinueAsNew reports whether the history should be continued in a new one.
func (p *process) shouldContinueAsNew(ctx workflow.Context) bool {
	return workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// check refuses, without a trace in the history, a decision that the process
// does not wait for.
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

// decide records a decision with what follows from it.
func (p *process) decide(ctx workflow.Context, d approval.Decision) (approval.Recorded, error) {
	if err := p.turn.Lock(ctx); err != nil {
		return approval.Recorded{}, err
	}
	defer p.turn.Unlock()
	update := workflow.GetCurrentUpdateInfo(ctx).ID
	for {
		// Once more: while this one waited for its turn, another may have ended
		// what it is about.
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
		// The database was ahead: a crash came between a commit and this
		// history. The process stands where the commit left it; look again.
	}
}

// follow is the chart with what both have in common: a withdrawal ends
// everything, and so does an administrator's end.
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

// catchUp reads the transitions that the database has and this history has not.
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

// refusal is an error that ends an update and tells its sender why.
func refusal(e *approval.Error) error {
	return temporal.NewNonRetryableApplicationError(e.Message.EN, string(e.Code), nil, e)
}

func closedTask() *approval.Error {
	return approval.Conflict(approval.Text{ZH: "该任务已经结束", EN: "This task is no longer open"})
}
