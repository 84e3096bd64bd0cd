package objects_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"approvals/storage/objects/objectstest"
	"approvals/workflows/approval"
)

// TestSeek reads pieces of an object in any order.
func TestSeek(t *testing.T) {
	store := objectstest.New(t)
	whole := random(3 * mib)
	if _, err := store.Put(t.Context(), "object", bytes.NewReader(whole), "application/pdf"); err != nil {
		t.Fatal(err)
	}
	object, err := store.Open(t.Context(), "object")
	if err != nil {
		t.Fatal(err)
	}
	defer object.Close()
	size := int64(len(whole))
	for _, c := range []struct {
		offset int64
		whence int
		from   int64
	}{
		{0, io.SeekEnd, size}, {0, io.SeekStart, 0}, {2 * mib, io.SeekStart, 2 * mib}, {-5, io.SeekEnd, size - 5},
		{7, io.SeekStart, 7}, {100, io.SeekCurrent, 7 + 10 + 100}, {0, io.SeekStart, 0},
	} {
		at, err := object.Seek(c.offset, c.whence)
		if err != nil || at != c.from {
			t.Fatalf("seek %+v: %d, %v", c, at, err)
		}
		piece := make([]byte, 10)
		n, err := io.ReadFull(object, piece)
		if want := whole[c.from:min(c.from+10, size)]; !bytes.Equal(piece[:n], want) {
			t.Errorf("at %d: %x, want %x (%v)", c.from, piece[:n], want, err)
		}
	}
	if _, err := object.Seek(-1, io.SeekStart); err == nil {
		t.Error("sought before the beginning")
	}
}

func TestOpenNothing(t *testing.T) {
	store := objectstest.New(t)
	if _, err := store.Open(t.Context(), "nothing"); approval.CodeOf(err) != approval.CodeNotFound {
		t.Errorf("%v, want not found", err)
	}
}

func TestRemove(t *testing.T) {
	store := objectstest.New(t)
	if _, err := store.Put(t.Context(), "object", strings.NewReader("text"), "text/plain"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := store.Remove(t.Context(), "object"); err != nil {
			t.Error(err)
		}
	}
	if _, err := store.Open(t.Context(), "object"); approval.CodeOf(err) != approval.CodeNotFound {
		t.Errorf("%v, want not found", err)
	}
}

func TestEnsureBucketTwice(t *testing.T) {
	store := objectstest.New(t)
	if err := store.EnsureBucket(t.Context()); err != nil {
		t.Error(err)
	}
	if err := store.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}
