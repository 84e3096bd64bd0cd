package api

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

func TestBadInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer := s.NewCustomer(s.Rep, "A")
	projects := "/customers/" + customer.ID + "/projects"
	estimate := func(money string) string { return `{"name":"P","estimated_amount":` + money + `}` }
	tests := map[string]struct {
		method, path, body string
		status             int
		locations          []string
	}{
		"no JSON":                      {"POST", "/customers", `{"name":`, 400, []string{"body"}},
		"nothing":                      {"POST", "/customers", ``, 400, []string{"body"}},
		"not an object":                {"POST", "/customers", `[]`, 400, []string{"body"}},
		"null":                         {"POST", "/customers", `null`, 400, []string{"body"}},
		"something after it":           {"POST", "/customers", `{"name":"x"} {}`, 400, []string{"body"}},
		"unknown field":                {"POST", "/customers", `{"name":"x","colour":1}`, 400, []string{"body.colour"}},
		"other capitals":               {"POST", "/customers", `{"Name":"x"}`, 400, []string{"body.Name", "body.name"}},
		"field twice":                  {"POST", "/customers", `{"name":"x","name":"y"}`, 400, []string{"body.name"}},
		"wrong type":                   {"POST", "/customers", `{"name":5}`, 400, []string{"body.name"}},
		"wrong types":                  {"POST", "/customers", `{"name":[],"industry":{}}`, 400, []string{"body.industry", "body.name"}},
		"missing":                      {"POST", "/customers", `{}`, 422, []string{"body.name"}},
		"all missing":                  {"POST", "/auth/login", `{}`, 422, []string{"body.password", "body.username"}},
		"blank":                        {"POST", "/customers", `{"name":" \t　"}`, 422, []string{"body.name"}},
		"too long":                     {"POST", "/customers", `{"name":"` + strings.Repeat("长", 201) + `"}`, 422, []string{"body.name"}},
		"absurdly long":                {"POST", "/customers", `{"name":"` + strings.Repeat("x", 900_000) + `"}`, 422, []string{"body.name"}},
		"too large":                    {"POST", "/customers", `{"name":"` + strings.Repeat("x", 1<<20) + `"}`, 413, []string{"body"}},
		"NUL":                          {"POST", "/customers", `{"name":"a\u0000b"}`, 400, []string{"body.name"}},
		"broken UTF-8":                 {"POST", "/customers", "{\"name\":\"a\xffb\"}", 400, []string{"body.name"}},
		"half a surrogate":             {"POST", "/customers", `{"name":"\ud800"}`, 400, []string{"body.name"}},
		"deep":                         {"POST", "/customers", strings.Repeat(`[`, 100_000), 400, []string{"body"}},
		"number too large":             {"PATCH", "/customers/" + customer.ID, `{"version":1e400}`, 400, []string{"body.version"}},
		"no whole number":              {"PATCH", "/customers/" + customer.ID, `{"version":1.5}`, 400, []string{"body.version"}},
		"beyond integers":              {"PATCH", "/customers/" + customer.ID, `{"version":1e30}`, 400, []string{"body.version"}},
		"many digits":                  {"PATCH", "/customers/" + customer.ID, `{"version":99999999999999999999}`, 400, []string{"body.version"}},
		"no version so far":            {"PATCH", "/customers/" + customer.ID, `{"version":9223372036854775807}`, 409, nil},
		"whole with a point":           {"PATCH", "/customers/" + customer.ID, `{"version":1.0}`, 400, []string{"body.version"}},
		"whole with an e":              {"PATCH", "/customers/" + customer.ID, `{"version":1e0}`, 400, []string{"body.version"}},
		"a pair":                       {"POST", "/customers", `{"name":"\ud83d\ude00 \\ud800 \ufffd"}`, 201, nil},
		"a pair the wrong way":         {"POST", "/customers", `{"name":"\ude00\ud83d"}`, 400, []string{"body.name"}},
		"broken name":                  {"POST", "/customers", `{"name":"x","a\u0000":1}`, 400, []string{"body.a\uFFFD"}},
		"broken where no schema looks": {"PUT", "/variables/company.name", `{"version":1,"value":{"a":["\u0000"]}}`, 400, []string{"body.value.a[0]"}},
		"text comes before schema":     {"POST", "/customers", `{"industry":5,"address":"\ud800","level":5}`, 400, []string{"body.address"}},
		"several at once":              {"POST", "/customers", `{"name":" ","industry":[],"level":5,"address":null}`, 400, []string{"body.address", "body.industry", "body.level", "body.name"}},
		"twice where no schema looks":  {"PUT", "/variables/company.name", `{"version":1,"value":[{"a":1,"a":2}]}`, 400, []string{"body.value[0].a"}},
		"large where no schema looks":  {"PUT", "/variables/company.name", `{"version":1,"value":1e400}`, 400, []string{"body.value"}},
		"cut off in a text":            {"POST", "/customers", `{"name":"x`, 400, []string{"body"}},
		"broken outside of a text":     {"POST", "/customers", "{\xff}", 400, []string{"body"}},

		"negative":            {"POST", projects, estimate(`{"amount":"-1"}`), 422, []string{"body.estimated_amount.amount"}},
		"three decimals":      {"POST", projects, estimate(`{"amount":"1.005"}`), 422, []string{"body.estimated_amount.amount"}},
		"decimals of yen":     {"POST", projects, estimate(`{"amount":"1.5","currency":"JPY"}`), 422, []string{"body.estimated_amount.amount"}},
		"a float":             {"POST", projects, estimate(`{"amount":12.5}`), 400, []string{"body.estimated_amount.amount"}},
		"no number":           {"POST", projects, estimate(`{"amount":"ten"}`), 422, []string{"body.estimated_amount.amount"}},
		"exponent":            {"POST", projects, estimate(`{"amount":"1e5"}`), 422, []string{"body.estimated_amount.amount"}},
		"huge":                {"POST", projects, estimate(`{"amount":"` + strings.Repeat("9", 14) + `"}`), 422, []string{"body.estimated_amount.amount"}},
		"no amount":           {"POST", projects, estimate(`{}`), 422, []string{"body.estimated_amount.amount"}},
		"no such currency":    {"POST", projects, estimate(`{"amount":"1","currency":"ABC"}`), 422, []string{"body.estimated_amount.currency"}},
		"old currency":        {"POST", projects, estimate(`{"amount":"1","currency":"DEM"}`), 422, []string{"body.estimated_amount.currency"}},
		"currency in small":   {"POST", projects, estimate(`{"amount":"1","currency":"cny"}`), 422, []string{"body.estimated_amount.currency"}},
		"both wrong":          {"POST", projects, estimate(`{"amount":"-1","currency":"ABC"}`), 422, []string{"body.estimated_amount.amount", "body.estimated_amount.currency"}},
		"no such day":         {"POST", projects, `{"name":"P","expected_close_on":"2026-02-30"}`, 422, []string{"body.expected_close_on"}},
		"no date":             {"POST", projects, `{"name":"P","expected_close_on":"soon"}`, 422, []string{"body.expected_close_on"}},
		"no probability":      {"POST", projects, `{"name":"P","win_probability":101}`, 422, []string{"body.win_probability"}},
		"no stage":            {"POST", projects, `{"name":"P","stage":"done"}`, 422, []string{"body.stage"}},
		"nobody's id":         {"POST", projects, `{"name":"P","member_ids":["` + uuid.NewString() + `"]}`, 422, []string{"body.member_ids"}},
		"no id":               {"POST", projects, `{"name":"P","member_ids":["x"]}`, 400, []string{"body.member_ids[0]"}},
		"no members":          {"POST", projects, `{"name":"P","member_ids":[]}`, 422, []string{"body.member_ids"}},
		"null for the needed": {"POST", projects, `{"name":null}`, 400, []string{"body.name"}},

		"path is no id":       {"GET", "/customers/abc", "", 400, []string{"path.id"}},
		"nobody's customer":   {"GET", "/customers/" + uuid.NewString(), "", 404, nil},
		"query is no id":      {"GET", "/customers?owner_id=abc", "", 400, []string{"query.owner_id"}},
		"no limit":            {"GET", "/customers?limit=x", "", 400, []string{"query.limit"}},
		"limit 0":             {"GET", "/customers?limit=0", "", 422, []string{"query.limit"}},
		"limit 201":           {"GET", "/customers?limit=201", "", 422, []string{"query.limit"}},
		"NUL in the query":    {"GET", "/customers?q=%00", "", 400, []string{"query"}},
		"broken in the query": {"GET", "/customers?q=%ff", "", 400, []string{"query"}},
		"broken escape":       {"GET", "/customers?q=%zz", "", 400, []string{"query"}},
		"broken in the path":  {"GET", "/customers/%ff", "", 404, nil},
		"no day to filter by": {"GET", "/customers/" + customer.ID + "/timeline?from=2026-02-30", "", 422, []string{"query.from"}},
		"no cursor":           {"GET", "/customers?cursor=abc", "", 400, []string{"query.cursor"}},
		"no customer named":   {"GET", "/customers/" + customer.ID + "/timeline?cursor=%20", "", 400, []string{"query.cursor"}},
		"no such path":        {"GET", "/nothing", "", 404, nil},
		"no such method":      {"PUT", "/customers", "", 405, []string{"method"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var body any
			if test.body != "" || test.method == "POST" {
				body = test.body
			}
			as := "rep"
			if strings.HasPrefix(test.path, "/variables") {
				as = "admin"
			}
			got := s.Send(t, as, test.method, test.path, body).Want(test.status)
			if test.status < 400 {
				return
			}
			if ct := got.Header.Get("Content-Type"); ct != problemType {
				t.Fatalf("content type %q", ct)
			}
			p := apitest.Read[Problem](got)
			var locations []string
			for _, e := range p.Errors {
				locations = append(locations, e.Location)
				if e.Message == "" || e.Message == unclear.EN && e.Location != "body" {
					t.Errorf("%s: message %q", e.Location, e.Message)
				}
			}
			if !slices.Equal(locations, test.locations) {
				t.Errorf("locations %v, want %v: %s", locations, test.locations, clip(got.Raw))
			}
			if len(got.Raw) > 5000 {
				t.Errorf("%d bytes of answer", len(got.Raw))
			}
		})
	}
	if n := s.count(t, `SELECT count(*) FROM projects`); n != 0 {
		t.Errorf("%d projects were made", n)
	}
	if strings.Contains(s.log.String(), "internal error") {
		t.Error("the log has an internal error")
	}
}

