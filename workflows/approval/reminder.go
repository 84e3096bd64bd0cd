package approval

import "time"

// DailyTime is a time of every day, in a time zone.
type DailyTime struct {
	Hour, Minute int
	// Zone is the IANA name, such as Asia/Shanghai.
	Zone string
}

// Reminder is what the reminder's workflow hands to its activity.
type Reminder struct {
	// At is when the reminder was due.
	At time.Time `json:"at"`
}

// Reminded is what a reminder came to.
type Reminded struct {
	// People is how many were told.
	People int `json:"people"`
}

// The names that the reminder is known by to the workflow engine.
const (
	WorkflowRemindWorkLogs = "RemindWorkLogs"
	ActivityRemindWorkLogs = "RemindWorkLogs"

	// ScheduleWorkLogReminder is also the beginning of the workflows' ids.
	ScheduleWorkLogReminder = "work-log-reminder"
)
