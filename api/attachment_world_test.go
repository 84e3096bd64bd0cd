package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"approvals/storage/customer"
	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

const (
	kib = 1 << 10
	mib = 1 << 20
)

// fileWorld is a world with a real attachment store, and a draft of the sales
// representative to attach files to.
type fileWorld struct {
	*world
	bucket  objects.Config
	project customer.Project
	draft   request.Request
}

func newFileWorld(t testing.TB, change ...func(*Config)) *fileWorld {
	t.Helper()
	f := &fileWorld{bucket: objectstest.NewConfig(t)}
	real := func(c *Config) { c.Objects = objectstest.Open(t, f.bucket) }
	f.world = newWorld(t, append([]func(*Config){real}, change...)...)
	cust := f.customerOf(t, approval.SalesRep, "客户")
	var err error
	f.project, err = f.store.CreateProject(t.Context(), f.rep(), cust.ID, customer.ProjectInput{Name: ptr("项目")})
	if err != nil {
		t.Fatal(err)
	}
	f.draft = f.newDraft(t)
	return f
}

func (f *fileWorld) rep() approval.Actor { return f.actors[approval.SalesRep] }

// newDraft makes an expense request that could be submitted.
func (f *fileWorld) newDraft(t testing.TB) request.Request {
	t.Helper()
	r, err := f.store.CreateExpenseRequest(t.Context(), f.rep(), f.project.ID, request.ExpenseRequestDraft{
		Category: ptr("travel"), Amount: &approval.Money{Amount: "10.00", Currency: "CNY"}, Purpose: ptr("高铁票"),
		SpentOn: ptr(approval.Date("2026-11-20"))})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// set sets a global variable.
func (f *world) set(t testing.TB, key, value string) {
	t.Helper()
	if _, err := f.store.SetVariable(t.Context(), f.actors[approval.Administrator], key, nil, []byte(value)); err != nil {
		t.Fatal(err)
	}
}

// pdf is a file that begins as a PDF does and has the size.
func pdf(size int) []byte {
	b := make([]byte, size)
	rand.NewChaCha8([32]byte{byte(size)}).Read(b)
	copy(b, "%PDF-1.7\n")
	return b
}

// farFuture is later than anything that a test does.
var farFuture = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

const boundary = "part-after-part"

// form is a multipart body with everything where it belongs. The name stands in
// it as it is, so that a test can send any.
func form(purpose, name string, content []byte) []byte {
	return slicesOf(formHead(purpose, name), string(content), formTail)
}

const formTail = "\r\n--" + boundary + "--\r\n"

func formHead(purpose, name string) string { return formField("purpose", purpose) + formFile(name) }

func formField(name, value string) string {
	return fmt.Sprintf("--%s\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", boundary, name, value)
}

func formFile(name string) string {
	return fmt.Sprintf("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"+
		"Content-Type: application/octet-stream\r\n\r\n", boundary, name)
}

func slicesOf(parts ...string) (all []byte) {
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

var formType = []string{"Content-Type", "multipart/form-data; boundary=" + boundary}

// upload sends a form to the draft.
func (f *fileWorld) upload(t testing.TB, body []byte, headers ...string) answer {
	t.Helper()
	return f.uploadTo(t, approval.SalesRep, f.draft.ID, body, headers...)
}

func (f *fileWorld) uploadTo(t testing.TB, as, requestID string, body []byte, headers ...string) answer {
	t.Helper()
	return f.send(t, as, "POST", "/requests/"+requestID+"/attachments", body, append(formType[:2:2], headers...)...)
}

// uploadStream sends a body whose length is told, or not told with -1, whatever
// there is in it.
func (f *fileWorld) uploadStream(t testing.TB, body io.Reader, length int64) answer {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, basePath+"/requests/"+f.draft.ID+"/attachments", body)
	r.ContentLength = length
	r.Header.Set(formType[0], formType[1])
	r.Header.Set("Authorization", "Bearer "+f.tokens[approval.SalesRep])
	recorder := httptest.NewRecorder()
	f.Handler().ServeHTTP(recorder, r)
	return answer{t, recorder.Code, recorder.Header(), recorder.Body.String()}
}

// attached uploads a file that must be taken.
func (f *fileWorld) attached(t testing.TB, name string, content []byte) request.Attachment {
	t.Helper()
	return read[request.Attachment](f.upload(t, form("receipt", name, content)).want(http.StatusCreated))
}

// content downloads an attachment as somebody.
func (f *fileWorld) content(t testing.TB, as, method, id string, headers ...string) answer {
	t.Helper()
	return f.send(t, as, method, "/attachments/"+id+"/content", nil, headers...)
}

// holds fails the test unless there are so many attachments, objects, and no
// unfinished uploads.
func (f *fileWorld) holds(t testing.TB, want int) {
	t.Helper()
	if rows := f.count(t, `SELECT count(*) FROM attachments`); rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
	keys, unfinished := objectstest.Contents(t, f.bucket)
	if len(keys) != want || len(unfinished) > 0 {
		t.Errorf("objects %q and unfinished uploads %q, want %d objects", keys, unfinished, want)
	}
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// locations are the fields that a problem names.
func (p Problem) locations() (named []string) {
	for _, e := range p.Errors {
		named = append(named, e.Location)
	}
	return named
}

// endless never ends, and counts what is taken from it.
type endless struct {
	head  *bytes.Reader
	taken int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.head.Len() > 0 {
		return e.head.Read(p)
	}
	e.taken += len(p)
	clear(p)
	return len(p), nil
}

// atOnce does the same n times at the same time.
func atOnce(n int, do func() answer) []answer {
	answers := make([]answer, n)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = do() })
	}
	all.Wait()
	return answers
}
