package ledger_test

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"approvals/storage/ledger"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestSealedCheckpoint(t *testing.T) {
	public, key, err := ed25519.GenerateKey(nil)
	storagetest.Must(t, err)
	other, _, err := ed25519.GenerateKey(nil)
	storagetest.Must(t, err)
	heads := ledger.Heads{"b": {Chain: "b", Seq: 2, Hash: "22"}, "a": {Chain: "a", Seq: 1, Hash: "11"}}
	c := ledger.Checkpoint{Number: 1, Count: 2, Root: heads.Root(), Full: true, Heads: heads.Sorted()}
	document, hash, err := c.Seal(key)
	storagetest.Must(t, err)
	got, again, err := ledger.Unseal(document, []ed25519.PublicKey{other, public})
	if err != nil || again != hash || got.Root != c.Root || !slices.Equal(got.Heads, c.Heads) {
		t.Errorf("%+v, %s, %v", got, again, err)
	}
	// printf 'a 1 11\nb 2 22\n' | sha256sum
	if want := "ae27b25253d69400a2474dbf8f788119b1e0ec1e5ba4d267778f0f8d3ba3316b"; c.Root != want {
		t.Errorf("the root is %s, want %s", c.Root, want)
	}
	if _, _, err := ledger.Unseal(document, []ed25519.PublicKey{other}); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("with another key: %v", err)
	}
	for what, altered := range map[string]string{
		"a place": strings.Replace(string(document), `"seq":2`, `"seq":3`, 1), "a blank": strings.Replace(string(document), `"number":1`, `"number": 1`, 1),
		"nothing of a document": "{}", "no document": "x",
	} {
		if _, _, err := ledger.Unseal([]byte(altered), []ed25519.PublicKey{public}); err == nil {
			t.Errorf("%s was altered unnoticed", what)
		}
	}
}

// anchor writes the next checkpoint into what is anchored.
func anchor(t *testing.T, s *storagetest.Scene, before *ledger.Anchored, restart string) (next ledger.Checkpoint, needed bool) {
	t.Helper()
	next, needed, err := s.NextCheckpoint(t.Context(), *before, restart)
	s.Must(err)
	if needed {
		before.Add(next, fmt.Sprint(next.Number))
		if before.Heads.Root() != next.Root || len(before.Heads) != next.Count {
			t.Errorf("checkpoint %d does not state the ends that follow from it", next.Number)
		}
	}
	return next, needed
}

// TestCheckpointsFollowTheChains anchors chains that grow, that are cut together with
// their heads, and that are computed anew from an earlier event on.
func TestCheckpointsFollowTheChains(t *testing.T) {
	s := storagetest.NewScene(t)
	note := func(customer string) {
		t.Helper()
		_, err := s.AddNote(t.Context(), s.Rep, customer, "note")
		s.Must(err)
	}
	cut, rewritten, grown := s.NewCustomer(s.Rep, "cut").ID, s.NewCustomer(s.Rep, "rewritten").ID, s.NewCustomer(s.Rep, "grown").ID
	for _, id := range []string{cut, rewritten, grown, cut, rewritten, grown} {
		note(id)
	}
	var anchored ledger.Anchored
	first, _ := anchor(t, s, &anchored, "")
	if !first.Full || first.Number != 1 || first.Count != 5 || len(first.Heads) != 5 || first.Heads[4].Chain != ledger.AuditChain {
		t.Errorf("the first: %+v", first)
	}
	if _, needed := anchor(t, s, &anchored, ""); needed {
		t.Error("nothing has moved and there is another checkpoint")
	}
	note(grown)
	if next, _ := anchor(t, s, &anchored, ""); next.Full || len(next.Heads) != 1 || next.Heads[0].Chain != grown || next.Heads[0].Seq != 4 || next.Previous != "1" {
		t.Errorf("after a note: %+v", next)
	}

	cutAfter(t, s, cut, 2)
	cutAfter(t, s, rewritten, 1)
	for _, id := range []string{cut, rewritten, rewritten, rewritten, rewritten} {
		note(id)
	}
	for _, id := range []string{cut, rewritten} {
		if v, err := s.VerifyChain(t.Context(), id); err != nil || !v.OK {
			t.Fatalf("the chain alone shows it: %+v, %v", v, err)
		}
	}
	note(grown)
	next, _ := anchor(t, s, &anchored, "")
	want := []string{cut, rewritten}
	slices.Sort(want)
	if !slices.Equal(next.Broken, want) || len(next.Heads) != 1 || anchored.Heads[cut].Seq != 3 || anchored.Heads[rewritten].Seq != 3 {
		t.Errorf("after chains were cut: %+v, anchored %+v", next, anchored.Heads)
	}
	missing, err := s.NotContained(t.Context(), anchored.Heads.Sorted())
	s.Must(err)
	if len(missing) != 2 || missing[0].Chain != want[0] || missing[1].Chain != want[1] {
		t.Errorf("not contained: %+v, want %v", missing, want)
	}
	restarted, _ := anchor(t, s, &anchored, "restored")
	if !restarted.Full || restarted.Restarted != "restored" || anchored.Heads[cut].Seq != 3 || anchored.Heads[rewritten].Seq != 5 {
		t.Errorf("restarted: %+v", restarted)
	}
	if missing, err := s.NotContained(t.Context(), anchored.Heads.Sorted()); err != nil || len(missing) > 0 {
		t.Errorf("after a restart: %+v, %v", missing, err)
	}
}

