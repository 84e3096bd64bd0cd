package storage

import (
	"context"
	"time"
	_ "time/tzdata" // time zones, where the machine has none

	"approvals/workflows/approval"
)

// WorkingCalendar knows on which days people work.
type WorkingCalendar struct{}

// WorkingCalendar returns the calendar as it stands.
func (s *Store) WorkingCalendar(context.Context) (WorkingCalendar, error) {
	return WorkingCalendar{}, nil
}

// IsWorkingDay reports whether people work on the day.
func (WorkingCalendar) IsWorkingDay(day approval.Date) bool {
	switch day.Time().Weekday() {
	case time.Saturday, time.Sunday:
		return false
	default:
		return true
	}
}

// workingDays are the days on which people work, from the first to the last.
func (c WorkingCalendar) workingDays(first, last approval.Date) (days []approval.Date) {
	for day := first; day <= last; day = day.Next() {
		if c.IsWorkingDay(day) {
			days = append(days, day)
		}
	}
	return days
}

// companyZone is where the company's days begin and end.
func (s *Store) companyZone(ctx context.Context) (*time.Location, error) {
	name, err := read(ctx, s, companyTimeZone)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(name)
}

// today is the company's day.
func (s *Store) today(ctx context.Context) (approval.Date, error) {
	zone, err := s.companyZone(ctx)
	if err != nil {
		return "", err
	}
	return approval.DateOf(now().In(zone)), nil
}
