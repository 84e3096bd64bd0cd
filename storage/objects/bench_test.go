package objects_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"approvals/storage/objects/objectstest"

	"github.com/minio/minio-go/v7"
)

// BenchmarkPut stores 1 MiB through Put and, in turn, with the client alone, and
// reports how many times as long Put takes: what reading an unknown length and
// hashing cost.
func BenchmarkPut(b *testing.B) {
	cfg := objectstest.NewConfig(b)
	store, client := objectstest.Open(b, cfg), objectstest.Client(b, cfg)
	content := random(mib)
	b.SetBytes(mib)
	b.ReportAllocs()
	var ours, alone time.Duration
	for b.Loop() {
		began := time.Now()
		// Nothing of the reader but Read: what comes over the network has no size.
		if _, err := store.Put(b.Context(), "ours", io.MultiReader(bytes.NewReader(content)), "application/pdf"); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if _, err := client.PutObject(b.Context(), cfg.Bucket, "alone", bytes.NewReader(content), mib,
			minio.PutObjectOptions{ContentType: "application/pdf"}); err != nil {
			b.Fatal(err)
		}
		ours += between.Sub(began)
		alone += time.Since(between)
	}
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "put-ms")
	b.ReportMetric(float64(alone.Milliseconds())/float64(b.N), "client-ms")
	b.ReportMetric(float64(ours)/float64(alone), "ratio")
}
