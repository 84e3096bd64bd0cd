package worklog

import (
	"context"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Correction is a later correction of an entry by its author.
type Correction struct {
	ID        string           `json:"id" db:"id" format:"uuid"`
	WorkLogID string           `json:"-" db:"work_log_id"`
	Text      string           `json:"text" db:"text"`
	Fields    CorrectionFields `json:"fields" db:"fields" doc:"The corrected fields"`
	Author    approval.Person  `json:"author" db:"author"`
	CreatedAt time.Time        `json:"created_at" db:"created_at"`
}

// CorrectionFields are the corrected fields of an entry; nil fields are not corrected.
type CorrectionFields struct {
	WorkDate *approval.Date `json:"work_date,omitempty" format:"date"`
	Kind     *Kind          `json:"kind,omitempty" enum:"visit,call,meeting,bid,office,other"`
	// KindLabel is set in answers and not stored.
	KindLabel *approval.Text  `json:"kind_label,omitempty" doc:"Label of the kind"`
	Content   *string         `json:"content,omitempty"`
	Result    *string         `json:"result,omitempty"`
	NextStep  *string         `json:"next_step,omitempty"`
	Hours     *variable.Hours `json:"hours,omitempty"`
	Place     *string         `json:"place,omitempty"`
}

// Scan reads a jsonb column.
func (f *CorrectionFields) Scan(src any) error { return approval.ScanJSON(src, f) }

// apply returns the corrected entry.
func (f CorrectionFields) apply(w WorkLog) WorkLog {
	postgres.Assign(&w.WorkDate, f.WorkDate)
	postgres.Assign(&w.Kind, f.Kind)
	postgres.Assign(&w.Content, f.Content)
	postgres.Assign(&w.Result, f.Result)
	postgres.Assign(&w.NextStep, f.NextStep)
	postgres.Assign(&w.Place, f.Place)
	if f.Hours != nil {
		w.Hours = f.Hours
	}
	return w
}

// corrected returns the entry as its corrections say that it is.
func (w WorkLog) corrected() WorkLog {
	for _, c := range w.Corrections {
		w = c.Fields.apply(w)
	}
	return w
}

const correctionQuery = `
	SELECT r.id, r.work_log_id, r.text, r.fields, u.id AS "author.id", u.name AS "author.name", r.created_at
	FROM work_log_corrections r JOIN users u ON u.id = r.author_id`

// CorrectWorkLog adds a correction to an entry of the actor's. The entry itself does not
// change. Corrections are meant for the time after the edit window, but are allowed
// within it.
func (s *Store) CorrectWorkLog(ctx context.Context, actor approval.Actor, id, text string, fields CorrectionFields) (WorkLog, error) {
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (corrected WorkLog, err error) {
		if err := s.lockDays(ctx, actor); err != nil {
			return corrected, err
		}
		// A concurrent edit would change the previous values in the event.
		if err := s.lockWorkLog(ctx, id); err != nil {
			return corrected, err
		}
		w, err := s.ownWorkLog(ctx, actor, id)
		if err != nil {
			return corrected, err
		}
		var wrong approval.Invalid
		if fields.WorkDate != nil {
			if err := s.checkWorkDate(ctx, &wrong, *fields.WorkDate, "body.fields.work_date"); err != nil {
				return corrected, err
			}
		}
		before := w.corrected()
		after := fields.apply(before)
		if err := s.checkDayHours(ctx, &wrong, before, after, "body.fields."); err != nil {
			return corrected, err
		}
		if err := wrong.Err(); err != nil {
			return corrected, err
		}
		if err := s.In(ctx).Exec(ctx, `
			INSERT INTO work_log_corrections (id, work_log_id, text, fields, author_id, created_at)
			VALUES ($1, $2, $3, $4, $5, $6)`, postgres.NewID(), id, text, postgres.AsJSON(fields), actor.ID, postgres.Now()); err != nil {
			return corrected, err
		}
		if w.Customer != nil {
			changes := after.changes(before)
			changes["correction"] = approval.Change{After: text}
			if err := s.AppendEvents(ctx, w.Customer.ID, actor.Person(), w.event(WorkLogCorrected, changes, approval.Text{
				ZH: "%[1]s 更正了 %[2]s 的工作日志（%[3]s）：%[5]s", EN: "%[1]s corrected the work log of %[2]s, %[3]s: %[5]s"},
				postgres.Clipped(text))); err != nil {
				return corrected, err
			}
		}
		return s.workLog(ctx, id)
	})
}
