package storage

import (
	"context"
	"crypto/sha256"
	"strings"

	"approvals/workflows/approval"

	"github.com/lib/pq"
	"golang.org/x/text/unicode/norm"
)

// ImportRun is one reading of a file from its first row to its last, batch by
// batch. It tells rows apart by what stands in them, not by where: what somebody
// has imported once is not brought again by a file that was corrected, or that
// has more rows, or that another program has saved.
type ImportRun struct {
	kind ImportKind
	// begun is an id that all customers made before the run are below.
	begun string
	// times has how often each row has stood in the file so far.
	times map[rowHash]int
	// sampled is how many rows were shown so far.
	sampled int
}

// NewImportRun begins to read a file.
func NewImportRun(kind ImportKind) *ImportRun {
	return &ImportRun{kind: kind, begun: newID(), times: map[rowHash]int{}}
}

// samples says whether one more row is shown.
func (r *ImportRun) samples() bool {
	if r.sampled == importSampleSize {
		return false
	}
	r.sampled++
	return true
}

type rowHash [sha256.Size]byte

// rowIdentity is what makes a row the same as one of another file: what stands
// in it, and that it is the second such row of its file, say.
type rowIdentity struct {
	hash rowHash
	nth  int
}

// identify gives the next row of the file its identity.
func (r *ImportRun) identify(cells ...string) rowIdentity {
	plain := make([]string, len(cells))
	for i, cell := range cells {
		plain[i] = strings.Join(strings.Fields(norm.NFKC.String(cell)), " ")
	}
	hash := rowHash(sha256.Sum256([]byte(strings.Join(plain, "\x00"))))
	r.times[hash]++
	return rowIdentity{hash: hash, nth: r.times[hash]}
}

func identityArrays(rows []rowIdentity) (hashes pq.ByteaArray, nths pq.Int64Array) {
	for _, row := range rows {
		hashes, nths = append(hashes, row.hash[:]), append(nths, int64(row.nth))
	}
	return hashes, nths
}

type identityRow struct {
	Hash []byte `db:"hash"`
	Nth  int    `db:"nth"`
}

func identitySet(rows []identityRow) map[rowIdentity]bool {
	set := make(map[rowIdentity]bool, len(rows))
	for _, row := range rows {
		set[rowIdentity{hash: rowHash(row.Hash), nth: row.Nth}] = true
	}
	return set
}

// claimRows makes rows the transaction's to write, and returns those that the
// actor has not imported before. Another run that has some of them waits for
// this one, or this one for it.
func (s *Store) claimRows(ctx context.Context, actor approval.Actor, kind ImportKind, rows []rowIdentity) (map[rowIdentity]bool, error) {
	hashes, nths := identityArrays(rows)
	var claimed []identityRow
	err := s.in(ctx).all(ctx, &claimed, `
		INSERT INTO imported_rows (user_id, kind, hash, nth)
		SELECT $1, $2, hash, nth FROM unnest($3::bytea[], $4::integer[]) AS r (hash, nth) ORDER BY hash, nth
		ON CONFLICT DO NOTHING RETURNING hash, nth`, actor.ID, kind, hashes, nths)
	return identitySet(claimed), err
}

// releaseRows gives back rows that were claimed and are not written after all.
func (s *Store) releaseRows(ctx context.Context, actor approval.Actor, kind ImportKind, rows []rowIdentity) error {
	hashes, nths := identityArrays(rows)
	return s.in(ctx).exec(ctx, `
		DELETE FROM imported_rows i USING unnest($3::bytea[], $4::integer[]) AS r (hash, nth)
		WHERE i.user_id = $1 AND i.kind = $2 AND i.hash = r.hash AND i.nth = r.nth`, actor.ID, kind, hashes, nths)
}

// importedRows returns those of the rows that the actor has imported before.
func (s *Store) importedRows(ctx context.Context, actor approval.Actor, kind ImportKind, rows []rowIdentity) (map[rowIdentity]bool, error) {
	hashes, nths := identityArrays(rows)
	var known []identityRow
	err := s.in(ctx).all(ctx, &known, `
		SELECT i.hash, i.nth FROM unnest($3::bytea[], $4::integer[]) AS r (hash, nth)
		JOIN imported_rows i ON i.user_id = $1 AND i.kind = $2 AND i.hash = r.hash AND i.nth = r.nth`,
		actor.ID, kind, hashes, nths)
	return identitySet(known), err
}
