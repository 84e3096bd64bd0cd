package api

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"testing"
	"time"

	"approvals/activities"
	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// engineScene is a scene with a real workflow engine and a worker.
type engineScene struct {
	*scene
	temporal client.Client
	queue    string
	worker   worker.Worker
}

func newEngineScene(t *testing.T) *engineScene {
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
	s := &engineScene{temporal: temporal, queue: queue}
	s.scene = newScene(t, func(c *Config) { c.Process = workflows.NewClient(temporal, queue) })
	s.worker = worker.New(temporal, queue, worker.Options{LocalActivityWorkerOnly: true})
	workflows.Register(s.worker)
	activities.Transitions{Store: s.Store}.Register(s.worker)
	s.Must(s.worker.Start())
	t.Cleanup(s.worker.Stop)
	s.OwnCustomer, s.OwnProject = s.NewProject(s.Rep)
	return s
}

// submitted returns a submitted expense request of the representative.
func (s *engineScene) submitted(t *testing.T) request.RequestDetail {
	t.Helper()
	r := s.Expense(s.Rep, s.OwnProject.ID, "120.00")
	return apitest.Read[request.RequestDetail](s.Send(t, "rep", "POST", "/expense-requests/"+r.ID+"/submit", nil).Want(200))
}

func (s *engineScene) stuck(t *testing.T, query string) (found []request.StuckRequest, next string) {
	t.Helper()
	page := apitest.Read[struct {
		List[request.StuckRequest]
		EngineChecked bool `json:"engine_checked"`
	}](s.Send(t, "admin", "GET", "/admin/stuck"+query, nil).Want(200))
	if !page.EngineChecked {
		t.Error("the engine was not asked")
	}
	return page.Items, page.NextCursor
}

// sweep runs the worker's sweep.
func (s *engineScene) sweep(t *testing.T) {
	t.Helper()
	if err := s.SweepStuck(t.Context(), s.process); err != nil {
		t.Fatal(err)
	}
}

// problemsOf returns the kinds of problems of a request, as found by the last sweep.
func (s *engineScene) problemsOf(t *testing.T, id string) (kinds []approval.StuckKind) {
	t.Helper()
	found, _ := s.stuck(t, "")
	for _, f := range found {
		if f.Request.ID == id {
			for _, p := range f.Problems {
				kinds = append(kinds, p.Kind)
			}
		}
	}
	return kinds
}

func (s *engineScene) wantProblems(t *testing.T, id string, want ...approval.StuckKind) {
	t.Helper()
	s.sweep(t)
	if got := s.problemsOf(t, id); !slices.Equal(got, want) {
		t.Errorf("problems %v, want %v", got, want)
	}
}

// wantGone checks that the request is no longer listed before the next sweep.
func (s *engineScene) wantGone(t *testing.T, id string) {
	t.Helper()
	if got := s.problemsOf(t, id); len(got) > 0 {
		t.Errorf("problems %v before the next sweep", got)
	}
	s.wantProblems(t, id)
}

