package objects_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/workflows/approval"

	"github.com/minio/minio-go/v7"
)

const (
	kib = 1 << 10
	mib = 1 << 20
)

// random gives the same bytes for the same size.
func random(size int) []byte {
	b := make([]byte, size)
	rand.NewChaCha8([32]byte{byte(size)}).Read(b)
	return b
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func TestPut(t *testing.T) {
	cfg := objectstest.NewConfig(t)
	store := objectstest.Open(t, cfg)
	for _, c := range []struct {
		size  int
		parts bool
	}{
		{0, false}, {1, false}, {mib - 1, false}, {mib, false}, {mib + 1, true}, {8 * mib, true}, {8*mib + 1, true}, {20*mib + 5, true},
	} {
		t.Run(fmt.Sprint(c.size), func(t *testing.T) {
			want, key := random(c.size), fmt.Sprint("size-", c.size)
			// A reader as the network is: in pieces, its end known only by itself.
			got, err := store.Put(t.Context(), key, iotest.DataErrReader(iotest.HalfReader(bytes.NewReader(want))), "application/pdf")
			if err != nil {
				t.Fatal(err)
			}
			if stored := (objects.Stored{Size: int64(c.size), SHA256: hexSum(want)}); got != stored {
				t.Errorf("stored %+v, want %+v", got, stored)
			}
			if back := readObject(t, store, key); !bytes.Equal(back, want) {
				t.Errorf("%d other bytes came back", len(back))
			}
			info, err := objectstest.Client(t, cfg).StatObject(t.Context(), cfg.Bucket, key, minio.StatObjectOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if info.ContentType != "application/pdf" {
				t.Errorf("content type %q", info.ContentType)
			}
			// S3 puts the number of parts into the tag of what came in parts.
			if parts := strings.Contains(info.ETag, "-"); parts != c.parts {
				t.Errorf("came in parts: %t, want %t", parts, c.parts)
			}
		})
	}
}

func readObject(t *testing.T, store *objects.Store, key string) []byte {
	t.Helper()
	object, err := store.Open(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer object.Close()
	all, err := io.ReadAll(object)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPutWhoseSourceFails makes sure that half of an object never passes for the
// whole, whatever error ends it, and that nothing of it stays.
func TestPutWhoseSourceFails(t *testing.T) {
	cfg := objectstest.NewConfig(t)
	store := objectstest.Open(t, cfg)
	for _, failure := range []error{
		errors.New("the client hung up"), io.ErrUnexpectedEOF, io.ErrClosedPipe, context.Canceled,
		fmt.Errorf("wrapped: %w", io.EOF),
	} {
		for _, after := range []int{0, 100, mib - 1, mib, mib + 1, 8 * mib, 9 * mib, 16 * mib} {
			source := io.MultiReader(bytes.NewReader(random(after)), iotest.ErrReader(failure))
			if _, err := store.Put(t.Context(), "broken", source, "text/plain"); err != failure {
				t.Errorf("after %d bytes and %q: %v", after, failure, err)
			}
		}
	}
	if keys, unfinished := objectstest.Contents(t, cfg); len(keys)+len(unfinished) > 0 {
		t.Errorf("left: objects %q, uploads %q", keys, unfinished)
	}
}

// TestPutCanceled ends the context as a client that goes away does: its reader
// fails at the same moment, and the clean-up must still go through.
func TestPutCanceled(t *testing.T) {
	cfg := objectstest.NewConfig(t)
	store := objectstest.Open(t, cfg)
	ctx, cancel := context.WithCancel(t.Context())
	source := io.MultiReader(bytes.NewReader(random(9*mib)), readerFunc(func([]byte) (int, error) {
		cancel()
		return 0, ctx.Err()
	}))
	if _, err := store.Put(ctx, "canceled", source, "text/plain"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if keys, unfinished := objectstest.Contents(t, cfg); len(keys)+len(unfinished) > 0 {
		t.Errorf("left: objects %q, uploads %q", keys, unfinished)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestStoreAway cuts the line at different moments of every call.
func TestStoreAway(t *testing.T) {
	cfg := objectstest.NewConfig(t)
	line, through := objectstest.NewLine(t, cfg)
	store := objectstest.Open(t, through)
	put := func(size int) error {
		_, err := store.Put(t.Context(), "object", bytes.NewReader(random(size)), "text/plain")
		return err
	}
	wantAway := func(what string, err error) {
		t.Helper()
		if approval.CodeOf(err) != approval.CodeUnavailable {
			t.Errorf("%s: %v, want unavailable", what, err)
		}
	}
	if err := put(kib); err != nil {
		t.Fatal(err)
	}

	line.Cut()
	wantAway("put", put(kib))
	wantAway("put in parts", put(2*mib))
	_, err := store.Open(t.Context(), "object")
	wantAway("open", err)
	wantAway("remove", store.Remove(t.Context(), "object"))
	wantAway("make the bucket", store.EnsureBucket(t.Context()))
	wantAway("ready", store.Ready(t.Context()))
	for _, err := range store.After(t.Context(), "") {
		wantAway("walk", err)
	}
	_, err = store.AbortUploads(t.Context(), testEnd)
	wantAway("abort uploads", err)

	line.CutAfterUp(500 * kib)
	wantAway("put that is cut off", put(mib))
	line.CutAfterUp(9 * mib)
	wantAway("put in parts that is cut off", put(20*mib))
	line.Mend()
	if err := put(mib); err != nil {
		t.Errorf("after all that: %v", err)
	}
	line.CutAfterDown(100 * kib)
	object, err := store.Open(t.Context(), "object")
	if err != nil {
		t.Fatal(err)
	}
	defer object.Close()
	if n, err := io.Copy(io.Discard, object); err == nil {
		t.Errorf("%d bytes came over a cut line as if they were all", n)
	}
}

// TestNoBucket is the time between the store's start and the making of the
// bucket.
func TestNoBucket(t *testing.T) {
	cfg := objectstest.NewConfig(t)
	cfg.Bucket += "-other"
	store := objectstest.Open(t, cfg)
	if _, err := store.Put(t.Context(), "key", strings.NewReader("text"), "text/plain"); approval.CodeOf(err) != approval.CodeUnavailable {
		t.Errorf("put: %v, want unavailable", err)
	}
	if err := store.Ready(t.Context()); err == nil {
		t.Error("ready without a bucket")
	}
}

func TestOpenRefusesAddresses(t *testing.T) {
	for _, endpoint := range []string{"", "127.0.0.1:9000", "ftp://127.0.0.1", "http://", "://"} {
		if _, err := objects.Open(objects.Config{Endpoint: endpoint}); err == nil {
			t.Errorf("%q is taken", endpoint)
		}
	}
}
