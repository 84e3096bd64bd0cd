package approval

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// WorkingCalendar is the company's working time: the weekly days off, single holidays
// and extra working days, and the hours of a working day.
type WorkingCalendar struct {
	DaysOff     []Weekday     `json:"days_off"`
	Holidays    []CalendarDay `json:"holidays"`
	WorkingDays []CalendarDay `json:"working_days"`
	From        TimeOfDay     `json:"from"`
	To          TimeOfDay     `json:"to"`
}

// CalendarDay is a date with its name.
type CalendarDay struct {
	Date Date   `json:"date"`
	Name string `json:"name"`
}

// Weekday is a day of the week by its lower-case English name.
type Weekday string

// Day returns the day of the week; ok is false if the name is unknown.
func (w Weekday) Day() (day time.Weekday, ok bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if string(w) == strings.ToLower(day.String()) {
			return day, true
		}
	}
	return 0, false
}

// TimeOfDay is a time such as 08:30.
type TimeOfDay string

var timeOfDay = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// Valid reports whether the format and range are valid.
func (t TimeOfDay) Valid() bool { return timeOfDay.MatchString(string(t)) }

// Minutes returns the time as minutes after midnight.
func (t TimeOfDay) Minutes() int {
	parsed, err := time.Parse("15:04", string(t))
	if err != nil {
		return 0
	}
	return parsed.Hour()*60 + parsed.Minute()
}

// IsWorkingDay reports whether the day is a working day: extra working days take
// precedence over holidays, and both over days of the week. An invalid date is not a
// working day.
func (c WorkingCalendar) IsWorkingDay(d Date) bool {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return false
	}
	on := func(entry CalendarDay) bool { return entry.Date == d }
	switch {
	case slices.ContainsFunc(c.WorkingDays, on):
		return true
	case slices.ContainsFunc(c.Holidays, on):
		return false
	default:
		return !slices.ContainsFunc(c.DaysOff, func(w Weekday) bool {
			off, ok := w.Day()
			return ok && off == day.Weekday()
		})
	}
}

// calendarDays is the maximum number of single days in a calendar.
const calendarDays = 2000

// Check returns an invalid Error for all errors in the calendar, which is the field at
// the location.
func (c WorkingCalendar) Check(location string) error {
	wrong := calendarCheck{at: location}
	wrong.daysOff(c.DaysOff)
	if len(c.Holidays)+len(c.WorkingDays) > calendarDays {
		wrong.Add(location, Text{"最多 %d 个日期", "There may be at most %d dates"}.Format(calendarDays))
		return wrong.Err()
	}
	seen := map[Date]bool{}
	wrong.days("holidays", c.Holidays, seen)
	wrong.days("working_days", c.WorkingDays, seen)
	wrong.hours(c.From, c.To)
	return wrong.Err()
}

// calendarCheck collects the errors in a calendar.
type calendarCheck struct {
	Invalid
	at string
}

func (f *calendarCheck) daysOff(days []Weekday) {
	seen := map[Weekday]bool{}
	for i, w := range days {
		at := fmt.Sprintf("%s.days_off[%d]", f.at, i)
		if _, ok := w.Day(); !ok {
			f.Add(at, Text{"“%s”不是星期几，例如 saturday", "%q is no day of the week; one is saturday"}.Format(truncate(string(w))))
			continue
		}
		if seen[w] {
			f.Add(at, Text{"“%s”重复", "%q appears twice"}.Format(string(w)))
		}
		seen[w] = true
	}
	if len(seen) == 7 {
		f.Add(f.at+".days_off", Text{"每周至少要有一个工作日", "At least one day of the week must be a working day"})
	}
}

// days validates single days; seen are the days in other lists.
func (f *calendarCheck) days(name string, days []CalendarDay, seen map[Date]bool) {
	for i, d := range days {
		at := fmt.Sprintf("%s.%s[%d].", f.at, name, i)
		switch _, err := time.Parse(time.DateOnly, string(d.Date)); {
		case err != nil:
			f.Add(at+"date", Text{"“%s”不是日期，例如 2026-10-01", "%q is no date; one is 2026-10-01"}.Format(truncate(string(d.Date))))
		case seen[d.Date]:
			f.Add(at+"date", Text{"日期 %s 重复", "The date %s appears twice"}.Format(string(d.Date)))
		}
		if len([]rune(d.Name)) > 100 {
			f.Add(at+"name", Text{"最多 100 个字符", "This may have at most 100 characters"})
		}
		seen[d.Date] = true
	}
}

func (f *calendarCheck) hours(from, to TimeOfDay) {
	if !from.Valid() {
		f.Add(f.at+".from", Text{"应为时刻，例如 08:30", "This must be a time of day such as 08:30"})
	}
	if !to.Valid() {
		f.Add(f.at+".to", Text{"应为时刻，例如 17:30", "This must be a time of day such as 17:30"})
	}
	if from.Valid() && to.Valid() && from.Minutes() >= to.Minutes() {
		f.Add(f.at+".to", Text{"工作时间的结束应晚于开始", "The working hours must end after they begin"})
	}
}

// truncate shortens client input for use in a message.
func truncate(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// DefaultCalendar is the calendar of a new installation: Saturdays and Sundays off,
// 08:30 to 17:30, the holidays and extra working days of 2026 as announced by China's
// State Council, and the statutory holidays of 2027, whose arrangement the administrator
// adds when it is published.
func DefaultCalendar() WorkingCalendar {
	c := WorkingCalendar{DaysOff: []Weekday{"saturday", "sunday"}, From: "08:30", To: "17:30"}
	holidays := func(name, first string, days int) {
		day, err := time.Parse(time.DateOnly, first)
		if err != nil {
			panic(fmt.Sprintf("default calendar: %v", err))
		}
		for i := range days {
			c.Holidays = append(c.Holidays, CalendarDay{Date(day.AddDate(0, 0, i).Format(time.DateOnly)), name})
		}
	}
	holidays("元旦", "2026-01-01", 3)
	holidays("春节", "2026-02-15", 9)
	holidays("清明节", "2026-04-04", 3)
	holidays("劳动节", "2026-05-01", 5)
	holidays("端午节", "2026-06-19", 3)
	holidays("中秋节", "2026-09-25", 3)
	holidays("国庆节", "2026-10-01", 7)
	c.WorkingDays = []CalendarDay{
		{"2026-01-04", "元旦调休"}, {"2026-02-14", "春节调休"}, {"2026-02-28", "春节调休"}, {"2026-05-09", "劳动节调休"},
		{"2026-09-20", "国庆节调休"}, {"2026-10-10", "国庆节调休"},
	}
	holidays("元旦", "2027-01-01", 1)
	holidays("春节", "2027-02-05", 4)
	holidays("清明节", "2027-04-05", 1)
	holidays("劳动节", "2027-05-01", 2)
	holidays("端午节", "2027-06-09", 1)
	holidays("中秋节", "2027-09-15", 1)
	holidays("国庆节", "2027-10-01", 3)
	return c
}

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
