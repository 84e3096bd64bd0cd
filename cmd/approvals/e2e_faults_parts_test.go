//go:build faults

package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/deploy/devstack"

	"github.com/google/uuid"
)

// withoutMinio completes a request while the object store is unavailable: only the
// bytes of attachments are unavailable.
func (f faulty) withoutMinio(t *testing.T) {
	r := f.begin(t, expenseRequest)
	receipt := r.attach("rep", "receipt")
	f.halt(t, devstack.PartMinio)
	f.wantParts(t, "up", "up", "down")

	if _, err := f.People["rep"].Attach(t.Context(), r.id, "receipt", textFile()); err == nil || !isUnavailable(err) {
		t.Errorf("an upload says %v", err)
	}
	unavailable(t, f.Ask(t, "rep", apitest.Call{Method: http.MethodGet, Path: "/attachments/" + receipt.At("id") + "/content"}))
	f.Get(t, "rep", "/attachments/"+receipt.At("id"))
	r.submit()
	r.done("gm_signoff", "approve", nil)
	r.done("finance_processing", "complete", nil)
	if seen := r.view("gm").Last("decisions").All("attachments", "sha256"); len(seen) != 1 || seen[0] != receipt.At("sha256") {
		t.Errorf("the record has the hashes %v", seen)
	}

	f.resume(t, devstack.PartMinio)
	f.wantParts(t, "up", "up", "up")
	content, err := f.People["gm"].Content(t.Context(), receipt.At("id"))
	if err != nil || len(content) == 0 {
		t.Errorf("afterwards the receipt has %d bytes, %v", len(content), err)
	}
	next := f.begin(t, expenseRequest)
	next.attach("rep", "receipt")
}

// withoutPostgres makes various calls while the database is unavailable.
func (f faulty) withoutPostgres(t *testing.T) {
	draft, open := f.begin(t, expenseRequest), f.submitted(t)
	signing := open.decision("gm", "gm_signoff", "approve", nil)
	submission := apitest.Call{Path: draft.path("/submit"), Key: uuid.NewString()}
	f.halt(t, devstack.PartPostgres)
	gone := []apitest.Call{
		{Path: "/auth/login", Body: apitest.JSON{"username": "rep", "password": "demo-rep"}},
		{Method: http.MethodGet, Path: "/me"},
		{Method: http.MethodGet, Path: "/tasks"},
		{Method: http.MethodGet, Path: draft.path("")},
		{Method: http.MethodGet, Path: "/customers/" + draft.customer + "/timeline"},
		{Path: "/customers", Body: apitest.JSON{"name": "新客户"}},
		submission, signing,
	}
	replies := atOnce(t, len(gone), func(i int) (apitest.Reply, error) { return f.Try(t.Context(), "gm", gone[i]) })
	for i, r := range replies {
		if r.Status != http.StatusServiceUnavailable || r.At("code") != "unavailable" {
			t.Errorf("%s answers %d: %s", gone[i].Path, r.Status, r.Raw)
		}
	}
	if parts := f.readiness(t); parts["postgresql"] != "down" || parts["minio"] != "up" {
		t.Errorf("readiness says %v", parts)
	}
	f.Ask(t, "rep", apitest.Call{Method: http.MethodGet, Path: "//healthz"}).Want(http.StatusOK)

	f.resume(t, devstack.PartPostgres)
	f.heals(t)
	f.repeat(t, "gm", signing)
	f.repeat(t, "rep", submission)
	open.wantDecisions("draft submit", "gm_signoff approve")
	draft.wantDecisions("draft submit")
	f.SignIn(t, "rep")
}

// heals waits until all parts are ready again without a restart by the test.
func (f faulty) heals(t *testing.T) {
	t.Helper()
	eventually(t, 60*time.Second, func() error {
		r, err := f.Try(t.Context(), "rep", apitest.Call{Method: http.MethodGet, Path: "//readyz"})
		if err == nil && r.Status != http.StatusOK {
			err = errorOf(r)
		}
		return err
	})
}

func isUnavailable(err error) bool {
	return err != nil && strings.Contains(err.Error(), `503 Service Unavailable`) && strings.Contains(err.Error(), `"unavailable"`)
}
