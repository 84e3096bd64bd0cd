package api

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// transit records what follows from a decision, as the request's workflow does.
func (f *fileWorld) transit(t *testing.T, requestID string, d approval.Decision, m approval.Move) approval.Position {
	t.Helper()
	now := f.count(t, `SELECT (position->>'number')::int FROM requests WHERE id = $1`, requestID)
	d.Revision = f.count(t, `SELECT revision FROM requests WHERE id = $1`, requestID)
	d.Comment = "因为"
	recorded, err := f.store.RecordTransition(t.Context(), approval.Transition{
		RequestID: requestID, Number: now + 1, UpdateID: uuid.NewString(), Decision: d, Move: m})
	if err != nil {
		t.Fatal(err)
	}
	return recorded.Position
}

// submitted hands the draft in.
func (f *fileWorld) submitted(t *testing.T) approval.Position {
	t.Helper()
	return f.transit(t, f.draft.ID, approval.Decision{ActorID: f.rep().ID, Step: approval.Draft, Outcome: approval.Submit, Facts: f.draft.Facts()},
		approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}})
}

// signed lets the general manager decide the only open task.
func (f *fileWorld) signed(t *testing.T, at approval.Position, outcome approval.Outcome, m approval.Move) approval.Position {
	t.Helper()
	return f.transit(t, f.draft.ID, approval.Decision{
		ActorID: f.actors[approval.GeneralManager].ID, TaskID: at.Open[0].ID, Step: approval.GMSignoff, Outcome: outcome}, m)
}

var returned = approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: approval.GMSignoff}

// TestWhoReachesAttachments asks for each thing as everybody, first of a draft,
// then of a request under way.
func TestWhoReachesAttachments(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	f.join(t, "rep2", approval.SalesRep)
	a := f.attached(t, "a.pdf", pdf(100))
	readers := []string{approval.Commercial, approval.Finance, approval.Manager, approval.GeneralManager}
	strangers := []string{"nobody", "rep2", approval.Administrator}
	unseen := func(who string) {
		t.Helper()
		f.uploadTo(t, who, f.draft.ID, form("other", "a.pdf", pdf(100))).problem(404, approval.CodeNotFound)
		f.send(t, who, "GET", "/attachments/"+a.ID, nil).problem(404, approval.CodeNotFound)
		f.content(t, who, "GET", a.ID).problem(404, approval.CodeNotFound)
		f.content(t, who, "HEAD", a.ID).want(404)
		f.content(t, who, "GET", a.ID, "If-None-Match", "*").problem(404, approval.CodeNotFound)
		f.send(t, who, "DELETE", "/attachments/"+a.ID, nil).problem(404, approval.CodeNotFound)
	}
	for _, who := range append(readers, strangers...) {
		unseen(who)
	}
	f.submitted(t)
	for _, who := range strangers {
		unseen(who)
	}
	for _, who := range readers {
		f.send(t, who, "GET", "/attachments/"+a.ID, nil).want(200)
		f.content(t, who, "GET", a.ID).want(200)
		f.content(t, who, "HEAD", a.ID).want(200)
		f.uploadTo(t, who, f.draft.ID, form("other", "a.pdf", pdf(100))).problem(403, approval.CodeForbidden)
		f.send(t, who, "DELETE", "/attachments/"+a.ID, nil).problem(403, approval.CodeForbidden)
	}
	f.uploadTo(t, "", f.draft.ID, form("other", "a.pdf", pdf(100))).problem(401, approval.CodeUnauthenticated)
	f.content(t, "", "GET", a.ID).problem(401, approval.CodeUnauthenticated)
	for _, id := range []string{"0192f5d0-0000-7000-8000-000000000000", "x", "..%2f..", "%00"} {
		for _, path := range []string{"/attachments/" + id, "/attachments/" + id + "/content"} {
			if got := f.send(t, approval.SalesRep, "GET", path, nil); got.Status != 404 && got.Status != 422 && got.Status != 400 {
				t.Errorf("%s: %d %s", path, got.Status, got.Raw)
			}
		}
	}
	f.holds(t, 1)
}