// TestUnknownQueries checks on every route that unknown query parameters are refused by
// name.
func TestUnknownQueries(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for path, names := range map[string]string{
		"/customers?nme=x&q=x&zz": "query.nme query.zz", "/tasks?state=open": "query.state", "/me?x=1": "query.x",
		"/work-logs?Kind=visit": "query.Kind", "/customers/export?color=x": "query.color",
	} {
		p := s.Send(t, "rep", "GET", path, nil).WantProblem(400, approval.CodeInvalid)
		if got := strings.Join(p.Locations(), " "); got != names {
			t.Errorf("%s names %s", path, got)
		}
	}
	s.Send(t, "rep", "POST", "/customers?dry_run=true", map[string]string{"name": "x"}).WantProblem(400, approval.CodeInvalid)
	if n := s.size(t, "customers"); n != 0 {
		t.Errorf("%d customers were made", n)
	}
	for _, kind := range []string{"visit", "call", "call"} {
		s.Send(t, "rep", "POST", "/work-logs", map[string]any{"work_date": companyDay(0), "kind": kind, "content": "x"}).Want(201)
	}
	calls := apitest.Read[List[worklog.WorkLog]](s.Send(t, "rep", "GET", "/work-logs?kind=call", nil).Want(200))
	if len(calls.Items) != 2 || calls.Items[0].Kind != worklog.WorkCall {
		t.Errorf("%+v", calls)
	}
	s.Send(t, "rep", "GET", "/work-logs?kind=lunch", nil).WantProblem(422, approval.CodeInvalid)
}

