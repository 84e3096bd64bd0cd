package ledger

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// AuditEvent is an administrative act. All audit events form one hash chain.
type AuditEvent struct {
	ID       string             `json:"id" db:"id" format:"uuid"`
	Seq      int64              `json:"seq" db:"seq" doc:"Place in the chain, from 1"`
	Kind     approval.EventKind `json:"kind" db:"kind" doc:"Such as user.updated"`
	At       time.Time          `json:"at" db:"at"`
	Actor    AuditActor         `json:"actor" db:"actor"`
	Subject  AuditSubject       `json:"subject" db:"subject"`
	Changes  approval.Changes   `json:"changes" db:"changes"`
	Summary  approval.Text      `json:"summary" db:"summary"`
	PrevHash string             `json:"prev_hash" db:"prev_hash" doc:"Hash of the event before; empty for the first"`
	Hash     string             `json:"hash" db:"hash" doc:"SHA-256 over this event and prev_hash"`
}

// AuditActor is who acted.
type AuditActor struct {
	// ID is nil for the program itself, such as a command.
	ID   *string `json:"id" db:"id" format:"uuid" doc:"null: the program itself, as on the command line"`
	Name string  `json:"name" db:"name"`
}

// AuditSubject is what was acted on.
type AuditSubject struct {
	Type  string `json:"type" db:"type" doc:"Such as user, role, department, variable"`
	ID    string `json:"id" db:"id" doc:"An id, or the key of a global variable"`
	Label string `json:"label" db:"label"`
}

// Digest computes the hash of the event, which ignores its field Hash.
func (e AuditEvent) Digest() (string, error) {
	e.Hash = ""
	e.At = e.At.UTC().Truncate(time.Microsecond)
	return approval.Digest(e)
}

// AuditBegan is the first event of the chain.
const AuditBegan approval.EventKind = "audit.began"

// NewAudit is an audit event to append. RecordAct adds the place in the chain, the
// time and the actor.
type NewAudit struct {
	Kind    approval.EventKind
	Subject AuditSubject
	Changes approval.Changes
	// Summary starts with the actor's name as returned by NameOf.
	Summary approval.Text
}

// Program is the actor of actions without a signed-in user.
var Program approval.Actor

const programName = "系统 (system)"

