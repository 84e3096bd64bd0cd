package devstack

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// Each part is used as the application uses it: a row, an object, a workflow.
// The functions write under a name or read what was written under it; a row is
// written by the owner of the table and read by the runtime role.

func writeRow(ctx context.Context, s *Stack, name string) error {
	return withDatabase(s.DatabaseOwnerURL(), func(db *sql.DB) error {
		if _, err := db.ExecContext(ctx, `
			CREATE TABLE IF NOT EXISTS devstack_test (name text PRIMARY KEY); GRANT SELECT ON devstack_test TO `+runtimeRole); err != nil {
			return err
		}
		_, err := db.ExecContext(ctx, `INSERT INTO devstack_test VALUES ($1)`, name)
		return err
	})
}

func readRow(ctx context.Context, s *Stack, name string) error {
	return withDatabase(s.DatabaseURL(), func(db *sql.DB) error {
		return db.QueryRowContext(ctx, `SELECT name FROM devstack_test WHERE name = $1`, name).Scan(&name)
	})
}

func withDatabase(address string, do func(*sql.DB) error) error {
	db, err := sql.Open("postgres", address)
	if err != nil {
		return err
	}
	defer db.Close()
	return do(db)
}

const testBucket = "devstack-test"

func writeObject(ctx context.Context, s *Stack, name string) error {
	store, err := objectStore(s)
	if err != nil {
		return err
	}
	there, err := store.BucketExists(ctx, testBucket)
	if err == nil && !there {
		err = store.MakeBucket(ctx, testBucket, minio.MakeBucketOptions{})
	}
	if err != nil {
		return err
	}
	_, err = store.PutObject(ctx, testBucket, name, bytes.NewReader([]byte(name)), int64(len(name)), minio.PutObjectOptions{})
	return err
}

func readObject(ctx context.Context, s *Stack, name string) error {
	store, err := objectStore(s)
	if err != nil {
		return err
	}
	object, err := store.GetObject(ctx, testBucket, name, minio.GetObjectOptions{})
	if err != nil {
		return err
	}
	defer object.Close()
	content, err := io.ReadAll(object)
	if err == nil && string(content) != name {
		err = fmt.Errorf("the object holds %q", content)
	}
	return err
}

func objectStore(s *Stack) (*minio.Client, error) {
	return minio.New(strings.TrimPrefix(s.S3Endpoint(), "http://"), &minio.Options{
		Creds: credentials.NewStaticV4(s.S3AccessKey(), s.S3SecretKey(), ""),
	})
}

func echo(_ workflow.Context, word string) (string, error) { return word, nil }

// runWorkflow runs one from its start to its result, with a worker.
func runWorkflow(ctx context.Context, s *Stack, name string) error {
	return withTemporal(ctx, s, func(c client.Client) error {
		w := worker.New(c, "devstack-test", worker.Options{})
		w.RegisterWorkflow(echo)
		if err := w.Start(); err != nil {
			return err
		}
		defer w.Stop()
		run, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
			ID: name, TaskQueue: "devstack-test", WorkflowTaskTimeout: 2 * time.Second,
		}, echo, name)
		if err != nil {
			return err
		}
		var word string
		if err := run.Get(ctx, &word); err != nil || word != name {
			return fmt.Errorf("the workflow gave %q, %w", word, err)
		}
		return nil
	})
}

func readWorkflow(ctx context.Context, s *Stack, name string) error {
	return withTemporal(ctx, s, func(c client.Client) error {
		_, err := c.DescribeWorkflowExecution(ctx, name, "")
		return err
	})
}

func withTemporal(ctx context.Context, s *Stack, do func(client.Client) error) error {
	c, err := client.DialContext(ctx, client.Options{
		HostPort: s.TemporalAddress(), Namespace: s.Namespace(),
		Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler)),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	return do(c)
}

// wantUsable uses every part, each until it works or ctx ends: clients, too,
// need a moment after a server was away.
func wantUsable(ctx context.Context, t *testing.T, s *Stack) {
	t.Helper()
	uses := map[string]func(context.Context, *Stack, string) error{
		PartPostgres: writeRow, PartMinio: writeObject, PartTemporal: runWorkflow,
	}
	for part, use := range uses {
		var last error
		err := poll(ctx, 100*time.Millisecond, func(ctx context.Context) (bool, error) {
			ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
			defer cancel()
			last = use(ctx, s, fmt.Sprintf("%s-%d", t.Name(), time.Now().UnixNano()))
			return last == nil, nil
		})
		if err != nil {
			t.Errorf("%s can't be used: %v", part, last)
		}
	}
}
