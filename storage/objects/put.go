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
	// wholeSize is how large an object may be, in bytes, to be sent in one call;
	// a larger one goes in parts, whose buffer bounds the memory of an upload.
	wholeSize = 1 << 20
	partSize  = 8 << 20
)

// heads are buffers for the beginnings of uploads: growing one anew for each took
// as long as hashing what it holds.
var heads = sync.Pool{New: func() any {
	return bytes.NewBuffer(make([]byte, 0, wholeSize+1+bytes.MinRead))
}}

// Stored is what an object turned out to be while it was stored.
type Stored struct {
	// Size is in bytes.
	Size int64
	// SHA256 is in hexadecimal.
	SHA256 string
}

// Put stores what r gives, up to its end, under the key. An error of r's own is
// returned as it is, and then no object is left.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, contentType string) (Stored, error) {
	// When the client goes away its reader fails, and that ends the upload; a
	// canceled context would end the clean-up too.
	ctx = context.WithoutCancel(ctx)
	from := &source{r: r}
	hash := sha256.New()
	stream := io.TeeReader(from, hash)
	options := minio.PutObjectOptions{ContentType: contentType, PartSize: partSize}

	head := heads.Get().(*bytes.Buffer)
	head.Reset()
	_, err := io.CopyN(head, stream, wholeSize+1)
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
	// After a failure the client may not have let go of it yet.
	heads.Put(head)
	return Stored{Size: info.Size, SHA256: hex.EncodeToString(hash.Sum(nil))}, nil
}

// source keeps the error that ends r early, and hides it from the client: one
// that is io.ErrUnexpectedEOF would pass for the end of the object.
type source struct {
	r   io.Reader
	err error
}

var errSource = errors.New("the upload's source failed")

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
		return n, errSource
	}
	return n, err
}
