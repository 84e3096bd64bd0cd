package main

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
)

// leftovers is a bucket with everything that can be found in one.
type leftovers struct {
	t       *testing.T
	store   *storage.Store
	files   *objects.Store
	bucket  objects.Config
	rep     approval.Actor
	request request.Request
}

func newLeftovers(t *testing.T) *leftovers {
	t.Helper()
	l := &leftovers{t: t, store: storagetest.New(t), bucket: objectstest.NewConfig(t)}
	l.files = objectstest.Open(t, l.bucket)
	l.rep = storagetest.NewUser(t, l.store, "rep", approval.SalesRep)
	cust, err := l.store.CreateCustomer(t.Context(), l.rep, customer.Input{Name: p("客户")})
	must(t, err)
	project, err := l.store.CreateProject(t.Context(), l.rep, cust.ID, customer.ProjectInput{Name: p("项目")})
	must(t, err)
	l.request, err = l.store.CreateExpenseRequest(t.Context(), l.rep, project.ID, request.ExpenseRequestDraft{})
	must(t, err)
	return l
}

// put stores an object that has no attachment.
func (l *leftovers) put(key string) string {
	l.t.Helper()
	_, err := l.files.Put(l.t.Context(), key, strings.NewReader(key), "text/plain")
	must(l.t, err)
	return key
}

// attach stores an object with its attachment.
func (l *leftovers) attach() string {
	l.t.Helper()
	key := l.put(uuid.Must(uuid.NewV7()).String())
	_, err := l.store.AddAttachment(l.t.Context(), l.rep, request.Attachment{
		ID: key, RequestID: l.request.ID, Name: "a.txt", Size: 36, ContentType: "text/plain", SHA256: "00", Purpose: approval.PurposeReceipt})
	must(l.t, err)
	return key
}

// beginUpload leaves a part of an upload that nobody finishes.
func (l *leftovers) beginUpload() string {
	l.t.Helper()
	core, key := minio.Core{Client: objectstest.Client(l.t, l.bucket)}, uuid.NewString()
	id, err := core.NewMultipartUpload(l.t.Context(), l.bucket.Bucket, key, minio.PutObjectOptions{})
	must(l.t, err)
	_, err = core.PutObjectPart(l.t.Context(), l.bucket.Bucket, key, id, 1, strings.NewReader("part"), 4, minio.PutObjectPartOptions{})
	must(l.t, err)
	return key
}

// sweeper takes for left behind what is older than the time.
func (l *leftovers) sweeper(uploadTime time.Duration) *sweeper {
	return &sweeper{store: l.store, objects: l.files, log: slog.New(slog.DiscardHandler), maxUploadTime: uploadTime}
}

// wants fails the test unless the bucket holds exactly these.
func (l *leftovers) wants(keys, uploads []string) {
	l.t.Helper()
	found, unfinished := objectstest.Contents(l.t, l.bucket)
	slices.Sort(keys)
	slices.Sort(found)
	if diff := cmp.Diff(keys, found); diff != "" {
		l.t.Error("objects:", diff)
	}
	if diff := cmp.Diff(uploads, unfinished); diff != "" {
		l.t.Error("unfinished uploads:", diff)
	}
}

func TestSweepObjects(t *testing.T) {
	l := newLeftovers(t)
	kept, dropped := l.attach(), l.attach()
	must(t, l.store.RemoveAttachment(t.Context(), l.rep, dropped))
	orphan := l.put(uuid.Must(uuid.NewV7()).String())
	// A worker that was away for years still finds what a crash before left.
	old := l.put(minUUIDAt(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)))
	// Not ours: whatever it is, nothing here knows that it is not needed.
	others := []string{
		l.put("README.txt"), l.put("urn:uuid:" + uuid.NewString()), l.put(strings.ToUpper(uuid.NewString())), l.put("backup/" + uuid.NewString()),
	}
	upload := l.beginUpload()

	// An upload may be on its way: only what is known to be dropped goes.
	young := l.sweeper(24 * time.Hour)
	for range 2 {
		must(t, young.sweepObjects(t.Context()))
		l.wants(append([]string{kept, orphan, old}, others...), []string{upload})
	}
	// Later, everything that nobody needs goes.
	late := l.sweeper(0)
	for range 2 {
		must(t, late.sweepObjects(t.Context()))
		l.wants(append([]string{kept}, others...), nil)
	}
	if left, err := l.store.ObjectsToDelete(t.Context(), 10); err != nil || len(left) > 0 {
		t.Errorf("still noted as dropped: %q, %v", left, err)
	}
}

// TestSweepWithoutStore forgets nothing while the attachment store is away.
func TestSweepWithoutStore(t *testing.T) {
	l := newLeftovers(t)
	dropped := l.attach()
	must(t, l.store.RemoveAttachment(t.Context(), l.rep, dropped))
	line, through := objectstest.NewLine(t, l.bucket)
	line.Cut()
	s := l.sweeper(0)
	s.objects = objectstest.Open(t, through)
	if err := s.sweepObjects(t.Context()); approval.CodeOf(err) != approval.CodeUnavailable {
		t.Errorf("error %v, want unavailable", err)
	}
	l.wants([]string{dropped}, nil)
	line.Mend()
	must(t, s.sweepObjects(t.Context()))
	l.wants(nil, nil)
}

func TestTimeBound(t *testing.T) {
	before := minUUIDAt(time.Now())
	id := uuid.Must(uuid.NewV7()).String()
	if after := minUUIDAt(time.Now().Add(time.Millisecond)); before > id || id >= after {
		t.Errorf("%s is not between %s and %s", id, before, after)
	}
}