// RecordAct appends an audit event in the transaction that ctx carries, which must be
// that of the act. It locks the chain until the transaction ends, so it is called last,
// after AppendEvents.
func (s *Store) RecordAct(ctx context.Context, actor approval.Actor, act NewAudit) error {
	if !postgres.InTransaction(ctx) {
		return fmt.Errorf("audit %s of %s: not in a transaction", act.Kind, act.Subject.ID)
	}
	if _, declared := s.AuditSubjects.OfKind(act.Kind).Kinds[act.Kind]; !declared {
		return fmt.Errorf("audit %s of %s: no such kind is declared", act.Kind, act.Subject.ID)
	}
	head, err := s.lockAudit(ctx)
	if err != nil {
		return err
	}
	event := AuditEvent{
		ID: postgres.NewID(), Seq: head.Seq + 1, Kind: act.Kind, At: postgres.Now(), Actor: auditActor(actor),
		Subject: act.Subject, Changes: act.Changes, Summary: act.Summary, PrevHash: head.Hash,
	}
	event.Subject.ID = postgres.CanonicalID(event.Subject.ID)
	if event.Changes == nil {
		event.Changes = approval.Changes{}
	}
	if event.Hash, err = event.Digest(); err != nil {
		return fmt.Errorf("hash %s of %s: %w", act.Kind, act.Subject.ID, err)
	}
	return s.In(ctx).Exec(ctx, `
		WITH moved AS (
			UPDATE audit_head SET seq = $2, hash = $14
		)
		INSERT INTO audit_events (id, seq, kind, at, actor_id, actor_name, subject_type, subject_id, subject_label,
			changes, summary_zh, summary_en, prev_hash, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		event.ID, event.Seq, event.Kind, event.At, event.Actor.ID, event.Actor.Name,
		event.Subject.Type, event.Subject.ID, event.Subject.Label,
		postgres.AsJSON(event.Changes), event.Summary.ZH, event.Summary.EN, event.PrevHash, event.Hash)
}

// NameOf is the actor's name in the audit log.
func NameOf(actor approval.Actor) string {
	if actor.ID == "" {
		return programName
	}
	return actor.Name
}

func auditActor(actor approval.Actor) AuditActor {
	if actor.ID == "" {
		return AuditActor{Name: programName}
	}
	id := postgres.CanonicalID(actor.ID)
	return AuditActor{ID: &id, Name: actor.Name}
}

// lockAudit locks the chain until the transaction ends, and creates it if it is
// missing.
func (s *Store) lockAudit(ctx context.Context) (head chainHead, err error) {
	const lock = `SELECT seq, hash FROM audit_head FOR UPDATE`
	err = s.In(ctx).Get(ctx, &head, lock)
	if approval.CodeOf(err) != approval.CodeNotFound {
		return head, err
	}
	if err := s.In(ctx).Exec(ctx, `
		INSERT INTO audit_head (seq, hash) VALUES (0, '') ON CONFLICT DO NOTHING`); err != nil {
		return head, err
	}
	err = s.In(ctx).Get(ctx, &head, lock)
	return head, err
}

// BeginAudit appends the first event of the chain, so that an empty chain is detected
// as broken.
func (s *Store) BeginAudit(ctx context.Context) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		head, err := s.lockAudit(ctx)
		if err != nil || head.Seq > 0 {
			return err
		}
		return s.RecordAct(ctx, Program, NewAudit{
			Kind:    AuditBegan,
			Subject: AuditSubject{Type: "audit", ID: "audit", Label: "audit"},
			Summary: approval.Text{ZH: "%s 开始记录管理操作", EN: "%s began to record administrative acts"}.Format(NameOf(Program)),
		})
	})
}

const auditColumns = `e.id, e.seq, e.kind, e.at, e.actor_id AS "actor.id", e.actor_name AS "actor.name",
	e.subject_type AS "subject.type", e.subject_id AS "subject.id", e.subject_label AS "subject.label",
	e.changes, e.summary_zh AS "summary.zh", e.summary_en AS "summary.en", e.prev_hash, e.hash`

// VerifyAudit verifies the chain of audit events, as VerifyChain does that of a
// customer.
func (s *Store) VerifyAudit(ctx context.Context) (Verification, error) {
	const head = `
		SELECT coalesce(max(seq), 0) AS seq, coalesce(max(hash), '') AS hash, 'epoch'::timestamptz AS last_at FROM audit_head`
	const events = `SELECT ` + auditColumns + ` FROM audit_events e ORDER BY e.seq`
	return verify(ctx, s, head, events, func(e AuditEvent) chainLink {
		// The head of this chain has no time of the last event.
		at := time.Unix(0, 0)
		return chainLink{id: e.ID, seq: e.Seq, at: at, prevHash: e.PrevHash, hash: e.Hash, digest: func(seq int64) (string, error) {
			e.Seq = seq
			return e.Digest()
		}}
	})
}

// AuditFilter selects audit events; zero fields do not filter.
type AuditFilter struct {
	// Kinds are kinds of events, or their prefix before the dot, such as "user".
	Kinds   []string
	ActorID string
	// SubjectID is the id of the subject, or the key of a variable.
	SubjectID string
	// From is inclusive, To exclusive.
	From, To time.Time
}

func (s *Store) auditConditions(f AuditFilter) (where postgres.Conditions, err error) {
	kinds, err := s.AuditSubjects.AllKinds(f.Kinds)
	where.And(`true`)
	where.AndIf(len(kinds) > 0, `e.kind = ANY($%d)`, pq.Array(kinds))
	where.AndIf(f.ActorID != "", `e.actor_id = $%d`, f.ActorID)
	where.AndIf(f.SubjectID != "", `e.subject_id = $%d`, postgres.CanonicalID(f.SubjectID))
	where.AndIf(!f.From.IsZero(), `e.at >= $%d`, f.From)
	where.AndIf(!f.To.IsZero(), `e.at < $%d`, f.To)
	return where, err
}

// Audit returns a page of audit events, newest first, and whether there are more.
// page.After is a place in the chain.
func (s *Store) Audit(ctx context.Context, f AuditFilter, page postgres.Page) ([]AuditEvent, bool, error) {
	where, err := s.auditConditions(f)
	if err != nil {
		return nil, false, err
	}
	where.AndIf(page.After != "", `e.seq < $%d`, page.After)
	events := []AuditEvent{}
	err = s.In(ctx).All(ctx, &events, fmt.Sprintf(`
		SELECT %s FROM audit_events e WHERE %s ORDER BY e.seq DESC LIMIT %d`, auditColumns, where, page.Limit+1), where.Args...)
	events, more := postgres.Cut(page, events)
	return events, more, err
}

// AuditEvents iterates over the selected events, oldest first. It reads them in
// batches, so that the memory of an export is bounded. An error ends the iteration.
func (s *Store) AuditEvents(ctx context.Context, f AuditFilter) iter.Seq2[AuditEvent, error] {
	const batch = 1000
	return func(yield func(AuditEvent, error) bool) {
		after := "0"
		for {
			where, err := s.auditConditions(f)
			if err != nil {
				yield(AuditEvent{}, err)
				return
			}
			where.AndIf(true, `e.seq > $%d`, after)
			var events []AuditEvent
			if err := s.In(ctx).All(ctx, &events, fmt.Sprintf(`
				SELECT %s FROM audit_events e WHERE %s ORDER BY e.seq LIMIT %d`, auditColumns, where, batch), where.Args...); err != nil {
				yield(AuditEvent{}, err)
				return
			}
			for _, e := range events {
				if !yield(e, nil) {
					return
				}
			}
			if len(events) < batch {
				return
			}
			after = strconv.FormatInt(events[len(events)-1].Seq, 10)
		}
	}
}
