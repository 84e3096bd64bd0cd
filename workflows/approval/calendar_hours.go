package approval

import "time"

// AddWorkingTime is the moment until which so much working time passes from the
// start on, where the company's clocks are those of the zone. Only the hours of
// working days count; what begins outside of them begins with the next ones, and
// what is done with the last minute of a day is due at the end of that day. No
// working time is the start itself.
func (c WorkingCalendar) AddWorkingTime(start time.Time, work time.Duration, zone *time.Location) time.Time {
	if work <= 0 {
		return start
	}
	if !c.worksAtAll() {
		// Such a calendar passes no Check; it must not keep anybody here for good.
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

// hoursOn is when work on the day begins and ends.
func (c WorkingCalendar) hoursOn(day Date, zone *time.Location) (from, to time.Time) {
	y, m, d := day.Time().Date()
	at := func(t TimeOfDay) time.Time { return time.Date(y, m, d, 0, t.Minutes(), 0, 0, zone) }
	return at(c.From), at(c.To)
}

// worksAtAll reports whether there is working time in an ordinary week.
func (c WorkingCalendar) worksAtAll() bool {
	off := map[Weekday]bool{}
	for _, w := range c.DaysOff {
		off[w] = true
	}
	return len(off) < 7 && c.From.Minutes() < c.To.Minutes()
}
