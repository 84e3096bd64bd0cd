package storage

import (
	"context"
	"time"
	_ "time/tzdata" // time zones, where the machine has none

	"approvals/workflows/approval"
)

// CompanyZone is where the company's days begin and end.
func (s *Store) CompanyZone(ctx context.Context) (*time.Location, error) {
	name, err := read(ctx, s, companyTimeZone)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(name)
}

// today is the company's day.
func (s *Store) today(ctx context.Context) (approval.Date, error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return "", err
	}
	return approval.DateOf(now().In(zone)), nil
}

// companyDay is the company's day, and the moment at which it ends.
func (s *Store) companyDay(ctx context.Context) (approval.Date, time.Time, error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return "", time.Time{}, err
	}
	year, month, day := now().In(zone).Date()
	return approval.DateOf(now().In(zone)), time.Date(year, month, day+1, 0, 0, 0, 0, zone), nil
}

// workingDays are the days from the first to the last on which people work.
func (s *Store) workingDays(ctx context.Context, first, last approval.Date) (days []approval.Date, err error) {
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
