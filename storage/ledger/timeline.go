package ledger

import (
	"context"
	"fmt"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// NewEvent is what one write tells the tracking timeline; the place in the
// chain, the time and the actor are added when it is appended.
type NewEvent struct {
	Kind approval.EventKind
	// ProjectID is nil for what concerns the customer as a whole.
	ProjectID *string
	Subject   approval.Subject
	Changes   approval.Changes
	Summary   approval.Text
}

// AppendEvents adds the events to the end of the customer's chain, in the
// transaction that ctx carries: the one of the write that they tell of. Writers
// of one customer come one after the other from here to the end of their
// transaction, so it is best called last. A transaction that writes to several
// customers goes through them in the order of their ids, or two of them could
// wait for each other.
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
	// The clocks of several machines differ; a chain's times do not run backwards.
	at := postgres.Now()
	if at.Before(head.At) {
		at = head.At
	}
	for _, e := range events {
		event := approval.Event{
			ID:         postgres.NewID(),
			CustomerID: postgres.PlainID(customerID),
			Seq:        head.Seq + 1,
			Kind:       e.Kind,
			At:         at,
			Actor:      approval.Person{ID: postgres.PlainID(actor.ID), Name: actor.Name},
			Subject:    approval.Subject{Type: e.Subject.Type, ID: postgres.PlainID(e.Subject.ID), Label: e.Subject.Label},
			Changes:    e.Changes,
			Summary:    e.Summary,
			PrevHash:   head.Hash,
		}
		if e.ProjectID != nil {
			id := postgres.PlainID(*e.ProjectID)
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
	// One statement for all: the chain stays locked while it travels.
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

// chainHead is the end of a customer's chain of events.
type chainHead struct {
	Seq  int64     `db:"seq"`
	Hash string    `db:"hash"`
	At   time.Time `db:"last_at"`
}

// lockChain locks the customer's chain until the transaction ends. The chain of
// a new customer begins here.
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

const EventColumns = `e.id, e.customer_id, e.seq, e.kind, e.at, e.actor_id AS "actor.id", e.actor_name AS "actor.name",
	e.project_id, e.subject_type AS "subject.type", e.subject_id AS "subject.id", e.subject_label AS "subject.label",
	e.changes, e.summary_zh AS "summary.zh", e.summary_en AS "summary.en", e.prev_hash, e.hash`

// FirstEvents are those with which the chain of a new customer begins.
type FirstEvents struct {
	CustomerID string
	Events     []NewEvent
}

// BeginChains writes the first events of customers that were made in the
// transaction that ctx carries, many customers in one statement. It is
// AppendEvents for what nobody else can know of yet.
func (s *Store) BeginChains(ctx context.Context, actor approval.Person, begun []FirstEvents) error {
	at := postgres.Now()
	heads, events := []begunChain{}, []approval.Event{}
	for _, b := range begun {
		head := begunChain{CustomerID: b.CustomerID, At: at}
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

// begunChain is the end of a chain that has just begun.
type begunChain struct {
	CustomerID string    `json:"customer_id"`
	Seq        int64     `json:"seq"`
	Hash       string    `json:"hash"`
	At         time.Time `json:"at"`
}
