package api

import (
	"context"
	"errors"
	"time"

	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// Home is what somebody sees first. A block is null for who may not see it, and
// where it could not be read, which failed then tells.
type Home struct {
	Tasks     Block[HomeTasks]         `json:"tasks" doc:"What you can do, the most urgent first"`
	Due       Block[HomeTasks]         `json:"due" doc:"What of it is late or due today"`
	Requested Block[HomeTasks]         `json:"requested" doc:"What others have to do for you, the oldest first"`
	Returned  Block[HomeRequests]      `json:"returned" doc:"Your requests that came back to you"`
	Drafts    Block[HomeRequests]      `json:"drafts" doc:"Your drafts"`
	Budgets   Block[HomeProjects]      `json:"budgets" doc:"Approved projects that you work on, with their money"`
	Week      Block[worklog.Week]      `json:"week" doc:"What you have written down this week"`
	Team      Block[worklog.TeamToday] `json:"team" doc:"What the people below you have written today; null also where there are none"`
	Payments  Block[request.Payments]  `json:"payments" doc:"What finance can pay, and has paid today"`
	Stuck     Block[HomeStuck]         `json:"stuck" doc:"Requests that are stuck"`
	Acts      Block[HomeActs]          `json:"acts" doc:"The last administrative acts"`
	Failed    []HomeFailure            `json:"failed" doc:"The blocks that could not be read, each with the reason; the others stand"`
}

// HomeTasks is the beginning of a box of tasks.
type HomeTasks struct {
	Count int            `json:"count"`
	Items []request.Task `json:"items" doc:"The first 5"`
}

// HomeRequests is the beginning of a list of requests.
type HomeRequests struct {
	Count int                  `json:"count"`
	Items []request.RequestRow `json:"items" doc:"The newest 5"`
}

// HomeProjects is the beginning of a list of projects.
type HomeProjects struct {
	Items []customer.Project `json:"items" doc:"The newest 5"`
	More  bool               `json:"more"`
}

// HomeStuck says how many requests are stuck.
type HomeStuck struct {
	Count         int  `json:"count"`
	More          bool `json:"more" doc:"There are more than were counted"`
	EngineChecked bool `json:"engine_checked" doc:"false: the workflow engine is away, so what only it knows is not counted"`
}

// HomeActs is the beginning of the list of administrative acts.
type HomeActs struct {
	Items []auditEvent `json:"items" doc:"The last 5"`
}

// HomeFailure is why a block is missing.
type HomeFailure struct {
	Block  string        `json:"block" enum:"tasks,due,requested,returned,drafts,budgets,week,team,payments,stuck,acts"`
	Code   approval.Code `json:"code" enum:"unavailable,internal"`
	Reason string        `json:"reason" doc:"In the reader's language"`
}

type homeOutput struct{ Body Home }

// homeItems is how many items a block has, blockTime how long one may take: a
// slow block takes itself away, and not the page.
const (
	homeItems = 5
	blockTime = 4 * time.Second
	// stuckCounted is up to how many stuck requests are counted.
	stuckCounted = 100
)

// homeBlock is one block with who may see it.
type homeBlock struct {
	name string
	may  bool
	fill func(context.Context) error
}

// fills puts what is read into a block.
func fills[T any](block *Block[T], read func(context.Context) (T, error)) func(context.Context) error {
	return func(ctx context.Context) error {
		value, err := read(ctx)
		if err == nil {
			*block = blockOf(value)
		}
		return err
	}
}

func (s *Server) home(ctx context.Context, _ *none) (*homeOutput, error) {
	of := &homeOf{Server: s, actor: actorOf(ctx)}
	may := of.actor.Grants.Allows
	requests := may(approval.CreateExpenseRequest) || may(approval.CreateProjectRequest)
	supervises := of.actor.Grants.Scope(approval.ReadWorkLogs)
	home := Home{Failed: []HomeFailure{}}
	for _, block := range []homeBlock{
		{"tasks", true, fills(&home.Tasks, of.tasks)},
		{"due", true, fills(&home.Due, of.due)},
		{"requested", true, fills(&home.Requested, of.requested)},
		{"returned", requests, fills(&home.Returned, of.returned)},
		{"drafts", requests, fills(&home.Drafts, of.drafts)},
		{"budgets", requests && may(approval.ReadCustomers), fills(&home.Budgets, of.budgets)},
		{"week", may(approval.WriteWorkLogs), fills(&home.Week, of.week)},
		{"team", supervises == approval.ScopeTeam || supervises == approval.ScopeAll, fills(&home.Team, of.team)},
		{"payments", may(approval.FinanceProcessing.Action()), fills(&home.Payments, of.payments)},
		{"stuck", may(approval.ManageRequests), fills(&home.Stuck, of.stuck)},
		{"acts", may(approval.ReadAudit), fills(&home.Acts, of.acts)},
	} {
		if !block.may {
			continue
		}
		if err := s.fillBlock(ctx, block, &home); err != nil {
			return nil, err
		}
	}
	return &homeOutput{home}, nil
}

// fillBlock reads one block, or notes why it cannot be read. Who does not wait
// for the answer any more ends it.
func (s *Server) fillBlock(ctx context.Context, block homeBlock, home *Home) error {
	within, done := context.WithTimeout(ctx, blockTime)
	defer done()
	err := block.fill(within)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil || approval.CodeOf(err) == approval.CodeNotFound {
		return nil
	}
	if within.Err() != nil {
		// Whatever it waited for, what is missing is this.
		err = errors.Join(approval.Unavailable(approval.Text{ZH: "此部分内容", EN: "This part of the page"}), err)
	}
	p := s.fail(ctx, err)
	home.Failed = append(home.Failed, HomeFailure{Block: block.name, Code: p.Code, Reason: p.Detail})
	return nil
}
