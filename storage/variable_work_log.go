package storage

import (
	"context"
	"regexp"
	"time"

	"approvals/workflows/approval"
)

var workLogWindow = variableOf[int64]{
	key: "work_log.edit_window_hours", kind: IntegerVariable, value: 48,
	description: approval.Text{
		ZH: "工作日志提交后可以修改的小时数", EN: "Hours after its making during which a work log can be edited"},
	fits: func(_ context.Context, _ *Store, hours int64) (approval.Text, error) {
		if hours < 0 || hours > 24*365 {
			return approval.Text{ZH: "应在 0 与 8760 之间", EN: "This must be between 0 and 8760"}, nil
		}
		return approval.Text{}, nil
	},
}

var timeOfDay = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

var workLogReminderTime = variableOf[string]{
	key: "work_log.reminder_time", kind: StringVariable, value: "18:00",
	description: approval.Text{
		ZH: "工作日提醒填写工作日志的时刻（公司时区）",
		EN: "Time of a working day at which people are reminded of their work log, in the company's time zone"},
	fits: func(_ context.Context, _ *Store, at string) (approval.Text, error) {
		if !timeOfDay.MatchString(at) {
			return approval.Text{ZH: "应为时刻，例如 18:00", EN: "This must be a time of day such as 18:00"}, nil
		}
		return approval.Text{}, nil
	},
}

var companyTimeZone = variableOf[string]{
	key: "company.time_zone", kind: StringVariable, value: "Asia/Shanghai",
	description: approval.Text{
		ZH: "公司所在时区（IANA 名称），决定工作日的起止", EN: "The company's time zone (IANA name), in which its days begin and end"},
	fits: func(_ context.Context, _ *Store, zone string) (approval.Text, error) {
		if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
			return approval.Text{ZH: "没有这个时区，例如 Asia/Shanghai", EN: "There is no such time zone; one is Asia/Shanghai"}, nil
		}
		return approval.Text{}, nil
	},
}
