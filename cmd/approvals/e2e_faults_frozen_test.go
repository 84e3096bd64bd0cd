//go:build faults

package main

import (
	"context"
	"net/http"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/deploy/devstack"

	"github.com/google/uuid"
)

// hangs is how long no answer may take, whatever is frozen.
const hangs = 25 * time.Second

// freeze pauses a part, at most until the test ends: it accepts connections and does
// not respond.
func (f faulty) freeze(t *testing.T, part string) (thaw func()) {
	t.Helper()
	must(t, f.stack.Pause(part))
	frozen := true
	thaw = func() {
		if frozen {
			frozen = false
			must(t, f.stack.Unpause(part))
		}
	}
	t.Cleanup(thaw)
	return thaw
}

// frozenCall is a call to a scene with a frozen part.
type frozenCall struct {
	who string
	apitest.Call
	status int
}

// answersFrozen sends the calls concurrently and checks that each gets its status in
// time.
func (f faulty) answersFrozen(t *testing.T, calls []frozenCall) {
	t.Helper()
	ctx, done := context.WithTimeout(t.Context(), hangs)
	defer done()
	began := time.Now()
	replies := atOnce(t, len(calls), func(i int) (apitest.Reply, error) { return f.Try(ctx, calls[i].who, calls[i].Call) })
	t.Logf("all %d have answered after %s", len(calls), time.Since(began).Round(10*time.Millisecond))
	for i, r := range replies {
		if r.Status != calls[i].status || r.Status == http.StatusServiceUnavailable && calls[i].Path != readiness && r.At("code") != "unavailable" {
			t.Errorf("%s answers %d, want %d: %s", calls[i].Path, r.Status, calls[i].status, r.Raw)
		}
	}
}

const readiness = "//readyz"

func reads(path string) apitest.Call { return apitest.Call{Method: http.MethodGet, Path: path} }

// frozenPostgres makes various calls while the database is frozen, more than there are
// connections.
func (f faulty) frozenPostgres(t *testing.T) {
	draft, open := f.begin(t, expenseRequest), f.submitted(t)
	signing := open.decision("gm", "gm_signoff", "approve", nil)
	submission := apitest.Call{Path: draft.path("/submit"), Key: uuid.NewString()}
	thaw := f.freeze(t, devstack.PartPostgres)
	const gone = http.StatusServiceUnavailable
	calls := []frozenCall{
		{"rep", reads(readiness), gone},
		{"rep", apitest.Call{Path: "/auth/login", Body: apitest.JSON{"username": "rep", "password": "demo-rep"}}, gone},
		{"rep", reads("/me"), gone},
		{"rep", apitest.Call{Path: "/customers", Body: apitest.JSON{"name": "新客户"}}, gone},
		{"rep", submission, gone},
		{"gm", signing, gone},
	}
	for range 2 * f.databaseConnections {
		calls = append(calls, frozenCall{"gm", reads("/tasks"), gone})
	}
	f.answersFrozen(t, calls)
	f.answersFrozen(t, []frozenCall{{"rep", reads("//healthz"), http.StatusOK}, {"rep", reads("/me"), gone}})
	f.wantParts(t, "down", "up", "up")

	thaw()
	f.heals(t)
	f.repeat(t, "gm", signing)
	f.repeat(t, "rep", submission)
	open.wantDecisions("draft submit", "gm_signoff approve")
	draft.wantDecisions("draft submit")
}

// frozenMinio completes a request while the object store is frozen.
func (f faulty) frozenMinio(t *testing.T) {
	r := f.begin(t, expenseRequest)
	receipt := r.attach("rep", "receipt")
	content := reads("/attachments/" + receipt.At("id") + "/content")
	thaw := f.freeze(t, devstack.PartMinio)

	ctx, done := context.WithTimeout(t.Context(), hangs)
	defer done()
	uploaded := make(chan error, 1)
	go func() {
		_, err := f.People["rep"].Attach(ctx, r.id, "receipt", textFile())
		uploaded <- err
	}()
	f.answersFrozen(t, []frozenCall{
		{"rep", reads(readiness), http.StatusServiceUnavailable},
		{"rep", content, http.StatusServiceUnavailable},
		{"rep", reads("/attachments/" + receipt.At("id")), http.StatusOK},
	})
	if err := <-uploaded; !isUnavailable(err) {
		t.Errorf("an upload says %v", err)
	}
	f.wantParts(t, "up", "up", "down")
	r.submit()
	r.done("gm_signoff", "approve", nil)
	r.done("finance_processing", "complete", nil)

	thaw()
	f.heals(t)
	eventually(t, soon, func() error {
		_, err := f.People["gm"].Content(t.Context(), receipt.At("id"))
		return err
	})
	f.begin(t, expenseRequest).attach("rep", "receipt")
}

// frozenTemporal submits and decides while the engine is frozen.
func (f faulty) frozenTemporal(t *testing.T) {
	draft, open := f.begin(t, expenseRequest), f.submitted(t)
	signing := open.decision("gm", "gm_signoff", "approve", nil)
	submission := apitest.Call{Path: draft.path("/submit"), Key: uuid.NewString()}
	thaw := f.freeze(t, devstack.PartTemporal)
	f.answersFrozen(t, []frozenCall{
		{"rep", reads(readiness), http.StatusServiceUnavailable},
		{"rep", submission, http.StatusAccepted},
		{"gm", signing, http.StatusServiceUnavailable},
		{"rep", reads("/me"), http.StatusOK},
	})
	f.wantParts(t, "up", "down", "up")
	draft.wantStatus("submitting")

	thaw()
	f.heals(t)
	f.repeat(t, "gm", signing)
	open.wantDecisions("draft submit", "gm_signoff approve")
	draft.becomes("in_review", 40*time.Second)
	draft.wantDecisions("draft submit")
}

// endsFrozen stops the API while the database is frozen, calls are pending and a
// confirmation is queued.
func (f faulty) endsFrozen(t *testing.T) {
	open := f.submitted(t)
	// Now there are connections, on which the calls below will wait.
	const some = 8
	ask := func(ctx context.Context) []apitest.Reply {
		return atOnce(t, some, func(int) (apitest.Reply, error) {
			// Other tests check the response.
			r, _ := f.Try(ctx, "rep", reads("/me"))
			return r, nil
		})
	}
	ask(t.Context())
	open.done("gm_signoff", "approve", nil)
	thaw := f.freeze(t, devstack.PartPostgres)
	ctx, done := context.WithTimeout(t.Context(), hangs)
	defer done()
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		ask(ctx)
	}()
	time.Sleep(time.Second)
	began := time.Now()
	f.api.end(t)
	t.Logf("ended after %s", time.Since(began).Round(10*time.Millisecond))
	done()
	<-asked
	thaw()
	f.startAPI(t)
	f.heals(t)
	open.done("finance_processing", "complete", nil)
}
