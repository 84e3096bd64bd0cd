package variable

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

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
			EN: "Working hours of the working calendar within which this is to be done: %s; 0 is no deadline",
		}.Format(step.Label()),
		fits: func(_ context.Context, _ *Store, hours int64) error {
			if hours < 0 || hours > mostDeadlineHours {
				return wrongValue(approval.Text{ZH: "应在 0 与 %d 之间", EN: "This must be between 0 and %d"}.Format(mostDeadlineHours))
			}
			return nil
		},
	}
}

// deadlines is a snapshot of the variables that deadlines of tasks depend on.
type deadlines struct {
	calendar approval.WorkingCalendar
	zone     *time.Location
	hours    map[approval.Step]int64
}

// Deadlines reads the variables that deadlines depend on in one query.
func (s *Store) Deadlines(ctx context.Context) (d deadlines, err error) {
	keys := []string{workingCalendar.key, companyTimeZone.key}
	for step := range deadlineHours {
		keys = append(keys, deadlineOf(step).key)
	}
	set, err := s.readAll(ctx, keys)
	if err != nil {
		return d, err
	}
	if d.calendar, err = among(set, workingCalendar); err != nil {
		return d, err
	}
	zone, err := among(set, companyTimeZone)
	if err != nil {
		return d, err
	}
	if d.zone, err = time.LoadLocation(zone); err != nil {
		return d, err
	}
	d.hours = map[approval.Step]int64{}
	for step := range deadlineHours {
		if d.hours[step], err = among(set, deadlineOf(step)); err != nil {
			return d, err
		}
	}
	return d, nil
}

// DueTimes returns a function that computes the deadline of a task from the current
// variables; see Of.
func (s *Store) DueTimes(ctx context.Context) (func(step approval.Step, opened time.Time) *time.Time, error) {
	due, err := s.Deadlines(ctx)
	return due.Of, err
}

// Of is the deadline of a task of the step that was opened at the time. It is nil if
// the step has no deadline.
func (d deadlines) Of(step approval.Step, opened time.Time) *time.Time {
	hours := d.hours[step]
	if hours == 0 {
		return nil
	}
	due := d.calendar.AddWorkingTime(opened, time.Duration(hours)*time.Hour, d.zone)
	return &due
}
