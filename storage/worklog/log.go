// Package worklog stores work logs.
package worklog

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Store stores work logs.
type Store struct{ *customer.Store }

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

// label is the display name of the kind.
func (k Kind) label() approval.Text { return customer.CodeLabels["work_log.kind"][string(k)] }

// WorkLog is an entry: a description of an employee's work on a day.
type WorkLog struct {
	ID        string              `json:"id" db:"id" format:"uuid"`
	Author    approval.Person     `json:"author" db:"author"`
	WorkDate  approval.Date       `json:"work_date" db:"work_date" format:"date"`
	Kind      Kind                `json:"kind" db:"kind" enum:"visit,call,meeting,bid,office,other"`
	KindLabel approval.Text       `json:"kind_label" db:"-" doc:"Label of the kind"`
	Content   string              `json:"content" db:"content" doc:"What was done"`
	Result    string              `json:"result" db:"result"`
	NextStep  string              `json:"next_step" db:"next_step"`
	Hours     *variable.Hours     `json:"hours" db:"quarter_hours" doc:"Decimal number; null if not given" example:"7.5"`
	Customer  *postgres.Reference `json:"customer" db:"customer" doc:"The customer"`
	Project   *postgres.Reference `json:"project" db:"project" doc:"Project of the customer"`
	Contact   *postgres.Reference `json:"contact" db:"contact" doc:"Contact of the customer"`
	Place     string              `json:"place" db:"place"`

	Photos      []Photo      `json:"photos" db:"-"`
	Corrections []Correction `json:"corrections" db:"-" doc:"Later corrections by the author; the entry itself does not change"`
	Comments    int          `json:"comments" db:"comments" doc:"Number of comments"`

	EditableUntil time.Time `json:"editable_until" db:"-" doc:"End of the edit window; afterwards only corrections can be added"`
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
		w.KindLabel = w.Kind.label()
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
		if c.Fields.Kind != nil {
			c.Fields.KindLabel = new(c.Fields.Kind.label())
		}
		w.Corrections = append(w.Corrections, c)
		if c.CreatedAt.Before(w.EditableUntil) {
			w.EditableUntil = c.CreatedAt
		}
	}
	return nil
}

// Event kinds of work logs.
const (
	WorkLogAdded      approval.EventKind = "work_log.added"
	WorkLogChanged    approval.EventKind = "work_log.changed"
	WorkLogCorrected  approval.EventKind = "work_log.corrected"
	WorkLogPhotoAdded approval.EventKind = "work_log.photo_added"
)

var workLogKinds = map[Kind]approval.Text{
	WorkVisit:   {ZH: "拜访", EN: "a visit"},
	WorkCall:    {ZH: "电话", EN: "a call"},
	WorkMeeting: {ZH: "会议", EN: "a meeting"},
	WorkBid:     {ZH: "投标工作", EN: "a bid"},
	WorkOffice:  {ZH: "办公室工作", EN: "office work"},
	WorkOther:   {ZH: "其他工作", EN: "other work"},
}

// recordChange records the change in the timeline of the entry's customer. A change of
// customer is recorded in both timelines, in the former customer's without mentioning
// the new one, which its readers may not be allowed to read.
func (s *Store) recordChange(ctx context.Context, actor approval.Actor, before, after WorkLog) error {
	events := map[string]ledger.NewEvent{}
	switch from, to := idOf(before.Customer), idOf(after.Customer); {
	case from != nil && to != nil && *from == *to:
		events[*to] = after.event(WorkLogChanged, after.changes(before), approval.Text{
			ZH: "%[1]s 修改了 %[2]s 的工作日志（%[3]s）：%[4]s", EN: "%[1]s changed the work log of %[2]s, %[3]s: %[4]s"})
	default:
		if from != nil {
			events[*from] = before.event(WorkLogChanged,
				approval.Changes{"customer": {Before: before.Customer}}, approval.Text{
					ZH: "%[1]s 将 %[2]s 的工作日志（%[3]s）移出了此客户：%[4]s", EN: "%[1]s removed the work log of %[2]s, %[3]s, from this customer: %[4]s"})
		}
		if to != nil {
			events[*to] = after.event(WorkLogAdded, after.changes(WorkLog{}), approval.Text{
				ZH: "%[1]s 记录了 %[2]s 的%[3]s：%[4]s", EN: "%[1]s logged %[3]s on %[2]s: %[4]s"})
		}
	}
	// A fixed order prevents deadlocks between concurrent edits.
	customers := make([]string, 0, len(events))
	for id := range events {
		customers = append(customers, id)
	}
	slices.Sort(customers)
	for _, id := range customers {
		if err := s.AppendEvents(ctx, id, actor.Person(), events[id]); err != nil {
			return err
		}
	}
	return nil
}

// event returns an event about the entry. The arguments of the summary are the author,
// the day, the kind and an excerpt of the content, then more.
func (w WorkLog) event(kind approval.EventKind, changes approval.Changes, summary approval.Text, more ...any) ledger.NewEvent {
	values := append([]any{w.Author.Name, string(w.WorkDate), workLogKinds[w.Kind], w.excerpt()}, more...)
	return ledger.NewEvent{
		Kind: kind, ProjectID: idOf(w.Project), Subject: w.Subject(), Changes: changes, Summary: summary.Format(values...),
	}
}

func (w WorkLog) Subject() approval.Subject {
	return approval.Subject{Type: "work_log", ID: w.ID, Label: string(w.WorkDate) + " " + w.excerpt()}
}

// excerpt returns the beginning of the content on one line.
func (w WorkLog) excerpt() string {
	return postgres.Clipped(strings.Join(strings.Fields(w.Content), " "))
}

func (w WorkLog) changes(before WorkLog) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteText(changes, "work_date", string(before.WorkDate), string(w.WorkDate))
	ledger.NoteText(changes, "kind", string(before.Kind), string(w.Kind))
	ledger.NoteText(changes, "content", before.Content, w.Content)
	ledger.NoteText(changes, "result", before.Result, w.Result)
	ledger.NoteText(changes, "next_step", before.NextStep, w.NextStep)
	ledger.NoteChange(changes, "hours", before.Hours, w.Hours)
	ledger.NoteText(changes, "place", before.Place, w.Place)
	ledger.NoteChange(changes, "customer", before.Customer, w.Customer)
	ledger.NoteChange(changes, "project", before.Project, w.Project)
	ledger.NoteChange(changes, "contact", before.Contact, w.Contact)
	return changes
}
