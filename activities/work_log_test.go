package activities_test

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"approvals/activities"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/storage/worklog"
	"approvals/workflows"
	"approvals/workflows/approval"

	"github.com/google/uuid"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
)

// dial returns a client of the test server in the tests' namespace.
func dial(t *testing.T) client.Client {
	t.Helper()
	address := os.Getenv("APPROVALS_TEST_TEMPORAL_ADDRESS")
	if address == "" {
		t.Fatal("APPROVALS_TEST_TEMPORAL_ADDRESS is not set: run through make test")
	}
	c, err := client.Dial(client.Options{HostPort: address, Namespace: os.Getenv("APPROVALS_TEST_TEMPORAL_NAMESPACE"),
		Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// eventually waits until done returns true, and fails the test after a time limit.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	late := time.After(30 * time.Second)
	for !done() {
		select {
		case <-again.C:
		case <-late:
			t.Fatalf("%s did not come", what)
		}
	}
}

// TestReminderSchedule creates the schedule, changes its time with the variables, and
// triggers it: people are notified once.
func TestReminderSchedule(t *testing.T) {
	ctx := t.Context()
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	admin := storagetest.NewUser(t, store, "admin", approval.Administrator)
	temporal := dial(t)
	queue := "reminder-" + uuid.NewString()
	schedule := temporal.ScheduleClient().GetHandle(ctx, approval.ScheduleWorkLogReminder)
	t.Cleanup(func() {
		// The test's context has ended here.
		if err := schedule.Delete(context.Background()); err != nil {
			t.Error(err)
		}
	})
	engine := workflows.NewClient(temporal, queue)
	keep := func() {
		t.Helper()
		at, err := store.WorkLogReminder(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := engine.ScheduleReminder(ctx, at); err != nil {
			t.Fatal(err)
		}
	}
	stands := func() *client.ScheduleDescription {
		t.Helper()
		d, err := schedule.Describe(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	set := func(key, value string) {
		t.Helper()
		if _, err := store.SetVariable(ctx, admin, key, nil, []byte(value)); err != nil {
			t.Fatal(err)
		}
	}

	keep()
	first := stands()
	spec := first.Schedule.Spec
	if c := spec.Calendars; len(c) != 1 || c[0].Hour[0].Start != 18 || c[0].Minute[0].Start != 0 || spec.TimeZoneName != "Asia/Shanghai" {
		t.Errorf("made as %+v", spec)
	}
	next := first.Info.NextActionTimes
	if len(next) == 0 || next[0].UTC().Format("15:04:05") != "10:00:00" {
		t.Errorf("next at %v, want 18:00 in Shanghai", next)
	}
	keep()
	if again := stands(); !again.Info.LastUpdateAt.Equal(first.Info.LastUpdateAt) {
		t.Error("a schedule that was right was changed")
	}
	// Changing the time of a paused schedule does not resume it.
	if err := schedule.Pause(ctx, client.SchedulePauseOptions{Note: "holidays"}); err != nil {
		t.Fatal(err)
	}
	set("work_log.reminder_time", `"20:45"`)
	set("company.time_zone", `"Europe/Berlin"`)
	keep()
	moved := stands()
	if c := moved.Schedule.Spec.Calendars; len(c) != 1 || c[0].Hour[0].Start != 20 || c[0].Minute[0].Start != 45 || moved.Schedule.Spec.TimeZoneName != "Europe/Berlin" {
		t.Errorf("moved to %+v", moved.Schedule.Spec)
	}
	if !moved.Schedule.State.Paused || moved.Schedule.State.Note != "holidays" || moved.Schedule.Policy.CatchupWindow != 4*time.Hour {
		t.Errorf("moved: %+v %+v", moved.Schedule.State, moved.Schedule.Policy)
	}

	w := worker.New(temporal, queue, worker.Options{})
	workflows.Register(w)
	activities.WorkLogs{Store: store}.Register(w)
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	// As if it had been scheduled on a Friday and, later, on the Saturday.
	if _, err := store.DB().ExecContext(ctx, `UPDATE users SET created_at = '2026-03-01'`); err != nil {
		t.Fatal(err)
	}
	friday := time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC)
	for range 2 {
		before := len(stands().Info.RecentActions)
		if err := schedule.Backfill(ctx, client.ScheduleBackfillOptions{Backfill: []client.ScheduleBackfill{
			{Start: friday, End: friday.AddDate(0, 0, 2), Overlap: enums.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL}}}); err != nil {
			t.Fatal(err)
		}
		ended(t, temporal, stands, before+2)
	}
	told, _, err := store.Notifications(ctx, rep.ID, false, postgres.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || told[0].Kind != worklog.WorkLogReminded || told[0].Text.EN != "You have not written a work log for 2026-03-06 yet" {
		t.Errorf("told %+v", told)
	}

	// Immediately, for today.
	before := len(stands().Info.RecentActions)
	if err := schedule.Trigger(ctx, client.ScheduleTriggerOptions{}); err != nil {
		t.Fatal(err)
	}
	ended(t, temporal, stands, before+1)
}

// ended waits until the schedule has started the number of workflows and all of them
// have completed.
func ended(t *testing.T, temporal client.Client, stands func() *client.ScheduleDescription, actions int) {
	t.Helper()
	eventually(t, "the schedule's workflows", func() bool { return len(stands().Info.RecentActions) >= actions })
	for _, action := range stands().Info.RecentActions {
		started := action.StartWorkflowResult
		if err := temporal.GetWorkflow(t.Context(), started.WorkflowID, started.FirstExecutionRunID).Get(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", started.WorkflowID, err)
		}
	}
}
