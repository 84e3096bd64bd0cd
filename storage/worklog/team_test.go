package worklog_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

func date(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, day+"T18:00:00+08:00")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTeamDays(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	low := s.Join("low", approval.SalesRep)
	left := s.Join("left", approval.SalesRep)
	gone := s.Join("gone", approval.SalesRep)
	s.Must(s.SetManager(t.Context(), low.ID, s.Rep.ID))
	s.Must(s.SetManager(t.Context(), left.ID, low.ID))
	// All accounts were created on Wednesday, 4 March 2026, except that of low on
	// Tuesday, 10 March.
	s.ByHand(`UPDATE users SET created_at = '2026-03-04 23:00:00+08'`)
	s.ByHand(`UPDATE users SET created_at = '2026-03-09 16:00:00+00' WHERE id = $1`, low.ID)
	write := func(author approval.Actor, day string, kind worklog.Kind, hours string) {
		t.Helper()
		in := worklog.Input{WorkDate: new(approval.Date(day)), Kind: &kind, Content: new("x")}
		if h, ok := variable.ParseHours(hours); ok {
			in.Hours = postgres.SetTo(&h)
		}
		s.Write(author, in)
	}
	write(s.Rep, "2026-03-05", worklog.WorkVisit, "2.25")
	write(s.Rep, "2026-03-05", worklog.WorkVisit, "1.5")
	write(s.Rep, "2026-03-06", worklog.WorkCall, "")
	write(s.Rep, "2026-03-07", worklog.WorkOffice, "4")
	write(left, "2026-03-05", worklog.WorkVisit, "1")
	s.Must(s.SetUserActive(t.Context(), left.ID, false))
	s.Must(s.SetUserActive(t.Context(), gone.ID, false))

	day := worklog.TeamFilter{First: "2026-03-05", Last: "2026-03-05"}
	all := s.Team(s.Manager, day)
	if m := all["Test rep"]; m.Entries != 2 || m.Visits != 2 || m.Hours != "3.75" || m.Missing {
		t.Errorf("rep: %+v", m)
	}
	if m := all["Test finance"]; m.Entries != 0 || m.Hours != "0" || !m.Missing || !slices.Equal(m.MissingDays, []approval.Date{"2026-03-05"}) {
		t.Errorf("finance: %+v", m)
	}
	if m, ok := all["Test left"]; !ok || m.Entries != 1 || m.Missing {
		t.Errorf("who left, but had written: %+v", m)
	}
	// Low had no account on that day; gone never wrote; management does not write.
	if m := all["Test low"]; m.Missing || len(all) != 5 {
		t.Errorf("%d people: %+v", len(all), all)
	}

	month := worklog.TeamFilter{First: "2026-03-01", Last: "2026-03-31"}
	all = s.Team(s.Manager, month)
	if m := all["Test rep"]; m.Entries != 4 || m.Visits != 2 || m.Hours != "7.75" || slices.Contains(m.MissingDays, "2026-03-05") ||
		// The fourth is the first day, the seventh a Saturday.
		!slices.Equal(m.MissingDays[:3], []approval.Date{"2026-03-04", "2026-03-09", "2026-03-10"}) || len(m.MissingDays) != 18 {
		t.Errorf("rep: %+v", m)
	}
	if days := all["Test rep"].Days; !slices.Equal(days, []worklog.TeamDay{
		{Date: "2026-03-05", Entries: 2, Visits: 2, Hours: "3.75"},
		{Date: "2026-03-06", Entries: 1, Hours: "0"},
		{Date: "2026-03-07", Entries: 1, Hours: "4"},
	}) {
		t.Errorf("the rep's days: %+v", days)
	}
	if days := all["Test low"].Days; days == nil || len(days) != 0 {
		t.Errorf("the days of who wrote nothing: %+v", days)
	}
	if m := all["Test low"]; len(m.MissingDays) != 16 || m.MissingDays[0] != "2026-03-10" {
		t.Errorf("low: %+v", m)
	}
	// A superior supervises people at any depth, but not themselves.
	below := s.Team(s.Rep, month)
	if _, ok := below["Test left"]; len(below) != 2 || !ok {
		t.Errorf("below rep: %+v", below)
	}
	if n := len(s.Team(s.Commercial, month)); n != 0 {
		t.Errorf("%d people below commercial", n)
	}

	// Future days and non-working days are not missing.
	for _, f := range []worklog.TeamFilter{{First: "2099-03-02", Last: "2099-03-02"}, {First: "2026-03-08", Last: "2026-03-08"}} {
		for name, m := range s.Team(s.Manager, f) {
			if m.Missing {
				t.Errorf("%s is missing on %s", name, f.First)
			}
		}
	}

	// A department with the departments below it.
	sales, err := s.CreateDepartment(t.Context(), ledger.Program, "销售部", "")
	s.Must(err)
	east, err := s.CreateDepartment(t.Context(), ledger.Program, "华东", sales.ID)
	s.Must(err)
	s.ByHand(`UPDATE users SET department_id = $1 WHERE id = $2`, east.ID, low.ID)
	s.ByHand(`UPDATE users SET department_id = $1 WHERE id = $2`, sales.ID, s.Rep.ID)
	month.DepartmentID = sales.ID
	if found := s.Team(s.Manager, month); len(found) != 2 || found["Test low"].Department == nil || found["Test low"].Department.Name != "华东" {
		t.Errorf("in sales: %+v", found)
	}
	month.DepartmentID = east.ID
	if found := s.Team(s.Manager, month); len(found) != 1 {
		t.Errorf("in the east: %+v", found)
	}
}

