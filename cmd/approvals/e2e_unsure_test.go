package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// testUnansweredCountsOnce holds up what the workflow writes until the API gives
// up waiting, then lets it go on: the first one gets through after its answer
// was 503, and the repeated key counts for nothing more.
func testUnansweredCountsOnce(t *testing.T, p *platform) {
	signed, submitted := p.expense(t), p.begin(t, expenseRequest)
	signing := signed.decision("gm", "gm_signoff", "approve", nil)
	submission := call{path: submitted.path("/submit"), key: uuid.NewString()}
	lock, err := p.store.DB().BeginTx(t.Context(), nil)
	must(t, err)
	defer lock.Rollback()
	_, err = lock.ExecContext(t.Context(), `SELECT FROM requests WHERE id IN ($1, $2) FOR UPDATE`, signed.id, submitted.id)
	must(t, err)

	handedIn := make(chan reply, 1)
	go func() {
		r, err := p.people["rep"].ask(t.Context(), submission)
		if err != nil {
			t.Error(err)
		}
		handedIn <- r
	}()
	lost := p.asks(t, "gm", signing).wantProblem(t, http.StatusServiceUnavailable, "unavailable")
	if lost.header.Get("Retry-After") == "" {
		t.Error("the client is not told when to try again")
	}
	signed.wantStatus("in_review")
	must(t, lock.Rollback())

	again := p.asks(t, "gm", signing).want(t, http.StatusOK)
	if got := again.at("request.status"); got != "approved" {
		t.Errorf("repeated, the request is %s", got)
	}
	signed.wantDecisions("draft submit", "gm_signoff approve")

	// The API tried to keep the submission for later, and the workflow had heard.
	if r := <-handedIn; r.status != http.StatusOK && r.status != http.StatusAccepted {
		t.Errorf("the submission got %d: %s", r.status, r.raw)
	}
	submitted.becomes("in_review", 20*time.Second)
	p.asks(t, "rep", submission).want(t, http.StatusOK)
	submitted.wantDecisions("draft submit")
	p.asks(t, "gm", submitted.decision("gm", "gm_signoff", "approve", nil)).want(t, http.StatusOK)
}

// testWorkflowCatchesUp records transitions behind the workflows' backs, as a
// crash between the database's commit and the workflow's history leaves them.
func testWorkflowCatchesUp(t *testing.T, p *platform) {
	engine := p.engine(t)
	behind := func(outcome approval.Outcome, move approval.Move) *story {
		s := p.expense(t)
		task := s.task("gm", "gm_signoff").at("id")
		_, err := p.store.RecordTransition(t.Context(), approval.Transition{
			RequestID: s.id, Number: 2, UpdateID: uuid.NewString(), Move: move, Decision: approval.Decision{
				ActorID: p.idOf(t, "gm"), TaskID: task, Step: approval.GMSignoff, Outcome: outcome, Revision: 1, Comment: "因为"},
		})
		must(t, err)
		at, err := engine.Position(t.Context(), approval.ExpenseRequest, s.id)
		must(t, err)
		if at.Number != 1 {
			t.Fatalf("the workflow is at transition %d, want 1", at.Number)
		}
		return s
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
	p.asks(t, "rep", call{path: late.path("/withdraw"), body: answer{"reason": "x"}}).wantProblem(t, http.StatusConflict, "conflict")
	late.wantStatus("rejected")

	p.inTheEnd(func(t *testing.T) {
		engine := p.engine(t)
		for s, status := range map[*story]approval.Status{swept: approval.StatusApproved, ended: approval.StatusRejected, late: approval.StatusRejected} {
			eventually(t, 40*time.Second, func() error {
				at, err := engine.Position(t.Context(), approval.ExpenseRequest, s.id)
				if err == nil && (at.Number != 2 || at.Status != status) {
					err = fmt.Errorf("the workflow of %s is at transition %d (%s)", s.number, at.Number, at.Status)
				}
				return err
			})
		}
		swept.t = t
		swept.done("finance_processing", "complete", nil)
	})
}

// engine asks the workflows themselves.
func (p *platform) engine(t *testing.T) *workflows.Client {
	t.Helper()
	logger, err := p.logger("test")
	must(t, err)
	temporal, err := p.openTemporal(logger)
	must(t, err)
	t.Cleanup(temporal.Close)
	return workflows.NewClient(temporal, p.TaskQueue)
}

// testMemoNamesTheRequest finds the HTTP request that started a workflow in the
// workflow's memo.
func testMemoNamesTheRequest(t *testing.T, p *platform) {
	s := p.begin(t, projectRequest)
	const id = "test-request.0001"
	submitted := p.asks(t, "rep", call{path: s.path("/submit"), header: http.Header{"X-Request-Id": {id}}}).want(t, http.StatusOK)
	if got := submitted.header.Get("X-Request-Id"); got != id {
		t.Errorf("the answer has the request id %s", got)
	}
	logger, err := p.logger("test")
	must(t, err)
	temporal, err := p.openTemporal(logger)
	must(t, err)
	defer temporal.Close()
	about, err := temporal.DescribeWorkflow(t.Context(), submitted.at("workflow_id"), "")
	must(t, err)
	var noted string
	must(t, about.GetMemoValue("http_request_id", &noted))
	if noted != id {
		t.Errorf("the memo has %q, want %q", noted, id)
	}
}
