package api

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// companyDay is the date that many days from now, in the company's time zone.
func companyDay(days int) string {
	return time.Now().In(time.FixedZone("Asia/Shanghai", 8*60*60)).AddDate(0, 0, days).Format(time.DateOnly)
}

func TestWorkLogOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer := s.NewCustomer(s.Rep, "华东电力设计院")
	key := uuid.NewString()
	body := fmt.Sprintf(`{"work_date":%q,"kind":"visit","content":"看现场","hours":"2.50","customer_id":%q,"place":"上海"}`, companyDay(0), customer.ID)
	first := s.Send(t, "rep", "POST", "/work-logs", body, keyHeader, key).Want(201)
	again := s.Send(t, "rep", "POST", "/work-logs", body, keyHeader, key).Want(201)
	if first.Raw != again.Raw {
		t.Errorf("the same key was answered\n%s and\n%s", first.Raw, again.Raw)
	}
	if n := s.count(t, `SELECT count(*) FROM work_logs`); n != 1 {
		t.Fatalf("%d entries were made", n)
	}
	entry := apitest.Read[worklog.WorkLog](first)
	if *entry.Hours != "2.5" || !strings.Contains(first.Raw, `"photos":[]`) || !strings.Contains(first.Raw, `"hours":"2.5"`) {
		t.Errorf("made: %s", first.Raw)
	}
	path := "/work-logs/" + entry.ID
	edited := apitest.Read[worklog.WorkLog](s.Send(t, "rep", "PATCH", path, `{"version":1,"hours":null,"result":"谈妥"}`).Want(200))
	if edited.Hours != nil || edited.Result != "谈妥" || edited.Version != 2 || edited.Customer == nil {
		t.Errorf("edited: %+v", edited)
	}
	s.Send(t, "rep", "PATCH", path, `{"version":1,"result":"x"}`).WantProblem(409, approval.CodeConflict)
	// A superior sees it and comments, but changes nothing.
	s.Send(t, "manager", "POST", path+"/comments", `{"text":"很好"}`).Want(201)
	s.Send(t, "commercial", "POST", path+"/comments", `{"text":"x"}`).WantProblem(404, approval.CodeNotFound)

	unread := apitest.Read[List[account.Notification]](s.Send(t, "rep", "GET", "/notifications?unread=true", nil).Want(200))
	if len(unread.Items) != 1 || unread.Items[0].Kind != worklog.WorkLogCommented || unread.Items[0].Text.ZH == "" {
		t.Fatalf("notifications: %+v", unread)
	}
	s.Send(t, "manager", "POST", "/notifications/read", map[string]any{"ids": []string{unread.Items[0].ID}}).WantProblem(404, approval.CodeNotFound)
	got := s.Send(t, "rep", "POST", "/notifications/read", map[string]any{"ids": []string{unread.Items[0].ID}}).Want(200)
	if !strings.Contains(got.Raw, `"unread":0`) {
		t.Errorf("read: %s", got.Raw)
	}
	s.Send(t, "rep", "POST", "/notifications/read", `{"all":true}`).Want(200)

	// The window closes: a correction is added, the entry stays.
	s.ByHand(`UPDATE work_logs SET created_at = now() - interval '49 hours'`)
	p := s.Send(t, "rep", "PATCH", path, `{"version":2,"result":"x"}`, "Accept-Language", "en").WantProblem(409, approval.CodeConflict)
	if !strings.Contains(p.Detail, "correction") {
		t.Errorf("the refusal says %q", p.Detail)
	}
	corrected := apitest.Read[worklog.WorkLog](s.Send(t, "rep", "POST", path+"/corrections",
		`{"text":"是下午","fields":{"hours":"3","result":"没谈妥"}}`).Want(201))
	if corrected.Result != "谈妥" || corrected.Hours != nil || len(corrected.Corrections) != 1 || *corrected.Corrections[0].Fields.Hours != "3" {
		t.Errorf("corrected: %+v", corrected)
	}
	s.Send(t, "rep", "POST", path+"/corrections", `{"text":"再说明一下"}`).Want(201)
	events := apitest.Read[List[timelineEvent]](s.Send(t, "commercial", "GET", "/customers/"+customer.ID+"/timeline", nil).Want(200))
	for _, e := range s.timelinePage(t, customer.ID, "kind=work_log").Items {
		s.Send(t, "rep", "GET", strings.TrimPrefix(e.Link, basePath), nil).Want(200)
	}
	var kinds []string
	for _, e := range events.Items {
		kinds = append(kinds, string(e.Kind))
	}
	if want := []string{"work_log.corrected", "work_log.corrected", "work_log.changed", "work_log.added", "customer.created"}; !slices.Equal(kinds, want) {
		t.Errorf("the timeline has %v, want %v", kinds, want)
	}
	for _, e := range events.Items {
		if e.Subject.Type == "work_log" {
			s.Send(t, "commercial", "GET", "/work-logs/"+e.Subject.ID, nil).WantProblem(404, approval.CodeNotFound)
			if e.Link != "" {
				t.Errorf("%s links to what its reader cannot open: %s", e.Kind, e.Link)
			}
		}
	}
	s.Send(t, "rep", "DELETE", path, nil).Want(405)
}

