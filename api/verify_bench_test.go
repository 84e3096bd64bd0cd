package api

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// BenchmarkVerifyTimeline verifies timelines with 10,000 and 100,000 events over HTTP.
func BenchmarkVerifyTimeline(b *testing.B) {
	s := newScene(b)
	for name, events := range map[string]int64{"10000": 10_000, "100000": 100_000} {
		b.Run(name, func(b *testing.B) {
			c := apitest.Read[customer.Customer](s.Send(b, "rep", "POST", "/customers", `{"name":"`+name+`"}`).Want(201))
			s.lengthen(b, c.ID, events)
			for b.Loop() {
				v := apitest.Read[ledger.Verification](s.Send(b, "manager", "GET", "/audit/verify?customer_id="+c.ID, nil).Want(200))
				if !v.OK || v.Events != events {
					b.Fatalf("%+v", v)
				}
			}
		})
	}
}

// lengthen appends notes until the customer's chain has that many events.
func (s *scene) lengthen(b *testing.B, customerID string, events int64) {
	b.Helper()
	path := "/customers/" + customerID
	last := apitest.Read[approval.Event](s.Send(b, "rep", "POST", path+"/notes", `{"text":"called about the tender, they want an offer by Friday"}`).Want(201))
	var chained []approval.Event
	for last.Seq < events {
		last.ID, last.Seq, last.PrevHash, last.At = uuid.NewString(), last.Seq+1, last.Hash, last.At.Add(time.Microsecond)
		digest, err := last.Digest()
		if err != nil {
			b.Fatal(err)
		}
		last.Hash = digest
		chained = append(chained, last)
	}
	tx, err := storagetest.Owner(b, s.Store).BeginTx(b.Context(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback()
	run := func(statement string, args ...any) {
		b.Helper()
		if _, err := tx.ExecContext(b.Context(), statement, args...); err != nil {
			b.Fatal(err)
		}
	}
	// The end goes ahead: the database refuses what lies beyond it.
	run(`UPDATE timeline_heads SET seq = $2, hash = $3, last_at = $4 WHERE customer_id = $1`, customerID, last.Seq, last.Hash, last.At)
	for some := range slices.Chunk(chained, 10_000) {
		raw, err := json.Marshal(some)
		if err != nil {
			b.Fatal(err)
		}
		run(`
			INSERT INTO timeline_events (id, customer_id, seq, kind, at, actor_id, actor_name, project_id,
				subject_type, subject_id, subject_label, changes, summary_zh, summary_en, prev_hash, hash)
			SELECT id, customer_id, seq, kind, at, (actor->>'id')::uuid, actor->>'name', project_id,
				subject->>'type', (subject->>'id')::uuid, subject->>'label', changes, summary->>'zh-CN', summary->>'en', prev_hash, hash
			FROM jsonb_to_recordset($1::jsonb) AS e (id uuid, customer_id uuid, seq bigint, kind text, at timestamptz, actor jsonb,
				project_id uuid, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)`, string(raw))
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
