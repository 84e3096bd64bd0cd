package storage

import (
	"context"

	"approvals/workflows/approval"
)

var workingCalendar = variableOf[approval.WorkingCalendar]{
	key: "calendar.working", kind: CalendarVariable, value: approval.DefaultCalendar(),
	description: approval.Text{
		ZH: "工作日历：每周休息日、节假日、调休上班日和工作时间",
		EN: "Working calendar: days off in the week, holidays, days that are made up for, and working hours"},
	fits: calendarFits,
}

func calendarFits(_ context.Context, _ *Store, c approval.WorkingCalendar) error {
	return c.Check(valueAt)
}

// WorkingCalendar returns the calendar as it stands.
func (s *Store) WorkingCalendar(ctx context.Context) (approval.WorkingCalendar, error) {
	return read(ctx, s, workingCalendar)
}
