package main

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"approvals/api/apitest"
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

// TestHistories takes requests along various paths and replays the histories of their
// workflows. With RECORD_HISTORIES=1 it also stores them for the replay test of package
// workflows:
//
//	RECORD_HISTORIES=1 go run ./deploy/devstack/withstack -- go test ./cmd/approvals -run TestHistories
//
// The stored histories stand for requests in progress: when the processes change, a
// history is added or recorded again, and an old one is deleted only when no such request
// can be in progress any more.
func TestHistories(t *testing.T) {
	s := newScene(t)
	logger, err := s.logger("test")
	must(t, err)
	temporal, err := s.openTemporal(logger)
	must(t, err)
	defer temporal.Close()
	for name, play := range histories {
		t.Run(name, func(t *testing.T) {
			r := play(t, s)
			history := historyOf(t, temporal, r)
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
var histories = map[string]func(*testing.T, *scene) *story{
	"project_approved": func(t *testing.T, s *scene) *story {
		r := s.begin(t, projectRequest).reported()
		r.done("management_decision", "approve", nil)
		return r
	},
	"project_waiting": func(t *testing.T, s *scene) *story {
		r := s.begin(t, projectRequest)
		r.submit()
		r.report("finance_report")
		return r
	},
	"project_returned": func(t *testing.T, s *scene) *story {
		r := s.begin(t, projectRequest).reported()
		r.done("management_decision", "return", apitest.JSON{"return_to": "finance_report"})
		r.done("finance_report", "complete", nil)
		r.done("management_decision", "return", apitest.JSON{"return_to": "commercial_report"})
		r.done("commercial_report", "complete", nil)
		r.done("management_decision", "return", apitest.JSON{"return_to": "requester"})
		r.submit()
		r.done("management_decision", "return", apitest.JSON{"return_to": "requester"})
		r.edit(apitest.JSON{"expected_revenue": cny("3500000.00")})
		r.submit()
		r.done("finance_report", "complete", nil)
		r.done("commercial_report", "complete", nil)
		r.done("management_decision", "approve", nil)
		return r
	},
	"project_rejected": func(t *testing.T, s *scene) *story {
		r := s.begin(t, projectRequest).reported()
		r.done("management_decision", "reject", nil)
		return r
	},
	"project_withdrawn": func(t *testing.T, s *scene) *story {
		r := s.begin(t, projectRequest)
		r.submit()
		r.report("commercial_report")
		r.withdraw()
		return r
	},
	"project_refused": func(t *testing.T, s *scene) *story {
		r := s.begin(t, projectRequest)
		r.submit()
		// Without its attachment the report is refused by the database, in the
		// middle of the update.
		r.decide("commercial_report", "complete", nil).Want(http.StatusUnprocessableEntity)
		r.report("commercial_report")
		r.report("finance_report")
		r.done("management_decision", "approve", nil)
		return r
	},
	"expense_paid": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		r.done("gm_signoff", "approve", nil)
		r.done("finance_processing", "complete", nil)
		return r
	},
	"expense_returned": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		r.done("gm_signoff", "return", nil)
		r.attach("rep", "receipt")
		r.submit()
		r.done("gm_signoff", "approve", nil)
		r.done("finance_processing", "return", nil)
		r.submit()
		r.done("finance_processing", "return", nil)
		r.edit(apitest.JSON{"amount": cny("1300.00")})
		r.submit()
		r.done("gm_signoff", "approve", nil)
		r.done("finance_processing", "complete", nil)
		return r
	},
	"expense_rejected": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		r.done("gm_signoff", "reject", nil)
		return r
	},
	"expense_withdrawn": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		r.done("gm_signoff", "return", nil)
		r.done("revise", "withdraw", nil)
		return r
	},
	"expense_refused": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		seen := r.decision("gm", "gm_signoff", "approve", nil)
		r.attach("rep", "receipt")
		s.Ask(t, "gm", seen).Want(http.StatusConflict)
		r.done("gm_signoff", "approve", nil)
		r.decide("finance_processing", "complete", apitest.JSON{"data": payment("1280.51", "")}).Want(http.StatusUnprocessableEntity)
		r.done("finance_processing", "complete", nil)
		return r
	},
	"expense_caught_up": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		r.signedBehind(t)
		_, err := s.engine(t).CatchUp(t.Context(), approval.ExpenseRequest, r.id, uuid.NewString())
		must(t, err)
		r.done("finance_processing", "complete", nil)
		return r
	},
	"expense_overtaken": func(t *testing.T, s *scene) *story {
		r := s.submitted(t)
		r.signedBehind(t)
		r.withdraw()
		return r
	},
	"expense_not_submitted": func(t *testing.T, s *scene) *story {
		r := s.begin(t, expenseRequest)
		_, err := s.engine(t).Submit(t.Context(), approval.ExpenseRequest, r.id, uuid.NewString(), "test", approval.Decision{
			ActorID: s.idOf(t, "gm"), Step: approval.Draft, Outcome: approval.Submit, Revision: 1})
		if approval.CodeOf(err) != approval.CodeForbidden {
			t.Fatalf("somebody else's draft was handed in: %v", err)
		}
		return r
	},
}

// withdraw withdraws the request.
func (r *story) withdraw() {
	r.t.Helper()
	r.Ask(r.t, "rep", apitest.Call{Path: r.path("/withdraw"), Body: apitest.JSON{"reason": "不再需要"}}).Want(http.StatusOK)
}

// signedBehind records the general manager's decision without the workflow, as after a
// crash between the commit and the workflow's history.
func (r *story) signedBehind(t *testing.T) {
	t.Helper()
	_, err := r.store.RecordTransition(t.Context(), approval.Transition{
		RequestID: r.id, Number: 2, UpdateID: uuid.NewString(),
		Decision: approval.Decision{
			ActorID: r.idOf(t, "gm"), TaskID: r.task("gm", "gm_signoff").At("id"), Step: approval.GMSignoff, Outcome: approval.Approve, Revision: 1},
		Move: approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}},
	})
	must(t, err)
}

// historyOf reads the history of a request's workflow after its last event.
func historyOf(t *testing.T, temporal client.Client, r *story) *historypb.History {
	t.Helper()
	kind := map[string]approval.Kind{projectRequest: approval.ProjectRequest, expenseRequest: approval.ExpenseRequest}[r.kind]
	history := &historypb.History{}
	events := temporal.GetWorkflowHistory(t.Context(), approval.WorkflowID(kind, r.id), "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		must(t, err)
		history.Events = append(history.Events, event)
	}
	return history
}