// lose terminates the workflow of a request.
func (s *engineScene) lose(t *testing.T, r request.RequestDetail) {
	t.Helper()
	if err := s.temporal.TerminateWorkflow(t.Context(), r.WorkflowID, "", "test"); err != nil {
		t.Fatal(err)
	}
	// The engine's list of running workflows follows a moment later.
	until(t, "the engine's list to forget it", func() bool {
		running, err := s.process.Running(t.Context(), []string{r.WorkflowID})
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

// record checks that the act is recorded in the timeline and the audit, with its
// reason.
func (s *engineScene) record(t *testing.T, id, timelineKind, auditKind, reason string) {
	t.Helper()
	r := apitest.Read[request.RequestDetail](s.Send(t, "manager", "GET", "/expense-requests/"+id, nil).Want(200))
	if !slices.ContainsFunc(r.Events, func(e customer.LabeledEvent) bool {
		return string(e.Kind) == timelineKind && e.Changes["comment"].After == reason
	}) {
		t.Errorf("no event %s with the reason %q in %+v", timelineKind, reason, r.Events)
	}
	acts := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?subject="+id, nil).Want(200))
	if !slices.ContainsFunc(acts.Items, func(e ledger.AuditEvent) bool {
		return string(e.Kind) == auditKind && e.Changes["comment"].After == reason && *e.Actor.ID == s.Admin.ID
	}) {
		t.Errorf("no act %s with the reason %q in %+v", auditKind, reason, acts.Items)
	}
	for _, path := range []string{"/audit/verify", "/audit/verify?customer_id=" + r.Customer.ID} {
		if v := apitest.Read[ledger.Verification](s.Send(t, "admin", "GET", path, nil).Want(200)); !v.OK {
			t.Errorf("%s: %+v", path, v)
		}
	}
}

func TestEndThroughTheWorkflow(t *testing.T) {
	s := newEngineScene(t)
	r := s.submitted(t)
	s.wantProblems(t, r.ID)
	path := "/admin/requests/" + r.ID + "/end"
	s.Send(t, "admin", "POST", path, `{"reason":" "}`).WantProblem(422, approval.CodeInvalid)
	key := []string{keyHeader, uuid.NewString()}
	first := s.Send(t, "admin", "POST", path, `{"reason":"录入错误"}`, key...).Want(200)
	ended := apitest.Read[request.ManagedRequest](first)
	if ended.Status != approval.StatusWithdrawn || ended.EndedAlone {
		t.Errorf("%+v", ended)
	}
	s.Send(t, "admin", "POST", path, `{"reason":"录入错误"}`, key...).Want(200)
	s.Send(t, "admin", "POST", path, `{"reason":"again"}`).WantProblem(409, approval.CodeConflict)
	s.record(t, r.ID, "expense_request.ended", "request.ended", "录入错误")
	detail := apitest.Read[request.RequestDetail](s.Send(t, "rep", "GET", "/expense-requests/"+r.ID, nil).Want(200))
	last := detail.Decisions[len(detail.Decisions)-1]
	if len(detail.Decisions) != 2 || last.Outcome != approval.End || last.By.ID != s.Admin.ID || last.Comment != "录入错误" {
		t.Errorf("decisions %+v", detail.Decisions)
	}
	if got := detail.Tasks[0].State; got != approval.TaskCanceled {
		t.Errorf("the task is %s", got)
	}
	at, err := s.process.Position(t.Context(), r.Kind, r.ID)
	if err != nil || at.Status != approval.StatusWithdrawn {
		t.Errorf("the workflow is at %+v, %v", at, err)
	}
	// A draft is nobody's but its author's.
	s.Send(t, "admin", "POST", "/admin/requests/"+s.Expense(s.Rep, s.OwnProject.ID, "120.00").ID+"/end", `{"reason":"x"}`).WantProblem(404, approval.CodeNotFound)
}

func TestWorkflowIsGone(t *testing.T) {
	s := newEngineScene(t)
	restarted, ended := s.submitted(t), s.submitted(t)
	s.Send(t, "admin", "POST", "/admin/requests/"+restarted.ID+"/restart-workflow", `{"reason":"x"}`).
		WantProblem(409, approval.CodeConflict)
	s.lose(t, restarted)
	s.lose(t, ended)
	s.wantProblems(t, restarted.ID, approval.WorkflowFailed)
	s.wantProblems(t, ended.ID, approval.WorkflowFailed)
	first, next := s.stuck(t, "?limit=1")
	second, end := s.stuck(t, "?limit=1&cursor="+next)
	if len(first) != 1 || len(second) != 1 || first[0].Request.ID != ended.ID || second[0].Request.ID != restarted.ID || end != "" {
		t.Errorf("pages %+v, %+v, %q", first, second, end)
	}

	s.Send(t, "admin", "POST", "/admin/requests/"+restarted.ID+"/restart-workflow", `{"reason":"引擎恢复"}`).Want(200)
	s.record(t, restarted.ID, "expense_request.workflow_restarted", "request.workflow_restarted", "引擎恢复")
	s.wantGone(t, restarted.ID)
	// It goes on where it stood.
	s.Send(t, "gm", "POST", "/tasks/"+restarted.Tasks[0].ID+"/complete",
		map[string]any{"outcome": "approve", "revision": restarted.Revision}).Want(200)
	at, err := s.process.Position(t.Context(), restarted.Kind, restarted.ID)
	if err != nil || at.Number != 2 || at.Status != approval.StatusApproved {
		t.Errorf("the workflow is at %+v, %v", at, err)
	}

	key := []string{keyHeader, uuid.NewString()}
	path := "/admin/requests/" + ended.ID + "/end"
	for range 2 {
		got := apitest.Read[request.ManagedRequest](s.Send(t, "admin", "POST", path, `{"reason":"流程丢失"}`, key...).Want(200))
		if got.Status != approval.StatusWithdrawn || !got.EndedAlone {
			t.Errorf("%+v", got)
		}
	}
	s.record(t, ended.ID, "expense_request.ended", "request.ended", "流程丢失")
	s.wantGone(t, ended.ID)
	// Neither is it restarted, nor decided.
	s.Send(t, "admin", "POST", "/admin/requests/"+ended.ID+"/restart-workflow", `{"reason":"x"}`).
		WantProblem(409, approval.CodeConflict)
	s.Send(t, "gm", "POST", "/tasks/"+ended.Tasks[0].ID+"/complete",
		map[string]any{"outcome": "approve", "revision": ended.Revision}).WantProblem(409, approval.CodeConflict)
	for p, err := range s.Positions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p.EndedWithoutWorkflow != (p.ID == ended.ID) {
			t.Errorf("%s: ended alone %v", p.Number, p.EndedWithoutWorkflow)
		}
	}
}

// TestRunningOfAFullBatch checks that workflows that do not exist are omitted from a
// full batch.
func TestRunningOfAFullBatch(t *testing.T) {
	s := newEngineScene(t)
	r := s.submitted(t)
	ids := []string{r.WorkflowID}
	for len(ids) < 500 {
		ids = append(ids, approval.WorkflowID(approval.ProjectRequest, uuid.NewString()))
	}
	until(t, "the engine's list to name it", func() bool {
		running, err := s.process.Running(t.Context(), ids)
		if err != nil {
			t.Fatal(err)
		}
		return len(running) == 1 && running[r.WorkflowID]
	})
}

// TestWorkflowFalters replaces the worker by one whose code does not match.
func TestWorkflowFalters(t *testing.T) {
	s := newEngineScene(t)
	r, healthy := s.submitted(t), s.submitted(t)
	s.worker.Stop()
	broken := worker.New(s.temporal, s.queue, worker.Options{})
	broken.RegisterWorkflowWithOptions(func(workflow.Context, approval.Facts) error { panic("this code does not fit") },
		workflow.RegisterOptions{Name: approval.WorkflowExpenseRequest})
	if err := broken.Start(); err != nil {
		t.Fatal(err)
	}
	defer broken.Stop()
	if err := s.temporal.SignalWorkflow(t.Context(), r.WorkflowID, "", "wake up", nil); err != nil {
		t.Fatal(err)
	}
	until(t, "the workflow to be found faltering", func() bool {
		s.sweep(t)
		return slices.Equal(s.problemsOf(t, r.ID), []approval.StuckKind{approval.WorkflowFaltering})
	})
	s.wantProblems(t, healthy.ID)

	key := []string{keyHeader, uuid.NewString()}
	for range 2 {
		ended := apitest.Read[request.ManagedRequest](s.Send(t, "admin", "POST", "/admin/requests/"+r.ID+"/end", `{"reason":"程序有误"}`, key...).Want(200))
		if ended.Status != approval.StatusWithdrawn || !ended.EndedAlone {
			t.Errorf("%+v", ended)
		}
	}
	s.record(t, r.ID, "expense_request.ended", "request.ended", "程序有误")
	s.wantGone(t, r.ID)
	if state, err := s.process.State(t.Context(), r.Kind, r.ID); err != nil || state != workflows.Failed {
		t.Errorf("the workflow is %s, %v", state, err)
	}
}

func TestWorkflowThatNeverWas(t *testing.T) {
	s := newEngineScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "120.00")
	sum := sha256.Sum256([]byte("x"))
	if _, err := s.RecordTransition(t.Context(), approval.Transition{
		RequestID: r.ID, Number: 1, UpdateID: uuid.NewString(),
		Decision: approval.Decision{ActorID: r.Requester.ID, Step: approval.Draft, Outcome: approval.Submit, Revision: r.Revision,
			Facts: r.Facts(), Fingerprint: hex.EncodeToString(sum[:])},
		Move: approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}},
	}); err != nil {
		t.Fatal(err)
	}
	s.wantProblems(t, r.ID, approval.WorkflowMissing)
	// Not confirmed for more than a minute as well.
	s.ByHand(`UPDATE transitions SET at = at - interval '2 minutes'`)
	s.wantProblems(t, r.ID, approval.ProjectionBehind, approval.WorkflowMissing)
	s.Send(t, "admin", "POST", "/admin/requests/"+r.ID+"/restart-workflow", `{"reason":"x"}`).Want(200)
	if at, err := s.process.CatchUp(t.Context(), r.Kind, r.ID, "check"); err != nil || at.Number != 1 {
		t.Errorf("the workflow is at %+v, %v", at, err)
	}
}

