package variable

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"time"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

var workingCalendar = variableOf[approval.WorkingCalendar]{
	key: "calendar.working", kind: CalendarVariable, value: approval.DefaultCalendar(),
	description: approval.Text{
		ZH: "工作日历：每周休息日、节假日、调休上班日和工作时间",
		EN: "Working calendar: weekly days off, holidays, make-up working days and working hours"},
	fits: calendarFits,
}

func calendarFits(_ context.Context, _ *Store, c approval.WorkingCalendar) error {
	return c.Check(valueAt)
}

// WorkingCalendar returns the current working calendar.
func (s *Store) WorkingCalendar(ctx context.Context) (approval.WorkingCalendar, error) {
	return read(ctx, s, workingCalendar)
}

// CompanyZone is the company's time zone.
func (s *Store) CompanyZone(ctx context.Context) (*time.Location, error) {
	name, err := read(ctx, s, companyTimeZone)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(name)
}

// Today is the current date in the company's time zone.
func (s *Store) Today(ctx context.Context) (approval.Date, error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return "", err
	}
	return approval.DateOf(postgres.Now().In(zone)), nil
}

// CompanyDay is the current date in the company's time zone, and when it ends.
func (s *Store) CompanyDay(ctx context.Context) (approval.Date, time.Time, error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return "", time.Time{}, err
	}
	year, month, day := postgres.Now().In(zone).Date()
	return approval.DateOf(postgres.Now().In(zone)), time.Date(year, month, day+1, 0, 0, 0, 0, zone), nil
}

// WorkingDays returns the working days from first to last, inclusive.
func (s *Store) WorkingDays(ctx context.Context, first, last approval.Date) (days []approval.Date, err error) {
	calendar, err := s.WorkingCalendar(ctx)
	if err != nil {
		return nil, err
	}
	for day := first; day <= last; day = day.Next() {
		if calendar.IsWorkingDay(day) {
			days = append(days, day)
		}
	}
	return days, nil
}

// dayRule is the range of plausible dates for a field, to catch typing errors.
type dayRule struct {
	// first is the earliest valid date.
	first approval.Date
	// years and days are the offset of the last valid date from today.
	years, days int
}

var (
	// Happened is for past events. It allows tomorrow because of time zones.
	Happened = dayRule{first: FirstWorkDate, days: 1}
	Born     = dayRule{first: "1900-01-01", days: 1}
	Planned  = dayRule{first: FirstWorkDate, years: 50}
)

// CheckDay adds an error at location if the date is outside of the rule's range. A nil
// date is valid.
func (s *Store) CheckDay(ctx context.Context, wrong *approval.Invalid, location string, rule dayRule, day *approval.Date) error {
	if day == nil {
		return nil
	}
	today, err := s.Today(ctx)
	if err == nil {
		rule.check(wrong, location, today, *day)
	}
	return err
}

// CheckDay is Store.CheckDay.
func (stored Stored) CheckDay(wrong *approval.Invalid, location string, rule dayRule, day *approval.Date) error {
	if day == nil {
		return nil
	}
	today, err := stored.Today()
	if err == nil {
		rule.check(wrong, location, today, *day)
	}
	return err
}

func (rule dayRule) check(wrong *approval.Invalid, location string, today, day approval.Date) {
	last := approval.DateOf(today.Time().AddDate(rule.years, 0, rule.days))
	switch {
	case day > last:
		wrong.Add(location, approval.Text{ZH: "不能晚于 %s", EN: "This cannot be after %s"}.Format(last))
	case day < rule.first:
		wrong.Add(location, approval.Text{ZH: "不能早于 %s", EN: "This cannot be before %s"}.Format(rule.first))
	}
}

// CheckHappened is CheckDay with the rule Happened.
func (s *Store) CheckHappened(ctx context.Context, wrong *approval.Invalid, location string, day approval.Date) error {
	return s.CheckDay(ctx, wrong, location, Happened, &day)
}

// FirstWorkDate is the earliest valid date of work.
const FirstWorkDate approval.Date = "2000-01-01"

// Hours is a duration as a decimal number of hours, such as "7.5": a multiple of a
// quarter without trailing zeros. The database stores quarters of an hour.
type Hours string

// ParseHours parses a decimal number of hours. ok is false if it is invalid or not a
// multiple of a quarter.
func ParseHours(text string) (h Hours, ok bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	quarters, known := map[string]int64{"": 0, "0": 0, "00": 0, "25": 1, "5": 2, "50": 2, "75": 3}[fraction]
	n, err := strconv.ParseUint(whole, 10, 16)
	return HoursOf(int64(n)*4 + quarters), known && err == nil
}

// HoursOf converts quarters of an hour.
func HoursOf(quarters int64) Hours {
	return Hours(strconv.FormatFloat(float64(quarters)/4, 'f', -1, 64))
}

// Scan implements sql.Scanner.
func (h *Hours) Scan(src any) error {
	switch v := src.(type) {
	case int64:
		*h = HoursOf(v)
		return nil
	default:
		return fmt.Errorf("hours: cannot read %T", src)
	}
}

// Value implements driver.Valuer.
func (h Hours) Value() (driver.Value, error) {
	hours, err := strconv.ParseFloat(string(h), 64)
	return int64(hours * 4), err
}

// Quarters returns the number of quarters of an hour.
func (h Hours) Quarters() int64 {
	hours, _ := strconv.ParseFloat(string(h), 64)
	return int64(hours * 4)
}

// mostDeadlineHours is about half a year of working days.
const mostDeadlineHours = 1000

// deadlineHours are the default deadlines of the steps, in working hours.
var deadlineHours = map[approval.Step]int64{
	approval.CommercialReport:   48,
	approval.FinanceReport:      48,
	approval.ManagementDecision: 24,
	approval.GMSignoff:          24,
	approval.FinanceProcessing:  48,
	approval.Revise:             72,
}

// deadlineOf is the global variable with the deadline of a step, in working hours.
func deadlineOf(step approval.Step) variableOf[int64] {
	return variableOf[int64]{
		key: "deadline." + string(step) + "_hours", kind: NumberVariable, value: deadlineHours[step],
		description: approval.Text{
			ZH: "“%s”的时限（工作小时，按工作日历计算；0 表示不设时限）",
			EN: "Deadline in working hours of the working calendar: %s; 0 means none",
		}.Format(step.Label()),
		fits: func(_ context.Context, _ *Store, hours int64) error {
			if hours < 0 || hours > mostDeadlineHours {
				return wrongValue(approval.Text{ZH: "应在 0 与 %d 之间", EN: "This must be between 0 and %d"}.Format(mostDeadlineHours))
			}
			return nil
		},
	}
}

// Deadlines is a snapshot of the variables that deadlines of tasks depend on.
type Deadlines struct {
	calendar approval.WorkingCalendar
	zone     *time.Location
	hours    map[approval.Step]int64
}

// DueTimes returns a function that computes the deadline of a task from the current
// variables; see Of.
func (s *Store) DueTimes(ctx context.Context) (func(step approval.Step, opened time.Time) *time.Time, error) {
	stored, err := s.Stored(ctx)
	if err != nil {
		return nil, err
	}
	due, err := stored.Deadlines()
	return due.Of, err
}

// Of is the deadline of a task of the step that was opened at the time. It is nil if
// the step has no deadline.
func (d Deadlines) Of(step approval.Step, opened time.Time) *time.Time {
	hours := d.hours[step]
	if hours == 0 {
		return nil
	}
	due := d.calendar.AddWorkingTime(opened, time.Duration(hours)*time.Hour, d.zone)
	return &due
}
