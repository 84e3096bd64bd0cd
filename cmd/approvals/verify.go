package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"approvals/storage"
	"approvals/storage/objects"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/spf13/cobra"
)

func verifyCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check the hash chains, the workflows and the stored objects against the database",
		Long: `Verify checks, without changing anything:

  - the hash chain of every customer's timeline;
  - the hash chain of the audit log;
  - with --checkpoint-public-keys, that the chains contain what the signed
    checkpoints have anchored;
  - the requester, the project, the customer, the status, the tasks and who has
    them, the amounts, the decisions, the voucher and the attachments of every
    request against its position and its timeline;
  - the status and the budget of every project against its timeline;
  - the position of every request in the database and in its workflow;
  - the bytes of every attachment and photo against their SHA-256.

Querying workflows requires a running worker; without one everything else is
checked. With --offline FOLDER a restored backup is verified: the checkpoints are
read from the folder, and neither the workflow engine nor the object store is asked.

The exit code is 1 if anything differs or could not be compared.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.readStack(); err != nil {
				return err
			}
			return s.verify(cmd.Context(), cmd.OutOrStdout())
		},
	}
	s.bind(cmd, "verify")
	cmd.Flags().StringVar(&s.offline, "offline", "", "folder with checkpoints, to verify a restored database with nothing else running")
	return cmd
}

var errNoWorker = errors.New("no worker is running")

// verifier prints and counts differences.
type verifier struct {
	store   *storage.Store
	engine  *workflows.Client
	objects *objects.Store
	// anchors has the checkpoints, unless offline names a folder with them.
	anchors             *objects.Store
	publicKeys, offline string
	out                 io.Writer
	differences         int
	// workflowErr is why the workflows could not be queried.
	workflowErr error
}

func (s *settings) verify(ctx context.Context, out io.Writer) error {
	s.logLevel = "error"
	logger, err := s.logger("verify")
	if err != nil {
		return err
	}
	v := verifier{out: out, publicKeys: s.checkpointPublicKeys, offline: s.offline}
	if v.store, err = s.openStore(); err != nil {
		return err
	}
	defer v.store.Close()
	checks := []func(context.Context) error{v.chains, v.audit, v.checkpoints, v.records, v.projects}
	if s.offline == "" {
		if v.objects, err = s.openObjects(); err != nil {
			return err
		}
		if v.anchors, err = s.openCheckpoints(); err != nil {
			return err
		}
		temporal, err := s.openTemporal(logger)
		if err != nil {
			return err
		}
		defer temporal.Close()
		v.engine = workflows.NewClient(temporal, s.TaskQueue)
		checks = append(checks, v.positions, v.attachments, v.photos)
	}
	for _, check := range checks {
		if err := check(ctx); err != nil {
			return err
		}
	}
	if errors.Is(v.workflowErr, errNoWorker) {
		v.workflowErr = fmt.Errorf("%w on the task queue %s at %s, which is needed to query workflows: start `approvals worker` (or `make up`) and run verify again",
			v.workflowErr, s.TaskQueue, s.TemporalAddress)
	}
	if v.differences > 0 {
		return errors.Join(fmt.Errorf("found %d differences", v.differences), v.workflowErr)
	}
	if v.workflowErr != nil {
		return v.workflowErr
	}
	fmt.Fprintln(out, "No differences found.")
	return nil
}

func (v *verifier) reportDifference(format string, args ...any) {
	v.differences++
	fmt.Fprintf(v.out, "  DIFFERS  "+format+"\n", args...)
}

// chains checks the timeline of every customer.
func (v *verifier) chains(ctx context.Context) error {
	customers, events := 0, int64(0)
	for id, err := range v.store.CustomerIDs(ctx) {
		if err != nil {
			return err
		}
		checked, err := v.store.VerifyChain(ctx, id)
		if err != nil {
			return err
		}
		customers++
		events += checked.Events
		if !checked.OK {
			v.reportDifference("timeline of customer %s: %s", id, checked.FirstBroken.Text.EN)
		}
	}
	fmt.Fprintf(v.out, "Timelines:    %d events of %d customers\n", events, customers)
	return nil
}

// audit checks the hash chain of the audit log.
func (v *verifier) audit(ctx context.Context) error {
	checked, err := v.store.VerifyAudit(ctx)
	if err != nil {
		return err
	}
	if !checked.OK {
		v.reportDifference("audit log: %s", checked.FirstBroken.Text.EN)
	}
	fmt.Fprintf(v.out, "Audit log:    %d events\n", checked.Events)
	return nil
}

// attachments checks the bytes of every attachment.
func (v *verifier) attachments(ctx context.Context) error {
	count := objectCount{what: "attachment"}
	for a, err := range v.store.AllAttachments(ctx) {
		if err == nil {
			err = v.object(ctx, &count, a.ID, a.Name, a.Size, a.SHA256)
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(v.out, "Attachments:  %d, %d bytes read and hashed\n", count.read, count.size)
	return nil
}

// photos checks the bytes of every work log photo.
func (v *verifier) photos(ctx context.Context) error {
	count := objectCount{what: "photo"}
	for p, err := range v.store.AllPhotos(ctx) {
		if err == nil {
			err = v.object(ctx, &count, p.ID, p.Name, p.Size, p.SHA256)
		}
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(v.out, "Photos:       %d, %d bytes read and hashed\n", count.read, count.size)
	return nil
}

// objectCount counts the objects read of one kind and their bytes.
type objectCount struct {
	what string
	read int
	size int64
}

// object compares an object with the size and hash in its row.
func (v *verifier) object(ctx context.Context, count *objectCount, id, name string, size int64, sha256 string) error {
	sum, n, err := v.digest(ctx, id)
	switch {
	case approval.CodeOf(err) == approval.CodeNotFound:
		v.reportDifference("%s %s (%s) has no object", count.what, id, name)
	case err != nil:
		return err
	case sum != sha256 || n != size:
		v.reportDifference("%s %s (%s): %d bytes with SHA-256 %s, recorded %d with %s", count.what, id, name, n, sum, size, sha256)
	}
	count.read++
	count.size += n
	return nil
}

func (v *verifier) digest(ctx context.Context, key string) (sum string, size int64, err error) {
	object, err := v.objects.Open(ctx, key)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, object.Close()) }()
	hash := sha256.New()
	size, err = io.Copy(hash, object)
	return hex.EncodeToString(hash.Sum(nil)), size, err
}
