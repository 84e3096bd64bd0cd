package storage

import (
	"context"
	"strings"
	"time"
	_ "time/tzdata" // time zones, where the machine has none
	"unicode/utf8"

	"approvals/workflows/approval"
)

var companyName = variableOf[string]{
	key: "company.name", kind: TextVariable, value: "",
	description: approval.Text{ZH: "公司名称，显示在页面和打印件上", EN: "The company's name, as pages and prints show it"},
	fits: func(_ context.Context, _ *Store, name string) (approval.Text, error) {
		if utf8.RuneCountInString(name) > 200 {
			return approval.Text{ZH: "最多 200 个字符", EN: "This may have at most 200 characters"}, nil
		}
		return approval.Text{}, nil
	},
}

// CompanyName is what the company calls itself; empty until somebody has said
// it.
func (s *Store) CompanyName(ctx context.Context) (string, error) { return read(ctx, s, companyName) }

var companyTimeZone = variableOf[string]{
	key: "company.time_zone", kind: TextVariable, value: "Asia/Shanghai",
	description: approval.Text{
		ZH: "公司所在时区（IANA 名称），决定工作日的起止", EN: "The company's time zone (IANA name), in which its days begin and end"},
	fits: func(_ context.Context, _ *Store, zone string) (approval.Text, error) {
		if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
			return approval.Text{ZH: "没有这个时区，例如 Asia/Shanghai", EN: "There is no such time zone; one is Asia/Shanghai"}, nil
		}
		return approval.Text{}, nil
	},
}

var resetValidity = variableOf[string]{
	key: "password.reset_validity", kind: DurationVariable, value: "24h",
	description: approval.Text{ZH: "重置密码链接的有效时长", EN: "How long a link that sets a new password works"},
	fits: func(_ context.Context, _ *Store, value string) (approval.Text, error) {
		return durationFits(value, time.Hour, 30*24*time.Hour), nil
	},
}

// PasswordResetValidity is how long a one-time link works.
func (s *Store) PasswordResetValidity(ctx context.Context) (time.Duration, error) {
	value, err := read(ctx, s, resetValidity)
	if err != nil {
		return 0, err
	}
	return time.ParseDuration(value)
}

// durationFits returns what is wrong with a length of time between two others.
func durationFits(value string, least, most time.Duration) approval.Text {
	d, err := time.ParseDuration(value)
	switch {
	case err != nil || strings.HasPrefix(value, "+"):
		return approval.Text{ZH: "应为时长，例如 36h 或 1h30m", EN: "This must be a length of time such as 36h or 1h30m"}
	case d < least || d > most:
		return approval.Text{ZH: "应在 %s 与 %s 之间", EN: "This must be between %s and %s"}.Format(least.String(), most.String())
	default:
		return approval.Text{}
	}
}

func timeOfDayFits(_ context.Context, _ *Store, at string) (approval.Text, error) {
	if !approval.TimeOfDay(at).Valid() {
		return approval.Text{ZH: "应为时刻，例如 18:00", EN: "This must be a time of day such as 18:00"}, nil
	}
	return approval.Text{}, nil
}
