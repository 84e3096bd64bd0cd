package storage

import (
	"context"
	"time"

	"approvals/workflows/approval"
)

// WorkLogReminded tells of a day without an entry.
const WorkLogReminded NotificationKind = "work_log.reminder"

// RemindWorkLogs tells those who should write a work log and have none for the
// company's day at that time, once a person and day however often it is called.
// It returns how many were told. On days on which nobody works nobody is.
func (s *Store) RemindWorkLogs(ctx context.Context, at time.Time) (told int, err error) {
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return 0, err
	}
	calendar, err := s.WorkingCalendar(ctx)
	if err != nil {
		return 0, err
	}
	day := approval.DateOf(at.In(zone))
	if !calendar.IsWorkingDay(day) {
		return 0, nil
	}
	return InTx(ctx, s, func(ctx context.Context) (told int, err error) {
		var people []string
		if err := s.in(ctx).all(ctx, &people, `
			SELECT u.id FROM users u
			WHERE u.active AND u.created_at <= $2 AND `+writesWorkLogs("u.id")+`
			AND NOT EXISTS (SELECT FROM work_logs w WHERE w.author_id = u.id AND w.work_date = $1)
			ORDER BY u.id`, day, at); err != nil {
			return told, err
		}
		reminders := make([]newNotification, 0, len(people))
		for _, id := range people {
			reminders = append(reminders, newNotification{
				UserID: id, Kind: WorkLogReminded, Subject: NotificationSubject{Type: "user", ID: id},
				Text: approval.Text{ZH: "您还没有填写 %s 的工作日志", EN: "You have not written a work log for %s yet"}.Format(string(day)),
				Link: "/work-logs?date=" + string(day), Occasion: string(WorkLogReminded) + " " + string(day),
			})
		}
		return s.notify(ctx, reminders...)
	})
}
