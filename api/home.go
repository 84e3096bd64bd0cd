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

// Home is the home page. A block is null if the user has no access to it or it could not
// be read; Failed lists the latter.
type Home struct {
	Tasks     Block[HomeTasks]         `json:"tasks" doc:"Tasks that you can do, the most urgent first"`
	Due       Block[HomeTasks]         `json:"due" doc:"Those of them that are late or due today"`
	Requested Block[HomeTasks]         `json:"requested" doc:"Tasks of others for your requests, the oldest first"`
	Returned  Block[HomeRequests]      `json:"returned" doc:"Your requests that were returned to you"`
	Drafts    Block[HomeRequests]      `json:"drafts" doc:"Your drafts"`
	Budgets   Block[HomeProjects]      `json:"budgets" doc:"Approved projects that you work on, with their money"`
	Week      Block[worklog.Week]      `json:"week" doc:"Your work logs this week"`
	Team      Block[worklog.TeamToday] `json:"team" doc:"Today's work logs of your people; null if you have none"`
	Payments  Block[request.Payments]  `json:"payments" doc:"Requests that finance can pay and payments made today"`
	Stuck     Block[HomeStuck]         `json:"stuck" doc:"Requests that are stuck"`
	Acts      Block[HomeActs]          `json:"acts" doc:"The latest administrative acts"`
	Failed    []HomeFailure            `json:"failed" doc:"Blocks that could not be read, with the reason"`
}

// HomeTasks has the first tasks of a box.
type HomeTasks struct {
	Count int            `json:"count"`
	Items []request.Task `json:"items" doc:"The first 5"`
}

// HomeRequests has the first requests of a list.
type HomeRequests struct {
	Count int                  `json:"count"`
	Items []request.RequestRow `json:"items" doc:"The newest 5"`
}

// HomeProjects has the first projects of a list.
type HomeProjects struct {
	Items []customer.Project `json:"items" doc:"The newest 5"`
	More  bool               `json:"more"`
}

// HomeStuck has the number of stuck requests.
type HomeStuck struct {
	Count         int  `json:"count"`
	More          bool `json:"more" doc:"There are more than count"`
	EngineChecked bool `json:"engine_checked" doc:"false: the workflow engine is unavailable, so count has only what the database knows"`
}

// HomeActs has the latest administrative acts.
type HomeActs struct {
	Items []auditEvent `json:"items" doc:"The last 5"`
}

// HomeFailure is the reason why a block is missing.
type HomeFailure struct {
	Block  string        `json:"block" enum:"tasks,due,requested,returned,drafts,budgets,week,team,payments,stuck,acts"`
	Code   approval.Code `json:"code" enum:"unavailable,internal"`
	Reason string        `json:"reason" doc:"In the reader's language"`
}

type homeOutput struct{ Body Home }

// homeItems is the number of items in a block. blockTime is the time limit of a block:
// if one is slow, only that block is missing.
const (
	homeItems = 5
	blockTime = 4 * time.Second
	// stuckCounted is the limit up to which stuck requests are counted.
	stuckCounted = 100
)

// homeBlock is one block; may reports whether the user has access to it.
type homeBlock struct {
	name string
	may  bool
	fill func(context.Context) error
}

// fills returns a function that reads a value into a block.
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
	of := &homeReader{Server: s, actor: actorOf(ctx)}
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

// fillBlock reads one block, or adds the reason of its failure to home. It returns an
// error only if the request was cancelled.
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
		// The timeout is reported as this block, whatever was waited for.
		err = errors.Join(approval.Unavailable(approval.Text{ZH: "此部分内容", EN: "This part of the page"}), err)
	}
	p := s.fail(ctx, err)
	home.Failed = append(home.Failed, HomeFailure{Block: block.name, Code: p.Code, Reason: p.Detail})
	return nil
}
