package objects

import (
	"context"
	"iter"
	"time"

	"github.com/minio/minio-go/v7"
)

// Object is an object that the store holds.
type Object struct {
	Key string
	// StoredAt is when its upload ended; some stores say when it began.
	StoredAt time.Time
}

// After walks over the objects whose key sorts after the given one, in order.
// An error ends the walk.
func (s *Store) After(ctx context.Context, key string) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		for info := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{StartAfter: key, Recursive: true}) {
			if info.Err != nil {
				yield(Object{}, mapError(info.Err))
				return
			}
			if !yield(Object{Key: info.Key, StoredAt: info.LastModified}, nil) {
				return
			}
		}
	}
}

// AbortUploads drops the parts of uploads that were begun before and never
// finished, and returns how many there were. MinIO tells only of those begun
// since it was started; what is older it drops by itself, a day after its
// beginning (its setting api.stale_uploads_expiry).
func (s *Store) AbortUploads(ctx context.Context, before time.Time) (aborted int, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for upload := range s.client.ListIncompleteUploads(ctx, s.bucket, "", true) {
		if upload.Err != nil {
			return aborted, mapError(upload.Err)
		}
		if upload.Initiated.After(before) {
			continue
		}
		if err := s.client.RemoveIncompleteUpload(ctx, s.bucket, upload.Key); err != nil {
			return aborted, mapError(err)
		}
		aborted++
	}
	return aborted, nil
}