func TestContentTypes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for contentType, status := range map[string]int{
		"application/json": 201, "application/json; charset=utf-8": 201, "": 201,
		"Application/JSON; charset=UTF-8": 201, "application/json; charset=gbk": 415, "application/json; charset": 415,
		"text/plain": 415, "application/x-www-form-urlencoded": 415, "multipart/form-data": 415,
	} {
		got := s.Send(t, "rep", "POST", "/customers", `{"name":"x"}`, "Content-Type", contentType).Want(status)
		if status == 415 {
			p := got.WantProblem(415, approval.CodeUnsupportedType)
			if len(p.Errors) != 1 || p.Errors[0].Location != "header.Content-Type" {
				t.Errorf("%q: %+v", contentType, p.Errors)
			}
		}
	}
}

// TestBodyWhereNoneIsRead checks that routes without a body accept none or an empty
// object.
func TestBodyWhereNoneIsRead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer := s.NewCustomer(s.Rep, "A")
	archive := "/customers/" + customer.ID + "/archive"
	for body, want := range map[string]string{
		`{"reason":"x","now":true}`: "body.now body.reason", `[]`: "body", `null`: "body", `{`: "body", ` `: "body", "\xff": "body",
	} {
		for _, path := range []string{archive, "/expense-requests/" + uuid.NewString() + "/submit", "/tasks/" + uuid.NewString() + "/claim"} {
			for _, key := range []string{"", uuid.NewString()} {
				p := s.Send(t, "rep", "POST", path, body, keyHeader, key).WantProblem(http.StatusBadRequest, approval.CodeInvalid)
				var locations []string
				for _, e := range p.Errors {
					locations = append(locations, e.Location)
				}
				if got := strings.Join(locations, " "); got != want {
					t.Errorf("%s %q: %s", path, body, got)
				}
			}
		}
		s.Send(t, "rep", "DELETE", "/contacts/"+uuid.NewString(), body).WantProblem(http.StatusBadRequest, approval.CodeInvalid)
	}
	s.Send(t, "rep", "POST", archive, `{}`, "Content-Type", "text/plain").WantProblem(415, approval.CodeUnsupportedType)
	s.Send(t, "rep", "POST", archive, strings.Repeat(" ", ordinaryBody+1)).WantProblem(413, approval.CodeTooLarge)
	s.Send(t, "rep", "POST", archive, nil).Want(http.StatusOK)
	s.Send(t, "rep", "POST", "/customers/"+customer.ID+"/restore", `{}`).Want(http.StatusOK)
}

