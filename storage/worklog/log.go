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

// WorkLogKind is the kind of work that an entry tells of.
type WorkLogKind string

// The kinds of work.
const (
	WorkVisit   WorkLogKind = "visit"
	WorkCall    WorkLogKind = "call"
	WorkMeeting WorkLogKind = "meeting"
	WorkBid     WorkLogKind = "bid"
	WorkOffice  WorkLogKind = "office"
	WorkOther   WorkLogKind = "other"
)

// WorkLog is an entry: what an employee did on a day.
type WorkLog struct {
	ID       string           `json:"id" format:"uuid"`
	Author   approval.Person  `json:"author"`
	WorkDate approval.Date    `json:"work_date" format:"date"`
	Kind     WorkLogKind      `json:"kind" enum:"visit,call,meeting,bid,office,other"`
	Content  string           `json:"content" doc:"What was done"`
	Result   string           `json:"result"`
	NextStep string           `json:"next_step"`
	Hours    *variable.Hours  `json:"hours" doc:"Decimal number; null when the author does not say" example:"7.5"`
	Customer *approval.Person `json:"customer" doc:"The customer, by id and name"`
	Project  *approval.Person `json:"project" doc:"The customer's project, by id and name"`
	Contact  *approval.Person `json:"contact" doc:"The customer's contact, by id and name"`
	Place    string           `json:"place"`

	Photos      []Photo      `json:"photos"`
	Corrections []Correction `json:"corrections" doc:"What the author added later; the entry itself stays as it was"`
	Comments    int          `json:"comments" doc:"How many there are"`

	EditableUntil time.Time `json:"editable_until" doc:"From then on corrections are added"`
	Version       int       `json:"version"`
	CreatedAt     time.Time `json:"created_at"`
	UpdatedAt     time.Time `json:"updated_at"`
}

type workLogRow struct {
	ID           string          `db:"id"`
	Author       approval.Person `db:"author"`
	WorkDate     approval.Date   `db:"work_date"`
	Kind         WorkLogKind     `db:"kind"`
	Content      string          `db:"content"`
	Result       string          `db:"result"`
	NextStep     string          `db:"next_step"`
	Hours        *variable.Hours `db:"quarter_hours"`
	CustomerID   *string         `db:"customer_id"`
	CustomerName *string         `db:"customer_name"`
	ProjectID    *string         `db:"project_id"`
	ProjectName  *string         `db:"project_name"`
	ContactID    *string         `db:"contact_id"`
	ContactName  *string         `db:"contact_name"`
	Place        string          `db:"place"`
	Comments     int             `db:"comments"`
	Version      int             `db:"version"`
	CreatedAt    time.Time       `db:"created_at"`
	UpdatedAt    time.Time       `db:"updated_at"`
}

func (r workLogRow) workLog(window time.Duration) WorkLog {
	return WorkLog{
		ID: r.ID, Author: r.Author, WorkDate: r.WorkDate, Kind: r.Kind, Content: r.Content, Result: r.Result,
		NextStep: r.NextStep, Hours: r.Hours, Customer: postgres.PersonOf(r.CustomerID, r.CustomerName),
		Project: postgres.PersonOf(r.ProjectID, r.ProjectName), Contact: postgres.PersonOf(r.ContactID, r.ContactName), Place: r.Place,
		Photos: []Photo{}, Corrections: []Correction{}, Comments: r.Comments,
		EditableUntil: r.CreatedAt.Add(window), Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
	}
}

const workLogQuery = `
	SELECT w.id, a.id AS "author.id", a.name AS "author.name", w.work_date, w.kind, w.content, w.result, w.next_step,
		w.quarter_hours, w.customer_id, c.name AS customer_name, w.project_id, p.name AS project_name,
		w.contact_id, k.name AS contact_name, w.place,
		(SELECT count(*) FROM work_log_comments m WHERE m.work_log_id = w.id) AS comments,
		w.version, w.created_at, w.updated_at
	FROM work_logs w
	JOIN users a ON a.id = w.author_id
	LEFT JOIN customers c ON c.id = w.customer_id
	LEFT JOIN projects p ON p.id = w.project_id
	LEFT JOIN contacts k ON k.id = w.contact_id`

// WorkLog returns an entry that the actor sees.
func (s *Store) WorkLog(ctx context.Context, actor approval.Actor, id string) (WorkLog, error) {
	return s.oneWorkLog(ctx, workLogQuery+` WHERE w.id = $2 AND `+seesWorkLogs(actor, "w.author_id", 1), actor.ID, id)
}

// workLog reads an entry, whoever asks.
func (s *Store) workLog(ctx context.Context, id string) (WorkLog, error) {
	return s.oneWorkLog(ctx, workLogQuery+` WHERE w.id = $1`, id)
}

func (s *Store) oneWorkLog(ctx context.Context, query string, args ...any) (WorkLog, error) {
	var row workLogRow
	if err := s.In(ctx).Get(ctx, &row, query, args...); err != nil {
		return WorkLog{}, err
	}
	entries, err := s.complete(ctx, []workLogRow{row})
	if err != nil {
		return WorkLog{}, err
	}
	return entries[0], nil
}

// WorkLogFilter says which entries are wanted; a zero field asks for nothing.
type WorkLogFilter struct {
	AuthorID   string
	CustomerID string
	Kind       WorkLogKind
	// From and To bound the day of work, both included.
	From, To approval.Date
}

// WorkLogs returns entries that the actor sees, those of the latest day first,
// and whether there are more. The page is cut after the PlaceInList of an entry.
func (s *Store) WorkLogs(ctx context.Context, actor approval.Actor, f WorkLogFilter, page postgres.Page) ([]WorkLog, bool, error) {
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
	var rows []workLogRow
	if err := s.In(ctx).All(ctx, &rows, fmt.Sprintf(`%s WHERE %s ORDER BY w.work_date DESC, w.id DESC LIMIT %d`,
		workLogQuery, where, page.Limit+1), where.Args...); err != nil {
		return nil, false, err
	}
	rows, more := postgres.Cut(page, rows)
	entries, err := s.complete(ctx, rows)
	return entries, more, err
}

// PlaceInList is where the entry stands in the list of entries.
func (w WorkLog) PlaceInList() string { return string(w.WorkDate) + " " + w.ID }

// complete puts entries together with what hangs on them.
func (s *Store) complete(ctx context.Context, rows []workLogRow) ([]WorkLog, error) {
	window, err := s.WorkLogWindow(ctx)
	if err != nil {
		return nil, err
	}
	entries := make([]WorkLog, len(rows))
	ids, place := make([]string, len(rows)), make(map[string]int, len(rows))
	for i, row := range rows {
		entries[i] = row.workLog(window)
		ids[i], place[row.ID] = row.ID, i
	}
	var photos []Photo
	if err := s.In(ctx).All(ctx, &photos, photoQuery+` WHERE f.work_log_id = ANY($1::uuid[]) ORDER BY f.id`, pq.Array(ids)); err != nil {
		return nil, err
	}
	for _, p := range photos {
		w := &entries[place[p.WorkLogID]]
		w.Photos = append(w.Photos, p)
	}
	var corrections []correctionRow
	if err := s.In(ctx).All(ctx, &corrections, correctionQuery+` WHERE r.work_log_id = ANY($1::uuid[]) ORDER BY r.id`, pq.Array(ids)); err != nil {
		return nil, err
	}
	for _, c := range corrections {
		w := &entries[place[c.WorkLogID]]
		w.Corrections = append(w.Corrections, c.correction())
	}
	return entries, nil
}
