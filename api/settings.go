package api

import (
	"context"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

// Settings are the company's settings. Without a session those of signed-in users are
// null.
type Settings struct {
	CompanyName  string                `json:"company_name" doc:"Empty until an administrator has set it"`
	Locales      []approval.Locale     `json:"locales" enum:"zh-CN,en"`
	DemoAccounts []account.DemoAccount `json:"demo_accounts" doc:"Only on a development stack; each password is demo- followed by the user name"`

	TimeZone      *string                   `json:"time_zone" doc:"IANA name, in which the company's days begin and end"`
	Currency      *string                   `json:"currency" doc:"ISO 4217"`
	MaxFileBytes  *int64                    `json:"max_file_bytes" doc:"Maximum size of an attachment"`
	FileTypes     []string                  `json:"file_types" nullable:"true" doc:"Allowed MIME types of attachments"`
	WorkLogWindow *int64                    `json:"work_log_edit_window_hours" doc:"Hours for which a work log can be edited after it was created"`
	Calendar      *approval.WorkingCalendar `json:"working_calendar"`
}

type settingsOutput struct{ Body Settings }

// settings returns the public settings and, to signed-in users, all of them.
func (s *Server) settings(ctx context.Context, _ *none) (*settingsOutput, error) {
	out := Settings{Locales: []approval.Locale{approval.Chinese, approval.English}, DemoAccounts: []account.DemoAccount{}}
	var err error
	if out.CompanyName, err = s.store.CompanyName(ctx); err != nil {
		return nil, err
	}
	if s.development {
		if out.DemoAccounts, err = s.store.DemoAccounts(ctx); err != nil {
			return nil, err
		}
	}
	if callOf(ctx).actor == nil {
		return &settingsOutput{out}, nil
	}
	zone, err := s.store.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	currency, err := s.store.DefaultCurrency(ctx)
	if err != nil {
		return nil, err
	}
	limit, err := s.store.AttachmentMaxBytes(ctx)
	if err != nil {
		return nil, err
	}
	if out.FileTypes, err = s.store.AttachmentTypes(ctx); err != nil {
		return nil, err
	}
	window, err := s.store.WorkLogWindow(ctx)
	if err != nil {
		return nil, err
	}
	calendar, err := s.store.WorkingCalendar(ctx)
	if err != nil {
		return nil, err
	}
	name, hours := zone.String(), int64(window.Hours())
	out.TimeZone, out.Currency, out.MaxFileBytes, out.WorkLogWindow, out.Calendar = &name, &currency, &limit, &hours, &calendar
	return &settingsOutput{out}, nil
}
