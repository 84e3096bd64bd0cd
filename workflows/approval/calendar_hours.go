package approval

import "time"

// AddWorkingTime returns the time at which the working time has passed since start, in
// the company's time zone. Only the hours of working days count. Time outside of them is
// skipped, and work that ends with the last minute of a day is due at the end of that
// day. Without working time it returns start.
func (c WorkingCalendar) AddWorkingTime(start time.Time, work time.Duration, zone *time.Location) time.Time {
	if work <= 0 {
		return start
	}
	if !c.worksAtAll() {
		// Check rejects such a calendar; do not loop forever.
		return start.Add(work)
	}
	for day := DateOf(start.In(zone)); ; day = day.Next() {
		if !c.IsWorkingDay(day) {
			continue
		}
		from, to := c.hoursOn(day, zone)
		if start.After(from) {
			from = start
		}
		left := to.Sub(from)
		if left >= work {
			return from.Add(work).In(start.Location())
		}
		work -= max(left, 0)
	}
}

// hoursOn returns the start and end of the working hours on the day.
func (c WorkingCalendar) hoursOn(day Date, zone *time.Location) (from, to time.Time) {
	y, m, d := day.Time().Date()
	at := func(t TimeOfDay) time.Time { return time.Date(y, m, d, 0, t.Minutes(), 0, 0, zone) }
	return at(c.From), at(c.To)
}

// worksAtAll reports whether an ordinary week has working time.
func (c WorkingCalendar) worksAtAll() bool {
	off := map[Weekday]bool{}
	for _, w := range c.DaysOff {
		off[w] = true
	}
	return len(off) < 7 && c.From.Minutes() < c.To.Minutes()
}
