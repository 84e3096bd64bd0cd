package main

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
	"go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
)

// historiesDir has the histories that package workflows replays.
var historiesDir = filepath.Join("..", "..", "workflows", "testdata", "histories")

// TestHistories takes requests along different ways through the running product
// and replays what the workflows' histories are then. With RECORD_HISTORIES=1 it
// also keeps them for the replay test of package workflows:
//
//	RECORD_HISTORIES=1 go run ./deploy/devstack/withstack -- go test ./cmd/approvals -run TestHistories
//
// What is kept there stands for requests under way: a history is added or
// recorded anew when the processes learn something, and the old one goes only
// when no such request can be under way any more.
func TestHistories(t *testing.T) {
	p := newPlatform(t)
	logger, err := p.logger("test")
	must(t, err)
	temporal, err := p.openTemporal(logger)
	must(t, err)
	defer temporal.Close()
	for name, play := range histories {
		t.Run(name, func(t *testing.T) {
			s := play(t, p)
			history := historyOf(t, temporal, s)
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistory(nil, history); err != nil {
				t.Fatal(err)
			}
			if os.Getenv("RECORD_HISTORIES") != "" {
				must(t, os.MkdirAll(historiesDir, 0o755))
				must(t, os.WriteFile(filepath.Join(historiesDir, name+".json"), anonymous(t, history), 0o644))
			}
		})
	}
}

// histories are the ways, each by the name of its file.
var histories = map[string]func(*testing.T, *platform) *story{
	"project_approved": func(t *testing.T, p *platform) *story {
		s := p.begin(t, projectRequest).reported()
		s.done("management_decision", "approve", nil)
		return s
	},
	"project_waiting": func(t *testing.T, p *platform) *story {
		s := p.begin(t, projectRequest)
		s.submit()
		s.report("finance_report")
		return s
	},
	"project_returned": func(t *testing.T, p *platform) *story {
		s := p.begin(t, projectRequest).reported()
		s.done("management_decision", "return", answer{"return_to": "finance_report"})
		s.done("finance_report", "complete", nil)
		s.done("management_decision", "return", answer{"return_to": "commercial_report"})
		s.done("commercial_report", "complete", nil)
		s.done("management_decision", "return", answer{"return_to": "requester"})
		s.submit()
		s.done("management_decision", "return", answer{"return_to": "requester"})
		s.edit(answer{"expected_revenue": cny("3500000.00")})
		s.submit()
		s.done("finance_report", "complete", nil)
		s.done("commercial_report", "complete", nil)
		s.done("management_decision", "approve", nil)
		return s
	},
	"project_rejected": func(t *testing.T, p *platform) *story {
		s := p.begin(t, projectRequest).reported()
		s.done("management_decision", "reject", nil)
		return s
	},
	"project_withdrawn": func(t *testing.T, p *platform) *story {
		s := p.begin(t, projectRequest)
		s.submit()
		s.report("commercial_report")
		s.withdraw()
		return s
	},
	"project_refused": func(t *testing.T, p *platform) *story {
		s := p.begin(t, projectRequest)
		s.submit()
		// Without its attachment the report is refused by the database, in the
		// middle of the update.
		s.decide("commercial_report", "complete", nil).want(t, http.StatusUnprocessableEntity)
		s.report("commercial_report")
		s.report("finance_report")
		s.done("management_decision", "approve", nil)
		return s
	},
	"expense_paid": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		s.done("gm_signoff", "approve", nil)
		s.done("finance_processing", "complete", nil)
		return s
	},
	"expense_returned": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		s.done("gm_signoff", "return", nil)
		s.attach("rep", "receipt")
		s.submit()
		s.done("gm_signoff", "approve", nil)
		s.done("finance_processing", "return", nil)
		s.submit()
		s.done("finance_processing", "return", nil)
		s.edit(answer{"amount": cny("1300.00")})
		s.submit()
		s.done("gm_signoff", "approve", nil)
		s.done("finance_processing", "complete", nil)
		return s
	},
	"expense_rejected": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		s.done("gm_signoff", "reject", nil)
		return s
	},
	"expense_withdrawn": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		s.done("gm_signoff", "return", nil)
		s.done("revise", "withdraw", nil)
		return s
	},
	"expense_refused": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		seen := s.decision("gm", "gm_signoff", "approve", nil)
		s.attach("rep", "receipt")
		p.asks(t, "gm", seen).want(t, http.StatusConflict)
		s.done("gm_signoff", "approve", nil)
		s.decide("finance_processing", "complete", answer{"data": payment("1280.51", "")}).want(t, http.StatusUnprocessableEntity)
		s.done("finance_processing", "complete", nil)
		return s
	},
	"expense_caught_up": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		s.signedBehind(t)
		_, err := p.engine(t).CatchUp(t.Context(), approval.ExpenseRequest, s.id, uuid.NewString())
		must(t, err)
		s.done("finance_processing", "complete", nil)
		return s
	},
	"expense_overtaken": func(t *testing.T, p *platform) *story {
		s := p.expense(t)
		s.signedBehind(t)
		s.withdraw()
		return s
	},
	"expense_not_submitted": func(t *testing.T, p *platform) *story {
		s := p.begin(t, expenseRequest)
		_, err := p.engine(t).Submit(t.Context(), approval.ExpenseRequest, s.id, uuid.NewString(), "test", approval.Decision{
			ActorID: p.idOf(t, "gm"), Step: approval.Draft, Outcome: approval.Submit, Revision: 1})
		if approval.CodeOf(err) != approval.CodeForbidden {
			t.Fatalf("somebody else's draft was handed in: %v", err)
		}
		return s
	},
}

// withdraw takes the request back.
func (s *story) withdraw() {
	s.t.Helper()
	s.asks(s.t, "rep", call{path: s.path("/withdraw"), body: answer{"reason": "不再需要"}}).want(s.t, http.StatusOK)
}

// signedBehind lets the general manager sign behind the workflow's back, as a
// crash between the database's commit and the workflow's history leaves it.
func (s *story) signedBehind(t *testing.T) {
	t.Helper()
	_, err := s.store.RecordTransition(t.Context(), approval.Transition{
		RequestID: s.id, Number: 2, UpdateID: uuid.NewString(),
		Decision: approval.Decision{
			ActorID: s.idOf(t, "gm"), TaskID: s.task("gm", "gm_signoff").at("id"), Step: approval.GMSignoff, Outcome: approval.Approve, Revision: 1},
		Move: approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}},
	})
	must(t, err)
}

// historyOf reads the history of a request's workflow as it is when nothing more
// comes.
func historyOf(t *testing.T, temporal client.Client, s *story) *historypb.History {
	t.Helper()
	kind := map[string]approval.Kind{projectRequest: approval.ProjectRequest, expenseRequest: approval.ExpenseRequest}[s.kind]
	history := &historypb.History{}
	events := temporal.GetWorkflowHistory(t.Context(), approval.WorkflowID(kind, s.id), "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		must(t, err)
		history.Events = append(history.Events, event)
	}
	return history
}
