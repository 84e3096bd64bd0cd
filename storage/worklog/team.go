package worklog

import (
	"context"
	"fmt"
	"slices"
	"time"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// TeamMember summarizes the work logs of one person in a period.
type TeamMember struct {
	User       approval.Person     `json:"user"`
	Department *account.Department `json:"department"`
	Entries    int                 `json:"entries"`
	Visits     int                 `json:"visits" doc:"Number of entries of the kind visit"`
	Hours      variable.Hours      `json:"hours" doc:"Sum of the hours, a decimal number" example:"37.5"`
	Missing    bool                `json:"missing" doc:"Whether a working day until today has no entry"`
	// MissingDays are those days.
	MissingDays []approval.Date `json:"missing_days"`
	// Days are the days with entries in ascending order.
	Days []TeamDay `json:"days" doc:"The days with entries"`
}

// Place is the person's place in the list, for paging.
func (m TeamMember) Place() string { return postgres.NamePlace(m.User.ID, m.User.Name) }

// TeamDay summarizes the work logs of one person on one day.
type TeamDay struct {
	Date    approval.Date  `json:"date"`
	Entries int            `json:"entries"`
	Visits  int            `json:"visits" doc:"Number of entries of the kind visit"`
	Hours   variable.Hours `json:"hours" doc:"Sum of the hours, a decimal number" example:"7.5"`
}

// TeamFilter selects people and days.
type TeamFilter struct {
	// First and Last are inclusive.
	First, Last approval.Date
	// DepartmentID includes the departments below; empty selects all.
	DepartmentID string
}

type teamRow struct {
	ID         string              `db:"id"`
	Name       string              `db:"name"`
	Department *account.Department `db:"department"`
	Writes     bool                `db:"writes"`
	Since      time.Time           `db:"created_at"`
	// The following slices are parallel.
	Days    pq.StringArray `db:"days"`
	Entries pq.Int64Array  `db:"entries"`
	Visits  pq.Int64Array  `db:"visits"`
	Hours   pq.Int64Array  `db:"hours"`
}

// CorrectedColumns is SQL for the day, kind and hours of work logs w after their latest
// corrections, and its FROM clause.
const CorrectedColumns = `coalesce(right_one.work_date, w.work_date) AS work_date, coalesce(right_one.kind, w.kind) AS kind,
		coalesce(right_one.quarter_hours, w.quarter_hours) AS quarter_hours
	FROM work_logs w LEFT JOIN LATERAL (
		SELECT
			((array_agg(r.fields->>'work_date' ORDER BY r.id DESC) FILTER (WHERE r.fields ? 'work_date'))[1])::date AS work_date,
			(array_agg(r.fields->>'kind' ORDER BY r.id DESC) FILTER (WHERE r.fields ? 'kind'))[1] AS kind,
			(((array_agg(r.fields->>'hours' ORDER BY r.id DESC) FILTER (WHERE r.fields ? 'hours'))[1])::numeric * 4)::bigint AS quarter_hours
		FROM work_log_corrections r WHERE r.work_log_id = w.id
	) right_one ON true`

// correctedWorkLogs is an SQL query for the entries of person p, with corrections, whose
// original or corrected day is from $2 to $3.
const correctedWorkLogs = `
	SELECT ` + CorrectedColumns + `
	WHERE w.id IN (
		SELECT id FROM work_logs WHERE author_id = p.id AND work_date BETWEEN $2 AND $3
		UNION
		SELECT work_log_id FROM work_log_corrections WHERE author_id = p.id AND fields ? 'work_date'
			AND (fields->>'work_date')::date BETWEEN $2 AND $3
	)`

// TeamDays summarizes the work logs of the people that the actor supervises, by name,
// and whether there are more. It includes the people who should write work logs and
// those who did. The page is cut after a postgres.NamePlace.
func (s *Store) TeamDays(ctx context.Context, actor approval.Actor, f TeamFilter, page postgres.Page) ([]TeamMember, bool, error) {
	expected, err := s.expectedDays(ctx, f.First, f.Last)
	if err != nil {
		return nil, false, err
	}
	// Read a page of people first: the index then provides the days of each person
	// independently of the number of entries.
	var rows []teamRow
	afterName, afterID := page.AfterName()
	if err := s.In(ctx).All(ctx, &rows, fmt.Sprintf(`
		WITH RECURSIVE wanted AS (
			SELECT id FROM departments WHERE id = $4
			UNION
			SELECT d.id FROM departments d JOIN wanted ON d.parent_id = wanted.id
		), people AS (
			SELECT u.id, u.name, d.id || ' ' || d.name AS department, u.created_at, u.active AND %[1]s AS writes
			FROM users u LEFT JOIN departments d ON d.id = u.department_id
			WHERE %[2]s
			AND ($4::uuid IS NULL OR u.department_id IN (SELECT id FROM wanted))
			AND (u.active AND %[1]s OR EXISTS (
				SELECT FROM work_logs w WHERE w.author_id = u.id AND w.work_date BETWEEN $2 AND $3))
			AND ($5::uuid IS NULL OR (u.name, u.id) > ($7::text, $5))
			ORDER BY u.name, u.id LIMIT $6
		)
		SELECT p.*, done.* FROM people p CROSS JOIN LATERAL (
			SELECT array_agg(to_char(d.work_date, 'YYYY-MM-DD') ORDER BY d.work_date) AS days,
				array_agg(d.entries ORDER BY d.work_date) AS entries, array_agg(d.visits ORDER BY d.work_date) AS visits,
				array_agg(d.hours ORDER BY d.work_date) AS hours
			FROM (
				SELECT w.work_date, count(*) AS entries, count(*) FILTER (WHERE w.kind = 'visit') AS visits,
					coalesce(sum(w.quarter_hours), 0)::bigint AS hours
				FROM (`+correctedWorkLogs+`) w WHERE w.work_date BETWEEN $2 AND $3 GROUP BY w.work_date
			) d
		) done ORDER BY p.name, p.id`, expectedToWrite("u.id"), supervises(actor, "u.id", 1)),
		actor.ID, f.First, f.Last, postgres.Nullable(f.DepartmentID), afterID, page.Limit+1, afterName); err != nil {
		return nil, false, err
	}
	rows, more := postgres.Cut(page, rows)
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return nil, false, err
	}
	members := make([]TeamMember, len(rows))
	for i, row := range rows {
		members[i] = row.member(expected, zone)
	}
	return members, more, nil
}

