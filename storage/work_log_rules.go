package storage

import (
	"context"
	"fmt"
	"time"

	"approvals/workflows/approval"
)

// WorkLogWindow is how long an entry can be edited after it was made.
func (s *Store) WorkLogWindow(ctx context.Context) (time.Duration, error) {
	hours, err := read(ctx, s, workLogWindow)
	return time.Duration(hours) * time.Hour, err
}

// WorkLogReminder is when people are reminded of their work log.
func (s *Store) WorkLogReminder(ctx context.Context) (at approval.DailyTime, err error) {
	text, err := read(ctx, s, workLogReminderTime)
	if err != nil {
		return at, err
	}
	if at.Zone, err = read(ctx, s, companyTimeZone); err != nil {
		return at, err
	}
	due, err := time.Parse("15:04", text)
	if err != nil {
		return at, fmt.Errorf("variable %s: %w", workLogReminderTime.key, err)
	}
	at.Hour, at.Minute = due.Hour(), due.Minute()
	return at, nil
}
