package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"

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
		Short: "Check that the timelines' chains, the workflows and the stored objects agree with the database",
		Long: `Verify reads everything and changes nothing:

  - every customer's timeline, whose chain of hashes shows what was altered;
  - where every request stands, in the database and in its workflow;
  - every attachment's bytes against its SHA-256.

It exits with 1 if anything differs.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.readStack(); err != nil {
				return err
			}
			return s.verify(cmd.Context(), cmd.OutOrStdout())
		},
	}
	s.bind(cmd, "verify")
	return cmd
}

// verifier counts what it checked and says what differs.
type verifier struct {
	store   *storage.Store
	engine  *workflows.Client
	objects *objects.Store
	out     io.Writer
	broken  int
}

func (s *settings) verify(ctx context.Context, out io.Writer) error {
	s.logLevel = "error"
	logger, err := s.logger("verify")
	if err != nil {
		return err
	}
	v := verifier{out: out}
	if v.store, err = s.openStore(); err != nil {
		return err
	}
	defer v.store.Close()
	if v.objects, err = s.openObjects(); err != nil {
		return err
	}
	temporal, err := s.openTemporal(logger)
	if err != nil {
		return err
	}
	defer temporal.Close()
	v.engine = workflows.NewClient(temporal, s.taskQueue)
	for _, check := range []func(context.Context) error{v.chains, v.positions, v.attachments} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	if v.broken > 0 {
		return fmt.Errorf("%d things differ", v.broken)
	}
	fmt.Fprintln(out, "All agrees.")
	return nil
}

func (v *verifier) differs(format string, args ...any) {
	v.broken++
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
			v.differs("timeline of customer %s: %s", id, checked.FirstBroken.Text.EN)
		}
	}
	fmt.Fprintf(v.out, "Timelines:    %d events of %d customers\n", events, customers)
	return nil
}

// positions compares where requests stand with what their workflows say.
// Temporal forgets a workflow some time after its end; then there is nothing to
// compare.
func (v *verifier) positions(ctx context.Context) error {
	compared, forgotten, seeded := 0, 0, 0
	for r, err := range v.store.Positions(ctx) {
		if err != nil {
			return err
		}
		if r.Seeded {
			seeded++
			continue
		}
		at, err := v.engine.Position(ctx, r.Kind, r.ID)
		switch {
		case approval.CodeOf(err) == approval.CodeNotFound && r.Position.Status.Final(r.Kind):
			forgotten++
		case approval.CodeOf(err) == approval.CodeNotFound:
			v.differs("%s is %s in the database and has no workflow", r.Number, r.Position.Status)
		case err != nil:
			return err
		case !reflect.DeepEqual(at, r.Position):
			v.differs("%s is at transition %d (%s) in the database and at %d (%s) in its workflow",
				r.Number, r.Position.Number, r.Position.Status, at.Number, at.Status)
		default:
			compared++
		}
	}
	fmt.Fprintf(v.out, "Requests:     %d agree with their workflows", compared)
	if forgotten > 0 {
		fmt.Fprintf(v.out, ", %d have ended so long ago that Temporal has forgotten them", forgotten)
	}
	if seeded > 0 {
		fmt.Fprintf(v.out, ", %d were seeded and never had a workflow", seeded)
	}
	fmt.Fprintln(v.out)
	return nil
}

// attachments reads the bytes of every attachment.
func (v *verifier) attachments(ctx context.Context) error {
	read, size := 0, int64(0)
	for a, err := range v.store.AllAttachments(ctx) {
		if err != nil {
			return err
		}
		sum, n, err := v.digest(ctx, a.ID)
		switch {
		case approval.CodeOf(err) == approval.CodeNotFound:
			v.differs("attachment %s (%s) has no object", a.ID, a.Name)
		case err != nil:
			return err
		case sum != a.SHA256 || n != a.Size:
			v.differs("attachment %s (%s): %d bytes with SHA-256 %s, recorded %d with %s", a.ID, a.Name, n, sum, a.Size, a.SHA256)
		}
		read++
		size += n
	}
	fmt.Fprintf(v.out, "Attachments:  %d, %d bytes read and hashed\n", read, size)
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
