package request_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestDueTimes checks the deadline of each step by the company's calendar and time zone
// at the opening of the task.
func TestDueTimes(t *testing.T) {
	s := storagetest.NewScene(t)
	zone, err := time.LoadLocation("America/New_York")
	s.Must(err)
	calendar := approval.WorkingCalendar{DaysOff: []approval.Weekday{"wednesday"}, From: "10:00", To: "15:00"}
	s.Set("company.time_zone", `"America/New_York"`)
	s.Set("calendar.working", `{"days_off":["wednesday"],"holidays":[],"working_days":[],"from":"10:00","to":"15:00"}`)
	s.Set("deadline.gm_signoff_hours", `7`)
	s.Set("deadline.revise_hours", `0`)
	steps := map[approval.Step]time.Duration{
		approval.CommercialReport: 48, approval.FinanceReport: 48, approval.ManagementDecision: 24,
		approval.GMSignoff: 7, approval.FinanceProcessing: 48, approval.Revise: 0,
	}
	for step, hours := range steps {
		task := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), step).Open[0]
		due, opened := s.Due(task.ID)
		if hours == 0 {
			if due != nil {
				t.Errorf("%s has no deadline and is due at %s", step, due)
			}
			continue
		}
		want := calendar.AddWorkingTime(opened, hours*time.Hour, zone)
		if due == nil || !due.Equal(want) {
			t.Errorf("%s opened at %s is due at %v, want %s", step, opened, due, want)
		}
		seen, err := s.Task(t.Context(), s.GM, task.ID)
		s.Must(err)
		if seen.DueAt == nil || !seen.DueAt.Equal(want) {
			t.Errorf("%s is shown as due at %v, want %s", step, seen.DueAt, want)
		}
	}
}

// TestDueTimeIsFixed checks that the due time does not change when the transition is
// recorded again, variables change or the task is reassigned.
func TestDueTimeIsFixed(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	gm2 := s.Join("gm2", approval.GeneralManager)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	submission := approval.Transition{
		RequestID: r.ID, Number: 1, UpdateID: uuid.NewString(),
		Decision: approval.Decision{ActorID: s.Rep.ID, Step: approval.Draft, Outcome: approval.Submit, Facts: r.Facts(), Revision: r.Revision},
		Move:     approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}},
	}
	first, err := s.RecordTransition(t.Context(), submission)
	s.Must(err)
	id := first.Position.Open[0].ID
	was, _ := s.Due(id)
	if was == nil {
		t.Fatal("the task is never due")
	}
	still := func(what string) {
		t.Helper()
		if due, _ := s.Due(id); due == nil || !due.Equal(*was) {
			t.Errorf("%s: due at %v, was %s", what, due, was)
		}
	}
	s.Set("deadline.gm_signoff_hours", `1`)
	_, err = s.RecordTransition(t.Context(), submission)
	s.Must(err)
	still("recorded again")
	_, err = s.ClaimTask(t.Context(), s.GM, id)
	s.Must(err)
	still("claimed")
	_, err = s.ReassignTask(t.Context(), s.Admin, id, gm2.ID, "away")
	s.Must(err)
	still("reassigned")
	s.Must(s.SetUserActive(t.Context(), gm2.ID, false))
	s.Must(s.SetUserActive(t.Context(), s.GM.ID, false))
	s.Sweep()
	if task, err := s.Task(t.Context(), s.Manager, id); err != nil || task.Reason.How != approval.ByFallback {
		t.Fatalf("it has not fallen back: %+v, %v", task.Reason, err)
	}
	still("fallen back")
}

// TestOverdue filters each box by overdue: open tasks after their due time, and tasks
// that were completed after it.
func TestOverdue(t *testing.T) {
	s := storagetest.NewScene(t)
	open := func() string { return s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff).Open[0].ID }
	decided := func() string {
		r := s.Expense(s.Rep, s.OwnProject.ID, "10")
		task := s.Submit(r, approval.GMSignoff).Open[0]
		_, err := s.Decide(r, signOff(s.GM, task, nil), toFinance)
		s.Must(err)
		return task.ID
	}
	late, claimed, doneLate, doneInTime := open(), open(), decided(), decided()
	_, err := s.ClaimTask(t.Context(), s.GM, claimed)
	s.Must(err)
	inTime := open()
	ago := func(minutes int, ids ...string) {
		for _, id := range ids {
			s.ByHand(`UPDATE tasks SET due_at = coalesce(closed_at, now()) - make_interval(mins => $2) WHERE id = $1`, id, minutes)
		}
	}
	ago(5, late, claimed, doneLate)
	ago(-60, inTime, doneInTime)
	// In time when it was done, though that is in the past by now.
	s.ByHand(`UPDATE tasks SET closed_at = now() - interval '2 hours', due_at = now() - interval '1 hour' WHERE id = $1`, doneInTime)
	for box, want := range map[request.Box][]string{
		request.BoxInbox: {claimed, late}, request.BoxClaimed: {claimed}, request.BoxDone: {doneLate},
	} {
		tasks, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Box: box, Overdue: true}, postgres.Page{Limit: 10})
		s.Must(err)
		var got []string
		for _, task := range tasks {
			got = append(got, task.ID)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v is late, want %v", box, got, want)
		}
	}
	tasks, _, err := s.Tasks(t.Context(), s.Rep, request.TaskFilter{Box: request.BoxRequested, Overdue: true}, postgres.Page{Limit: 10})
	s.Must(err)
	if len(tasks) != 2 {
		t.Errorf("the author waits for %d late tasks, want 2", len(tasks))
	}
}

// TestOverdueTasksUseIndex checks that overdue tasks are found without reading all open
// tasks.
func TestOverdueTasksUseIndex(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff).Open[0].ID
	s.ByHand(`
		INSERT INTO tasks (id, request_id, step, candidate_role, requester_id, reason, due_at, created_at)
		SELECT gen_random_uuid(), request_id, step, candidate_role, requester_id, reason, due_at + make_interval(mins => n), created_at
		FROM tasks CROSS JOIN generate_series(1, 20000) n WHERE id = $1`, id)
	s.ByHand(`ANALYZE tasks`)
	for index, where := range map[string]string{
		"tasks_due_step":      `step = 'gm_signoff' AND assignee_id IS NULL AND candidate_role IS NOT NULL`,
		"tasks_due_requester": `requester_id = '` + s.Rep.ID + `'`,
	} {
		rows, err := s.DB().QueryContext(t.Context(), `EXPLAIN SELECT id FROM tasks WHERE state = 'open' AND coalesce(due_at, 'infinity') < now() AND `+where+` ORDER BY coalesce(due_at, 'infinity'), id LIMIT 50`)
		s.Must(err)
		var plan []string
		for rows.Next() {
			var line string
			s.Must(rows.Scan(&line))
			plan = append(plan, line)
		}
		s.Must(rows.Err())
		if all := strings.Join(plan, "\n"); !strings.Contains(all, index) || strings.Contains(all, "Sort") {
			t.Errorf("%s does not serve:\n%s", index, all)
		}
	}
}
