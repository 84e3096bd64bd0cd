package api

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"approvals/api/table"
	"approvals/storage/postgres"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type exportTeamInput struct {
	TeamPeriod
	TableFormat
}

// teamTable has the columns of an export of a team's work, including the days without an
// entry.
var teamTable = []table.Field[worklog.TeamMember]{
	{Title: approval.Text{ZH: "姓名", EN: "Who"}, Cell: func(m worklog.TeamMember) string { return m.User.Name }},
	{Title: approval.Text{ZH: "部门", EN: "Department"}, Cell: func(m worklog.TeamMember) string {
		if m.Department == nil {
			return ""
		}
		return m.Department.Name
	}},
	{Title: approval.Text{ZH: "条数", EN: "Entries"}, Cell: func(m worklog.TeamMember) string { return strconv.Itoa(m.Entries) }},
	{Title: approval.Text{ZH: "拜访", EN: "Visits"}, Cell: func(m worklog.TeamMember) string { return strconv.Itoa(m.Visits) }},
	{Title: approval.Text{ZH: "小时", EN: "Hours"}, Cell: func(m worklog.TeamMember) string { return string(m.Hours) }},
	{Title: approval.Text{ZH: "未写天数", EN: "Days missing"}, Cell: func(m worklog.TeamMember) string { return strconv.Itoa(len(m.MissingDays)) }},
	{Title: approval.Text{ZH: "未写日期", EN: "Missing on"}, Cell: func(m worklog.TeamMember) string {
		days := make([]string, len(m.MissingDays))
		for i, day := range m.MissingDays {
			days[i] = string(day)
		}
		return strings.Join(days, " ")
	}},
}

// exportTeam exports the work of all of the actor's people on a day or in a month.
func (s *Server) exportTeam(ctx context.Context, in *exportTeamInput) (*huma.StreamResponse, error) {
	filter, err := in.filter()
	if err != nil {
		return nil, err
	}
	return exportTable(ctx, s, in.Format, approval.Text{ZH: "团队日志", EN: "team"}, teamTable, s.wholeTeam(ctx, filter))
}

// wholeTeam reads a team page by page.
func (s *Server) wholeTeam(ctx context.Context, filter worklog.TeamFilter) iter.Seq2[worklog.TeamMember, error] {
	return func(yield func(worklog.TeamMember, error) bool) {
		page := postgres.Page{Limit: largestPage}
		for {
			members, more, err := s.store.TeamDays(ctx, actorOf(ctx), filter, page)
			if err != nil {
				yield(worklog.TeamMember{}, err)
				return
			}
			for _, m := range members {
				if !yield(m, nil) {
					return
				}
			}
			if !more {
				return
			}
			page.After = members[len(members)-1].Place()
		}
	}
}
