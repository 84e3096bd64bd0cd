//go:build faults

package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"approvals/deploy/devstack"

	"github.com/google/uuid"
)

// withoutMinio takes a request through while the attachment store is away: only
// what is about attachments' bytes is not available.
func (f faulty) withoutMinio(t *testing.T) {
	s := f.begin(t, expenseRequest)
	receipt := s.attach("rep", "receipt")
	f.halt(t, devstack.PartMinio)
	f.wantParts(t, "up", "up", "down")

	if _, err := f.people["rep"].attach(t.Context(), s.id, "receipt", textFile()); err == nil || !isUnavailable(err) {
		t.Errorf("an upload says %v", err)
	}
	unavailable(t, f.asks(t, "rep", call{method: http.MethodGet, path: "/attachments/" + receipt.at("id") + "/content"}))
	f.gets(t, "rep", "/attachments/"+receipt.at("id"))
	s.submit()
	s.done("gm_signoff", "approve", nil)
	s.done("finance_processing", "complete", nil)
	if seen := s.view("gm").last("decisions").all("attachments", "sha256"); len(seen) != 1 || seen[0] != receipt.at("sha256") {
		t.Errorf("the record has the hashes %v", seen)
	}

	f.resume(t, devstack.PartMinio)
	f.wantParts(t, "up", "up", "up")
	content, err := f.people["gm"].Content(t.Context(), receipt.at("id"))
	if err != nil || len(content) == 0 {
		t.Errorf("afterwards the receipt has %d bytes, %v", len(content), err)
	}
	next := f.begin(t, expenseRequest)
	next.attach("rep", "receipt")
}

// withoutPostgres asks for all kinds of things while the database is away.
func (f faulty) withoutPostgres(t *testing.T) {
	draft, open := f.begin(t, expenseRequest), f.expense(t)
	signing := open.decision("gm", "gm_signoff", "approve", nil)
	submission := call{path: draft.path("/submit"), key: uuid.NewString()}
	f.halt(t, devstack.PartPostgres)
	gone := []call{
		{path: "/auth/login", body: answer{"username": "rep", "password": "demo-rep"}},
		{method: http.MethodGet, path: "/me"},
		{method: http.MethodGet, path: "/tasks"},
		{method: http.MethodGet, path: draft.path("")},
		{method: http.MethodGet, path: "/customers/" + draft.customer + "/timeline"},
		{path: "/customers", body: answer{"name": "新客户"}},
		submission, signing,
	}
	replies := atOnce(t, len(gone), func(i int) (reply, error) { return f.people["gm"].ask(t.Context(), gone[i]) })
	for i, r := range replies {
		if r.status != http.StatusServiceUnavailable || r.at("code") != "unavailable" {
			t.Errorf("%s answers %d: %s", gone[i].path, r.status, r.raw)
		}
	}
	if parts := f.readiness(t); parts["postgresql"] != "down" || parts["minio"] != "up" {
		t.Errorf("readiness says %v", parts)
	}
	f.asks(t, "rep", call{method: http.MethodGet, path: "//healthz"}).want(t, http.StatusOK)

	f.resume(t, devstack.PartPostgres)
	f.heals(t)
	f.repeat(t, "gm", signing)
	f.repeat(t, "rep", submission)
	open.wantDecisions("draft submit", "gm_signoff approve")
	draft.wantDecisions("draft submit")
	_, err := signIn(t.Context(), f.url(), "rep")
	must(t, err)
}

// heals waits until all parts are ready again, without anything being started
// anew by us.
func (f faulty) heals(t *testing.T) {
	t.Helper()
	eventually(t, 60*time.Second, func() error {
		r, err := f.people["rep"].ask(t.Context(), call{method: http.MethodGet, path: "//readyz"})
		if err == nil && r.status != http.StatusOK {
			err = errorOf(r)
		}
		return err
	})
}

func isUnavailable(err error) bool {
	return err != nil && strings.Contains(err.Error(), `503 Service Unavailable`) && strings.Contains(err.Error(), `"unavailable"`)
}
