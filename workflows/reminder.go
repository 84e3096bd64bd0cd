package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"approvals/workflows/approval"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"
)

// RemindWorkLogs is the workflow of the schedule for work log reminders.
func RemindWorkLogs(ctx workflow.Context) (approval.Reminded, error) {
	return remindWorkLogs(ctx, approval.Reminder{At: dueAt(ctx)})
}

var scheduledStart = temporal.NewSearchAttributeKeyTime("TemporalScheduledStartTime")

// dueAt is the scheduled start time. After an outage of the server, the actual start can
// be on a later day.
func dueAt(ctx workflow.Context) time.Time {
	if due, ok := workflow.GetTypedSearchAttributes(ctx).GetTime(scheduledStart); ok {
		return due
	}
	return workflow.GetInfo(ctx).WorkflowStartTime
}

// lateReminder is the maximum delay of a reminder after an outage of the engine.
const lateReminder = 4 * time.Hour

// ScheduleReminder creates the schedule for work log reminders or updates its time. It
// is idempotent, safe for concurrent use, and keeps a paused schedule paused.
func (c *Client) ScheduleReminder(ctx context.Context, at approval.DailyTime) error {
	schedules := c.temporal.ScheduleClient()
	err := schedules.GetHandle(ctx, approval.ScheduleWorkLogReminder).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			schedule := in.Description.Schedule
			if c.remindsAt(schedule, at) {
				return nil, temporal.ErrSkipScheduleUpdate
			}
			schedule.Spec, schedule.Action = specOf(at), c.reminderAction()
			return &client.ScheduleUpdate{Schedule: &schedule}, nil
		},
	})
	if err = mapError(err); approval.CodeOf(err) != approval.CodeNotFound {
		return wrapSchedule(err)
	}
	_, err = schedules.Create(ctx, client.ScheduleOptions{
		ID: approval.ScheduleWorkLogReminder, Spec: *specOf(at), Action: c.reminderAction(), CatchupWindow: lateReminder,
	})
	if errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		// Another worker created the schedule; the next call checks its time.
		return nil
	}
	return wrapSchedule(mapError(err))
}

func wrapSchedule(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("schedule of the work logs' reminder: %w", err)
}

func specOf(at approval.DailyTime) *client.ScheduleSpec {
	return &client.ScheduleSpec{
		Calendars: []client.ScheduleCalendarSpec{{
			Hour: []client.ScheduleRange{{Start: at.Hour}}, Minute: []client.ScheduleRange{{Start: at.Minute}},
		}},
		TimeZoneName: at.Zone,
	}
}

func (c *Client) reminderAction() *client.ScheduleWorkflowAction {
	return &client.ScheduleWorkflowAction{
		ID: approval.ScheduleWorkLogReminder, Workflow: approval.WorkflowRemindWorkLogs, TaskQueue: c.queue,
	}
}

// remindsAt reports whether the schedule is set to the time.
func (c *Client) remindsAt(s client.Schedule, at approval.DailyTime) bool {
	action, ok := s.Action.(*client.ScheduleWorkflowAction)
	if !ok || action.TaskQueue != c.queue || s.Spec == nil || s.Spec.TimeZoneName != at.Zone || len(s.Spec.Calendars) != 1 {
		return false
	}
	only := func(ranges []client.ScheduleRange, n int) bool {
		return len(ranges) == 1 && ranges[0].Start == n && ranges[0].End <= n
	}
	calendar := s.Spec.Calendars[0]
	return only(calendar.Hour, at.Hour) && only(calendar.Minute, at.Minute)
}
