package objects

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"
)

const (
	// singlePutSize is the maximum size, in bytes, of an object that is uploaded in one
	// call. Larger objects are uploaded in parts of partSize bytes, which bounds the
	// memory of an upload.
	singlePutSize = 1 << 20
	partSize      = 8 << 20
)

// headBuffers pools the buffers for the first bytes of uploads: growing a new buffer
// took as long as hashing its contents.
var headBuffers = sync.Pool{New: func() any {
	return bytes.NewBuffer(make([]byte, 0, singlePutSize+1+bytes.MinRead))
}}

// Stored describes a stored object.
type Stored struct {
	// Size is in bytes.
	Size int64
	// SHA256 is in hexadecimal.
	SHA256 string
}

// Put stores the bytes of r under the key. If reading r fails, Put returns that error
// unchanged and stores no object.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, contentType string) (Stored, error) {
	// The upload ends when r fails because the client disconnects. A canceled context
	// would also cancel the clean-up.
	ctx = context.WithoutCancel(ctx)
	from := &sourceReader{r: r}
	hash := sha256.New()
	stream := io.TeeReader(from, hash)
	options := minio.PutObjectOptions{ContentType: contentType, PartSize: partSize}

	head := headBuffers.Get().(*bytes.Buffer)
	head.Reset()
	_, err := io.CopyN(head, stream, singlePutSize+1)
	var info minio.UploadInfo
	switch {
	case errors.Is(err, io.EOF):
		info, err = s.client.PutObject(ctx, s.bucket, key, head, int64(head.Len()), options)
	case err == nil:
		info, err = s.client.PutObject(ctx, s.bucket, key, io.MultiReader(head, stream), -1, options)
	}
	if from.err != nil {
		return Stored{}, from.err
	}
	if err != nil {
		return Stored{}, mapError(err)
	}
	// Not after a failure, when the client may still be using the buffer.
	headBuffers.Put(head)
	return Stored{Size: info.Size, SHA256: hex.EncodeToString(hash.Sum(nil))}, nil
}

// sourceReader records a read error of r and returns another one to the S3 client,
// which would treat io.ErrUnexpectedEOF as the end of the object.
type sourceReader struct {
	r   io.Reader
	err error
}

var errSourceFailed = errors.New("the upload's source failed")

func (s *sourceReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
		return n, errSourceFailed
	}
	return n, err
}

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
