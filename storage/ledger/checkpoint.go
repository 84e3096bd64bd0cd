package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// AuditChain is the name of the chain of audit events among the heads; the others are
// named by their customer's id.
const AuditChain = "audit"

// Head is the end of a chain.
type Head struct {
	Chain string `json:"chain" db:"chain"`
	Seq   int64  `json:"seq" db:"seq"`
	Hash  string `json:"hash" db:"hash"`
}

// Checkpoint states the ends of all chains at a time. It is kept where the owner of the
// database cannot write, so that a chain that was cut or computed anew is found out.
type Checkpoint struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	// Previous is the hash of the checkpoint before; empty for the first.
	Previous string `json:"previous"`
	// Count and Root are the number and the hash of the ends of all chains; see Root.
	Count int    `json:"count"`
	Root  string `json:"root"`
	// Full says that Heads are all ends, else they are those that have moved since the
	// checkpoint before.
	Full  bool   `json:"full"`
	Heads []Head `json:"heads"`
	// Broken are chains that no longer contain the end that was anchored before, which
	// stays anchored.
	Broken []string `json:"broken,omitempty"`
	// Restarted is why the ends are taken as they are, whatever was anchored before.
	Restarted string `json:"restarted,omitempty"`
}

// sealed is a checkpoint as it is stored. The signature is over the bytes of the
// checkpoint as they stand there.
type sealed struct {
	Checkpoint json.RawMessage `json:"checkpoint"`
	Signature  []byte          `json:"signature"`
}

// Seal returns the signed document of the checkpoint and the hash by which the next one
// names it.
func (c Checkpoint) Seal(key ed25519.PrivateKey) (document []byte, hash string, err error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, "", err
	}
	document, err = json.Marshal(sealed{Checkpoint: raw, Signature: ed25519.Sign(key, raw)})
	return document, hashOf(raw), err
}

// ErrSignature says that no known key has signed a checkpoint.
var ErrSignature = errors.New("none of the public keys has signed it")

// Unseal reads a document that one of the keys has signed, and returns the checkpoint
// with its hash.
func Unseal(document []byte, keys []ed25519.PublicKey) (c Checkpoint, hash string, err error) {
	var s sealed
	if err := json.Unmarshal(document, &s); err != nil {
		return c, "", fmt.Errorf("not a checkpoint: %w", err)
	}
	if !slices.ContainsFunc(keys, func(key ed25519.PublicKey) bool { return ed25519.Verify(key, s.Checkpoint, s.Signature) }) {
		return c, "", ErrSignature
	}
	return c, hashOf(s.Checkpoint), json.Unmarshal(s.Checkpoint, &c)
}

// Heads are the ends of chains by the chain's name.
type Heads map[string]Head

// Add takes over the ends of a checkpoint.
func (h Heads) Add(c Checkpoint) {
	if c.Full {
		clear(h)
	}
	for _, head := range c.Heads {
		h[head.Chain] = head
	}
}

// Sorted returns the ends in the order of their chains' names.
func (h Heads) Sorted() []Head {
	sorted := make([]Head, 0, len(h))
	for _, head := range h {
		sorted = append(sorted, head)
	}
	slices.SortFunc(sorted, func(a, b Head) int { return strings.Compare(a.Chain, b.Chain) })
	return sorted
}

// Root is the SHA-256 over a line "chain seq hash" for each end, in the order of the
// chains' names.
func (h Heads) Root() string {
	var lines bytes.Buffer
	for _, head := range h.Sorted() {
		fmt.Fprintf(&lines, "%s %d %s\n", head.Chain, head.Seq, head.Hash)
	}
	return hashOf(lines.Bytes())
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
