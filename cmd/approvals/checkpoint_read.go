package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"slices"

	"approvals/storage/ledger"
	"approvals/storage/objects"
)

// readCheckpoint is a checkpoint that was read from its object.
type readCheckpoint struct {
	name, hash string
	checkpoint ledger.Checkpoint
}

// follows returns an error unless the checkpoint is the next one after those that are
// anchored. The first one that is read follows anything.
func (r readCheckpoint) follows(before ledger.Anchored) error {
	if before.Last.Number == 0 {
		if !r.checkpoint.Full {
			return fmt.Errorf("checkpoint %s: no full one stands before it", r.name)
		}
		return nil
	}
	if r.checkpoint.Number != before.Last.Number+1 || r.checkpoint.Previous != before.Hash {
		return fmt.Errorf("checkpoint %s does not follow number %d: some are missing or were replaced", r.name, before.Last.Number)
	}
	return nil
}

// namedDocument is the document of a checkpoint and where it was found.
type namedDocument struct {
	name    string
	content []byte
}

// read returns the checkpoint that one of the keys has signed.
func (d namedDocument) read(trusted []ed25519.PublicKey) (readCheckpoint, error) {
	c, hash, err := ledger.Unseal(d.content, trusted)
	if err != nil {
		err = fmt.Errorf("checkpoint %s: %w", d.name, err)
	}
	return readCheckpoint{name: d.name, hash: hash, checkpoint: c}, err
}

// newestDocuments reads the last full checkpoint in the bucket and those after it, as
// far as they stand after a key.
func newestDocuments(ctx context.Context, from *objects.Store, after string, trusted []ed25519.PublicKey) (documents []namedDocument, err error) {
	var keys []string
	for object, err := range from.After(ctx, after) {
		if err != nil {
			return nil, err
		}
		keys = append(keys, object.Key)
	}
	for _, key := range slices.Backward(keys) {
		content, err := contents(ctx, from, key)
		if err != nil {
			return nil, err
		}
		d := namedDocument{key, content}
		documents = append(documents, d)
		if r, err := d.read(trusted); after == "" && err == nil && r.checkpoint.Full {
			break
		}
	}
	slices.Reverse(documents)
	return documents, nil
}

func contents(ctx context.Context, from *objects.Store, key string) (content []byte, err error) {
	object, err := from.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, object.Close()) }()
	return io.ReadAll(object)
}
