//go:build faults

package main

import (
	"context"
	"net/http"
	"testing"
	"time"

	"approvals/api/apitest"
	shared "approvals/cmd/internal/settings"
	"approvals/deploy/devstack"
	"approvals/storage/storagetest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// faulty is a scene on its own servers, in which the tests cause faults.
type faulty struct {
	*scene
	stack *devstack.Stack
}

func newFaulty(t *testing.T) faulty {
	t.Helper()
	stack, err := devstack.Start(context.Background(), devstack.Config{DataDir: tempFolder(t), NoFsync: true})
	must(t, err)
	t.Cleanup(func() {
		if err := stack.Stop(); err != nil {
			t.Error(err)
		}
	})
	f := faulty{&scene{settings: settings{Addresses: shared.Addresses{
		DatabaseURL: stack.DatabaseURL(), MigrateDatabaseURL: stack.DatabaseOwnerURL(),
		TemporalAddress: stack.TemporalAddress(), TemporalNamespace: stack.Namespace(),
		TaskQueue: "approvals", S3Endpoint: stack.S3Endpoint(), S3AccessKey: stack.S3AccessKey(),
		S3SecretKey: stack.S3SecretKey(), S3Bucket: "approvals",
	}}}, stack}
	f.inTest(t)
	f.start(t)
	return f
}

// TestFaults makes one part after the other unavailable under load. Nothing is lost or
// repeated, and nothing has to be restarted.
func TestFaults(t *testing.T) {
	t.Parallel()
	f := newFaulty(t)
	var waiting []*story
	t.Run("temporal is unavailable", func(t *testing.T) { waiting = append(waiting, f.withoutTemporal(t)) })
	t.Run("minio is unavailable", f.withoutMinio)
	t.Run("no worker runs", func(t *testing.T) { waiting = append(waiting, f.withoutWorker(t)) })
	t.Run("what was submitted starts by itself", func(t *testing.T) {
		for _, r := range waiting {
			r.t = t
			r.becomes("in_review", 40*time.Second)
			r.wantDecisions("draft submit")
			r.done("gm_signoff", "approve", nil)
		}
		f.wantAgreement(t)
	})
	t.Run("postgresql is unavailable", f.withoutPostgres)
	t.Run("temporal is frozen", f.frozenTemporal)
	t.Run("minio is frozen", f.frozenMinio)
	t.Run("postgresql is frozen", f.frozenPostgres)
	t.Run("crashes", f.crashes)
	t.Run("the API ends while postgresql is frozen", f.endsFrozen)
}

// halt stops a part, at most until the test ends.
func (f faulty) halt(t *testing.T, part string) {
	t.Helper()
	must(t, f.stack.Halt(part))
	t.Cleanup(func() {
		for _, s := range f.stack.Status() {
			if s.Name == part && s.State == devstack.Halted {
				f.resume(t, part)
			}
		}
	})
}

func (f faulty) resume(t *testing.T, part string) {
	t.Helper()
	ctx, done := context.WithTimeout(context.Background(), time.Minute)
	defer done()
	must(t, f.stack.Resume(ctx, part))
}

// readiness returns the response of /readyz.
func (f faulty) readiness(t *testing.T) map[string]any {
	t.Helper()
	return f.Ask(t, "rep", apitest.Call{Method: http.MethodGet, Path: "//readyz"}).Sub("parts")
}

func (f faulty) wantParts(t *testing.T, postgresql, temporal, minio string) {
	t.Helper()
	want := map[string]any{"postgresql": postgresql, "temporal": temporal, "minio": minio}
	if diff := cmp.Diff(want, f.readiness(t)); diff != "" {
		t.Error("readiness:", diff)
	}
}

func unavailable(t *testing.T, r apitest.Reply) {
	t.Helper()
	r.WantProblemAt(http.StatusServiceUnavailable, "unavailable")
}

// withoutTemporal submits and decides while the engine is unavailable. It returns the
// request that is then queued.
func (f faulty) withoutTemporal(t *testing.T) *story {
	draft, open, running := f.begin(t, expenseRequest), f.submitted(t), f.submitted(t)
	signing := open.decision("gm", "gm_signoff", "approve", nil)
	withdrawal := apitest.Call{Path: running.path("/withdraw"), Body: apitest.JSON{"reason": "不再需要"}, Key: uuid.NewString()}
	f.halt(t, devstack.PartTemporal)

	submission := apitest.Call{Path: draft.path("/submit"), Key: uuid.NewString()}
	who, calls := []string{"rep", "gm", "rep"}, []apitest.Call{submission, signing, withdrawal}
	replies := atOnce(t, 3, func(i int) (apitest.Reply, error) { return f.Try(t.Context(), who[i], calls[i]) })
	accepted := replies[0].Want(http.StatusAccepted)
	if accepted.At("status") != "submitting" {
		t.Errorf("the accepted request is %s", accepted.At("status"))
	}
	unavailable(t, replies[1])
	unavailable(t, replies[2])

	f.wantParts(t, "up", "down", "up")
	f.Ask(t, "rep", submission).Want(http.StatusAccepted)
	f.Ask(t, "rep", apitest.Call{Path: submission.Path, Key: submission.Key, Body: apitest.JSON{}}).WantProblemAt(http.StatusConflict, "conflict", "header.Idempotency-Key")
	f.Ask(t, "rep", apitest.Call{Path: submission.Path}).WantProblemAt(http.StatusConflict, "conflict")
	f.Ask(t, "rep", apitest.Call{Method: http.MethodPatch, Path: draft.path(""), Body: apitest.JSON{"version": draft.view("rep")["version"], "purpose": "x"}}).
		WantProblemAt(http.StatusConflict, "conflict")
	// All that needs no engine goes on.
	draft.wantStatus("submitting")
	open.wantStatus("in_review")
	f.Ask(t, "gm", apitest.Call{Path: "/tasks/" + open.task("gm", "gm_signoff").At("id") + "/claim"}).Want(http.StatusOK)
	f.Ask(t, "rep", apitest.Call{Path: "/customers/" + open.customer + "/notes", Body: apitest.JSON{"text": "电话沟通"}}).Want(http.StatusCreated)

	f.resume(t, devstack.PartTemporal)
	f.repeat(t, "gm", signing)
	f.repeat(t, "rep", withdrawal)
	f.Ask(t, "gm", signing).Want(http.StatusOK)
	open.wantDecisions("draft submit", "gm_signoff approve")
	running.wantDecisions("draft submit", "draft withdraw")
	running.wantStatus("withdrawn")
	return draft
}

// repeat repeats a call under its key while the response is 503; the final status must be 200.
func (f faulty) repeat(t *testing.T, who string, c apitest.Call) apitest.Reply {
	t.Helper()
	var r apitest.Reply
	eventually(t, 60*time.Second, func() (err error) {
		if r, err = f.Try(t.Context(), who, c); err == nil && r.Status == http.StatusServiceUnavailable {
			err = errorOf(r)
		}
		return err
	})
	r.T = t
	return r.Want(http.StatusOK)
}

// withoutWorker submits and decides while no worker runs, so that the engine accepts
// both and responds to neither. It returns the submitted request.
func (f faulty) withoutWorker(t *testing.T) *story {
	draft, refused, open := f.begin(t, expenseRequest), f.begin(t, expenseRequest), f.submitted(t)
	signing := open.decision("gm", "gm_signoff", "approve", nil)
	f.worker.end(t)
	restarted := false
	t.Cleanup(func() {
		if !restarted {
			f.startWorker()
		}
	})

	submission := apitest.Call{Path: draft.path("/submit"), Key: uuid.NewString()}
	who, calls := []string{"rep", "gm", "rep"}, []apitest.Call{submission, signing, {Path: refused.path("/submit")}}
	replies := atOnce(t, 3, func(i int) (apitest.Reply, error) { return f.Try(t.Context(), who[i], calls[i]) })
	replies[0].Want(http.StatusAccepted)
	unavailable(t, replies[1])
	replies[2].Want(http.StatusAccepted)
	f.Ask(t, "rep", submission).Want(http.StatusAccepted)

	// Meanwhile the author of one of them has left the project.
	storagetest.ByHand(t, f.store, `DELETE FROM project_members WHERE project_id = $1`, refused.project)
	storagetest.ByHand(t, f.store, `UPDATE customers SET owner_id = $2 WHERE id = $1`, refused.customer, f.idOf(t, "rep2"))

	f.startWorker()
	restarted = true
	f.repeat(t, "gm", signing)
	f.Ask(t, "gm", signing).Want(http.StatusOK)
	open.wantDecisions("draft submit", "gm_signoff approve")
	refused.becomes("draft", 40*time.Second)
	return draft
}
