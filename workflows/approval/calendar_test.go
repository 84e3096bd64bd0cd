package approval

import "testing"

func TestIsWorkingDay(t *testing.T) {
	c := DefaultCalendar()
	if err := c.Check("calendar"); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[Date]bool{
		"2026-11-23": true,  // a Monday
		"2026-11-22": false, // a Sunday
		"2026-10-01": false, // a Thursday, holiday
		"2026-10-10": true,  // a Saturday, made up for
		"2026-09-20": true,  // a Sunday, made up for
		"2026-02-23": false,
		"2026-02-24": true,
		"2027-02-05": false,
		"2026-02-30": false,
		"":           false,
	} {
		if got := c.IsWorkingDay(day); got != want {
			t.Errorf("%q: %v, want %v", day, got, want)
		}
	}
	everyDay := WorkingCalendar{From: "00:00", To: "23:59"}
	if !everyDay.IsWorkingDay("2026-11-22") {
		t.Error("without days off a Sunday is a working day")
	}
}

func TestCalendarCheck(t *testing.T) {
	day := func(d Date) []CalendarDay { return []CalendarDay{{Date: d}} }
	for name, broken := range map[string]WorkingCalendar{
		"no such weekday": {DaysOff: []Weekday{"caturday"}, From: "08:30", To: "17:30"},
		"weekday twice":   {DaysOff: []Weekday{"sunday", "sunday"}, From: "08:30", To: "17:30"},
		"no working day": {DaysOff: []Weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
			From: "08:30", To: "17:30"},
		"no such date":        {Holidays: day("2026-02-30"), From: "08:30", To: "17:30"},
		"date twice":          {Holidays: append(day("2026-10-01"), day("2026-10-01")...), From: "08:30", To: "17:30"},
		"off and on":          {Holidays: day("2026-10-01"), WorkingDays: day("2026-10-01"), From: "08:30", To: "17:30"},
		"no hours":            {},
		"no such time":        {From: "08:60", To: "17:30"},
		"ends when it begins": {From: "08:30", To: "08:30"},
	} {
		if broken.Check("calendar") == nil {
			t.Errorf("%s: goes through", name)
		}
	}
	if err := (WorkingCalendar{From: "08:30", To: "17:30"}).Check("calendar"); err != nil {
		t.Error(err)
	}
}
