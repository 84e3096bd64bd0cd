package objects

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"

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
