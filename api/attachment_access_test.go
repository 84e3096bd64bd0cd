package api

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

// signed completes the only open task as the general manager.
func (s *fileScene) signed(t *testing.T, at approval.Position, outcome approval.Outcome, m approval.Move) approval.Position {
	t.Helper()
	recorded, err := s.Decide(s.draft, approval.Decision{
		ActorID: s.GM.ID, TaskID: at.Open[0].ID, Step: approval.GMSignoff, Outcome: outcome}, m)
	s.Must(err)
	return recorded.Position
}

var returned = approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: approval.GMSignoff}

// TestWhoReachesAttachments accesses attachments as every user, first of a draft, then
// of a submitted request.
func TestWhoReachesAttachments(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	s.Join("rep2", approval.SalesRep)
	a := s.attached(t, "a.pdf", pdf(100))
	readers := []string{"commercial", "finance", "manager", "gm"}
	strangers := []string{"nobody", "rep2", "admin"}
	unseen := func(who string) {
		t.Helper()
		s.uploadTo(t, who, s.draft.ID, form("other", "a.pdf", pdf(100))).WantProblem(404, approval.CodeNotFound)
		s.Send(t, who, "GET", "/attachments/"+a.ID, nil).WantProblem(404, approval.CodeNotFound)
		s.content(t, who, "GET", a.ID).WantProblem(404, approval.CodeNotFound)
		s.content(t, who, "HEAD", a.ID).Want(404)
		s.content(t, who, "GET", a.ID, "If-None-Match", "*").WantProblem(404, approval.CodeNotFound)
		s.Send(t, who, "DELETE", "/attachments/"+a.ID, nil).WantProblem(404, approval.CodeNotFound)
	}
	for _, who := range append(readers, strangers...) {
		unseen(who)
	}
	s.Submit(s.draft, approval.GMSignoff)
	for _, who := range strangers {
		unseen(who)
	}
	for _, who := range readers {
		s.Send(t, who, "GET", "/attachments/"+a.ID, nil).Want(200)
		s.content(t, who, "GET", a.ID).Want(200)
		s.content(t, who, "HEAD", a.ID).Want(200)
		s.uploadTo(t, who, s.draft.ID, form("other", "a.pdf", pdf(100))).WantProblem(403, approval.CodeForbidden)
		s.Send(t, who, "DELETE", "/attachments/"+a.ID, nil).WantProblem(403, approval.CodeForbidden)
	}
	s.uploadTo(t, "", s.draft.ID, form("other", "a.pdf", pdf(100))).WantProblem(401, approval.CodeUnauthenticated)
	s.content(t, "", "GET", a.ID).WantProblem(401, approval.CodeUnauthenticated)
	for _, id := range []string{"0192f5d0-0000-7000-8000-000000000000", "x", "..%2f..", "%00"} {
		for _, path := range []string{"/attachments/" + id, "/attachments/" + id + "/content"} {
			if got := s.Send(t, "rep", "GET", path, nil); got.Status != 404 && got.Status != 422 && got.Status != 400 {
				t.Errorf("%s: %d %s", path, got.Status, got.Raw)
			}
		}
	}
	s.holds(t, 1)
}

// TestWhoAttaches checks that only the holder of a report's task may attach the report.
func TestWhoAttaches(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	r := s.ProjectRequest()
	send := func(who, purpose string) apitest.Reply {
		t.Helper()
		return s.uploadTo(t, who, r.ID, form(purpose, "报告.pdf", pdf(100)))
	}
	send("rep", "feasibility_report").WantProblem(409, approval.CodeConflict)
	send("rep", "receipt").Want(http.StatusCreated)
	s.Submit(r, approval.CommercialReport)
	send("rep", "feasibility_report").WantProblem(403, approval.CodeForbidden)
	send("finance", "feasibility_report").WantProblem(403, approval.CodeForbidden)
	send("finance", "budget_report").WantProblem(409, approval.CodeConflict)
	send("commercial", "receipt").WantProblem(403, approval.CodeForbidden)
	send("commercial", "feasibility_report").Want(http.StatusCreated)
	send("rep", "other").Want(http.StatusCreated)
	for _, status := range []string{"rejected", "withdrawn", "approved"} {
		s.ByHand(`UPDATE requests SET status = $2 WHERE id = $1`, r.ID, status)
		send("rep", "other").WantProblem(409, approval.CodeConflict)
	}
	s.holds(t, 3)
}

