// Package objects stores the bytes of attachments in an S3 store such as MinIO. It
// uses only basic calls that every S3 store supports.
package objects

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"approvals/workflows/approval"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Config is the address of the store with its credentials.
type Config struct {
	// Endpoint is a URL such as http://127.0.0.1:9000.
	Endpoint  string
	AccessKey string
	SecretKey string
	Bucket    string
}

// Store is one bucket. It is safe for concurrent use. Its methods return an unavailable
// *approval.Error if the store cannot be reached.
type Store struct {
	client *minio.Client
	bucket string
}

// Open prepares a client for the store; it does not connect yet.
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
		// Without a region the client queries it before the first call, without
		// retries.
		Region: "us-east-1",
		// Few retries, because a user waits for the answer.
		MaxRetries: 2,
	})
	if err != nil {
		return nil, fmt.Errorf("attachment store: %w", err)
	}
	return &Store{client: client, bucket: cfg.Bucket}, nil
}

// EnsureBucket creates the bucket if it is missing.
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

// EnsureLockedBucket creates the bucket if it is missing, with object lock and so with
// versions where the store has them. How long objects are retained is set on the bucket.
func (s *Store) EnsureLockedBucket(ctx context.Context) error {
	exists, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil || exists {
		return mapError(err)
	}
	err = s.client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{ObjectLocking: true})
	switch minio.ToErrorResponse(err).Code {
	case minio.BucketAlreadyOwnedByYou:
		return nil
	case minio.NotImplemented:
		return s.EnsureBucket(ctx)
	default:
		return mapError(err)
	}
}

// Ready returns nil if the store is available and has the bucket.
func (s *Store) Ready(ctx context.Context) error {
	exists, err := s.client.BucketExists(ctx, s.bucket)
	if err == nil && !exists {
		return fmt.Errorf("bucket %q does not exist", s.bucket)
	}
	return mapError(err)
}

// Open returns a reader of the object, which fetches bytes on demand. It returns a
// not_found Error if the object does not exist.
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

// Remove deletes an object. It is not an error if the object does not exist.
func (s *Store) Remove(ctx context.Context, key string) error {
	return mapError(s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}))
}

// mapError maps an error of the client to an approval.Error if the caller can react to
// it.
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
		// The API creates the bucket as soon as the store is available.
		response.Code == minio.NoSuchBucket:
		return fmt.Errorf("%w (%w)", approval.Unavailable(approval.PartObjects), err)
	default:
		return err
	}
}

const (
	dialTimeout = 5 * time.Second
	// responseTimeout is how long the store may take to answer after it has received
	// the request. The client tries twice, so a user may wait twice as long.
	responseTimeout = 5 * time.Second
	// idleTimeout is how long a transfer may make no progress.
	idleTimeout = 10 * time.Second
	// keepAliveTimeout is shorter than idleTimeout, so that the pool closes an idle
	// connection before its deadline expires.
	keepAliveTimeout = 5 * time.Second
)

// newTransport returns a transport with timeouts, so that requests fail when the store
// accepts connections but does not answer.
func newTransport(secure bool) (http.RoundTripper, error) {
	t, err := minio.DefaultTransport(secure)
	if err != nil {
		return nil, err
	}
	dial := (&net.Dialer{Timeout: dialTimeout, KeepAlive: 15 * time.Second}).DialContext
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &idleTimeoutConn{Conn: conn}, nil
	}
	t.ResponseHeaderTimeout, t.IdleConnTimeout = responseTimeout, keepAliveTimeout
	return t, nil
}

// idleTimeoutConn fails when no bytes are transferred for idleTimeout.
type idleTimeoutConn struct{ net.Conn }

// Read implements net.Conn.
func (c *idleTimeoutConn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(idleTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}

// Write implements net.Conn. It also extends the read deadline, because the transport
// reads the response while it sends the request.
func (c *idleTimeoutConn) Write(b []byte) (int, error) {
	if err := c.SetDeadline(time.Now().Add(idleTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}
