package approval

import "time"

// DailyTime is a time of day in a time zone.
type DailyTime struct {
	Hour, Minute int
	// Zone is the IANA name, such as Asia/Shanghai.
	Zone string
}

// Reminder is the input of the reminder's activity.
type Reminder struct {
	// At is the scheduled time.
	At time.Time `json:"at"`
}

// Reminded is the result of a reminder.
type Reminded struct {
	// People is the number of people notified.
	People int `json:"people"`
}

// The names of the reminder in the workflow engine.
const (
	WorkflowRemindWorkLogs = "RemindWorkLogs"
	ActivityRemindWorkLogs = "RemindWorkLogs"

	// ScheduleWorkLogReminder is also the prefix of the workflow ids.
	ScheduleWorkLogReminder = "work-log-reminder"
)
