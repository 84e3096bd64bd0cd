package api

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"testing"
	"time"

	"approvals/activities"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// office is a world with a real workflow engine and a worker.
type office struct {
	*world
	temporal client.Client
	queue    string
	worker   worker.Worker
	project  string
}

func newOffice(t *testing.T) *office {
	t.Helper()
	temporal, err := client.Dial(client.Options{
		HostPort:  os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS"),
		Namespace: os.Getenv("APPROVALS_TEST_TEMPORAL_NAMESPACE"), Logger: quiet{},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(temporal.Close)
	queue := "test-" + uuid.NewString()
	o := &office{temporal: temporal, queue: queue}
	o.world = newWorld(t, func(c *Config) { c.Process = workflows.NewClient(temporal, queue) })
	w := worker.New(temporal, queue, worker.Options{LocalActivityWorkerOnly: true})
	workflows.Register(w)
	activities.Transitions{Store: o.store}.Register(w)
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Stop)
	o.worker = w
	cust := o.customerOf(t, approval.SalesRep, "华东电力设计院")
	p, err := o.store.CreateProject(t.Context(), o.actors[approval.SalesRep], cust.ID, customer.ProjectInput{Name: ptr("变电站改造")})
	if err != nil {
		t.Fatal(err)
	}
	o.project = p.ID
	return o
}

// expense submits an expense request of the representative.
func (o *office) expense(t *testing.T) request.RequestDetail {
	t.Helper()
	r := o.draft(t)
	return read[request.RequestDetail](o.send(t, approval.SalesRep, "POST", "/expense-requests/"+r.ID+"/submit", nil).want(200))
}

// draft makes an expense request that could be submitted.
func (o *office) draft(t *testing.T) request.Request {
	t.Helper()
	r, err := o.store.CreateExpenseRequest(t.Context(), o.actors[approval.SalesRep], o.project, request.ExpenseRequestDraft{
		Category: ptr("travel"), Amount: &approval.Money{Amount: "120.00", Currency: "CNY"}, Purpose: ptr("高铁票"),
		SpentOn: ptr(approval.Date("2026-11-20"))})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (o *office) stuck(t *testing.T, query string) (found []request.StuckRequest, next string) {
	t.Helper()
	page := read[struct {
		List[request.StuckRequest]
		EngineChecked bool `json:"engine_checked"`
	}](o.send(t, approval.Administrator, "GET", "/admin/stuck"+query, nil).want(200))
	if !page.EngineChecked {
		t.Error("the engine was not asked")
	}
	return page.Items, page.NextCursor
}

// sweep does what the worker does every few seconds.
func (o *office) sweep(t *testing.T) {
	t.Helper()
	if err := o.store.SweepStuck(t.Context(), o.process); err != nil {
		t.Fatal(err)
	}
}

// problemsOf are the kinds of problems of one request, as the last sweep found
// them.
func (o *office) problemsOf(t *testing.T, id string) (kinds []approval.StuckKind) {
	t.Helper()
	found, _ := o.stuck(t, "")
	for _, f := range found {
		if f.Request.ID == id {
			for _, p := range f.Problems {
				kinds = append(kinds, p.Kind)
			}
		}
	}
	return kinds
}

func (o *office) wantProblems(t *testing.T, id string, want ...approval.StuckKind) {
	t.Helper()
	o.sweep(t)
	if got := o.problemsOf(t, id); !slices.Equal(got, want) {
		t.Errorf("problems %v, want %v", got, want)
	}
}

// wantGone looks before the next sweep: an act has updated what was found.
func (o *office) wantGone(t *testing.T, id string) {
	t.Helper()
	if got := o.problemsOf(t, id); len(got) > 0 {
		t.Errorf("problems %v before the next sweep", got)
	}
	o.wantProblems(t, id)
}

// lose terminates the workflow of a request.
func (o *office) lose(t *testing.T, r request.RequestDetail) {
	t.Helper()
	if err := o.temporal.TerminateWorkflow(t.Context(), r.WorkflowID, "", "test"); err != nil {
		t.Fatal(err)
	}
	// The engine's list of running workflows follows a moment later.
	until(t, "the engine's list to forget it", func() bool {
		running, err := o.process.Running(t.Context(), []string{r.WorkflowID})
		return err == nil && !running[r.WorkflowID]
	})
}

func until(t *testing.T, what string, there func() bool) {
	t.Helper()
	deadline := time.NewTimer(30 * time.Second)
	defer deadline.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for !there() {
		select {
		case <-deadline.C:
			t.Fatal("waited in vain for " + what)
		case <-again.C:
		}
	}
}

// record looks at what stands in the request's record, the timeline and the
// audit about an act: an event of the kind with the reason.
func (o *office) record(t *testing.T, id, timelineKind, auditKind, reason string) {
	t.Helper()
	r := read[request.RequestDetail](o.send(t, approval.Manager, "GET", "/expense-requests/"+id, nil).want(200))
	if !slices.ContainsFunc(r.Events, func(e customer.LabeledEvent) bool {
		return string(e.Kind) == timelineKind && e.Changes["comment"].After == reason
	}) {
		t.Errorf("no event %s with the reason %q in %+v", timelineKind, reason, r.Events)
	}
	acts := read[List[ledger.AuditEvent]](o.send(t, approval.Administrator, "GET", "/audit?subject="+id, nil).want(200))
	if !slices.ContainsFunc(acts.Items, func(e ledger.AuditEvent) bool {
		return string(e.Kind) == auditKind && e.Changes["comment"].After == reason && *e.Actor.ID == o.actors[approval.Administrator].ID
	}) {
		t.Errorf("no act %s with the reason %q in %+v", auditKind, reason, acts.Items)
	}
	for _, path := range []string{"/audit/verify", "/audit/verify?customer_id=" + r.Customer.ID} {
		if v := read[ledger.Verification](o.send(t, approval.Administrator, "GET", path, nil).want(200)); !v.OK {
			t.Errorf("%s: %+v", path, v)
		}
	}
}

func TestEndThroughTheWorkflow(t *testing.T) {
	o := newOffice(t)
	r := o.expense(t)
	o.wantProblems(t, r.ID)
	path := "/admin/requests/" + r.ID + "/end"
	o.send(t, approval.Administrator, "POST", path, `{"reason":" "}`).problem(422, approval.CodeInvalid)
	key := []string{keyHeader, uuid.NewString()}
	first := o.send(t, approval.Administrator, "POST", path, `{"reason":"录入错误"}`, key...).want(200)
	ended := read[request.ManagedRequest](first)
	if ended.Status != approval.StatusWithdrawn || ended.EndedAlone {
		t.Errorf("%+v", ended)
	}
	o.send(t, approval.Administrator, "POST", path, `{"reason":"录入错误"}`, key...).want(200)
	o.send(t, approval.Administrator, "POST", path, `{"reason":"again"}`).problem(409, approval.CodeConflict)
	o.record(t, r.ID, "expense_request.ended", "request.ended", "录入错误")
	detail := read[request.RequestDetail](o.send(t, approval.SalesRep, "GET", "/expense-requests/"+r.ID, nil).want(200))
	last := detail.Decisions[len(detail.Decisions)-1]
	if len(detail.Decisions) != 2 || last.Outcome != approval.End || last.By.ID != o.actors[approval.Administrator].ID || last.Comment != "录入错误" {
		t.Errorf("decisions %+v", detail.Decisions)
	}
	if got := detail.Tasks[0].State; got != approval.TaskCanceled {
		t.Errorf("the task is %s", got)
	}
	at, err := o.process.Position(t.Context(), r.Kind, r.ID)
	if err != nil || at.Status != approval.StatusWithdrawn {
		t.Errorf("the workflow is at %+v, %v", at, err)
	}
	// A draft is nobody's but its author's.
	o.send(t, approval.Administrator, "POST", "/admin/requests/"+o.draft(t).ID+"/end", `{"reason":"x"}`).problem(404, approval.CodeNotFound)
}

func TestWorkflowIsGone(t *testing.T) {
	o := newOffice(t)
	restarted, ended := o.expense(t), o.expense(t)
	o.send(t, approval.Administrator, "POST", "/admin/requests/"+restarted.ID+"/restart-workflow", `{"reason":"x"}`).
		problem(409, approval.CodeConflict)
	o.lose(t, restarted)
	o.lose(t, ended)
	o.wantProblems(t, restarted.ID, approval.WorkflowFailed)
	o.wantProblems(t, ended.ID, approval.WorkflowFailed)
	first, next := o.stuck(t, "?limit=1")
	second, end := o.stuck(t, "?limit=1&cursor="+next)
	if len(first) != 1 || len(second) != 1 || first[0].Request.ID != ended.ID || second[0].Request.ID != restarted.ID || end != "" {
		t.Errorf("pages %+v, %+v, %q", first, second, end)
	}

	o.send(t, approval.Administrator, "POST", "/admin/requests/"+restarted.ID+"/restart-workflow", `{"reason":"引擎恢复"}`).want(200)
	o.record(t, restarted.ID, "expense_request.workflow_restarted", "request.workflow_restarted", "引擎恢复")
	o.wantGone(t, restarted.ID)
	// It goes on where it stood.
	o.send(t, approval.GeneralManager, "POST", "/tasks/"+restarted.Tasks[0].ID+"/complete",
		map[string]any{"outcome": "approve", "revision": restarted.Revision}).want(200)
	at, err := o.process.Position(t.Context(), restarted.Kind, restarted.ID)
	if err != nil || at.Number != 2 || at.Status != approval.StatusApproved {
		t.Errorf("the workflow is at %+v, %v", at, err)
	}

	key := []string{keyHeader, uuid.NewString()}
	path := "/admin/requests/" + ended.ID + "/end"
	for range 2 {
		got := read[request.ManagedRequest](o.send(t, approval.Administrator, "POST", path, `{"reason":"流程丢失"}`, key...).want(200))
		if got.Status != approval.StatusWithdrawn || !got.EndedAlone {
			t.Errorf("%+v", got)
		}
	}
	o.record(t, ended.ID, "expense_request.ended", "request.ended", "流程丢失")
	o.wantGone(t, ended.ID)
	// Neither is it restarted, nor decided.
	o.send(t, approval.Administrator, "POST", "/admin/requests/"+ended.ID+"/restart-workflow", `{"reason":"x"}`).
		problem(409, approval.CodeConflict)
	o.send(t, approval.GeneralManager, "POST", "/tasks/"+ended.Tasks[0].ID+"/complete",
		map[string]any{"outcome": "approve", "revision": ended.Revision}).problem(409, approval.CodeConflict)
	for p, err := range o.store.Positions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.EndedWithoutWorkflow != (p.ID == ended.ID) {
			t.Errorf("%s: ended alone %v", p.Number, p.EndedWithoutWorkflow)
		}
	}
}

// The sweep asks about many workflows at once; those that are not there are left
// out.
func TestRunningOfAFullBatch(t *testing.T) {
	o := newOffice(t)
	r := o.expense(t)
	ids := []string{r.WorkflowID}
	for len(ids) < 500 {
		ids = append(ids, approval.WorkflowID(approval.ProjectRequest, uuid.NewString()))
	}
	until(t, "the engine's list to name it", func() bool {
		running, err := o.process.Running(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		return len(running) == 1 && running[r.WorkflowID]
	})
}

// TestWorkflowFalters puts a worker in place whose code does not fit.
func TestWorkflowFalters(t *testing.T) {
	o := newOffice(t)
	r, healthy := o.expense(t), o.expense(t)
	o.worker.Stop()
	broken := worker.New(o.temporal, o.queue, worker.Options{})
	broken.RegisterWorkflowWithOptions(func(workflow.Context, approval.Facts) error { panic("this code does not fit") },
		workflow.RegisterOptions{Name: approval.WorkflowExpenseRequest})
	if err := broken.Start(); err != nil {
		t.Fatal(err)
	}
	defer broken.Stop()
	if err := o.temporal.SignalWorkflow(t.Context(), r.WorkflowID, "", "wake up", nil); err != nil {
		t.Fatal(err)
	}
	until(t, "the workflow to be found faltering", func() bool {
		o.sweep(t)
		return slices.Equal(o.problemsOf(t, r.ID), []approval.StuckKind{approval.WorkflowFaltering})
	})
	o.wantProblems(t, healthy.ID)

	key := []string{keyHeader, uuid.NewString()}
	for range 2 {
		ended := read[request.ManagedRequest](o.send(t, approval.Administrator, "POST", "/admin/requests/"+r.ID+"/end", `{"reason":"程序有误"}`, key...).want(200))
		if ended.Status != approval.StatusWithdrawn || !ended.EndedAlone {
			t.Errorf("%+v", ended)
		}
	}
	o.record(t, r.ID, "expense_request.ended", "request.ended", "程序有误")
	o.wantGone(t, r.ID)
	if state, err := o.process.State(t.Context(), r.Kind, r.ID); err != nil || state != workflows.Failed {
		t.Errorf("the workflow is %s, %v", state, err)
	}
}

func TestWorkflowThatNeverWas(t *testing.T) {
	o := newOffice(t)
	r := o.draft(t)
	sum := sha256.Sum256([]byte("x"))
	if _, err := o.store.RecordTransition(t.Context(), approval.Transition{
		RequestID: r.ID, Number: 1, UpdateID: uuid.NewString(),
		Decision: approval.Decision{ActorID: r.Requester.ID, Step: approval.Draft, Outcome: approval.Submit, Revision: r.Revision,
			Facts: r.Facts(), Fingerprint: hex.EncodeToString(sum[:])},
		Move: approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}},
	}); err != nil {
		t.Fatal(err)
	}
	o.wantProblems(t, r.ID, approval.WorkflowMissing)
	// Not confirmed for more than a minute as well.
	storagetest.ByHand(t, o.store, `UPDATE transitions SET at = at - interval '2 minutes'`)
	o.wantProblems(t, r.ID, approval.ProjectionBehind, approval.WorkflowMissing)
	o.send(t, approval.Administrator, "POST", "/admin/requests/"+r.ID+"/restart-workflow", `{"reason":"x"}`).want(200)
	if at, err := o.process.CatchUp(t.Context(), r.Kind, r.ID, "check"); err != nil || at.Number != 1 {
		t.Errorf("the workflow is at %+v, %v", at, err)
	}
}

