package variable

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"
	_ "time/tzdata" // embedded time zones, for systems without them

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"golang.org/x/text/currency"
)

var companyName = variableOf[string]{
	key: "company.name", kind: TextVariable, value: "",
	description: approval.Text{ZH: "公司名称，显示在页面和打印件上", EN: "The company's name, shown on pages and prints"},
	fits: func(_ context.Context, _ *Store, name string) error {
		if problem := postgres.NameProblem(name, 200); problem != (approval.Text{}) {
			return wrongValue(problem)
		}
		return nil
	},
}

// CompanyName is the company's name, by default "".
func (s *Store) CompanyName(ctx context.Context) (string, error) { return read(ctx, s, companyName) }

var companyTimeZone = variableOf[string]{
	key: "company.time_zone", kind: TextVariable, value: "Asia/Shanghai",
	description: approval.Text{
		ZH: "公司所在时区（IANA 名称），决定工作日的起止", EN: "The company's time zone (IANA name), in which its days begin and end"},
	fits: func(_ context.Context, _ *Store, zone string) error {
		if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
			return wrongValue(approval.Text{ZH: "没有这个时区，例如 Asia/Shanghai", EN: "Unknown time zone; this must be a name such as Asia/Shanghai"})
		}
		return nil
	},
}

var resetValidity = variableOf[string]{
	key: "password.reset_validity", kind: DurationVariable, value: "24h",
	description: approval.Text{ZH: "重置密码链接的有效时长", EN: "How long a link for setting a new password is valid"},
	fits:        durationBetween(time.Hour, 30*24*time.Hour),
}

// PasswordResetValidity is how long a link to set a new password is valid.
func (s *Store) PasswordResetValidity(ctx context.Context) (time.Duration, error) {
	value, err := read(ctx, s, resetValidity)
	if err != nil {
		return 0, err
	}
	return time.ParseDuration(value)
}

// durationBetween validates a duration between least and most, inclusive.
func durationBetween(least, most time.Duration) func(context.Context, *Store, string) error {
	return func(_ context.Context, _ *Store, value string) error {
		d, err := time.ParseDuration(value)
		switch {
		case err != nil || strings.HasPrefix(value, "+"):
			return wrongValue(approval.Text{
				ZH: "应为时长，例如 36h（36 小时）或 1h30m（1 小时 30 分钟）",
				EN: "This must be a length of time such as 36h for 36 hours or 1h30m for an hour and a half"})
		case d < least || d > most:
			return wrongValue(approval.Text{ZH: "应为 %s至 %s", EN: "This must be between %s and %s"}.Format(spoken(least), spoken(most)))
		default:
			return nil
		}
	}
}

// spoken says a length of time that is a whole number of hours.
func spoken(d time.Duration) approval.Text {
	const day = 24 * time.Hour
	switch {
	case d == time.Hour:
		return approval.Text{ZH: "1 小时", EN: "1 hour"}
	case d >= 2*day && d%day == 0:
		return approval.Text{ZH: "%d 天", EN: "%d days"}.Format(int64(d / day))
	default:
		return approval.Text{ZH: "%d 小时", EN: "%d hours"}.Format(int64(d / time.Hour))
	}
}

func timeOfDayFits(_ context.Context, _ *Store, at string) error {
	if !approval.TimeOfDay(at).Valid() {
		return wrongValue(approval.Text{ZH: "应为时刻，例如 18:00", EN: "This must be a time of day such as 18:00"})
	}
	return nil
}

var workLogWindow = variableOf[int64]{
	key: "work_log.edit_window_hours", kind: NumberVariable, value: 48,
	description: approval.Text{
		ZH: "工作日志提交后可以修改的小时数", EN: "Hours for which a work log can be edited after it was created"},
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

// KnownCurrency reports whether the ISO 4217 code is that of a current currency.
func KnownCurrency(code string) bool { return currencies[code] }

// NoSuchCurrency is the message for an unknown currency.
var NoSuchCurrency = approval.Text{
	ZH: "没有这个币种，应为 ISO 4217 代码，例如 CNY", EN: "Unknown currency; this must be an ISO 4217 code such as CNY"}

var currencies = maps.Collect(func(yield func(string, bool) bool) {
	for unit := currency.Query(); unit.Next() && yield(fmt.Sprint(unit.Unit()), true); {
	}
})

// WorkLogWindow is how long a work log can be edited after its creation.
func (s *Store) WorkLogWindow(ctx context.Context) (time.Duration, error) {
	hours, err := read(ctx, s, workLogWindow)
	return time.Duration(hours) * time.Hour, err
}

// WorkLogReminder is the time of the daily work log reminder.
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
