// Package objectstest gives tests a bucket of their own on a real S3 store, and
// a line to it that can be cut.
package objectstest

import (
	"context"
	"os"
	"strings"
	"testing"

	"approvals/storage/objects"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// The environment variables that say where the store is.
const (
	EndpointVariable  = "APPROVALS_TEST_S3_ENDPOINT"
	AccessKeyVariable = "APPROVALS_TEST_S3_ACCESS_KEY"
	SecretKeyVariable = "APPROVALS_TEST_S3_SECRET_KEY"
)

// New makes an empty bucket, and drops it with all that is in it when the test
// has ended.
func New(t testing.TB) *objects.Store {
	t.Helper()
	return Open(t, NewConfig(t))
}

// Open prepares the use of a bucket that is there.
func Open(t testing.TB, cfg objects.Config) *objects.Store {
	t.Helper()
	store, err := objects.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// NewConfig is New for those who open the store themselves.
func NewConfig(t testing.TB) objects.Config {
	t.Helper()
	endpoint := os.Getenv(EndpointVariable)
	if endpoint == "" {
		t.Fatalf("%s is not set: run through make test", EndpointVariable)
	}
	cfg := objects.Config{
		Endpoint: endpoint, AccessKey: os.Getenv(AccessKeyVariable), SecretKey: os.Getenv(SecretKeyVariable),
		Bucket: "test-" + uuid.NewString(),
	}
	if err := Open(t, cfg).EnsureBucket(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The test's own context has ended by now.
		if err := Client(t, cfg).RemoveBucketWithOptions(context.Background(), cfg.Bucket,
			minio.RemoveBucketOptions{ForceDelete: true}); err != nil {
			t.Errorf("drop the test's bucket: %v", err)
		}
	})
	return cfg
}

// Client reaches the store past the package under test.
func Client(t testing.TB, cfg objects.Config) *minio.Client {
	t.Helper()
	_, host, _ := strings.Cut(cfg.Endpoint, "://")
	client, err := minio.New(host, &minio.Options{
		Creds:  credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure: strings.HasPrefix(cfg.Endpoint, "https://"),
		Region: "us-east-1",
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// Contents are the keys of the bucket's objects and of its unfinished uploads.
func Contents(t testing.TB, cfg objects.Config) (keys, unfinished []string) {
	t.Helper()
	client := Client(t, cfg)
	for object := range client.ListObjectsIter(t.Context(), cfg.Bucket, minio.ListObjectsOptions{Recursive: true}) {
		if object.Err != nil {
			t.Fatal(object.Err)
		}
		keys = append(keys, object.Key)
	}
	for upload := range client.ListIncompleteUploads(t.Context(), cfg.Bucket, "", true) {
		if upload.Err != nil {
			t.Fatal(upload.Err)
		}
		unfinished = append(unfinished, upload.Key)
	}
	return keys, unfinished
}