// TestCheckpointOfACutAudit cuts the chain of administrative acts.
func TestCheckpointOfACutAudit(t *testing.T) {
	s := storagetest.NewScene(t)
	var anchored ledger.Anchored
	anchor(t, s, &anchored, "")
	aside(t, s.Store, `DELETE FROM audit_events WHERE seq = (SELECT seq FROM audit_head)`,
		`UPDATE audit_head h SET seq = e.seq, hash = e.hash FROM audit_events e WHERE e.seq = h.seq - 1`)
	if v, err := s.VerifyAudit(t.Context()); err != nil || !v.OK {
		t.Fatalf("the chain alone shows it: %+v, %v", v, err)
	}
	if next, _ := anchor(t, s, &anchored, ""); !slices.Equal(next.Broken, []string{ledger.AuditChain}) {
		t.Errorf("%+v", next)
	}
}

// cutAfter removes the newest events of a customer together with the head.
func cutAfter(t *testing.T, s *storagetest.Scene, customer string, seq int) {
	t.Helper()
	storagetest.WithoutTriggers(t, s.Store,
		fmt.Sprintf(`DELETE FROM timeline_events WHERE customer_id = '%s' AND seq > %d`, customer, seq),
		fmt.Sprintf(`UPDATE timeline_heads h SET seq = e.seq, hash = e.hash, last_at = e.at FROM timeline_events e
			WHERE h.customer_id = '%s' AND e.customer_id = h.customer_id AND e.seq = %d`, customer, seq))
}

// BenchmarkCheckpoint states the ends of 100,000 chains of which 200 have moved, and of
// all.
func BenchmarkCheckpoint(b *testing.B) {
	store := storagetest.NewUnwatched(b)
	rep := storagetest.NewUser(b, store, "rep", approval.SalesRep)
	const chains, moving = 100_000, 200
	storagetest.ByHand(b, store, `
		INSERT INTO customers (id, name, owner_id) SELECT gen_random_uuid(), 'C' || n, '`+rep.ID+`' FROM generate_series(1, 100000) n`)
	storagetest.WithoutTriggers(b, store, `
		INSERT INTO timeline_events (id, customer_id, seq, kind, at, actor_id, actor_name, subject_type, subject_id, subject_label, changes, summary_zh, summary_en, prev_hash, hash)
		SELECT gen_random_uuid(), id, s, 'note.added', now() - interval '3 days', owner_id, 'x', 'customer', id, name, '{}', '', '', '', encode(sha256((id || s::text)::bytea), 'hex')
		FROM customers, generate_series(1, 2) s`, `
		INSERT INTO timeline_heads (customer_id, seq, hash, last_at) SELECT customer_id, 1, hash, at FROM timeline_events WHERE seq = 1`,
		`ANALYZE timeline_heads`, `ANALYZE timeline_events`)
	_, key, err := ed25519.GenerateKey(nil)
	storagetest.Must(b, err)
	var all ledger.Anchored
	first, _, err := store.NextCheckpoint(b.Context(), all, "")
	storagetest.Must(b, err)
	all.Add(first, "")
	storagetest.WithoutTriggers(b, store, fmt.Sprintf(`
		UPDATE timeline_heads h SET seq = 2, hash = e.hash, last_at = now() FROM timeline_events e
		WHERE e.customer_id = h.customer_id AND e.seq = 2 AND h.customer_id IN (SELECT customer_id FROM timeline_heads LIMIT %d)`, moving))
	for name, before := range map[string]ledger.Anchored{"moved": all, "full": {}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				next, _, err := store.NextCheckpoint(b.Context(), before, "")
				storagetest.Must(b, err)
				document, _, err := next.Seal(key)
				storagetest.Must(b, err)
				if next.Count != chains+1 || !next.Full && len(next.Heads) != moving {
					b.Fatalf("%d of %d ends", len(next.Heads), next.Count)
				}
				b.ReportMetric(float64(len(document)), "document-bytes")
			}
		})
	}
}
