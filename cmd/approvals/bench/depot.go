package bench

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"approvals/storage/objects"

	"github.com/google/uuid"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// block begins like a PDF, whose type is allowed, and goes on with what cannot be
// compressed.
var block = sync.OnceValue(func() []byte {
	made := make([]byte, mib)
	_, _ = rand.NewChaCha8([32]byte{}).Read(made)
	copy(made, "%PDF-1.7\n")
	return made
})

// content is a file that is not in memory as a whole.
func content(mib int) io.Reader {
	blocks := make([]io.Reader, mib)
	for i := range blocks {
		blocks[i] = bytes.NewReader(block())
	}
	return io.MultiReader(blocks...)
}

// attached are attachments of drafts, one for each worker.
type attached struct {
	author  *person
	drafts  []string
	objects *objects.Store
}

func (b *bench) attachments(ctx context.Context, workers int) (depot, error) {
	lanes, err := b.office(ctx, 1, b.Server)
	if err != nil {
		return nil, err
	}
	a := attached{author: lanes[0].author.patient()}
	for range workers {
		draft, err := b.draft(ctx, lanes[0])
		if err != nil {
			return nil, err
		}
		a.drafts = append(a.drafts, draft)
	}
	a.objects, err = objects.Open(b.Objects)
	return a, err
}

const boundary = "bench"

func (a attached) put(ctx context.Context, worker, size int) (string, error) {
	head := "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nother\r\n" +
		"--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bench.pdf\"\r\n\r\n"
	tail := "\r\n--" + boundary + "--\r\n"
	body := io.MultiReader(strings.NewReader(head), content(size), strings.NewReader(tail))
	request, err := a.author.request(ctx, http.MethodPost, "/requests/"+a.drafts[worker]+"/attachments", body)
	if err != nil {
		return "", err
	}
	request.ContentLength = int64(len(head)) + int64(size)*mib + int64(len(tail))
	request.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
	var made struct{ ID string }
	return made.ID, a.author.do(request, &made)
}

func (a attached) get(ctx context.Context, key string) (int64, error) {
	request, err := a.author.request(ctx, http.MethodGet, "/attachments/"+key+"/content", nil)
	if err != nil {
		return 0, err
	}
	response, err := a.author.http.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("download: %s", response.Status)
	}
	return io.Copy(io.Discard, response.Body)
}

// remove removes the attachment and its bytes, which the product's own sweep would keep
// for a day.
func (a attached) remove(ctx context.Context, key string) error {
	if err := a.author.send(ctx, http.MethodDelete, "/attachments/"+key, nil, nil); err != nil {
		return err
	}
	return a.objects.Remove(ctx, key)
}

// bucket is a bucket of its own in the product's object store.
type bucket struct {
	client *minio.Client
	name   string
}

func openBucket(ctx context.Context, c objects.Config) (bucket, error) {
	endpoint, err := url.Parse(c.Endpoint)
	if err != nil {
		return bucket{}, err
	}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds: credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""), Secure: endpoint.Scheme == "https", Region: "us-east-1",
	})
	if err != nil {
		return bucket{}, err
	}
	b := bucket{client, "bench-" + uuid.NewString()}
	return b, client.MakeBucket(ctx, b.name, minio.MakeBucketOptions{})
}

func (b bucket) close(ctx context.Context) error {
	return b.client.RemoveBucketWithOptions(ctx, b.name, minio.RemoveBucketOptions{ForceDelete: true})
}

func (b bucket) put(ctx context.Context, _, size int) (string, error) {
	key := uuid.NewString()
	_, err := b.client.PutObject(ctx, b.name, key, content(size), int64(size)*mib, minio.PutObjectOptions{ContentType: "application/pdf"})
	return key, err
}

func (b bucket) get(ctx context.Context, key string) (int64, error) {
	object, err := b.client.GetObject(ctx, b.name, key, minio.GetObjectOptions{})
	if err != nil {
		return 0, err
	}
	defer object.Close()
	return io.Copy(io.Discard, object)
}

func (b bucket) remove(ctx context.Context, key string) error {
	return b.client.RemoveObject(ctx, b.name, key, minio.RemoveObjectOptions{})
}
