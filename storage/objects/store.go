// Package objects keeps the bytes of attachments in an S3 store such as MinIO.
// It keeps to plain calls that any S3 store answers.
package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"

	"approvals/workflows/approval"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Config says where the store is.
type Config struct {
	// Endpoint is a URL such as http://127.0.0.1:9000.
	Endpoint  string
	AccessKey string
	SecretKey string
	Bucket    string
}

// Store is one bucket. Its methods can be called by many goroutines at once.
// A store that cannot be reached is an unavailable *approval.Error.
type Store struct {
	client *minio.Client
	bucket string
}

// Open prepares the use of the store; it does not connect yet.
func Open(cfg Config) (*Store, error) {
	endpoint, err := url.Parse(cfg.Endpoint)
	if err != nil || endpoint.Host == "" || endpoint.Scheme != "http" && endpoint.Scheme != "https" {
		return nil, fmt.Errorf("attachment store address %q: want http://host:port or https://host:port", cfg.Endpoint)
	}
	secure := endpoint.Scheme == "https"
	transport, err := newTransport(secure)
	if err != nil {
		return nil, fmt.Errorf("attachment store: %w", err)
	}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds:     credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure:    secure,
		Transport: transport,
		// Without a region the client asks the store for it before the first
		// call, and that answer is not retried.
		Region: "us-east-1",
		// A person waits: better to say at once that the store cannot be reached.
		MaxRetries: 2,
	})
	if err != nil {
		return nil, fmt.Errorf("attachment store: %w", err)
	}
	return &Store{client: client, bucket: cfg.Bucket}, nil
}

// EnsureBucket makes the bucket if it is missing.
func (s *Store) EnsureBucket(ctx context.Context) error {
	exists, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil || exists {
		return mapError(err)
	}
	err = s.client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{})
	if minio.ToErrorResponse(err).Code == minio.BucketAlreadyOwnedByYou {
		return nil
	}
	return mapError(err)
}

// Ready reports whether the store answers and has the bucket.
func (s *Store) Ready(ctx context.Context) error {
	exists, err := s.client.BucketExists(ctx, s.bucket)
	if err == nil && !exists {
		return fmt.Errorf("there is no bucket %q", s.bucket)
	}
	return mapError(err)
}

// Open returns the object's bytes; they are fetched as they are read, from
// where they are read. That there is no such object is a not_found Error.
func (s *Store) Open(ctx context.Context, key string) (io.ReadSeekCloser, error) {
	object, err := s.client.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, mapError(err)
	}
	if _, err := object.Stat(); err != nil {
		object.Close()
		return nil, mapError(err)
	}
	return object, nil
}

// Remove deletes an object; that there is none is no error.
func (s *Store) Remove(ctx context.Context, key string) error {
	return mapError(s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}))
}

// MapError turns an error of the client into an approval.Error where somebody can
// do something about it.
func mapError(err error) error {
	if err == nil {
		return nil
	}
	var network net.Error
	response := minio.ToErrorResponse(err)
	switch {
	case response.Code == minio.NoSuchKey:
		return fmt.Errorf("%w (%w)", approval.NotFound(), err)
	case errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), response.StatusCode >= 500,
		// The bucket is made as soon as the store answers, a moment later.
		response.Code == minio.NoSuchBucket:
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartObjects), err)
	default:
		return err
	}
}