func TestReassignOfATaskThatIsStuck(t *testing.T) {
	o := newOffice(t)
	r := o.expense(t)
	task := r.Tasks[0]
	// The general manager returns it, and its author leaves: the revision is
	// nobody's.
	o.send(t, approval.GeneralManager, "POST", "/tasks/"+task.ID+"/complete",
		map[string]any{"outcome": "return", "revision": r.Revision, "comment": "补充说明"}).want(200)
	rep := read[account.User](o.send(t, approval.Administrator, "GET", "/users/"+o.actors[approval.SalesRep].ID, nil).want(200))
	o.send(t, approval.Administrator, "PATCH", "/users/"+rep.ID, map[string]any{"version": rep.Version, "active": false}).want(200)
	o.wantProblems(t, r.ID, approval.TaskWithoutHolder)
	found, _ := o.stuck(t, "")
	revise := found[0].Problems[0].Task
	if revise.Step != approval.Revise || revise.Assignee == nil || revise.Assignee.ID != rep.ID {
		t.Fatalf("%+v", revise)
	}
	path := "/tasks/" + revise.ID + "/reassign"
	give := func(username, comment string) answer {
		t.Helper()
		return o.send(t, approval.Administrator, "POST", path, map[string]string{"user_id": o.actors[username].ID, "comment": comment})
	}
	give(approval.Finance, "").problem(422, approval.CodeInvalid)
	if p := give(approval.Finance, "x").problem(422, approval.CodeInvalid); p.Errors[0].Location != "body.user_id" {
		t.Errorf("%+v", p)
	}
	give(approval.SalesRep, "x").problem(422, approval.CodeInvalid)
	o.join(t, "colleague", approval.SalesRep)
	storagetest.ByHand(t, o.store, `INSERT INTO project_members VALUES ($1, $2)`, o.project, o.actors["colleague"].ID)
	given := read[request.ManagedTask](give("colleague", "原申请人离职").want(200))
	if given.Assignee.ID != o.actors["colleague"].ID || given.Reason.How != approval.Reassigned {
		t.Errorf("%+v", given)
	}
	give("colleague", "again").problem(409, approval.CodeConflict)
	o.wantGone(t, r.ID)
	o.record(t, r.ID, "expense_request.task_reassigned", "task.reassigned", "原申请人离职")
	now := read[request.Task](o.send(t, "colleague", "GET", "/tasks/"+revise.ID, nil).want(200))
	o.send(t, "colleague", "POST", "/tasks/"+revise.ID+"/complete",
		map[string]any{"outcome": "withdraw", "revision": now.Request.Revision}).want(200)
}
