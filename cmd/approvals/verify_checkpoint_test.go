package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"approvals/storage/objects"
	"approvals/storage/objects/objectstest"
	"approvals/storage/storagetest"

	"github.com/minio/minio-go/v7"
)

// writeKeys makes a pair of keys in files, as openssl does.
func writeKeys(t *testing.T, folder string) (private, public string) {
	t.Helper()
	open, secret, err := ed25519.GenerateKey(nil)
	must(t, err)
	private, public = filepath.Join(folder, "key.pem"), filepath.Join(folder, "public.pem")
	raw, err := x509.MarshalPKCS8PrivateKey(secret)
	must(t, err)
	must(t, os.WriteFile(private, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}), 0o600))
	raw, err = x509.MarshalPKIXPublicKey(open)
	must(t, err)
	must(t, os.WriteFile(public, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: raw}), 0o600))
	return private, public
}

// TestVerifyFindsWhatWasCut anchors the chains in a bucket that keeps what it has. The
// owner of the database then cuts one together with its head, which only the
// checkpoints show: those in the bucket, and a folder with copies of them.
func TestVerifyFindsWhatWasCut(t *testing.T) {
	s := sharedServers(t)
	s.checkpointBucket = s.S3Bucket + "-checkpoints"
	s.checkpointKey, s.checkpointPublicKeys = writeKeys(t, t.TempDir())
	must(t, s.migrate(t.Context()))
	store, err := s.openStore()
	must(t, err)
	defer store.Close()
	storagetest.Own(t, store, s.MigrateDatabaseURL)
	people := storagetest.NewPeopleIn(t, store)
	c, _ := people.NewProject(people.Rep)
	note := func() {
		_, err := store.AddNote(t.Context(), people.Rep, c.ID, "note")
		must(t, err)
	}
	verify := func(offline string) string {
		t.Helper()
		set := s
		set.offline = offline
		var out strings.Builder
		if err := set.verify(t.Context(), &out); (err == nil) != strings.HasSuffix(out.String(), "No differences found.\n") {
			t.Fatalf("%v: %s", err, out.String())
		}
		return out.String()
	}
	bucket, err := s.openCheckpoints()
	must(t, err)
	must(t, bucket.EnsureLockedBucket(t.Context()))
	client := objectstest.Client(t, objects.Config{Endpoint: s.S3Endpoint, AccessKey: s.S3AccessKey, SecretKey: s.S3SecretKey, Bucket: s.checkpointBucket})
	mode, days, unit := minio.Compliance, uint(1), minio.Days
	must(t, client.SetObjectLockConfig(t.Context(), s.checkpointBucket, &mode, &days, &unit))

	must(t, s.checkpoint(t.Context(), io.Discard, ""))
	note()
	// Two writers take turns.
	for range 2 {
		must(t, s.checkpoint(t.Context(), io.Discard, ""))
	}
	folder := t.TempDir()
	trusted, err := readPublicKeys(s.checkpointPublicKeys)
	must(t, err)
	documents, err := newestDocuments(t.Context(), bucket, "", trusted)
	must(t, err)
	if len(documents) != 2 {
		t.Fatalf("%d checkpoints, want 2", len(documents))
	}
	for _, d := range documents {
		must(t, os.WriteFile(filepath.Join(folder, d.name), d.content, 0o600))
	}
	for _, offline := range []string{"", folder} {
		if got := verify(offline); !strings.Contains(got, "No differences") || !strings.Contains(got, "Checkpoints:  2, the newest is number 2") {
			t.Errorf("%s", got)
		}
	}

	storagetest.WithoutTriggers(t, store,
		`DELETE FROM timeline_events e USING timeline_heads h WHERE e.customer_id = h.customer_id AND e.seq = h.seq AND h.customer_id = '`+c.ID+`'`,
		`UPDATE timeline_heads h SET seq = e.seq, hash = e.hash, last_at = e.at FROM timeline_events e
			WHERE h.customer_id = '`+c.ID+`' AND e.customer_id = h.customer_id AND e.seq = h.seq - 1`)
	note()
	must(t, s.checkpoint(t.Context(), io.Discard, ""))
	for _, offline := range []string{"", folder} {
		want := fmt.Sprintf("the chain %s no longer contains event 3 as it was anchored", c.ID)
		if got := verify(offline); !strings.Contains(got, want) || strings.Contains(got, "timeline of customer") {
			t.Errorf("want %q: %s", want, got)
		}
	}
	must(t, s.checkpoint(t.Context(), io.Discard, "restored a backup"))
	if got := verify(""); !strings.Contains(got, "No differences") || !strings.Contains(got, "RESTARTED by checkpoint 3") {
		t.Errorf("%s", got)
	}

	first := filepath.Join(folder, documents[0].name)
	must(t, os.WriteFile(first, []byte(strings.Replace(string(documents[0].content), `"number":1`, `"number":7`, 1)), 0o600))
	if got := verify(folder); !strings.Contains(got, documents[0].name+": none of the public keys has signed it") {
		t.Errorf("%s", got)
	}
	must(t, os.Remove(first))
	if got := verify(folder); !strings.Contains(got, "no full one stands before it") {
		t.Errorf("%s", got)
	}
	versions := 0
	for object := range client.ListObjects(t.Context(), s.checkpointBucket, minio.ListObjectsOptions{WithVersions: true}) {
		must(t, object.Err)
		versions++
		if err := client.RemoveObject(t.Context(), s.checkpointBucket, object.Key, minio.RemoveObjectOptions{VersionID: object.VersionID}); err == nil {
			t.Errorf("%s could be removed", object.Key)
		}
	}
	if versions != 3 {
		t.Errorf("%d objects, want 3", versions)
	}
}

// TestWorkerAnchors runs a worker with a key: as soon as it runs there is a checkpoint,
// and verify agrees with it.
func TestWorkerAnchors(t *testing.T) {
	t.Parallel()
	s := &scene{settings: sharedServers(t)}
	s.checkpointBucket = s.S3Bucket + "-checkpoints"
	s.checkpointKey, s.checkpointPublicKeys = writeKeys(t, t.TempDir())
	s.start(t)
	eventually(t, soon, func() error {
		said, err := s.verified(t.Context())
		if err == nil && !strings.Contains(said, "Checkpoints:  1, the newest is number 1") {
			err = errors.New(said)
		}
		return err
	})
}