func TestLanguageOfProblems(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for header, want := range map[string]string{
		"": "This is required", "en-GB,en;q=0.9": "This is required", "zh-CN,zh;q=0.9,en;q=0.8": "必填", "zh": "必填", "fr": "必填", "!": "必填",
	} {
		got := s.Send(t, "rep", "POST", "/customers", `{}`, "Accept-Language", header)
		p := got.WantProblem(422, approval.CodeInvalid)
		if p.Errors[0].Message != want {
			t.Errorf("%q: %q", header, p.Errors[0].Message)
		}
		wantLanguage(t, got, map[bool]string{true: "en", false: "zh-CN"}[want == "This is required"])
	}
	// Whoever refuses: the frame, the guard, the handler.
	for _, r := range [][]string{
		{"", "GET", "/nothing", ""}, {"", "GET", "/customers", ""}, {"rep", "GET", "/customers/" + uuid.NewString(), ""},
		{"rep", "POST", "/customers", "["}, {"rep", "POST", "/customers", strings.Repeat(" ", ordinaryBody+1)},
	} {
		wantLanguage(t, s.Send(t, r[0], r[1], r[2], r[3], "Accept-Language", "zh"), "zh-CN")
	}
	if me := s.Send(t, "rep", "GET", "/me", nil).Want(200); !slices.Contains(me.Header["Vary"], languageHeader) {
		t.Errorf("%v", me.Header)
	}
	wantLanguage(t, s.Send(t, "rep", "GET", "/customers/export", nil, "Accept-Language", "zh").Want(200), "zh-CN")
	if plain := s.Send(t, "rep", "GET", "/customers", nil).Want(200); slices.Contains(plain.Header["Vary"], languageHeader) {
		t.Errorf("%v", plain.Header)
	}
}

func wantLanguage(t *testing.T, a apitest.Reply, want string) {
	t.Helper()
	if got := a.Header["Content-Language"]; !slices.Equal(got, []string{want}) {
		t.Errorf("%d: Content-Language %q, want %q", a.Status, got, want)
	}
	if got := a.Header["Vary"]; !slices.Contains(got, languageHeader) {
		t.Errorf("%d: Vary %q", a.Status, got)
	}
}

func TestMoneyHasOneForm(t *testing.T) {
	for in, want := range map[MoneyInput]approval.Money{
		{"1280.5", ""}:       {Amount: "1280.50", Currency: "CNY"},
		{"007", "USD"}:       {Amount: "7.00", Currency: "USD"},
		{"0", "CNY"}:         {Amount: "0.00", Currency: "CNY"},
		{"0000.10", "CNY"}:   {Amount: "0.10", Currency: "CNY"},
		{"15", "JPY"}:        {Amount: "15", Currency: "JPY"},
		{"1.5", "KWD"}:       {Amount: "1.500", Currency: "KWD"},
		{"100000.00", "EUR"}: {Amount: "100000.00", Currency: "EUR"},
	} {
		if got := in.money(); got != want || !got.Valid() {
			t.Errorf("%+v: %+v, want %+v", in, got, want)
		}
	}
}

