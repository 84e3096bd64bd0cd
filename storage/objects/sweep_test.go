package objects_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"

	"github.com/google/go-cmp/cmp"
	"github.com/minio/minio-go/v7"
)

// testEnd is later than anything that a test does.
var testEnd = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// TestAfter walks over more objects than one answer of the store lists.
func TestAfter(t *testing.T) {
	store := objectstest.New(t)
	var keys []string
	for i := range 1005 {
		keys = append(keys, fmt.Sprintf("key-%04d", i))
	}
	began := time.Now().Add(-time.Second)
	var writers sync.WaitGroup
	for part := range slices.Chunk(keys, 130) {
		writers.Go(func() {
			for _, key := range slices.Backward(part) {
				if _, err := store.Put(t.Context(), key, strings.NewReader(key), "text/plain"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()

	walk := func(after string) (found []string) {
		for object, err := range store.After(t.Context(), after) {
			if err != nil {
				t.Fatal(err)
			}
			if object.StoredAt.Before(began) || object.StoredAt.After(time.Now().Add(time.Second)) {
				t.Errorf("%s was stored at %s", object.Key, object.StoredAt)
			}
			found = append(found, object.Key)
		}
		return found
	}
	for after, want := range map[string][]string{
		"": keys, "key-0003": keys[4:], "key-00035": keys[4:], "key-1003": keys[1004:], "key-9": nil,
	} {
		if diff := cmp.Diff(want, walk(after)); diff != "" {
			t.Errorf("after %q: %s", after, diff)
		}
	}
	// Who has seen enough can stop.
	for object, err := range store.After(t.Context(), "") {
		if err != nil || object.Key != keys[0] {
			t.Errorf("%s, %v", object.Key, err)
		}
		break
	}
}

// TestAbortUploads leaves the parts of an upload behind as a crash does.
func TestAbortUploads(t *testing.T) {
	cfg := objectstest.NewConfig(t)
	store := objectstest.Open(t, cfg)
	if _, err := store.Put(t.Context(), "whole", strings.NewReader("text"), "text/plain"); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		leaveUpload(t, cfg, fmt.Sprint("half-", i))
	}
	for _, c := range []struct {
		before time.Time
		want   int
	}{
		{time.Now().Add(-time.Hour), 0}, {testEnd, 3},
		// A later sweep has nothing to do.
		{testEnd, 0},
	} {
		if n, err := store.AbortUploads(t.Context(), c.before); n != c.want || err != nil {
			t.Errorf("begun before %s: %d aborted, want %d; %v", c.before, n, c.want, err)
		}
	}
	keys, unfinished := objectstest.Contents(t, cfg)
	if diff := cmp.Diff([]string{"whole"}, keys); diff != "" || len(unfinished) > 0 {
		t.Errorf("left: %v, uploads %q", keys, unfinished)
	}
}

// leaveUpload begins an upload, sends a part and stops.
func leaveUpload(t *testing.T, cfg objects.Config, key string) {
	t.Helper()
	core := minio.Core{Client: objectstest.Client(t, cfg)}
	id, err := core.NewMultipartUpload(t.Context(), cfg.Bucket, key, minio.PutObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := core.PutObjectPart(t.Context(), cfg.Bucket, key, id, 1, strings.NewReader("part"), 4, minio.PutObjectPartOptions{}); err != nil {
		t.Fatal(err)
	}
}