func TestReassignOfATaskThatIsStuck(t *testing.T) {
	s := newEngineScene(t)
	r := s.submitted(t)
	task := r.Tasks[0]
	// The general manager returns it, and its author leaves: the revision is
	// nobody's.
	s.Send(t, "gm", "POST", "/tasks/"+task.ID+"/complete",
		map[string]any{"outcome": "return", "revision": r.Revision, "comment": "补充说明"}).Want(200)
	rep := apitest.Read[account.User](s.Send(t, "admin", "GET", "/users/"+s.Rep.ID, nil).Want(200))
	s.Send(t, "admin", "PATCH", "/users/"+rep.ID, map[string]any{"version": rep.Version, "active": false}).Want(200)
	s.wantProblems(t, r.ID, approval.TaskWithoutHolder)
	found, _ := s.stuck(t, "")
	revise := found[0].Problems[0].Task
	if revise.Step != approval.Revise || revise.Assignee == nil || revise.Assignee.ID != rep.ID {
		t.Fatalf("%+v", revise)
	}
	path := "/tasks/" + revise.ID + "/reassign"
	give := func(username, comment string) apitest.Reply {
		t.Helper()
		return s.Send(t, "admin", "POST", path, map[string]string{"user_id": s.Actors[username].ID, "comment": comment})
	}
	give("finance", "").WantProblem(422, approval.CodeInvalid)
	if p := give("finance", "x").WantProblem(422, approval.CodeInvalid); p.Errors[0].Location != "body.user_id" {
		t.Errorf("%+v", p)
	}
	give("rep", "x").WantProblem(422, approval.CodeInvalid)
	s.Join("colleague", approval.SalesRep)
	s.ByHand(`INSERT INTO project_members VALUES ($1, $2)`, s.OwnProject.ID, s.Actors["colleague"].ID)
	given := apitest.Read[request.ManagedTask](give("colleague", "原申请人离职").Want(200))
	if given.Assignee.ID != s.Actors["colleague"].ID || given.Reason.How != approval.Reassigned {
		t.Errorf("%+v", given)
	}
	give("colleague", "again").WantProblem(409, approval.CodeConflict)
	s.wantGone(t, r.ID)
	s.record(t, r.ID, "expense_request.task_reassigned", "task.reassigned", "原申请人离职")
	now := apitest.Read[request.Task](s.Send(t, "colleague", "GET", "/tasks/"+revise.ID, nil).Want(200))
	s.Send(t, "colleague", "POST", "/tasks/"+revise.ID+"/complete",
		map[string]any{"outcome": "withdraw", "revision": now.Request.Revision}).Want(200)
}