// TestWhoAttaches lets only the holder of a report's task bring the report.
func TestWhoAttaches(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	money := &approval.Money{Amount: "10.00", Currency: "CNY"}
	r, err := f.store.CreateProjectRequest(t.Context(), f.rep(), f.project.ID, request.ProjectRequestDraft{
		Reason: ptr("因为"), ExpectedRevenue: money, ExpectedCost: money, ExpectedCloseOn: ptr(approval.Date("2027-03-31")), WinProbability: ptr(50)})
	if err != nil {
		t.Fatal(err)
	}
	send := func(who, purpose string) answer {
		t.Helper()
		return f.uploadTo(t, who, r.ID, form(purpose, "报告.pdf", pdf(100)))
	}
	send(approval.SalesRep, "feasibility_report").problem(409, approval.CodeConflict)
	send(approval.SalesRep, "receipt").want(http.StatusCreated)
	f.transit(t, r.ID, approval.Decision{ActorID: f.rep().ID, Step: approval.Draft, Outcome: approval.Submit, Facts: r.Facts()},
		approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.CommercialReport}})
	send(approval.SalesRep, "feasibility_report").problem(403, approval.CodeForbidden)
	send(approval.Finance, "feasibility_report").problem(403, approval.CodeForbidden)
	send(approval.Finance, "budget_report").problem(409, approval.CodeConflict)
	send(approval.Commercial, "receipt").problem(403, approval.CodeForbidden)
	send(approval.Commercial, "feasibility_report").want(http.StatusCreated)
	send(approval.SalesRep, "other").want(http.StatusCreated)
	for _, status := range []string{"rejected", "withdrawn", "approved"} {
		storagetest.ByHand(t, f.store, `UPDATE requests SET status = $2 WHERE id = $1`, r.ID, status)
		send(approval.SalesRep, "other").problem(409, approval.CodeConflict)
	}
	f.holds(t, 3)
}

// TestRefusedWhileUploading lets the request end while its file is on its way:
// what was allowed at the beginning is looked at again at the end.
func TestRefusedWhileUploading(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	body := form("receipt", "a.pdf", pdf(9*mib))
	late := &lateReader{body: body, at: 5 * mib, do: func() {
		storagetest.ByHand(t, f.store, `UPDATE requests SET status = 'withdrawn' WHERE id = $1`, f.draft.ID)
	}}
	f.uploadStream(t, late, -1).problem(409, approval.CodeConflict)
	f.holds(t, 0)
}

// TestRemove deletes what nobody has decided on, and nothing else.
func TestRemove(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	remove := func(a request.Attachment) answer {
		t.Helper()
		return f.send(t, approval.SalesRep, "DELETE", "/attachments/"+a.ID, nil)
	}
	slip, seen := f.attached(t, "slip.pdf", pdf(100)), f.attached(t, "seen.pdf", pdf(200))
	remove(slip).want(http.StatusNoContent)
	remove(slip).problem(404, approval.CodeNotFound)
	f.content(t, approval.SalesRep, "GET", slip.ID).problem(404, approval.CodeNotFound)
	if revision := f.count(t, `SELECT revision FROM requests WHERE id = $1`, f.draft.ID); revision != f.draft.Revision+3 {
		t.Errorf("revision %d after two files came and one went", revision)
	}
	if dropped := f.count(t, `SELECT count(*) FROM dropped_objects WHERE key = $1`, slip.ID); dropped != 1 {
		t.Errorf("%d objects noted for the sweep", dropped)
	}

	at := f.submitted(t)
	while := f.attached(t, "while.pdf", pdf(300))
	remove(seen).problem(409, approval.CodeConflict)
	remove(while).problem(409, approval.CodeConflict)
	f.signed(t, at, approval.Return, returned)
	after := f.attached(t, "after.pdf", pdf(400))
	remove(seen).problem(409, approval.CodeConflict)
	remove(while).problem(409, approval.CodeConflict)
	remove(after).want(http.StatusNoContent)

	detail := read[request.RequestDetail](f.send(t, approval.SalesRep, "GET", "/expense-requests/"+f.draft.ID, nil).want(200))
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

// TestRemoveAtOnce removes the same attachment from several sides: it goes once.
func TestRemoveAtOnce(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	a := f.attached(t, "a.pdf", pdf(100))
	statuses := map[string]int{}
	for _, got := range atOnce(8, func() answer { return f.send(t, approval.SalesRep, "DELETE", "/attachments/"+a.ID, nil) }) {
		statuses[fmt.Sprint(got.Status)]++
	}
	if statuses["204"] != 1 || statuses["404"] != 7 {
		t.Errorf("answers %v", statuses)
	}
	if revision := f.count(t, `SELECT revision FROM requests WHERE id = $1`, f.draft.ID); revision != f.draft.Revision+2 {
		t.Errorf("revision %d", revision)
	}
}

// lateReader does something in the middle of a body.
type lateReader struct {
	body []byte
	at   int
	do   func()
	read int
}

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
