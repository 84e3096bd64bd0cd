package worklog

import (
	"context"
	"slices"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// Week summarizes a user's work logs of a week, from Monday to Sunday.
type Week struct {
	From    approval.Date  `json:"from" format:"date"`
	To      approval.Date  `json:"to" format:"date"`
	Entries int            `json:"entries"`
	Hours   variable.Hours `json:"hours" doc:"Sum of the hours, a decimal number" example:"37.5"`
	Days    []WeekDay      `json:"days"`
}

// WeekDay is one day of a Week.
type WeekDay struct {
	Date    approval.Date  `json:"date" db:"work_date" format:"date"`
	Working bool           `json:"working" doc:"Whether it is a working day" db:"-"`
	Entries int            `json:"entries" db:"entries"`
	Hours   variable.Hours `json:"hours" doc:"Decimal number" db:"hours"`
	Missing bool           `json:"missing" doc:"Whether this is a working day until today without an entry" db:"-"`
}

// OwnWeek summarizes the actor's work logs of the current week, including corrections.
func (s *Store) OwnWeek(ctx context.Context, actor approval.Actor) (Week, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return Week{}, err
	}
	monday := today.Time().AddDate(0, 0, -(int(today.Time().Weekday())+6)%7)
	week := Week{From: approval.DateOf(monday), To: approval.DateOf(monday.AddDate(0, 0, 6))}
	var written []WeekDay
	if err := s.In(ctx).All(ctx, &written, `
		SELECT w.work_date, count(*) AS entries, coalesce(sum(w.quarter_hours), 0)::bigint AS hours
		FROM (SELECT $1::uuid AS id) p CROSS JOIN LATERAL (`+correctedWorkLogs+`) w
		WHERE w.work_date BETWEEN $2 AND $3 GROUP BY w.work_date`, actor.ID, week.From, week.To); err != nil {
		return Week{}, err
	}
	working, err := s.WorkingDays(ctx, week.From, week.To)
	if err != nil {
		return Week{}, err
	}
	since, err := s.firstDay(ctx, actor.ID)
	if err != nil {
		return Week{}, err
	}
	quarters := int64(0)
	for day := week.From; day <= week.To; day = day.Next() {
		of := WeekDay{Date: day, Hours: variable.HoursOf(0)}
		if i := slices.IndexFunc(written, func(w WeekDay) bool { return w.Date == day }); i >= 0 {
			of = written[i]
		}
		of.Working = slices.Contains(working, day)
		of.Missing = of.Working && of.Entries == 0 && since <= day && day <= today
		value, err := of.Hours.Value()
		if err != nil {
			return Week{}, err
		}
		quarters += value.(int64)
		week.Entries += of.Entries
		week.Days = append(week.Days, of)
	}
	week.Hours = variable.HoursOf(quarters)
	return week, nil
}

// firstDay returns the creation date of the user's account in the company's time zone.
// No entries are expected before.
func (s *Store) firstDay(ctx context.Context, userID string) (approval.Date, error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return "", err
	}
	var since time.Time
	err = s.In(ctx).Get(ctx, &since, `SELECT created_at FROM users WHERE id = $1`, userID)
	return approval.DateOf(since.In(zone)), err
}

// TeamToday summarizes today's work logs of the people that a user supervises.
type TeamToday struct {
	Date    approval.Date     `json:"date" format:"date"`
	People  int               `json:"people" doc:"Number of people who should write or have written"`
	Wrote   int               `json:"wrote"`
	Entries int               `json:"entries"`
	Visits  int               `json:"visits" doc:"Number of entries of the kind visit"`
	Missing []approval.Person `json:"missing" doc:"People without an entry on a working day, by name; at most 50"`
	// MissingCount is the total number.
	MissingCount int `json:"missing_count"`
}

// maxMissingNames limits the names in TeamToday.
const maxMissingNames = 50

// TeamToday summarizes today's work logs of the people that the actor supervises. The
// error is not_found if there are none.
func (s *Store) TeamToday(ctx context.Context, actor approval.Actor) (TeamToday, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return TeamToday{}, err
	}
	team := TeamToday{Date: today, Missing: []approval.Person{}}
	page := postgres.Page{Limit: 200}
	for more := true; more; {
		var members []TeamMember
		if members, more, err = s.TeamDays(ctx, actor, TeamFilter{First: today, Last: today}, page); err != nil {
			return TeamToday{}, err
		}
		for _, m := range members {
			team.add(m)
			page.After = m.User.ID
		}
	}
	if team.People == 0 {
		return TeamToday{}, approval.NotFound()
	}
	return team, nil
}

func (t *TeamToday) add(m TeamMember) {
	t.People++
	t.Entries += m.Entries
	t.Visits += m.Visits
	if m.Entries > 0 {
		t.Wrote++
	}
	if m.Missing {
		t.MissingCount++
		if len(t.Missing) < maxMissingNames {
			t.Missing = append(t.Missing, m.User)
		}
	}
}