func TestBadWorkLogs(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	entry, err := s.CreateWorkLog(t.Context(), s.Rep, worklog.Input{
		WorkDate: new(approval.Date(companyDay(0))), Kind: new(worklog.WorkCall), Content: new("call")})
	if err != nil {
		t.Fatal(err)
	}
	path := "/work-logs/" + entry.ID
	with := func(more string) string {
		return fmt.Sprintf(`{"work_date":%q,"kind":"visit","content":"x"%s}`, companyDay(0), more)
	}
	tests := map[string]struct {
		method, path, body string
		status             int
		locations          []string
	}{
		"all missing":         {"POST", "/work-logs", `{}`, 422, []string{"body.content", "body.kind", "body.work_date"}},
		"all wrong":           {"POST", "/work-logs", `{"work_date":"2026-02-30","kind":"lunch","content":" ","hours":"1.1"}`, 422, []string{"body.content", "body.hours", "body.kind", "body.work_date"}},
		"tomorrow":            {"POST", "/work-logs", fmt.Sprintf(`{"work_date":%q,"kind":"visit","content":"x"}`, companyDay(1)), 422, []string{"body.work_date"}},
		"year 0":              {"POST", "/work-logs", `{"work_date":"0000-01-01","kind":"visit","content":"x"}`, 422, []string{"body.work_date"}},
		"too long":            {"POST", "/work-logs", with(`,"result":"` + strings.Repeat("长", 5001) + `"`), 422, []string{"body.result"}},
		"25 hours":            {"POST", "/work-logs", with(`,"hours":"25"`), 422, []string{"body.hours"}},
		"24 and a quarter":    {"POST", "/work-logs", with(`,"hours":"24.25"`), 422, []string{"body.hours"}},
		"negative hours":      {"POST", "/work-logs", with(`,"hours":"-1"`), 422, []string{"body.hours"}},
		"hours as a float":    {"POST", "/work-logs", with(`,"hours":1.5`), 400, []string{"body.hours"}},
		"nobody's customer":   {"POST", "/work-logs", with(`,"customer_id":"` + uuid.NewString() + `"`), 422, []string{"body.customer_id"}},
		"nobody's everything": {"POST", "/work-logs", with(fmt.Sprintf(`,"customer_id":%[1]q,"project_id":%[1]q,"contact_id":%[1]q`, uuid.NewString())), 422, []string{"body.customer_id", "body.project_id", "body.contact_id"}},
		"no id":               {"POST", "/work-logs", with(`,"project_id":"x"`), 400, []string{"body.project_id"}},
		"unknown field":       {"POST", "/work-logs", with(`,"author_id":"x"`), 400, []string{"body.author_id"}},
		"no version":          {"PATCH", path, `{"content":"x"}`, 422, []string{"body.version"}},
		"emptied":             {"PATCH", path, `{"version":1,"content":""}`, 422, []string{"body.content"}},
		"no text":             {"POST", path + "/corrections", `{"fields":{"hours":"99"}}`, 422, []string{"body.fields.hours", "body.text"}},
		"corrected customer":  {"POST", path + "/corrections", `{"text":"x","fields":{"customer_id":null}}`, 400, []string{"body.fields.customer_id"}},
		"blank comment":       {"POST", path + "/comments", `{"text":"  "}`, 422, []string{"body.text"}},
		"nobody's entry":      {"POST", "/work-logs/" + uuid.NewString() + "/comments", `{"text":"x"}`, 404, nil},
		"no photo":            {"POST", path + "/photos", `{}`, 400, []string{"body"}},
		"filter is no id":     {"GET", "/work-logs?user_id=x", "", 400, []string{"query.user_id"}},
		"filter is no day":    {"GET", "/work-logs?from=2026-02-30", "", 422, []string{"query.from"}},
		"filter in year 0":    {"GET", "/work-logs?from=0000-01-01", "", 422, nil},
		"cursor":              {"GET", "/work-logs?cursor=abc", "", 400, []string{"query.cursor"}},
		"neither":             {"GET", "/work-logs/team", "", 422, []string{"query.date", "query.month"}},
		"both":                {"GET", "/work-logs/team?date=2026-11-02&month=2026-11", "", 422, []string{"query.date", "query.month"}},
		"month 13":            {"GET", "/work-logs/team?month=2026-13", "", 422, []string{"query.month"}},
		"no month":            {"GET", "/work-logs/team?month=soon", "", 422, []string{"query.month"}},
		"month in year 0":     {"GET", "/work-logs/team?month=0000-01", "", 422, nil},
		"no day":              {"GET", "/work-logs/team?date=2026-02-30", "", 422, []string{"query.date"}},
		"nothing read":        {"POST", "/notifications/read", `{}`, 422, []string{"body"}},
		"ids and all":         {"POST", "/notifications/read", `{"ids":["` + uuid.NewString() + `"],"all":true}`, 422, []string{"body"}},
		"read no id":          {"POST", "/notifications/read", `{"ids":["x"]}`, 400, []string{"body.ids[0]"}},
		"read nobody's":       {"POST", "/notifications/read", `{"ids":["` + uuid.NewString() + `"]}`, 404, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var body any
			if test.body != "" {
				body = test.body
			}
			got := s.Send(t, "rep", test.method, test.path, body).Want(test.status)
			var locations []string
			for _, e := range apitest.Read[Problem](got).Errors {
				locations = append(locations, e.Location)
				if e.Message == "" || e.Message == unclear.EN {
					t.Errorf("%s: message %q", e.Location, e.Message)
				}
			}
			if !slices.Equal(locations, test.locations) {
				t.Errorf("locations %v, want %v: %s", locations, test.locations, clip(got.Raw))
			}
		})
	}
	if n := s.count(t, `SELECT count(*) FROM work_logs`); n != 1 {
		t.Errorf("%d entries stand", n)
	}
	if strings.Contains(s.log.String(), "internal error") {
		t.Errorf("the log has an internal error: %s", s.log)
	}
}

