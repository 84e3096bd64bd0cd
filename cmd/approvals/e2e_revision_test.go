package main

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"testing"

	"approvals/api/apitest"

	"github.com/google/go-cmp/cmp"
)

// testChangedMeanwhile adds an attachment after the request was loaded: the decision is
// refused with the difference. Repeated with the new revision, it stores the hashes of
// the attachments.
func testChangedMeanwhile(t *testing.T, s *scene) {
	r := s.begin(t, expenseRequest)
	first := r.attach("rep", "receipt")
	r.submit()
	seen := r.decision("gm", "gm_signoff", "approve", nil)
	second := r.attach("rep", "receipt")
	third := r.attach("rep", "other")

	before := r.view("gm")
	refused := s.Ask(t, "gm", seen).WantProblemAt(http.StatusConflict, "conflict")
	changes := refused.List("changes")
	if len(changes) != 2 || changes[0].At("kind") != "attachments" || changes[0].At("by.name") != "李雷" ||
		changes[0].At("changes.attachment.after") != "附件.txt" || changes[0].At("changes.sha256.after") != second.At("sha256") ||
		changes[1].At("changes.sha256.after") != third.At("sha256") {
		t.Errorf("the changes in the problem are %v", refused.Raw)
	}
	if diff := cmp.Diff(before, r.view("gm")); diff != "" {
		t.Error("the refused decision changed something:", diff)
	}

	s.Ask(t, "gm", r.decision("gm", "gm_signoff", "approve", nil)).Want(http.StatusOK)
	decided := r.view("gm").Last("decisions")
	want := []string{first.At("sha256"), second.At("sha256"), third.At("sha256")}
	if diff := cmp.Diff(want, decided.All("attachments", "sha256")); diff != "" {
		t.Error("the record has other hashes:", diff)
	}
	for _, a := range decided.List("attachments") {
		bytes, err := s.People["gm"].Content(t.Context(), a.At("id"))
		must(t, err)
		if sum := sha256.Sum256(bytes); hex.EncodeToString(sum[:]) != a.At("sha256") {
			t.Errorf("the bytes of %s have the hash %x, the record says %s", a.At("id"), sum, a.At("sha256"))
		}
	}
	// The submission saw the first one alone, and none of them goes any more.
	if got := r.view("gm").List("decisions")[0].All("attachments", "sha256"); !cmp.Equal(got, want[:1]) {
		t.Errorf("the submission saw %v, want %v", got, want[:1])
	}
	s.Ask(t, "finance", r.decision("finance", "finance_processing", "return", nil)).Want(http.StatusOK)
	s.Ask(t, "rep", apitest.Call{Method: http.MethodDelete, Path: "/attachments/" + second.At("id")}).WantProblemAt(http.StatusConflict, "conflict")
}

// testRevisionsThatConcernNobody files both reports concurrently: attachments of the
// other report do not conflict, those of the author do.
func testRevisionsThatConcernNobody(t *testing.T, s *scene) {
	r := s.begin(t, projectRequest)
	r.submit()
	r.attach("commercial", "feasibility_report")
	report := r.decision("commercial", "commercial_report", "complete", nil)
	r.report("finance_report")
	s.Ask(t, "commercial", report).Want(http.StatusOK)

	// Management sees both reports: one done again concerns it.
	seen := r.decision("gm", "management_decision", "approve", nil)
	r.done("management_decision", "return", apitest.JSON{"return_to": "finance_report"})
	r.done("finance_report", "complete", nil)
	s.Ask(t, "gm", seen).WantProblemAt(http.StatusConflict, "conflict")

	again := r.decision("gm", "management_decision", "approve", nil)
	r.attach("rep", "other")
	refused := s.Ask(t, "gm", again).WantProblemAt(http.StatusConflict, "conflict")
	if len(refused.List("changes")) != 1 {
		t.Errorf("the changes in the problem are %s", refused.Raw)
	}
	r.wantStatus("in_review")
}

// testResubmissionOnWhatWasSeen edits a returned request in another tab before it is
// resubmitted.
func testResubmissionOnWhatWasSeen(t *testing.T, s *scene) {
	r := s.submitted(t)
	r.done("gm_signoff", "return", nil)
	seen := r.decision("rep", "revise", "resubmit", nil)
	stale := apitest.JSON{"version": r.view("rep")["version"], "purpose": "旧标签页"}
	r.edit(apitest.JSON{"amount": cny("2000.00")})
	refused := s.Ask(t, "rep", seen).WantProblemAt(http.StatusConflict, "conflict")
	if got := refused.At("changes.0.changes.amount.after.amount"); got != "2000.00" {
		t.Errorf("the changes in the problem are %s", refused.Raw)
	}
	s.Ask(t, "rep", apitest.Call{Method: http.MethodPatch, Path: r.path(""), Body: stale}).WantProblemAt(http.StatusConflict, "conflict")
	r.wantStatus("returned")
	r.submit()
	if got := r.view("gm").At("amount.amount"); got != "2000.00" {
		t.Errorf("resubmitted with %s", got)
	}
}

// testRevisionThatIsNone uses revisions that the request does not have.
func testRevisionThatIsNone(t *testing.T, s *scene) {
	r := s.submitted(t)
	for _, revision := range []int{0, -1, 99} {
		c := r.decision("gm", "gm_signoff", "approve", apitest.JSON{"revision": revision})
		s.Ask(t, "gm", c).WantProblemAt(http.StatusUnprocessableEntity, "invalid", "body.revision")
	}
	r.wantDecisions("draft submit")
}
