package api

import (
	"context"
	"time"

	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// TeamPeriod selects a day or month and a department.
type TeamPeriod struct {
	Date         approval.Date `query:"date" format:"date"`
	Month        string        `query:"month" maxLength:"7" doc:"YYYY-MM; exactly one of date and month" example:"2026-11"`
	DepartmentID string        `query:"department_id" format:"uuid" doc:"Department, including those below it"`
}

type teamInput struct {
	Paged
	TeamPeriod
}

func (s *Server) teamDays(ctx context.Context, in *teamInput) (*listOutput[worklog.TeamMember], error) {
	list := in.of("team")
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	members, more, err := s.store.TeamDays(ctx, actorOf(ctx), filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, members, more, worklog.TeamMember.Place), nil
}

func (in *TeamPeriod) filter() (f worklog.TeamFilter, err error) {
	f.DepartmentID = in.DepartmentID
	f.First, f.Last, err = in.days()
	return f, err
}

// days returns the first and the last day of the period.
func (in *TeamPeriod) days() (first, last approval.Date, err error) {
	if (in.Date == "") == (in.Month == "") {
		text := approval.Text{ZH: "date 与 month 须且只能填写一个", EN: "Exactly one of date and month is required"}
		var wrong approval.Invalid
		wrong.Add("query.date", text)
		wrong.Add("query.month", text)
		return "", "", wrong.Err()
	}
	if in.Date != "" {
		return in.Date, in.Date, nil
	}
	begin, err := time.Parse("2006-01", in.Month)
	if err != nil {
		return "", "", approval.InvalidField("query.month", approval.Text{
			ZH: "应为月份，例如 2026-01", EN: "This must be a month such as 2026-01"})
	}
	return approval.DateOf(begin), approval.DateOf(begin.AddDate(0, 1, -1)), nil
}
