package storage

import (
	"context"

	"approvals/workflows/approval"
)

var workLogWindow = variableOf[int64]{
	key: "work_log.edit_window_hours", kind: NumberVariable, value: 48,
	description: approval.Text{
		ZH: "工作日志提交后可以修改的小时数", EN: "Hours after its making during which a work log can be edited"},
	fits: func(_ context.Context, _ *Store, hours int64) error {
		if hours < 0 || hours > 24*365 {
			return wrongValue(approval.Text{ZH: "应在 0 与 8760 之间", EN: "This must be between 0 and 8760"})
		}
		return nil
	},
}

var workLogReminderTime = variableOf[string]{
	key: "work_log.reminder_time", kind: TimeOfDayVariable, value: "18:00",
	description: approval.Text{
		ZH: "工作日提醒填写工作日志的时刻（公司时区）",
		EN: "Time of a working day at which people are reminded of their work log, in the company's time zone"},
	fits: timeOfDayFits,
}
