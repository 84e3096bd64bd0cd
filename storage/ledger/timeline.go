package ledger

import (
	"context"
	"fmt"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// NewEvent is a timeline event to append. AppendEvents adds the place in the chain,
// the time and the actor.
type NewEvent struct {
	Kind approval.EventKind
	// ProjectID is nil if the event concerns no project.
	ProjectID *string
	Subject   approval.Subject
	Changes   approval.Changes
	Summary   approval.Text
}

// AppendEvents appends events to the customer's chain in the transaction that ctx
// carries, which must be that of the write. It locks the chain until the transaction
// ends, so it is best called last. A transaction that appends to several customers must
// do so in the order of their ids, to avoid deadlocks.
func (s *Store) AppendEvents(ctx context.Context, customerID string, actor approval.Person, events ...NewEvent) error {
	if !postgres.InTransaction(ctx) {
		return fmt.Errorf("append events of customer %s: not in a transaction", customerID)
	}
	if len(events) == 0 {
		return nil
	}
	head, err := s.lockChain(ctx, customerID)
	if err != nil {
		return err
	}
	chained := make([]approval.Event, 0, len(events))
	// Clocks of several machines differ, but the times in a chain must not decrease.
	at := postgres.Now()
	if at.Before(head.At) {
		at = head.At
	}
	for _, e := range events {
		event := approval.Event{
			ID:         postgres.NewID(),
			CustomerID: postgres.CanonicalID(customerID),
			Seq:        head.Seq + 1,
			Kind:       e.Kind,
			At:         at,
			Actor:      approval.Person{ID: postgres.CanonicalID(actor.ID), Name: actor.Name},
			Subject:    approval.Subject{Type: e.Subject.Type, ID: postgres.CanonicalID(e.Subject.ID), Label: e.Subject.Label},
			Changes:    e.Changes,
			Summary:    e.Summary,
			PrevHash:   head.Hash,
		}
		if e.ProjectID != nil {
			id := postgres.CanonicalID(*e.ProjectID)
			event.ProjectID = &id
		}
		if event.Changes == nil {
			event.Changes = approval.Changes{}
		}
		if event.Hash, err = event.Digest(); err != nil {
			return fmt.Errorf("hash %s event of customer %s: %w", e.Kind, customerID, err)
		}
		head = chainHead{Seq: event.Seq, Hash: event.Hash, At: at}
		chained = append(chained, event)
	}
	// One statement for all events, because the chain stays locked during round trips.
	return s.In(ctx).Exec(ctx, `
		WITH moved AS (
			UPDATE timeline_heads SET seq = $2, hash = $3, last_at = $5 WHERE customer_id = $1
		)
		INSERT INTO timeline_events (id, customer_id, seq, kind, at, actor_id, actor_name, project_id,
			subject_type, subject_id, subject_label, changes, summary_zh, summary_en, prev_hash, hash)
		SELECT id, $1, seq, kind, at, (actor->>'id')::uuid, actor->>'name', project_id,
			subject->>'type', (subject->>'id')::uuid, subject->>'label', changes, summary->>'zh-CN', summary->>'en',
			prev_hash, hash
		FROM jsonb_to_recordset($4) AS e (id uuid, seq bigint, kind text, at timestamptz, actor jsonb,
			project_id uuid, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)`,
		customerID, head.Seq, head.Hash, postgres.AsJSON(chained), head.At)
}

// chainHead is the last place of a chain.
type chainHead struct {
	Seq  int64     `db:"seq"`
	Hash string    `db:"hash"`
	At   time.Time `db:"last_at"`
}

// lockChain locks the customer's chain until the transaction ends, and creates it if
// it is missing.
func (s *Store) lockChain(ctx context.Context, customerID string) (head chainHead, err error) {
	const lock = `SELECT seq, hash, last_at FROM timeline_heads WHERE customer_id = $1 FOR UPDATE`
	err = s.In(ctx).Get(ctx, &head, lock, customerID)
	if approval.CodeOf(err) != approval.CodeNotFound {
		return head, err
	}
	if err := s.In(ctx).Exec(ctx, `
		INSERT INTO timeline_heads (customer_id, seq, hash) VALUES ($1, 0, '')
		ON CONFLICT (customer_id) DO NOTHING`, customerID); err != nil {
		return head, err
	}
	err = s.In(ctx).Get(ctx, &head, lock, customerID)
	return head, err
}

// EventColumns selects an approval.Event from timeline_events e.
const EventColumns = `e.id, e.customer_id, e.seq, e.kind, e.at, e.actor_id AS "actor.id", e.actor_name AS "actor.name",
	e.project_id, e.subject_type AS "subject.type", e.subject_id AS "subject.id", e.subject_label AS "subject.label",
	e.changes, e.summary_zh AS "summary.zh", e.summary_en AS "summary.en", e.prev_hash, e.hash`

// EventObject is the SQL expression for an approval.Event from timeline_events e as JSON.
const EventObject = `jsonb_build_object('id', e.id, 'customer_id', e.customer_id, 'seq', e.seq, 'kind', e.kind, 'at', e.at,
	'actor', jsonb_build_object('id', e.actor_id, 'name', e.actor_name), 'project_id', e.project_id,
	'subject', jsonb_build_object('type', e.subject_type, 'id', e.subject_id, 'label', e.subject_label),
	'changes', e.changes, 'summary', jsonb_build_object('zh-CN', e.summary_zh, 'en', e.summary_en), 'prev_hash', e.prev_hash, 'hash', e.hash)`

// FirstEvents are the first events of a new customer.
type FirstEvents struct {
	CustomerID string
	Events     []NewEvent
}

// BeginChains writes the first events of many customers at once. It takes no locks, so
// the customers must have been created in the transaction that ctx carries.
func (s *Store) BeginChains(ctx context.Context, actor approval.Person, begun []FirstEvents) error {
	at := postgres.Now()
	heads, events := []newChainHead{}, []approval.Event{}
	for _, b := range begun {
		head := newChainHead{CustomerID: b.CustomerID, At: at}
		for _, e := range b.Events {
			event := approval.Event{
				ID: postgres.NewID(), CustomerID: b.CustomerID, Seq: head.Seq + 1, Kind: e.Kind, At: at, Actor: actor,
				ProjectID: e.ProjectID, Subject: e.Subject, Changes: e.Changes, Summary: e.Summary, PrevHash: head.Hash,
			}
			digest, err := event.Digest()
			if err != nil {
				return fmt.Errorf("hash %s event of customer %s: %w", e.Kind, b.CustomerID, err)
			}
			event.Hash = digest
			head.Seq, head.Hash = event.Seq, digest
			events = append(events, event)
		}
		heads = append(heads, head)
	}
	if err := s.In(ctx).Exec(ctx, `
		INSERT INTO timeline_heads (customer_id, seq, hash, last_at)
		SELECT customer_id, seq, hash, at FROM jsonb_to_recordset($1) AS h (customer_id uuid, seq bigint, hash text, at timestamptz)`,
		postgres.AsJSON(heads)); err != nil {
		return err
	}
	return s.In(ctx).Exec(ctx, `
		INSERT INTO timeline_events (id, customer_id, seq, kind, at, actor_id, actor_name, project_id,
			subject_type, subject_id, subject_label, changes, summary_zh, summary_en, prev_hash, hash)
		SELECT id, customer_id, seq, kind, at, (actor->>'id')::uuid, actor->>'name', project_id,
			subject->>'type', (subject->>'id')::uuid, subject->>'label', changes, summary->>'zh-CN', summary->>'en',
			prev_hash, hash
		FROM jsonb_to_recordset($1) AS e (id uuid, customer_id uuid, seq bigint, kind text, at timestamptz, actor jsonb,
			project_id uuid, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)`, postgres.AsJSON(events))
}

// newChainHead is the head of a new chain.
type newChainHead struct {
	CustomerID string    `json:"customer_id"`
	Seq        int64     `json:"seq"`
	Hash       string    `json:"hash"`
	At         time.Time `json:"at"`
}

// NoteText records a changed text. An empty text is recorded as null.
func NoteText(changes approval.Changes, name, before, after string) {
	NoteChange(changes, name, postgres.Nullable(before), postgres.Nullable(after))
}

// NoteChange records a changed value of a field; nil is no value.
func NoteChange[T comparable](changes approval.Changes, name string, before, after *T) {
	equal := before == nil && after == nil || before != nil && after != nil && *before == *after
	if !equal {
		changes[name] = approval.Change{Before: before, After: after}
	}
}

// NoteMoney records a changed amount. Different spellings of one amount are no change.
func NoteMoney(changes approval.Changes, name string, before, after *approval.Money) {
	if before != nil && after != nil && before.Same(*after) {
		return
	}
	NoteChange(changes, name, before, after)
}