func TestTeamOverHTTP(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	body := fmt.Sprintf(`{"work_date":%q,"kind":"visit","content":"x","hours":"1.25"}`, companyDay(0))
	s.Send(t, "rep", "POST", "/work-logs", body).Want(201)
	s.Send(t, "rep", "POST", "/work-logs", body).Want(201)
	got := s.Send(t, "manager", "GET", "/work-logs/team?limit=2&date="+companyDay(0), nil).Want(200)
	first := apitest.Read[List[worklog.TeamMember]](got)
	if len(first.Items) != 2 || first.NextCursor == "" || !strings.Contains(got.Raw, `"missing_days":[`) {
		t.Fatalf("the first page: %s", got.Raw)
	}
	rest := apitest.Read[List[worklog.TeamMember]](s.Send(t, "manager", "GET", "/work-logs/team?limit=2&date="+companyDay(0)+"&cursor="+first.NextCursor, nil).Want(200))
	all := append(first.Items, rest.Items...)
	if len(all) != 3 || rest.NextCursor != "" {
		t.Fatalf("%d people, want those who write: %+v", len(all), all)
	}
	for _, m := range all {
		if writes := m.User.ID == s.Rep.ID; writes != (m.Entries == 2) || writes != (m.Hours == "2.5") || writes && m.Missing {
			t.Errorf("%+v", m)
		}
	}
	// Of another day or list, the cursor is none.
	s.Send(t, "manager", "GET", "/work-logs/team?month="+companyDay(0)[:7]+"&cursor="+first.NextCursor, nil).WantProblem(400, approval.CodeInvalid)
	// Nobody stands below the rep.
	if none := apitest.Read[List[worklog.TeamMember]](s.Send(t, "rep", "GET", "/work-logs/team?month="+companyDay(0)[:7], nil).Want(200)); len(none.Items) != 0 {
		t.Errorf("the rep supervises %+v", none.Items)
	}
}

func TestTeamAsFile(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Send(t, "rep", "POST", "/work-logs", fmt.Sprintf(`{"work_date":%q,"kind":"visit","content":"x","hours":"1.25"}`, companyDay(0))).Want(201)
	path := "/work-logs/team/export?month=" + companyDay(0)[:7]
	file := s.Send(t, "manager", "GET", path, nil, "Accept-Language", "zh-CN").Want(200)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.Raw, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 4 || !slices.Equal(rows[0][:5], []string{"姓名", "部门", "条数", "拜访", "小时"}) {
		t.Fatalf("%v: %q", err, rows)
	}
	wrote := 0
	for _, row := range rows[1:] {
		if slices.Equal(row[2:5], []string{"1", "1", "1.25"}) {
			wrote++
		}
	}
	if wrote != 1 {
		t.Errorf("%d people wrote: %q", wrote, rows)
	}
	// Nobody stands below the rep, and a file is of a day or a month.
	if none := s.Send(t, "rep", "GET", path, nil).Want(200); strings.Count(strings.TrimSpace(none.Raw), "\n") != 0 {
		t.Errorf("the rep supervises %s", none.Raw)
	}
	s.Send(t, "manager", "GET", "/work-logs/team/export", nil).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "manager", "GET", path+"&format=pdf", nil).WantProblem(422, approval.CodeInvalid)
}
