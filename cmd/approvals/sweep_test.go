package main

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
)

// leftovers is a bucket with every kind of leftover.
type leftovers struct {
	*storagetest.Scene
	files   *objects.Store
	bucket  objects.Config
	request request.Request
}

func newLeftovers(t *testing.T) *leftovers {
	t.Helper()
	l := &leftovers{Scene: storagetest.NewScene(t), bucket: objectstest.NewConfig(t)}
	l.files = objectstest.Open(t, l.bucket)
	l.request = l.Expense(l.Rep, l.OwnProject.ID, "1.00")
	return l
}

// put stores an object without an attachment.
func (l *leftovers) put(key string) string {
	l.T.Helper()
	_, err := l.files.Put(l.T.Context(), key, strings.NewReader(key), "text/plain")
	l.Must(err)
	return key
}

// attach stores an object with its attachment.
func (l *leftovers) attach() string {
	l.T.Helper()
	key := l.put(uuid.Must(uuid.NewV7()).String())
	_, err := l.AddAttachment(l.T.Context(), l.Rep, request.Attachment{
		ID: key, RequestID: l.request.ID, Name: "a.txt", Size: 36, ContentType: "text/plain", SHA256: "00", Purpose: approval.PurposeReceipt})
	l.Must(err)
	return key
}

// beginUpload leaves an incomplete multipart upload.
func (l *leftovers) beginUpload() string {
	l.T.Helper()
	core, key := minio.Core{Client: objectstest.Client(l.T, l.bucket)}, uuid.NewString()
	id, err := core.NewMultipartUpload(l.T.Context(), l.bucket.Bucket, key, minio.PutObjectOptions{})
	l.Must(err)
	_, err = core.PutObjectPart(l.T.Context(), l.bucket.Bucket, key, id, 1, strings.NewReader("part"), 4, minio.PutObjectPartOptions{})
	l.Must(err)
	return key
}

// sweeper is a sweeper for which objects older than the time are leftovers.
func (l *leftovers) sweeper(uploadTime time.Duration) *sweeper {
	return &sweeper{store: l.Store, objects: l.files, log: slog.New(slog.DiscardHandler), maxUploadTime: uploadTime}
}

// wants fails the test unless the bucket has exactly these objects and uploads.
func (l *leftovers) wants(keys, uploads []string) {
	l.T.Helper()
	found, unfinished := objectstest.Contents(l.T, l.bucket)
	slices.Sort(keys)
	slices.Sort(found)
	if diff := cmp.Diff(keys, found); diff != "" {
		l.T.Error("objects:", diff)
	}
	if diff := cmp.Diff(uploads, unfinished); diff != "" {
		l.T.Error("unfinished uploads:", diff)
	}
}

func TestSweepObjects(t *testing.T) {
	l := newLeftovers(t)
	kept, dropped := l.attach(), l.attach()
	must(t, l.RemoveAttachment(t.Context(), l.Rep, dropped))
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
	if left, err := l.ObjectsToDelete(t.Context(), 10); err != nil || len(left) > 0 {
		t.Errorf("still noted as dropped: %q, %v", left, err)
	}
}

// TestSweepWithoutStore checks that nothing is forgotten while the object store is
// unavailable.
func TestSweepWithoutStore(t *testing.T) {
	l := newLeftovers(t)
	dropped := l.attach()
	must(t, l.RemoveAttachment(t.Context(), l.Rep, dropped))
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
