package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// testChangedMeanwhile adds an attachment between the look and the decision:
// the decision is refused with the difference, and nothing is decided. Made
// again on what is there now, it stands with the hashes of what was seen.
func testChangedMeanwhile(t *testing.T, p *platform) {
	s := p.begin(t, expenseRequest)
	first := s.attach("rep", "receipt")
	s.submit()
	seen := s.decision("gm", "gm_signoff", "approve", nil)
	second := s.attach("rep", "receipt")
	third := s.attach("rep", "other")

	before := s.view("gm")
	refused := p.asks(t, "gm", seen).wantProblem(t, http.StatusConflict, "conflict")
	changes := refused.list("changes")
	if len(changes) != 2 || changes[0].at("kind") != "attachments" || changes[0].at("by.name") != "李雷" ||
		changes[0].at("changes.attachment.after") != "附件.txt" || changes[0].at("changes.sha256.after") != second.at("sha256") ||
		changes[1].at("changes.sha256.after") != third.at("sha256") {
		t.Errorf("the difference told is %v", refused.raw)
	}
	if diff := cmp.Diff(before, s.view("gm")); diff != "" {
		t.Error("the refused decision changed something:", diff)
	}

	p.asks(t, "gm", s.decision("gm", "gm_signoff", "approve", nil)).want(t, http.StatusOK)
	decided := s.view("gm").last("decisions")
	want := []string{first.at("sha256"), second.at("sha256"), third.at("sha256")}
	if diff := cmp.Diff(want, decided.all("attachments", "sha256")); diff != "" {
		t.Error("the record has other hashes:", diff)
	}
	for _, a := range decided.list("attachments") {
		bytes, err := p.people["gm"].Content(t.Context(), a.at("id"))
		must(t, err)
		if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != a.at("sha256") {
			t.Errorf("the bytes of %s have the hash %x, the record says %s", a.at("id"), sum, a.at("sha256"))
		}
	}
	// The submission saw the first one alone, and none of them goes any more.
	if got := s.view("gm").list("decisions")[0].all("attachments", "sha256"); !cmp.Equal(got, want[:1]) {
		t.Errorf("the submission saw %v, want %v", got, want[:1])
	}
	p.asks(t, "finance", s.decision("finance", "finance_processing", "return", nil)).want(t, http.StatusOK)
	p.asks(t, "rep", call{method: http.MethodDelete, path: "/attachments/" + second.at("id")}).wantProblem(t, http.StatusConflict, "conflict")
}

// testRevisionsThatConcernNobody lets both reports be written side by side: the
// writer of one is not held up by the other's attachments, yet by the author's.
func testRevisionsThatConcernNobody(t *testing.T, p *platform) {
	s := p.begin(t, projectRequest)
	s.submit()
	s.attach("commercial", "feasibility_report")
	report := s.decision("commercial", "commercial_report", "complete", nil)
	s.report("finance_report")
	p.asks(t, "commercial", report).want(t, http.StatusOK)

	// Management sees both reports: one done again concerns it.
	seen := s.decision("gm", "management_decision", "approve", nil)
	s.done("management_decision", "return", answer{"return_to": "finance_report"})
	s.done("finance_report", "complete", nil)
	p.asks(t, "gm", seen).wantProblem(t, http.StatusConflict, "conflict")

	again := s.decision("gm", "management_decision", "approve", nil)
	s.attach("rep", "other")
	refused := p.asks(t, "gm", again).wantProblem(t, http.StatusConflict, "conflict")
	if len(refused.list("changes")) != 1 {
		t.Errorf("the difference told is %s", refused.raw)
	}
	s.wantStatus("in_review")
}

// testResubmissionOnWhatWasSeen edits a returned request in another tab before
// it is resubmitted.
func testResubmissionOnWhatWasSeen(t *testing.T, p *platform) {
	s := p.expense(t)
	s.done("gm_signoff", "return", nil)
	seen := s.decision("rep", "revise", "resubmit", nil)
	stale := answer{"version": s.view("rep")["version"], "purpose": "旧标签页"}
	s.edit(answer{"amount": cny("2000.00")})
	refused := p.asks(t, "rep", seen).wantProblem(t, http.StatusConflict, "conflict")
	if got := refused.at("changes.0.changes.amount.after.amount"); got != "2000.00" {
		t.Errorf("the difference told is %s", refused.raw)
	}
	p.asks(t, "rep", call{method: http.MethodPatch, path: s.path(""), body: stale}).wantProblem(t, http.StatusConflict, "conflict")
	s.wantStatus("returned")
	s.submit()
	if got := s.view("gm").at("amount.amount"); got != "2000.00" {
		t.Errorf("resubmitted with %s", got)
	}
}

// testRevisionThatIsNone names revisions that the request has not had.
func testRevisionThatIsNone(t *testing.T, p *platform) {
	s := p.expense(t)
	for _, revision := range []int{0, -1, 99} {
		c := s.decision("gm", "gm_signoff", "approve", answer{"revision": revision})
		p.asks(t, "gm", c).wantProblem(t, http.StatusUnprocessableEntity, "invalid", "body.revision")
	}
	s.wantDecisions("draft submit")
}
