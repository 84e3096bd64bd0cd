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

	"approvals/api/apitest"
	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/storage/request"
)

const (
	kib = 1 << 10
	mib = 1 << 20
)

// fileScene is a scene with a real object store and a draft of the sales
// representative.
type fileScene struct {
	*scene
	bucket objects.Config
	draft  request.Request
}

func newFileScene(t testing.TB, change ...func(*Config)) *fileScene {
	t.Helper()
	s := &fileScene{bucket: objectstest.NewConfig(t)}
	real := func(c *Config) { c.Objects = objectstest.Open(t, s.bucket) }
	s.scene = newScene(t, append([]func(*Config){real}, change...)...)
	s.OwnCustomer, s.OwnProject = s.NewProject(s.Rep)
	s.draft = s.Expense(s.Rep, s.OwnProject.ID, "10.00")
	return s
}

// pdf returns a file of the size that begins like a PDF.
func pdf(size int) []byte {
	b := make([]byte, size)
	rand.NewChaCha8([32]byte{byte(size)}).Read(b)
	copy(b, "%PDF-1.7\n")
	return b
}

// farFuture is later than anything that a test does.
var farFuture = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

const boundary = "part-after-part"

// form returns a valid multipart body. The name is not escaped, so that a test can send
// any.
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

// upload uploads a form to the draft.
func (s *fileScene) upload(t testing.TB, body []byte, headers ...string) apitest.Reply {
	t.Helper()
	return s.uploadTo(t, "rep", s.draft.ID, body, headers...)
}

func (s *fileScene) uploadTo(t testing.TB, as, requestID string, body []byte, headers ...string) apitest.Reply {
	t.Helper()
	return s.Send(t, as, "POST", "/requests/"+requestID+"/attachments", body, append(formType[:2:2], headers...)...)
}

// uploadStream uploads a body with the length, or without a length if it is -1.
func (s *fileScene) uploadStream(t testing.TB, body io.Reader, length int64) apitest.Reply {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, basePath+"/requests/"+s.draft.ID+"/attachments", body)
	r.ContentLength = length
	r.Header.Set(formType[0], formType[1])
	r.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
	recorder := httptest.NewRecorder()
	s.Handler().ServeHTTP(recorder, r)
	return apitest.ReplyOf(t, recorder.Result())
}

// attached uploads a file that must be accepted.
func (s *fileScene) attached(t testing.TB, name string, content []byte) request.Attachment {
	t.Helper()
	return apitest.Read[request.Attachment](s.upload(t, form("receipt", name, content)).Want(http.StatusCreated))
}

// content downloads an attachment as the user.
func (s *fileScene) content(t testing.TB, as, method, id string, headers ...string) apitest.Reply {
	t.Helper()
	return s.Send(t, as, method, "/attachments/"+id+"/content", nil, headers...)
}

// holds fails the test unless there are that many attachments and objects and no
// incomplete uploads.
func (s *fileScene) holds(t testing.TB, want int) {
	t.Helper()
	if rows := s.count(t, `SELECT count(*) FROM attachments`); rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
	keys, unfinished := objectstest.Contents(t, s.bucket)
	if len(keys) != want || len(unfinished) > 0 {
		t.Errorf("objects %q and unfinished uploads %q, want %d objects", keys, unfinished, want)
	}
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// endless is an endless reader that counts the bytes read.
type endless struct {
	head  *bytes.Reader
	taken int
}

// Read implements io.Reader.
func (e *endless) Read(p []byte) (int, error) {
	if e.head.Len() > 0 {
		return e.head.Read(p)
	}
	e.taken += len(p)
	clear(p)
	return len(p), nil
}

// atOnce calls do n times concurrently.
func atOnce(n int, do func() apitest.Reply) []apitest.Reply {
	answers := make([]apitest.Reply, n)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = do() })
	}
	all.Wait()
	return answers
}
