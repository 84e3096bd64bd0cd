package main

import (
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/activities"
	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
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

// TestQueuedSubmission sends queued submissions to a real engine: an error of the database
// keeps one queued and shows it as stuck, and a rule ends one with an event and a
// notification.
func TestQueuedSubmission(t *testing.T) {
	t.Parallel()
	scene := storagetest.NewScene(t)
	dialed, err := client.Dial(client.Options{HostPort: os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS"),
		Namespace: os.Getenv("APPROVALS_TEST_TEMPORAL_NAMESPACE"), Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	must(t, err)
	t.Cleanup(dialed.Close)
	queue := "queued-" + uuid.NewString()
	work := worker.New(dialed, queue, worker.Options{})
	workflows.Register(work)
	activities.Transitions{Store: scene.Store}.Register(work)
	must(t, work.Start())
	t.Cleanup(work.Stop)
	s := &sweeper{store: scene.Store, engine: workflows.NewClient(dialed, queue), log: slog.New(slog.DiscardHandler)}
	key := strings.Repeat("ab", 32)
	queued := func(amount string) request.Request {
		t.Helper()
		r := scene.Expense(scene.Rep, scene.OwnProject.ID, amount)
		sub, err := scene.PrepareSubmission(t.Context(), scene.Rep, r)
		must(t, err)
		sub.UpdateID, sub.Decision.KeyHash, sub.Decision.Fingerprint = uuid.NewString(), key, key
		must(t, scene.QueueSubmission(t.Context(), sub))
		return r
	}
	sweep := func(r request.Request) request.Request {
		t.Helper()
		scene.ByHand(`UPDATE requests SET updated_at = now() - interval '1 minute' WHERE status = 'submitting'`)
		must(t, s.sweepSubmissions(t.Context()))
		now, err := scene.Request(t.Context(), scene.Rep, r.ID)
		must(t, err)
		return now
	}
	stuck := func() (kinds []approval.StuckKind) {
		t.Helper()
		must(t, scene.SweepStuck(t.Context(), s.engine))
		found, _, err := scene.StuckRequests(t.Context(), scene.Admin, postgres.Page{Limit: 10})
		must(t, err)
		for _, f := range found {
			for _, p := range f.Problems {
				kinds = append(kinds, p.Kind)
			}
		}
		return kinds
	}

	failing := queued("120.00")
	scene.ByHand(`ALTER TABLE decisions ADD CONSTRAINT broken CHECK (false) NOT VALID`)
	for range 2 {
		if now := sweep(failing); now.Status != approval.StatusSubmitting {
			t.Fatalf("after an error of the database it is %s", now.Status)
		}
	}
	scene.ByHand(`UPDATE requests SET submitting = jsonb_set(submitting, '{queued_at}', to_jsonb(now() - interval '2 minutes')) WHERE id = $1`, failing.ID)
	if got := stuck(); !slices.Equal(got, []approval.StuckKind{approval.SubmissionWaiting}) {
		t.Errorf("stuck: %v", got)
	}
	scene.ByHand(`ALTER TABLE decisions DROP CONSTRAINT broken`)
	if now := sweep(failing); now.Status != approval.StatusInReview {
		t.Errorf("when the database is well again it is %s", now.Status)
	}
	if got := stuck(); len(got) > 0 {
		t.Errorf("still stuck: %v", got)
	}

	key = strings.Repeat("cd", 32)
	refused := queued("130.00")
	scene.ByHand(`UPDATE projects SET archived_at = now() WHERE id = $1`, scene.OwnProject.ID)
	if now := sweep(refused); now.Status != approval.StatusDraft {
		t.Errorf("refused, it is %s", now.Status)
	}
	detail, err := scene.RequestDetail(t.Context(), scene.Rep, refused.ID)
	must(t, err)
	events := detail.Events
	if len(events) != 1 || events[0].Kind != "expense_request.submission_refused" || !strings.Contains(events[0].Summary.ZH, "归档") {
		t.Errorf("the timeline has %+v", events)
	}
	told, _, err := scene.Notifications(t.Context(), scene.Rep.ID, true, postgres.Page{Limit: 10})
	must(t, err)
	if len(told) != 1 || told[0].Kind != request.SubmissionRefused || told[0].Link != "/expense-requests/"+refused.ID {
		t.Errorf("the author is told %+v", told)
	}
	scene.ByHand(`UPDATE projects SET archived_at = NULL WHERE id = $1`, scene.OwnProject.ID)
	// Its key is free again.
	refused, err = scene.Request(t.Context(), scene.Rep, refused.ID)
	must(t, err)
	again, err := scene.PrepareSubmission(t.Context(), scene.Rep, refused)
	must(t, err)
	again.UpdateID, again.Decision.KeyHash, again.Decision.Fingerprint = uuid.NewString(), key, strings.Repeat("ef", 32)
	must(t, scene.QueueSubmission(t.Context(), again))
	if now := sweep(refused); now.Status != approval.StatusInReview {
		t.Errorf("submitted again, it is %s", now.Status)
	}
}