func TestCursors(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for i := range 5 {
		s.NewCustomer(s.Rep, fmt.Sprint("customer ", i))
	}
	var names []string
	path := "/customers?limit=2"
	pages := 0
	var cursor string
	for next := ""; ; pages++ {
		page := apitest.Read[List[customer.Customer]](s.Send(t, "rep", "GET", path+next, nil).Want(200))
		for _, c := range page.Items {
			names = append(names, c.Name)
		}
		if page.NextCursor == "" {
			break
		}
		cursor = page.NextCursor
		next = "&cursor=" + cursor
	}
	if want := []string{"customer 4", "customer 3", "customer 2", "customer 1", "customer 0"}; !slices.Equal(names, want) || pages != 2 {
		t.Errorf("%v on %d pages", names, pages+1)
	}
	customer := s.NewCustomer(s.Rep, "with events")
	broken := []byte(cursor)
	broken[len(broken)/2] ^= 1
	for _, url := range []string{
		"/customers?cursor=" + string(broken),
		"/customers?cursor=" + cursor[:len(cursor)-2],
		"/customers/" + customer.ID + "/timeline?cursor=" + cursor,
		"/customers/" + customer.ID + "/contacts?cursor=" + cursor,
	} {
		p := s.Send(t, "rep", "GET", url, nil).WantProblem(400, approval.CodeInvalid)
		if p.Errors[0].Location != "query.cursor" {
			t.Errorf("%s: %+v", url, p)
		}
	}
}

// TestCursorsOfOtherLists checks that a cursor is valid only for the same list, filter
// and user; limit and empty parameters do not matter.
func TestCursorsOfOtherLists(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for i := range 3 {
		s.NewCustomer(s.Rep, fmt.Sprint("customer ", i))
		s.Send(t, "rep", "POST", "/work-logs", map[string]any{"work_date": companyDay(0), "kind": "call", "content": "x"}).Want(201)
	}
	for _, test := range []struct{ path, same, other string }{
		{"/work-logs?limit=1&kind=call", "/work-logs?kind=call&user_id=&limit=2", "/work-logs?limit=1"},
		{"/work-logs?limit=1", "/work-logs?", "/work-logs?kind=call"},
		{"/customers?limit=1&q=customer", "/customers?q=customer", "/customers?q=custom"},
		{"/customers?limit=1", "/customers?region=", "/customers?region=north"},
	} {
		cursor := apitest.Read[List[any]](s.Send(t, "rep", "GET", test.path, nil).Want(200)).NextCursor
		if cursor == "" {
			t.Fatalf("%s has one page", test.path)
		}
		s.Send(t, "rep", "GET", test.same+"&cursor="+cursor, nil).Want(200)
		for as, path := range map[string]string{"rep": test.other, "gm": test.path} {
			p := s.Send(t, as, "GET", path+"&cursor="+cursor, nil).WantProblem(400, approval.CodeInvalid)
			if got := strings.Join(p.Locations(), " "); got != "query.cursor" {
				t.Errorf("%s names %s", path, got)
			}
		}
	}
}

// FuzzDecodeBody sends arbitrary bytes to routes with a body: there must be no internal
// error.
func FuzzDecodeBody(f *testing.F) {
	s := newScene(f)
	customer := s.NewCustomer(s.Rep, "A")
	paths := []string{"/customers/" + customer.ID + "/archive", "/customers", "/customers/" + customer.ID + "/projects", "/customers/" + customer.ID + "/contacts", "/project-requests", "/expense-requests"}
	for _, seed := range []string{
		`{"name":"x"}`, `{"name":"P","estimated_amount":{"amount":"1.50","currency":"CNY"},"member_ids":[],"win_probability":5}`,
		`{"name":"C","birthday":"1980-02-29","reports_to_id":null,"email":"a@b"}`, `{"name":"\u0000"}`, `{"name":"\ud800"}`, `{}`, `{"a":1e30,"a":[{"\ud800\u0000":"\udc00\ud83d\ude00"}]}`, `[`, `nul`, `{"name":1e999}`,
		`{"project_id":"0192f5d0-0000-7000-8000-000000000000","amount":{"amount":"-0"},"spent_on":"2026-02-30","category":"travel"}`,
	} {
		for i := range paths {
			f.Add([]byte(seed), uint8(i))
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, route uint8) {
		r := httptest.NewRequest("POST", basePath+paths[int(route)%len(paths)], bytes.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
		r.Header.Set("Content-Type", jsonType)
		recorder := httptest.NewRecorder()
		s.Handler().ServeHTTP(recorder, r)
		if recorder.Code >= http.StatusInternalServerError {
			t.Fatalf("%d: %s\n%s", recorder.Code, recorder.Body, s.log)
		}
		s.log.Reset()
	})
}

// TestDatesOutOfRange checks that dates and times beyond the range of a column are
// refused.
func TestDatesOutOfRange(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	customer := s.NewCustomer(s.Rep, "A")
	s.Send(t, "rep", "POST", "/customers/"+customer.ID+"/contacts", `{"name":"C","birthday":"0000-01-01"}`).
		WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
	s.Send(t, "rep", "GET", "/requests?from=0000-01-01", nil).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
	s.Send(t, "rep", "POST", "/me/tokens", `{"name":"x","expires_at":"9999-12-31T23:59:59-23:00"}`).
		WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
}
