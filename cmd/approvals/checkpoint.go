package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"io"
	"log/slog"
	"time"

	"approvals/storage"
	"approvals/storage/ledger"
	"approvals/storage/objects"

	"github.com/spf13/cobra"
)

func checkpointCommand() *cobra.Command {
	var s settings
	var restart string
	cmd := &cobra.Command{
		Use:   "checkpoint",
		Short: "Anchor the ends of all hash chains now, as before a backup",
		Long: `Checkpoint writes a signed checkpoint of the ends of all hash chains, which the
worker otherwise does each minute when any has moved. Run it before each backup.

After a database has been restored to an earlier state, its chains are shorter than
what is anchored. --restart takes them as they are; the reason stands in the
checkpoint and verify shows it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.readStack(); err != nil {
				return err
			}
			return s.checkpoint(cmd.Context(), cmd.OutOrStdout(), restart)
		},
	}
	s.bind(cmd, "checkpoint")
	cmd.Flags().StringVar(&restart, "restart", "", "reason to anchor the chains as they are, whatever was anchored before")
	return cmd
}

func (s *settings) checkpoint(ctx context.Context, out io.Writer, restart string) error {
	if err := need(map[string]string{"checkpoint-key": s.checkpointKey}); err != nil {
		return err
	}
	store, err := s.openStore()
	if err != nil {
		return err
	}
	defer store.Close()
	c, err := s.newCheckpointer(store)
	if err != nil {
		return err
	}
	written, err := c.write(ctx, 0, restart)
	if err != nil {
		return err
	}
	last := c.anchored.Last
	fmt.Fprintf(out, "Checkpoint %d of %s anchors %d chains; root %s\n", last.Number, last.At.Format(time.RFC3339), last.Count, last.Root)
	if !written {
		fmt.Fprintln(out, "Nothing has moved since.")
	}
	return nil
}

// checkpointer writes checkpoints into their bucket.
type checkpointer struct {
	store   *storage.Store
	objects *objects.Store
	key     ed25519.PrivateKey
	trusted []ed25519.PublicKey
	// anchored is what is anchored up to the newest checkpoint that was read, whose
	// object has the key readTo.
	anchored ledger.Anchored
	readTo   string
}

// newCheckpointer returns nil if no key is set.
func (s *settings) newCheckpointer(store *storage.Store) (*checkpointer, error) {
	if s.checkpointKey == "" {
		return nil, nil
	}
	key, err := readPrivateKey(s.checkpointKey)
	if err != nil {
		return nil, err
	}
	// After a change of keys, those of earlier checkpoints are named besides.
	trusted := []ed25519.PublicKey{key.Public().(ed25519.PublicKey)}
	if s.checkpointPublicKeys != "" {
		more, err := readPublicKeys(s.checkpointPublicKeys)
		if err != nil {
			return nil, err
		}
		trusted = append(trusted, more...)
	}
	bucket, err := s.openCheckpoints()
	return &checkpointer{store: store, objects: bucket, key: key, trusted: trusted}, err
}

// checkpointInterval is how often a worker looks whether a chain has moved.
const checkpointInterval = time.Minute

// run writes checkpoints until ctx ends.
func (c *checkpointer) run(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(checkpointInterval)
	defer tick.Stop()
	for {
		// A little less than the interval, or a tick that comes early would miss its turn.
		_, err := c.write(ctx, checkpointInterval-5*time.Second, "")
		if err != nil && ctx.Err() == nil {
			log.Error("the ends of the hash chains could not be anchored", "error", err)
		}
		if broken := c.anchored.Last.Broken; len(broken) > 0 {
			log.Error("hash chains no longer contain what was anchored: run approvals verify", "chains", broken)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// write writes the next checkpoint, unless nothing has moved or the newest is younger
// than minAge.
func (c *checkpointer) write(ctx context.Context, minAge time.Duration, restart string) (written bool, err error) {
	if err := c.objects.EnsureLockedBucket(ctx); err != nil {
		return false, err
	}
	err = c.store.InTurn(ctx, func(ctx context.Context) error {
		if err := c.catchUp(ctx); err != nil {
			return err
		}
		if c.anchored.Last.Number > 0 && time.Since(c.anchored.Last.At) < minAge {
			return nil
		}
		next, needed, err := c.store.NextCheckpoint(ctx, c.anchored, restart)
		if err != nil || !needed {
			c.anchored.Last.Broken = next.Broken
			return err
		}
		document, hash, err := next.Seal(c.key)
		if err != nil {
			return err
		}
		name := checkpointName(next)
		if _, err := c.objects.Put(ctx, name, bytes.NewReader(document), "application/json"); err != nil {
			return err
		}
		c.anchored.Add(next, hash)
		c.readTo, written = name, true
		return nil
	})
	return written, err
}

// checkpointName is the object's key, in the order of time.
func checkpointName(c ledger.Checkpoint) string {
	return fmt.Sprintf("%s-%09d.json", c.At.Format("20060102T150405Z"), c.Number)
}

// catchUp reads the checkpoints that others have written: at first the last full one
// and those after it.
func (c *checkpointer) catchUp(ctx context.Context) error {
	documents, err := newestDocuments(ctx, c.objects, c.readTo, c.trusted)
	if err != nil {
		return err
	}
	for _, d := range documents {
		r, err := d.read(c.trusted)
		if err == nil {
			err = r.follows(c.anchored)
		}
		if err != nil {
			return err
		}
		c.anchored.Add(r.checkpoint, r.hash)
		c.readTo = r.name
	}
	return nil
}
