package demo

import (
	"context"
	"encoding/json"
	"strings"

	"approvals/workflows/approval"

	"github.com/jmoiron/sqlx"
)

// renumber gives the requests that were backdated to an earlier year a number of
// that year, which gives no more numbers itself, and adds a replacer of the number by request id.
func (d *backdater) renumber(ctx context.Context, tx *sqlx.Tx, customerID string, replacers map[string]*strings.Replacer) error {
	var moved []replacement
	if err := tx.SelectContext(ctx, &moved, `
		WITH year AS (
			SELECT id, number AS before,
				split_part(number, '-', 1) || '-' || to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-' || split_part(number, '-', 3) AS after
			FROM requests WHERE customer_id = $1
		), moved AS (
			UPDATE requests r SET number = y.after FROM year y WHERE r.id = y.id AND y.before <> y.after
			RETURNING r.id, y.before, y.after
		)
		SELECT id, before, after FROM moved`, customerID); err != nil {
		return err
	}
	for _, m := range moved {
		replacers[m.ID] = strings.NewReplacer(m.Before, m.After)
	}
	return nil
}

// replacement is a changed text of the thing with the id.
type replacement struct {
	ID     string `db:"id"`
	Before string `db:"before"`
	After  string `db:"after"`
}

// setWorkDates sets the work date of each entry to its backdated day of creation,
// and adds a replacer of the date by entry id.
func (d *backdater) setWorkDates(ctx context.Context, tx *sqlx.Tx, customerID string, replacers map[string]*strings.Replacer) error {
	var moved []replacement
	if err := tx.SelectContext(ctx, &moved, `
		WITH day AS (
			SELECT id, work_date AS before, (created_at AT TIME ZONE 'Asia/Shanghai')::date AS after
			FROM work_logs WHERE customer_id = $1
		)
		UPDATE work_logs w SET work_date = d.after FROM day d WHERE w.id = d.id RETURNING w.id, d.before::text, d.after::text`,
		customerID); err != nil {
		return err
	}
	for _, m := range moved {
		replacers[m.ID] = strings.NewReplacer(m.Before, m.After)
	}
	return nil
}

// setPaymentDates sets the payment date of each expense request to the backdated day of
// the decision that recorded it, and returns the dates by request id.
func (d *backdater) setPaymentDates(ctx context.Context, tx *sqlx.Tx, customerID string) (map[string]string, error) {
	var paid []struct {
		ID  string `db:"id"`
		Day string `db:"day"`
	}
	err := tx.SelectContext(ctx, &paid, `
		WITH paid AS (
			SELECT d.id AS decision, r.id, (d.at AT TIME ZONE 'Asia/Shanghai')::date AS day
			FROM requests r JOIN decisions d ON d.request_id = r.id AND d.step = 'finance_processing' AND d.outcome = 'complete'
			WHERE r.customer_id = $1 AND r.paid_on IS NOT NULL
		),
		decided AS (UPDATE decisions d SET data = jsonb_set(d.data, '{paid_on}', to_jsonb(p.day)) FROM paid p WHERE d.id = p.decision),
		expense AS (UPDATE expense_requests e SET paid_on = p.day FROM paid p WHERE e.request_id = p.id),
		request AS (UPDATE requests r SET paid_on = p.day FROM paid p WHERE r.id = p.id)
		SELECT id, day::text AS day FROM paid`, customerID)
	days := map[string]string{}
	for _, p := range paid {
		days[p.ID] = p.Day
	}
	return days, err
}

// rewriteTimeline shifts the events of a customer and rebuilds the hash chain.
// replacers, by subject id, are applied to the events' texts; paidOn has the payment
// dates by request id.
func (d *backdater) rewriteTimeline(ctx context.Context, tx *sqlx.Tx, customerID string, replacers map[string]*strings.Replacer, paidOn map[string]string) error {
	var events []approval.Event
	if err := tx.SelectContext(ctx, &events, `
		SELECT id, customer_id, seq, kind, pg_temp.demo_time(at) AS at, actor_id AS "actor.id", actor_name AS "actor.name", project_id,
			subject_type AS "subject.type", subject_id AS "subject.id", subject_label AS "subject.label",
			changes, summary_zh AS "summary.zh", summary_en AS "summary.en", prev_hash, hash
		FROM timeline_events WHERE customer_id = $1 ORDER BY seq`, customerID); err != nil {
		return err
	}
	if len(events) == 0 {
		return nil
	}
	previous := ""
	for i := range events {
		e := &events[i]
		if replacer, ok := replacers[e.Subject.ID]; ok {
			e.Subject.Label = replacer.Replace(e.Subject.Label)
			e.Summary = approval.Text{ZH: replacer.Replace(e.Summary.ZH), EN: replacer.Replace(e.Summary.EN)}
			if day, ok := e.Changes["work_date"]; ok {
				after, _ := day.After.(string)
				e.Changes["work_date"] = approval.Change{Before: day.Before, After: replacer.Replace(after)}
			}
		}
		if day, ok := e.Changes["paid_on"]; ok {
			e.Changes["paid_on"] = approval.Change{Before: day.Before, After: paidOn[e.Subject.ID]}
		}
		var err error
		e.PrevHash = previous
		if e.Hash, err = e.Digest(); err != nil {
			return err
		}
		previous = e.Hash
	}
	raw, err := json.Marshal(events)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `
		UPDATE timeline_events e SET at = n.at, subject_label = n.subject->>'label', changes = n.changes, summary_zh = n.summary->>'zh-CN',
			summary_en = n.summary->>'en', prev_hash = n.prev_hash, hash = n.hash
		FROM jsonb_to_recordset($2) AS n (seq bigint, at timestamptz, subject jsonb, changes jsonb, summary jsonb, prev_hash text, hash text)
		WHERE e.customer_id = $1 AND e.seq = n.seq`, customerID, string(raw)); err != nil {
		return err
	}
	last := events[len(events)-1]
	_, err = tx.ExecContext(ctx, `UPDATE timeline_heads SET hash = $2, last_at = $3 WHERE customer_id = $1`, customerID, last.Hash, last.At)
	return err
}
