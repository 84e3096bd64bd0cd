package ledger

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// HeadsSince returns the ends of the chains that may have grown since the day before the
// time, and the audit's; of all for the zero time. A transaction that began before the
// time can have committed after it, and clocks differ, but not by a day.
func (s *Store) HeadsSince(ctx context.Context, since time.Time) (heads []Head, err error) {
	if since.IsZero() {
		since = time.Unix(0, 0).AddDate(0, 0, 1)
	}
	err = s.In(ctx).All(ctx, &heads, `
		SELECT customer_id::text AS chain, seq, hash FROM timeline_heads WHERE last_day >= $1 AND seq > 0
		UNION ALL SELECT $2, seq, hash FROM audit_head WHERE seq > 0`,
		approval.Date(since.UTC().AddDate(0, 0, -1).Format(time.DateOnly)), AuditChain)
	return heads, err
}

// NotContained returns those of the heads that their chains do not contain.
func (s *Store) NotContained(ctx context.Context, heads []Head) (missing []Head, err error) {
	const batch = 10_000
	for len(heads) > 0 {
		some := heads[:min(batch, len(heads))]
		heads = heads[len(some):]
		var found []Head
		if err := s.In(ctx).All(ctx, &found, `
			SELECT h.chain, h.seq, h.hash FROM jsonb_to_recordset($1) AS h (chain text, seq bigint, hash text)
			WHERE CASE WHEN h.chain = $2 THEN NOT EXISTS (SELECT FROM audit_events e WHERE e.seq = h.seq AND e.hash = h.hash)
				ELSE NOT EXISTS (SELECT FROM timeline_events e
					WHERE e.customer_id = nullif(h.chain, $2)::uuid AND e.seq = h.seq AND e.hash = h.hash) END
			ORDER BY h.chain, h.seq`, postgres.AsJSON(some), AuditChain); err != nil {
			return nil, err
		}
		missing = append(missing, found...)
	}
	return missing, nil
}

// GrownSince counts the customers' chains that have grown between the times.
func (s *Store) GrownSince(ctx context.Context, since, until time.Time) (grown int, err error) {
	err = s.In(ctx).Get(ctx, &grown, `SELECT count(*) FROM timeline_heads WHERE last_at > $1 AND last_at < $2`, since, until)
	return grown, err
}

// InTurn runs do unless another process is doing so.
func (s *Store) InTurn(ctx context.Context, do func(context.Context) error) error {
	const checkpoints = 7_261_002
	return s.InTx(ctx, func(ctx context.Context) error {
		var mine bool
		if err := s.In(ctx).Get(ctx, &mine, `SELECT pg_try_advisory_xact_lock($1)`, checkpoints); err != nil || !mine {
			return err
		}
		return do(ctx)
	})
}
