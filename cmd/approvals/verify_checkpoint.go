package main

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"approvals/storage/ledger"
)

// unanchoredLimit is how long events may stand without a checkpoint after them.
const unanchoredLimit = time.Hour

// checkpoints looks that every chain contains the ends that were anchored, and that the
// checkpoints follow each other. In the bucket these are the newest from the last full
// one on, in a folder all that are there.
func (v *verifier) checkpoints(ctx context.Context) error {
	if v.publicKeys == "" {
		fmt.Fprintln(v.out, "Checkpoints:  not checked, because no public key was given")
		return nil
	}
	trusted, err := readPublicKeys(v.publicKeys)
	if err != nil {
		return err
	}
	var documents []namedDocument
	if v.offline != "" {
		documents, err = documentsIn(v.offline)
	} else {
		documents, err = newestDocuments(ctx, v.anchors, "", trusted)
	}
	if err != nil {
		return err
	}
	if len(documents) == 0 {
		v.reportDifference("checkpoints: there are none")
		return nil
	}
	anchored, heads := v.follow(documents, trusted)
	missing, err := v.store.NotContained(ctx, heads)
	if err != nil {
		return err
	}
	for _, head := range missing {
		v.reportDifference("the chain %s no longer contains event %d as it was anchored", head.Chain, head.Seq)
	}
	if anchored.Last.Number > 0 {
		if err := v.unanchored(ctx, anchored.Last); err != nil {
			return err
		}
	}
	fmt.Fprintf(v.out, "Checkpoints:  %d, the newest is number %d of %s with %d chains\n",
		len(documents), anchored.Last.Number, anchored.Last.At.Format(time.RFC3339), anchored.Last.Count)
	return nil
}

// follow checks the documents one by one and returns what they anchor in the end, and
// all ends that they name since the last restart.
func (v *verifier) follow(documents []namedDocument, trusted []ed25519.PublicKey) (anchored ledger.Anchored, heads []ledger.Head) {
	for _, d := range documents {
		r, err := d.read(trusted)
		if err != nil {
			v.reportDifference("%v", err)
			continue
		}
		c := r.checkpoint
		if err := r.follows(anchored); err != nil {
			v.reportDifference("%v", err)
		}
		if c.Restarted != "" {
			fmt.Fprintf(v.out, "  RESTARTED by checkpoint %d of %s: %s\n", c.Number, c.At.Format(time.RFC3339), c.Restarted)
			heads = nil
		}
		anchored.Add(c, r.hash)
		if len(anchored.Heads) != c.Count || anchored.Heads.Root() != c.Root {
			v.reportDifference("checkpoint %s: its root is not that of the ends which are anchored", d.name)
		}
		heads = append(heads, c.Heads...)
	}
	// A full checkpoint repeats what stands in those before it.
	slices.SortFunc(heads, func(a, b ledger.Head) int {
		if byChain := strings.Compare(a.Chain, b.Chain); byChain != 0 {
			return byChain
		}
		return int(a.Seq - b.Seq)
	})
	return anchored, slices.Compact(heads)
}

// unanchored reports chains that have grown since the newest checkpoint and should have
// been anchored by now: the worker writes none, or the newest ones were removed.
func (v *verifier) unanchored(ctx context.Context, last ledger.Checkpoint) error {
	if v.offline != "" || time.Since(last.At) < unanchoredLimit {
		return nil
	}
	grown, err := v.store.GrownSince(ctx, last.At, time.Now().Add(-unanchoredLimit))
	if grown > 0 {
		v.reportDifference("%d chains have grown since the newest checkpoint of %s and are not anchored: is a worker running with the key, or were checkpoints removed?",
			grown, last.At.Format(time.RFC3339))
	}
	return err
}

// documentsIn reads a folder of checkpoints in the order of their names.
func documentsIn(folder string) (documents []namedDocument, err error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		documents = append(documents, namedDocument{filepath.Base(name), content})
	}
	return documents, nil
}
