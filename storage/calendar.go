package storage

import (
	"context"
	"time"

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