// TestRefusedWhileUploading ends the request during an upload: permissions are checked
// again at its end.
func TestRefusedWhileUploading(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	body := form("receipt", "a.pdf", pdf(9*mib))
	late := &lateReader{body: body, at: 5 * mib, do: func() {
		s.ByHand(`UPDATE requests SET status = 'withdrawn' WHERE id = $1`, s.draft.ID)
	}}
	s.uploadStream(t, late, -1).WantProblem(409, approval.CodeConflict)
	s.holds(t, 0)
}

// TestRemove deletes only attachments that are not part of a decision.
func TestRemove(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	remove := func(a request.Attachment) apitest.Reply {
		t.Helper()
		return s.Send(t, "rep", "DELETE", "/attachments/"+a.ID, nil)
	}
	slip, seen := s.attached(t, "slip.pdf", pdf(100)), s.attached(t, "seen.pdf", pdf(200))
	remove(slip).Want(http.StatusNoContent)
	remove(slip).WantProblem(404, approval.CodeNotFound)
	s.content(t, "rep", "GET", slip.ID).WantProblem(404, approval.CodeNotFound)
	if revision := s.count(t, `SELECT revision FROM requests WHERE id = $1`, s.draft.ID); revision != s.draft.Revision+3 {
		t.Errorf("revision %d after two files came and one went", revision)
	}
	if dropped := s.count(t, `SELECT count(*) FROM dropped_objects WHERE key = $1`, slip.ID); dropped != 1 {
		t.Errorf("%d objects noted for the sweep", dropped)
	}

	at := s.Submit(s.draft, approval.GMSignoff)
	while := s.attached(t, "while.pdf", pdf(300))
	remove(seen).WantProblem(409, approval.CodeConflict)
	remove(while).WantProblem(409, approval.CodeConflict)
	s.signed(t, at, approval.Return, returned)
	after := s.attached(t, "after.pdf", pdf(400))
	remove(seen).WantProblem(409, approval.CodeConflict)
	remove(while).WantProblem(409, approval.CodeConflict)
	remove(after).Want(http.StatusNoContent)

	detail := apitest.Read[request.RequestDetail](s.Send(t, "rep", "GET", "/expense-requests/"+s.draft.ID, nil).Want(200))
	hashes := map[string]string{}
	for _, a := range detail.Decisions[1].Attachments {
		hashes[a.ID] = a.SHA256
	}
	if hashes[seen.ID] != hexSum(pdf(200)) || hashes[while.ID] != hexSum(pdf(300)) || len(hashes) != 2 {
		t.Errorf("the decision has seen %v", hashes)
	}
	if len(detail.Attachments) != 2 {
		t.Errorf("%d attachments are left", len(detail.Attachments))
	}
}

// TestRemoveAtOnce deletes the same attachment concurrently: exactly one deletion
// succeeds.
func TestRemoveAtOnce(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	a := s.attached(t, "a.pdf", pdf(100))
	statuses := map[string]int{}
	for _, got := range atOnce(8, func() apitest.Reply { return s.Send(t, "rep", "DELETE", "/attachments/"+a.ID, nil) }) {
		statuses[fmt.Sprint(got.Status)]++
	}
	if statuses["204"] != 1 || statuses["404"] != 7 {
		t.Errorf("answers %v", statuses)
	}
	if revision := s.count(t, `SELECT revision FROM requests WHERE id = $1`, s.draft.ID); revision != s.draft.Revision+2 {
		t.Errorf("revision %d", revision)
	}
}

// lateReader calls a function in the middle of a body.
type lateReader struct {
	body []byte
	at   int
	do   func()
	read int
}

// Read implements io.Reader.
func (l *lateReader) Read(p []byte) (int, error) {
	n := copy(p, l.body[l.read:min(l.read+32*kib, len(l.body))])
	if l.read += n; l.read > l.at && l.do != nil {
		l.do()
		l.do = nil
	}
	if l.read == len(l.body) {
		return n, io.EOF
	}
	return n, nil
}
