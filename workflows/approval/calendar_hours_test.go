package approval

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

const clock = "2006-01-02 15:04"

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestAddWorkingTime counts nine hours a day, from 08:30 to 17:30.
func TestAddWorkingTime(t *testing.T) {
	c, zone := DefaultCalendar(), zoneOf(t, "Asia/Shanghai")
	for _, test := range []struct {
		what, start string
		work        time.Duration
		want        string
	}{
		{"within a day", "2026-11-23 09:00", 4 * time.Hour, "2026-11-23 13:00"},
		{"to the end of the day", "2026-11-23 13:30", 4 * time.Hour, "2026-11-23 17:30"},
		{"over night", "2026-11-23 15:30", 4 * time.Hour, "2026-11-24 10:30"},
		{"a minute over the day", "2026-11-23 08:30", 9*time.Hour + time.Minute, "2026-11-24 08:31"},
		{"before the day begins", "2026-11-23 06:00", time.Hour, "2026-11-23 09:30"},
		{"at its very end", "2026-11-23 17:30", time.Hour, "2026-11-24 09:30"},
		{"at night", "2026-11-23 23:59", time.Hour, "2026-11-24 09:30"},
		{"over a weekend", "2026-11-20 16:30", 2 * time.Hour, "2026-11-23 09:30"},
		{"begun on a Sunday", "2026-11-22 12:00", 9 * time.Hour, "2026-11-23 17:30"},
		{"over the holidays of October", "2026-09-30 17:00", time.Hour, "2026-10-08 09:00"},
		{"into a Saturday that is made up for", "2026-10-09 17:00", time.Hour, "2026-10-10 09:00"},
		{"24 hours from a Monday", "2026-11-23 10:00", 24 * time.Hour, "2026-11-25 16:00"},
		{"none", "2026-11-22 12:00", 0, "2026-11-22 12:00"},
	} {
		start, err := time.ParseInLocation(clock, test.start, zone)
		if err != nil {
			t.Fatal(err)
		}
		got := c.AddWorkingTime(start.UTC(), test.work, zone)
		if s := got.In(zone).Format(clock); s != test.want {
			t.Errorf("%s: %s and %s of work is %s, want %s", test.what, test.start, test.work, s, test.want)
		}
		if got.Location() != time.UTC {
			t.Errorf("%s: the answer is in %s", test.what, got.Location())
		}
	}
}

// TestAddWorkingTimeAcrossClockChange checks that working hours start at the same local
// time after a clock change.
func TestAddWorkingTimeAcrossClockChange(t *testing.T) {
	zone := zoneOf(t, "Europe/Berlin")
	c := WorkingCalendar{DaysOff: []Weekday{"saturday", "sunday"}, From: "09:00", To: "17:00"}
	start := time.Date(2026, 10, 23, 16, 0, 0, 0, zone)
	if got := c.AddWorkingTime(start, 2*time.Hour, zone).In(zone).Format(clock); got != "2026-10-26 10:00" {
		t.Error(got)
	}
}

// TestAddWorkingTimeWithoutHours checks that a calendar without working time does not
// cause an infinite loop.
func TestAddWorkingTimeWithoutHours(t *testing.T) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	never := WorkingCalendar{DaysOff: []Weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}, From: "09:00", To: "17:00"}
	for _, c := range []WorkingCalendar{{}, never, {From: "17:00", To: "09:00"}} {
		if got := c.AddWorkingTime(start, time.Hour, time.UTC); !got.Equal(start.Add(time.Hour)) {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// TestAddWorkingTimeProperties checks, for random calendars and starts, that the end is
// within working time, not before the start, increases with the work and the start, and
// that exactly the working time lies between the two.
func TestAddWorkingTimeProperties(t *testing.T) {
	zones := []*time.Location{time.UTC, zoneOf(t, "Asia/Shanghai"), zoneOf(t, "America/New_York"), zoneOf(t, "Australia/Lord_Howe")}
	rapid.Check(t, func(t *rapid.T) {
		c, zone := drawCalendar(t), rapid.SampledFrom(zones).Draw(t, "zone")
		if err := c.Check("calendar"); err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
		minutes := func(most int, name string) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Minute
		}
		start := begin.Add(minutes(300*24*60, "start"))
		work, more, later := minutes(24*60, "work")+time.Minute, minutes(24*60, "more"), minutes(10*24*60, "later")

		end := c.AddWorkingTime(start, work, zone)
		if !end.After(start) {
			t.Fatalf("%s ends at %s", start, end)
		}
		from, to := c.hoursOn(DateOf(end.In(zone)), zone)
		if !c.IsWorkingDay(DateOf(end.In(zone))) || end.Before(from) || end.After(to) {
			t.Fatalf("%s is no working time", end.In(zone))
		}
		if got := c.AddWorkingTime(start.Add(later), work, zone); got.Before(end) {
			t.Fatalf("a later start ends at %s, before %s", got, end)
		}
		if got := c.AddWorkingTime(end, more, zone); !got.Equal(c.AddWorkingTime(start, work+more, zone)) {
			t.Fatalf("%s and then %s of work end at %s, both at once at %s", work, more, got, c.AddWorkingTime(start, work+more, zone))
		}
		if got := worked(c, start, end, zone); got != work {
			t.Fatalf("%s of work lie between %s and %s, want %s", got, start, end, work)
		}
	})
}

// worked counts working time naively, minute by minute.
func worked(c WorkingCalendar, start, end time.Time, zone *time.Location) (sum time.Duration) {
	from, to := c.From.Minutes(), c.To.Minutes()
	for at := start; at.Before(end); at = at.Add(time.Minute) {
		here := at.In(zone)
		minute := here.Hour()*60 + here.Minute()
		if minute >= from && minute < to && c.IsWorkingDay(DateOf(here)) {
			sum += time.Minute
		}
	}
	return sum
}

func drawCalendar(t *rapid.T) WorkingCalendar {
	from := rapid.IntRange(5*60, 12*60).Draw(t, "from")
	to := rapid.IntRange(from+90, 23*60).Draw(t, "to")
	clock := func(minutes int) TimeOfDay {
		return TimeOfDay(time.Date(2026, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04"))
	}
	c := WorkingCalendar{From: clock(from), To: clock(to)}
	week := []Weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	c.DaysOff = rapid.SliceOfNDistinct(rapid.SampledFrom(week), 0, 5, rapid.ID[Weekday]).Draw(t, "days off")
	days := rapid.SliceOfNDistinct(rapid.IntRange(0, 365), 0, 30, rapid.ID[int]).Draw(t, "days")
	for i, n := range days {
		day := CalendarDay{Date: DateOf(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n))}
		if i%2 == 0 {
			c.Holidays = append(c.Holidays, day)
		} else {
			c.WorkingDays = append(c.WorkingDays, day)
		}
	}
	return c
}
