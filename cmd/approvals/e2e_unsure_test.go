package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// testUnansweredCountsOnce delays the workflow's writes until the API times out: the
// call takes effect after the response 503, and its repetition has no further effect.
func testUnansweredCountsOnce(t *testing.T, s *scene) {
	signed, submitted := s.submitted(t), s.begin(t, expenseRequest)
	signing := signed.decision("gm", "gm_signoff", "approve", nil)
	submission := apitest.Call{Path: submitted.path("/submit"), Key: uuid.NewString()}
	lock, err := s.store.DB().BeginTx(t.Context(), nil)
	must(t, err)
	defer lock.Rollback()
	_, err = lock.ExecContext(t.Context(), `SELECT FROM requests WHERE id IN ($1, $2) FOR UPDATE`, signed.id, submitted.id)
	must(t, err)

	handedIn := make(chan apitest.Reply, 1)
	go func() {
		r, err := s.Try(t.Context(), "rep", submission)
		if err != nil {
			t.Error(err)
		}
		handedIn <- r
	}()
	lost := s.Ask(t, "gm", signing).WantProblemAt(http.StatusServiceUnavailable, "unavailable")
	if lost.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	signed.wantStatus("in_review")
	must(t, lock.Rollback())

	again := s.Ask(t, "gm", signing).Want(http.StatusOK)
	if got := again.At("request.status"); got != "approved" {
		t.Errorf("repeated, the request is %s", got)
	}
	signed.wantDecisions("draft submit", "gm_signoff approve")

	// The API tried to keep the submission for later, and the workflow had heard.
	if r := <-handedIn; r.Status != http.StatusOK && r.Status != http.StatusAccepted {
		t.Errorf("the submission got %d: %s", r.Status, r.Raw)
	}
	submitted.becomes("in_review", 20*time.Second)
	s.Ask(t, "rep", submission).Want(http.StatusOK)
	submitted.wantDecisions("draft submit")
	s.Ask(t, "gm", submitted.decision("gm", "gm_signoff", "approve", nil)).Want(http.StatusOK)
}

// testWorkflowCatchesUp records transitions without the workflows, as after a crash
// between the commit and the workflow's history.
func testWorkflowCatchesUp(t *testing.T, s *scene) {
	engine := s.engine(t)
	behind := func(outcome approval.Outcome, move approval.Move) *story {
		r := s.submitted(t)
		task := r.task("gm", "gm_signoff").At("id")
		_, err := s.store.RecordTransition(t.Context(), approval.Transition{
			RequestID: r.id, Number: 2, UpdateID: uuid.NewString(), Move: move, Decision: approval.Decision{
				ActorID: s.idOf(t, "gm"), TaskID: task, Step: approval.GMSignoff, Outcome: outcome, Revision: 1, Comment: "因为"},
		})
		must(t, err)
		at, err := engine.Position(t.Context(), approval.ExpenseRequest, r.id)
		must(t, err)
		if at.Number != 1 {
			t.Fatalf("the workflow is at transition %d, want 1", at.Number)
		}
		return r
	}
	toFinance := approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}}
	rejected := approval.Move{Status: approval.StatusRejected, CloseAll: true}

	swept, ended := behind(approval.Approve, toFinance), behind(approval.Reject, rejected)

	// Nobody has to wait for the sweep: the next decision brings the workflow up.
	next := behind(approval.Approve, toFinance)
	next.done("finance_processing", "complete", nil)
	next.wantDecisions("draft submit", "gm_signoff approve", "finance_processing complete")
	twice := behind(approval.Approve, toFinance)
	twice.do(act{verb: withdraws})
	twice.wantDecisions("draft submit", "gm_signoff approve", "draft withdraw")
	late := behind(approval.Reject, rejected)
	s.Ask(t, "rep", apitest.Call{Path: late.path("/withdraw"), Body: apitest.JSON{"reason": "x"}}).WantProblemAt(http.StatusConflict, "conflict")
	late.wantStatus("rejected")

	s.inTheEnd(func(t *testing.T) {
		engine := s.engine(t)
		for r, status := range map[*story]approval.Status{swept: approval.StatusApproved, ended: approval.StatusRejected, late: approval.StatusRejected} {
			eventually(t, 40*time.Second, func() error {
				at, err := engine.Position(t.Context(), approval.ExpenseRequest, r.id)
				if err == nil && (at.Number != 2 || at.Status != status) {
					err = fmt.Errorf("the workflow of %s is at transition %d (%s)", r.number, at.Number, at.Status)
				}
				return err
			})
		}
		swept.t = t
		swept.done("finance_processing", "complete", nil)
	})
}

// engine returns a client of the workflows.
func (s *scene) engine(t *testing.T) *workflows.Client {
	t.Helper()
	logger, err := s.logger("test")
	must(t, err)
	temporal, err := s.openTemporal(logger)
	must(t, err)
	t.Cleanup(temporal.Close)
	return workflows.NewClient(temporal, s.TaskQueue)
}

// testMemoNamesTheRequest checks that a workflow's memo has the id of the HTTP request
// that started it.
func testMemoNamesTheRequest(t *testing.T, s *scene) {
	r := s.begin(t, projectRequest)
	const id = "test-request.0001"
	submitted := s.Ask(t, "rep", apitest.Call{Path: r.path("/submit"), Header: http.Header{"X-Request-Id": {id}}}).Want(http.StatusOK)
	if got := submitted.Header.Get("X-Request-Id"); got != id {
		t.Errorf("the answer has the request id %s", got)
	}
	logger, err := s.logger("test")
	must(t, err)
	temporal, err := s.openTemporal(logger)
	must(t, err)
	defer temporal.Close()
	about, err := temporal.DescribeWorkflow(t.Context(), submitted.At("workflow_id"), "")
	must(t, err)
	var noted string
	must(t, about.GetMemoValue("http_request_id", &noted))
	if noted != id {
		t.Errorf("the memo has %q, want %q", noted, id)
	}
}