// expectedDays returns the working days until today.
func (s *Store) expectedDays(ctx context.Context, first, last approval.Date) ([]approval.Date, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return nil, err
	}
	return s.WorkingDays(ctx, first, min(last, today))
}

func (r teamRow) member(expected []approval.Date, zone *time.Location) TeamMember {
	m := TeamMember{
		User: approval.Person{ID: r.ID, Name: r.Name}, Department: r.Department, MissingDays: []approval.Date{}, Days: make([]TeamDay, len(r.Days)),
	}
	var quarters int64
	for i, day := range r.Days {
		d := TeamDay{Date: approval.Date(day), Entries: int(r.Entries[i]), Visits: int(r.Visits[i]), Hours: variable.HoursOf(r.Hours[i])}
		m.Days[i], m.Entries, m.Visits, quarters = d, m.Entries+d.Entries, m.Visits+d.Visits, quarters+r.Hours[i]
	}
	m.Hours = variable.HoursOf(quarters)
	// No entries are expected before the account existed.
	since := approval.DateOf(r.Since.In(zone))
	for _, day := range expected {
		if r.Writes && day >= since && !slices.Contains(r.Days, string(day)) {
			m.MissingDays = append(m.MissingDays, day)
		}
	}
	m.Missing = len(m.MissingDays) > 0
	return m
}

// WorkLogReminded is the kind of notification about a day without an entry.
const WorkLogReminded account.NotificationKind = "work_log.reminder"

// RemindWorkLogs notifies the people who should write work logs and have none for the
// company's day at the given time. Each person is notified once per day, however often
// it is called, and nobody on a non-working day. It returns the number of notifications.
func (s *Store) RemindWorkLogs(ctx context.Context, at time.Time) (notified int, err error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return 0, err
	}
	calendar, err := s.WorkingCalendar(ctx)
	if err != nil {
		return 0, err
	}
	day := approval.DateOf(at.In(zone))
	if !calendar.IsWorkingDay(day) {
		return 0, nil
	}
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (notified int, err error) {
		var people []string
		if err := s.In(ctx).All(ctx, &people, `
			SELECT u.id FROM users u
			WHERE u.active AND u.created_at <= $2 AND `+expectedToWrite("u.id")+`
			AND NOT EXISTS (SELECT FROM work_logs w WHERE w.author_id = u.id AND w.work_date = $1)
			ORDER BY u.id`, day, at); err != nil {
			return notified, err
		}
		reminders := make([]account.NewNotification, 0, len(people))
		for _, id := range people {
			reminders = append(reminders, account.NewNotification{
				UserID: id, Kind: WorkLogReminded, Subject: account.NotificationSubject{Type: "user", ID: id},
				Text: approval.Text{ZH: "您还没有填写 %s 的工作日志", EN: "You have not written a work log for %s yet"}.Format(string(day)),
				Link: "/work-logs?date=" + string(day), Occasion: string(WorkLogReminded) + " " + string(day),
			})
		}
		return s.Notify(ctx, reminders...)
	})
}
