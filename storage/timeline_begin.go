package storage

import (
	"context"
	"fmt"
	"time"

	"approvals/workflows/approval"
)

// firstEvents are those with which the chain of a new customer begins.
type firstEvents struct {
	customerID string
	events     []NewEvent
}

// beginChains writes the first events of customers that were made in the
// transaction that ctx carries, many customers in one statement. It is
// appendEvents for what nobody else can know of yet.
func (s *Store) beginChains(ctx context.Context, actor approval.Person, begun []firstEvents) error {
	at := now()
	heads, events := []begunChain{}, []approval.Event{}
	for _, b := range begun {
		head := begunChain{CustomerID: b.customerID, At: at}
		for _, e := range b.events {
			event := approval.Event{
				ID: newID(), CustomerID: b.customerID, Seq: head.Seq + 1, Kind: e.Kind, At: at, Actor: actor,
				ProjectID: e.ProjectID, Subject: e.Subject, Changes: e.Changes, Summary: e.Summary, PrevHash: head.Hash,
			}
			digest, err := event.Digest()
			if err != nil {
				return fmt.Errorf("hash %s event of customer %s: %w", e.Kind, b.customerID, err)
			}
			event.Hash = digest
			head.Seq, head.Hash = event.Seq, digest
			events = append(events, event)
		}
		heads = append(heads, head)
	}
	if err := s.in(ctx).exec(ctx, `
		INSERT INTO timeline_heads (customer_id, seq, hash, last_at)
		SELECT customer_id, seq, hash, at FROM jsonb_to_recordset($1) AS h (customer_id uuid, seq bigint, hash text, at timestamptz)`,
		asJSON(heads)); err != nil {
		return err
	}
	return s.in(ctx).exec(ctx, `
		INSERT INTO timeline_events (id, customer_id, seq, kind, at, actor_id, actor_name, project_id,
			subject_type, subject_id, subject_label, changes, summary_zh, summary_en, prev_hash, hash)
		SELECT id, customer_id, seq, kind, at, (actor->>'id')::uuid, actor->>'name', project_id,
			subject->>'type', (subject->>'id')::uuid, subject->>'label', changes, summary->>'zh-CN', summary->>'en',
			prev_hash, hash
		FROM jsonb_to_recordset($1) AS e (id uuid, customer_id uuid, seq bigint, kind text, at timestamptz, actor jsonb,
			project_id uuid, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)`, asJSON(events))
}

// begunChain is the end of a chain that has just begun.
type begunChain struct {
	CustomerID string    `json:"customer_id"`
	Seq        int64     `json:"seq"`
	Hash       string    `json:"hash"`
	At         time.Time `json:"at"`
}