func TestReminders(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	s.ByHand(`UPDATE users SET created_at = '2026-03-01'`)
	late := s.Join("late", approval.SalesRep)
	away := s.Join("away", approval.SalesRep)
	s.ByHand(`UPDATE users SET created_at = '2026-03-01' WHERE id = $1`, away.ID)
	s.Must(s.SetUserActive(t.Context(), away.ID, false))
	s.Write(s.Rep, worklog.Input{WorkDate: new(approval.Date("2026-03-05")), Kind: new(worklog.WorkCall), Content: new("x")})

	// Concurrent and later calls notify each person once.
	var wait sync.WaitGroup
	var lock sync.Mutex
	total := 0
	for range 4 {
		wait.Go(func() {
			n, err := s.RemindWorkLogs(t.Context(), date(t, "2026-03-05"))
			if err != nil {
				t.Error(err)
			}
			lock.Lock()
			defer lock.Unlock()
			total += n
		})
	}
	wait.Wait()
	again, err := s.RemindWorkLogs(t.Context(), date(t, "2026-03-05").Add(time.Hour))
	s.Must(err)
	if total != 2 || again != 0 {
		t.Errorf("%d were notified and %d again, want commercial and finance", total, again)
	}
	for actor, want := range map[string]int{s.Commercial.ID: 1, s.Finance.ID: 1, s.Rep.ID: 0, s.Manager.ID: 0, late.ID: 0, away.ID: 0} {
		told, _, err := s.Notifications(t.Context(), actor, false, postgres.Page{Limit: 10})
		s.Must(err)
		if len(told) != want || want > 0 && told[0].Kind != worklog.WorkLogReminded {
			t.Errorf("%s was notified %+v", actor, told)
		}
	}
	// Another day is another reminder; there is none on a Sunday. The date is that of
	// the company's time zone.
	for at, want := range map[string]int{"2026-03-08T18:00:00+08:00": 0, "2026-03-08T20:00:00Z": 3, "2026-03-06T18:00:00+08:00": 3} {
		when, err := time.Parse(time.RFC3339, at)
		s.Must(err)
		n, err := s.RemindWorkLogs(t.Context(), when)
		s.Must(err)
		if n != want {
			t.Errorf("%s: %d were notified, want %d", at, n, want)
		}
	}
}

func TestReminderVariables(t *testing.T) {
	s := storagetest.NewScene(t)
	at, err := s.WorkLogReminder(t.Context())
	s.Must(err)
	if at != (approval.DailyTime{Hour: 18, Zone: "Asia/Shanghai"}) {
		t.Errorf("by default at %+v", at)
	}
	s.Set("work_log.reminder_time", `"08:05"`)
	s.Set("company.time_zone", `"Europe/Berlin"`)
	at, err = s.WorkLogReminder(t.Context())
	s.Must(err)
	if at != (approval.DailyTime{Hour: 8, Minute: 5, Zone: "Europe/Berlin"}) {
		t.Errorf("at %+v", at)
	}
	for key, value := range map[string]string{
		"work_log.reminder_time": `"24:00"`, "company.time_zone": `"Mars/Olympus"`, "work_log.edit_window_hours": `-1`} {
		_, err := s.SetVariable(t.Context(), s.Manager, key, nil, []byte(value))
		storagetest.WantCode(t, err, approval.CodeInvalid, "body.value")
	}
}

// TestTeamDaysIncludeCorrections checks that the latest correction of each field counts.
func TestTeamDaysIncludeCorrections(t *testing.T) {
	s := storagetest.NewScene(t)
	s.Must(s.SetManager(t.Context(), s.Rep.ID, s.Manager.ID))
	day, next := approval.Date("2026-03-10"), approval.Date("2026-03-11")
	hours := func(h variable.Hours) *variable.Hours { return &h }
	w, err := s.CreateWorkLog(t.Context(), s.Rep, worklog.Input{
		WorkDate: &day, Kind: new(worklog.WorkCall), Content: new("x"), Hours: postgres.SetTo(hours("4"))})
	s.Must(err)
	on := func(day approval.Date) worklog.TeamMember {
		return s.Team(s.Manager, worklog.TeamFilter{First: day, Last: day})[s.Rep.Name]
	}
	for _, fields := range []worklog.CorrectionFields{
		{Kind: new(worklog.WorkVisit), Hours: hours("1.5")}, {Hours: hours("2.25")}, {Place: new("x")},
	} {
		_, err := s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "x", fields)
		s.Must(err)
	}
	if m := on(day); m.Entries != 1 || m.Visits != 1 || m.Hours != "2.25" {
		t.Errorf("%+v", m)
	}
	_, err = s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "x", worklog.CorrectionFields{WorkDate: &next})
	s.Must(err)
	if m := on(day); m.Entries != 0 || m.Hours != "0" {
		t.Errorf("the wrong day has %+v", m)
	}
	if m := on(next); m.Entries != 1 || m.Visits != 1 || m.Hours != "2.25" {
		t.Errorf("the right day has %+v", m)
	}
}

