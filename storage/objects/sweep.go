package objects

import (
	"context"
	"iter"
	"time"

	"github.com/minio/minio-go/v7"
)

// Object is a stored object.
type Object struct {
	Key string
	// StoredAt is when the upload ended or, in some stores, when it began.
	StoredAt time.Time
}

// After iterates over the objects whose keys sort after key, in order. An error ends
// the iteration.
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

// AbortUploads aborts incomplete multipart uploads that were started before the time,
// and returns their number. MinIO lists only uploads started since its own start; it
// aborts older ones itself after a day (setting api.stale_uploads_expiry).
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
