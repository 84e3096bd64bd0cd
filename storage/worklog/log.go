package worklog

import (
	"context"
	"fmt"
	"strings"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Kind is the kind of work that an entry describes.
type Kind string

// The kinds of work.
const (
	WorkVisit   Kind = "visit"
	WorkCall    Kind = "call"
	WorkMeeting Kind = "meeting"
	WorkBid     Kind = "bid"
	WorkOffice  Kind = "office"
	WorkOther   Kind = "other"
)

// WorkLog is an entry: a description of an employee's work on a day.
type WorkLog struct {
	ID       string              `json:"id" db:"id" format:"uuid"`
	Author   approval.Person     `json:"author" db:"author"`
	WorkDate approval.Date       `json:"work_date" db:"work_date" format:"date"`
	Kind     Kind                `json:"kind" db:"kind" enum:"visit,call,meeting,bid,office,other"`
	Content  string              `json:"content" db:"content" doc:"What was done"`
	Result   string              `json:"result" db:"result"`
	NextStep string              `json:"next_step" db:"next_step"`
	Hours    *variable.Hours     `json:"hours" db:"quarter_hours" doc:"Decimal number; null when the author does not say" example:"7.5"`
	Customer *postgres.Reference `json:"customer" db:"customer" doc:"The customer, by id and name"`
	Project  *postgres.Reference `json:"project" db:"project" doc:"The customer's project, by id and name"`
	Contact  *postgres.Reference `json:"contact" db:"contact" doc:"The customer's contact, by id and name"`
	Place    string              `json:"place" db:"place"`

	Photos      []Photo      `json:"photos" db:"-"`
	Corrections []Correction `json:"corrections" db:"-" doc:"What the author added later; the entry itself stays as it was"`
	Comments    int          `json:"comments" db:"comments" doc:"How many there are"`

	EditableUntil time.Time `json:"editable_until" db:"-" doc:"From then on corrections are added"`
	Version       int       `json:"version" db:"version"`
	CreatedAt     time.Time `json:"created_at" db:"created_at"`
	UpdatedAt     time.Time `json:"updated_at" db:"updated_at"`
}

const workLogQuery = `
	SELECT w.id, a.id AS "author.id", a.name AS "author.name", w.work_date, w.kind, w.content, w.result, w.next_step,
		w.quarter_hours, c.id || ' ' || c.name AS customer, p.id || ' ' || p.name AS project, k.id || ' ' || k.name AS contact, w.place,
		(SELECT count(*) FROM work_log_comments m WHERE m.work_log_id = w.id) AS comments,
		w.version, w.created_at, w.updated_at
	FROM work_logs w
	JOIN users a ON a.id = w.author_id
	LEFT JOIN customers c ON c.id = w.customer_id
	LEFT JOIN projects p ON p.id = w.project_id
	LEFT JOIN contacts k ON k.id = w.contact_id`

// WorkLog returns an entry that the actor may read.
func (s *Store) WorkLog(ctx context.Context, actor approval.Actor, id string) (WorkLog, error) {
	return s.oneWorkLog(ctx, workLogQuery+` WHERE w.id = $2 AND `+seesWorkLogs(actor, "w.author_id", 1), actor.ID, id)
}

// workLog reads an entry without checking access.
func (s *Store) workLog(ctx context.Context, id string) (WorkLog, error) {
	return s.oneWorkLog(ctx, workLogQuery+` WHERE w.id = $1`, id)
}

func (s *Store) oneWorkLog(ctx context.Context, query string, args ...any) (WorkLog, error) {
	one := make([]WorkLog, 1)
	if err := s.In(ctx).Get(ctx, &one[0], query, args...); err != nil {
		return WorkLog{}, err
	}
	return one[0], s.complete(ctx, one)
}

// Filter filters entries; a zero field does not filter.
type Filter struct {
	AuthorID   string
	CustomerID string
	Kind       Kind
	// From and To limit the day of work, both inclusive.
	From, To approval.Date
}

// WorkLogs returns entries that the actor may read, latest day first, and whether there
// are more. The page is cut after the Cursor of an entry.
func (s *Store) WorkLogs(ctx context.Context, actor approval.Actor, f Filter, page postgres.Page) ([]WorkLog, bool, error) {
	where := postgres.Conditions{Args: []any{actor.ID}}
	where.And(seesWorkLogs(actor, "w.author_id", 1))
	where.AndIf(f.AuthorID != "", `w.author_id = $%d`, f.AuthorID)
	where.AndIf(f.CustomerID != "", `w.customer_id = $%d`, f.CustomerID)
	where.AndIf(f.Kind != "", `w.kind = $%d`, f.Kind)
	where.AndIf(f.From != "", `w.work_date >= $%d::date`, f.From)
	where.AndIf(f.To != "", `w.work_date <= $%d::date`, f.To)
	if day, id, ok := strings.Cut(page.After, " "); ok {
		where.Args = append(where.Args, day, id)
		where.And(fmt.Sprintf(`(w.work_date, w.id) < ($%d::date, $%d::uuid)`, len(where.Args)-1, len(where.Args)))
	}
	entries := []WorkLog{}
	if err := s.In(ctx).All(ctx, &entries, fmt.Sprintf(`%s WHERE %s ORDER BY w.work_date DESC, w.id DESC LIMIT %d`,
		workLogQuery, where, page.Limit+1), where.Args...); err != nil {
		return nil, false, err
	}
	entries, more := postgres.Cut(page, entries)
	return entries, more, s.complete(ctx, entries)
}

// Cursor is the entry's position in the list for paging.
func (w WorkLog) Cursor() string { return string(w.WorkDate) + " " + w.ID }

// complete adds the photos and corrections to the entries.
func (s *Store) complete(ctx context.Context, entries []WorkLog) error {
	window, err := s.WorkLogWindow(ctx)
	if err != nil {
		return err
	}
	ids, place := make([]string, len(entries)), make(map[string]int, len(entries))
	for i := range entries {
		w := &entries[i]
		w.Photos, w.Corrections, w.EditableUntil = []Photo{}, []Correction{}, w.CreatedAt.Add(window)
		ids[i], place[w.ID] = w.ID, i
	}
	var photos []Photo
	if err := s.In(ctx).All(ctx, &photos, photoQuery+` WHERE f.work_log_id = ANY($1::uuid[]) ORDER BY f.id`, pq.Array(ids)); err != nil {
		return err
	}
	for _, p := range photos {
		w := &entries[place[p.WorkLogID]]
		w.Photos = append(w.Photos, p)
	}
	var corrections []Correction
	if err := s.In(ctx).All(ctx, &corrections, correctionQuery+` WHERE r.work_log_id = ANY($1::uuid[]) ORDER BY r.id`, pq.Array(ids)); err != nil {
		return err
	}
	for _, c := range corrections {
		w := &entries[place[c.WorkLogID]]
		w.Corrections = append(w.Corrections, c)
	}
	return nil
}