// TestSecondCorrection corrects the hours twice: each event starts from what counted
// before, and afterwards the entry is corrected and no longer edited, so that it and the
// team's page show one thing.
func TestSecondCorrection(t *testing.T) {
	s := storagetest.NewScene(t)
	s.Must(s.SetManager(t.Context(), s.Rep.ID, s.Manager.ID))
	hours := func(h variable.Hours) *variable.Hours { return &h }
	in := visit()
	in.Hours, in.CustomerID = postgres.Edit[variable.Hours]{}, postgres.SetTo(&s.OwnCustomer.ID)
	w := s.Write(s.Rep, in)
	for _, h := range []variable.Hours{"3", "4.5", "4.5"} {
		_, err := s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "x", worklog.CorrectionFields{Hours: &h})
		s.Must(err)
	}
	_, events := s.WorkLogEvents(s.OwnCustomer.ID)
	s.WantChange(events[1], "hours", `{"before":null,"after":"3"}`)
	s.WantChange(events[2], "hours", `{"before":"3","after":"4.5"}`)
	if _, told := events[3].Changes["hours"]; told {
		t.Errorf("a correction that changes nothing tells of %v", events[3].Changes)
	}
	w, err := s.WorkLog(t.Context(), s.Rep, w.ID)
	s.Must(err)
	if !w.EditableUntil.Equal(w.Corrections[0].CreatedAt) {
		t.Errorf("editable until %s, corrected at %s", w.EditableUntil, w.Corrections[0].CreatedAt)
	}
	_, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Hours: postgres.SetTo(hours("8"))})
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	if m := s.Team(s.Manager, worklog.TeamFilter{First: today(), Last: today()})[s.Rep.Name]; m.Hours != "4.5" {
		t.Errorf("the team's page has %+v", m)
	}
}

// TestDayHasTwentyFourHours fills days in every way in which hours get into them.
func TestDayHasTwentyFourHours(t *testing.T) {
	s := storagetest.NewScene(t)
	other := s.Join("rep2", approval.SalesRep)
	entry := func(day approval.Date, h variable.Hours) worklog.Input {
		in := visit()
		in.WorkDate, in.Hours = &day, postgres.SetTo(&h)
		return in
	}
	hours := func(h variable.Hours) *variable.Hours { return &h }
	first, second := approval.Date("2026-03-10"), approval.Date("2026-03-11")
	full := s.Write(s.Rep, entry(first, "24"))
	_, err := s.CreateWorkLog(t.Context(), s.Rep, entry(first, "0.25"))
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.hours")
	s.Write(s.Rep, entry(first, "0"))
	s.Write(other, entry(first, "24"))
	w := s.Write(s.Rep, entry(second, "8"))
	_, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{WorkDate: &first})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.work_date")
	_, err = s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "x", worklog.CorrectionFields{WorkDate: &first})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.fields.work_date")
	w, err = s.EditWorkLog(t.Context(), s.Rep, w.ID, w.Version, worklog.Input{Hours: postgres.SetTo(hours("24"))})
	s.Must(err)
	// The hours that count are the corrected ones, on the corrected day.
	_, err = s.CorrectWorkLog(t.Context(), s.Rep, full.ID, "x", worklog.CorrectionFields{Hours: hours("4")})
	s.Must(err)
	_, err = s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "x", worklog.CorrectionFields{WorkDate: &first, Hours: hours("20.25")})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.fields.hours")
	_, err = s.CorrectWorkLog(t.Context(), s.Rep, w.ID, "x", worklog.CorrectionFields{WorkDate: &first, Hours: hours("20")})
	s.Must(err)
	_, err = s.CreateWorkLog(t.Context(), s.Rep, entry(first, "0.25"))
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.hours")
	s.Write(s.Rep, entry(second, "24"))

	// Many at once fill one day once.
	var taken atomic.Int32
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			_, err := s.CreateWorkLog(t.Context(), other, entry(second, "10"))
			if err == nil {
				taken.Add(1)
			} else {
				storagetest.WantCode(t, err, approval.CodeInvalid, "body.hours")
			}
		})
	}
	wait.Wait()
	if taken.Load() != 2 {
		t.Errorf("%d entries of 10 hours on one day", taken.Load())
	}
}
