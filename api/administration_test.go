package api

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

func (s *scene) locations(t *testing.T, p apitest.Problem) (locations []string) {
	t.Helper()
	for _, e := range p.Errors {
		locations = append(locations, e.Location)
	}
	slices.Sort(locations)
	return slices.Compact(locations)
}

func TestAdministrationOfUsers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	department := apitest.Read[account.DepartmentNode](s.Send(t, "admin", "POST", "/departments", `{"name":"销售部"}`).Want(201))
	made := apitest.Read[account.User](s.Send(t, "admin", "POST", "/users", map[string]any{
		"username": "hanmei", "name": "韩梅梅", "email": "h@example.com", "roles": []string{approval.SalesRep},
		"department_id": department.ID, "manager_id": s.Manager.ID,
	}).Want(201))
	if made.Department.ID != department.ID || made.Manager.ID != s.Manager.ID || !made.Active {
		t.Errorf("%+v", made)
	}
	// Nobody knows a password, so nobody comes in before the link is used.
	link := s.Send(t, "admin", "POST", "/users/"+made.ID+"/password-reset", nil).Want(201)
	reset := apitest.Read[struct{ Token, Link string }](link)
	if !strings.HasSuffix(reset.Link, "#"+reset.Token) || strings.Contains(s.log.String(), reset.Token) {
		t.Errorf("%+v", reset)
	}
	set := func(token, password string) apitest.Reply {
		return s.Send(t, "", "POST", "/auth/reset", map[string]string{"token": token, "new_password": password})
	}
	if got := s.locations(t, set(reset.Token, "short").WantProblem(422, approval.CodeInvalid)); !slices.Equal(got, []string{"body.new_password"}) {
		t.Errorf("%v", got)
	}
	set(reset.Token+"x", "long enough it is").WantProblem(410, approval.CodeGone)
	set(reset.Token, "long enough it is").Want(204)
	set(reset.Token, "long enough it is").WantProblem(410, approval.CodeGone)
	s.login(t, "hanmei", "long enough it is").Want(200)

	list := func(query string) int {
		t.Helper()
		return len(apitest.Read[List[account.User]](s.Send(t, "admin", "GET", "/users?"+query, nil).Want(200)).Items)
	}
	for query, want := range map[string]int{
		"q=han": 1, "q=梅梅": 1, "q=zzz": 0, "role=sales_rep": 2, "department_id=" + department.ID: 1, "active=false": 0, "active=true&q=hanmei": 1,
	} {
		if got := list(query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	made = apitest.Read[account.User](s.Send(t, "admin", "GET", "/users/"+made.ID, nil).Want(200))
	edited := apitest.Read[account.User](s.Send(t, "admin", "PATCH", "/users/"+made.ID,
		map[string]any{"version": made.Version, "name": "韩梅", "department_id": nil, "roles": []string{approval.Finance}}).Want(200))
	if edited.Name != "韩梅" || edited.Department != nil || edited.Manager == nil || !slices.Equal(edited.Roles, []string{approval.Finance}) {
		t.Errorf("%+v", edited)
	}
	s.Send(t, "admin", "PATCH", "/users/"+made.ID, map[string]any{"version": made.Version, "name": "x"}).WantProblem(409, approval.CodeConflict)

	const nobody = "0192f5d0-0000-7000-8000-000000000000"
	p := s.Send(t, "admin", "POST", "/users", map[string]any{
		"username": "h m", "name": "x", "password": "short", "department_id": nobody, "manager_id": nobody, "roles": []string{"pope"},
	}).WantProblem(422, approval.CodeInvalid)
	want := []string{"body.department_id", "body.manager_id", "body.password", "body.roles[0]", "body.username"}
	if got := s.locations(t, p); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	s.Send(t, "admin", "POST", "/users", `{"username":"HANMEI","name":"x"}`).WantProblem(422, approval.CodeInvalid)
	for _, broken := range []string{`{"username":1}`, `{"username":"x","name":"y","extra":1}`, `{"username":"x","name":"y","department_id":"z"}`, `[`} {
		if got := s.Send(t, "admin", "POST", "/users", broken); got.Status < 400 || got.Status >= 500 {
			t.Errorf("%s: %d", broken, got.Status)
		}
	}
	me := apitest.Read[Me](s.Send(t, "admin", "GET", "/me", nil)).User
	s.Send(t, "admin", "PATCH", "/users/"+me.ID, map[string]any{"version": me.Version, "active": false}).WantProblem(409, approval.CodeConflict)

	people := apitest.Read[List[account.DirectoryEntry]](s.Send(t, "nobody", "GET", "/people?q=han", nil).Want(200)).Items
	if len(people) != 1 || people[0].Name != "韩梅" {
		t.Errorf("%+v", people)
	}
	s.Send(t, "admin", "PATCH", "/users/"+made.ID, map[string]any{"version": edited.Version, "active": false}).Want(200)
	var names []string
	for cursor := ""; ; {
		page := apitest.Read[List[account.DirectoryEntry]](s.Send(t, "nobody", "GET", "/people?limit=3&cursor="+cursor, nil).Want(200))
		for _, person := range page.Items {
			names = append(names, person.Name)
		}
		if cursor = page.NextCursor; cursor == "" {
			break
		}
	}
	if len(names) != 7 || !slices.IsSorted(names) {
		t.Errorf("%v", names)
	}
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	login := func(agent, address string) []string {
		t.Helper()
		cookie := cookieFrom(s.login(t, "finance", "demo-finance", "User-Agent", agent, "RemoteAddr", address+":999").Want(200))
		return []string{"Cookie", cookieName + "=" + cookie.Value}
	}
	phone, desk := login("Phone/1", "198.51.100.7"), login("Desk/2", "192.0.2.9")
	mine := apitest.Read[List[account.SignInSession]](s.Send(t, "", "GET", "/me/sessions", nil, desk...).Want(200)).Items
	if len(mine) != 2 || mine[0].UserAgent != "Desk/2" || mine[0].Address != "192.0.2.9" || !mine[0].Current || mine[1].Current || mine[1].UserAgent != "Phone/1" {
		t.Fatalf("%+v", mine)
	}
	s.Send(t, "manager", "DELETE", "/me/sessions/"+mine[1].ID, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "", "DELETE", "/me/sessions/"+mine[1].ID, nil, desk...).Want(204)
	s.Send(t, "", "GET", "/me", nil, phone...).WantProblem(401, approval.CodeUnauthenticated)
	id := s.Finance.ID
	s.Send(t, "admin", "DELETE", "/users/"+s.Manager.ID+"/sessions/"+mine[0].ID, nil).WantProblem(404, approval.CodeNotFound)
	theirs := apitest.Read[List[account.SignInSession]](s.Send(t, "admin", "GET", "/users/"+id+"/sessions", nil).Want(200)).Items
	if len(theirs) != 1 || theirs[0].ID != mine[0].ID {
		t.Fatalf("%+v", theirs)
	}
	s.Send(t, "admin", "DELETE", "/users/"+id+"/sessions/"+mine[0].ID, nil).Want(204)
	s.Send(t, "", "GET", "/me", nil, desk...).WantProblem(401, approval.CodeUnauthenticated)
	acts := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?kind=session.ended", nil).Want(200)).Items
	if len(acts) != 1 || acts[0].Subject.ID != id {
		t.Errorf("%+v", acts)
	}
}

func TestAdministratorsRevokeTokens(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	made := apitest.Read[NewToken](s.Send(t, "finance", "POST", "/me/tokens", `{"name":"nightly"}`).Want(201))
	bearer := []string{"Authorization", "Bearer " + made.Token}
	s.Send(t, "", "GET", "/me", nil, bearer...).Want(200)
	of := func(role string) string { return "/users/" + s.Actors[role].ID + "/tokens" }
	held := apitest.Read[List[account.PersonalToken]](s.Send(t, "admin", "GET", of("finance"), nil).Want(200)).Items
	if len(held) != 2 || held[0].ID != made.ID || held[0].Name != "nightly" {
		t.Fatalf("%+v", held)
	}
	// A token is revoked of the person whose it is.
	s.Send(t, "admin", "DELETE", of("manager")+"/"+made.ID, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "admin", "DELETE", of("finance")+"/"+made.ID, nil).Want(204)
	s.Send(t, "", "GET", "/me", nil, bearer...).WantProblem(401, approval.CodeUnauthenticated)
	s.Send(t, "admin", "DELETE", of("finance")+"/"+made.ID, nil).WantProblem(404, approval.CodeNotFound)
	acts := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?kind=token.revoked", nil).Want(200)).Items
	if len(acts) != 1 || acts[0].Subject.ID != s.Finance.ID {
		t.Errorf("%+v", acts)
	}
	// One's own is nobody else's business.
	own := apitest.Read[NewToken](s.Send(t, "admin", "POST", "/me/tokens", `{"name":"own"}`).Want(201))
	s.Send(t, "admin", "DELETE", of("admin")+"/"+own.ID, nil).Want(204)
	if acts := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?kind=token.revoked", nil).Want(200)).Items; len(acts) != 1 {
		t.Errorf("%+v", acts)
	}
}

func TestGuessesAtLinksSlowDown(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for range 130 {
		got := s.Send(t, "", "POST", "/auth/reset", `{"token":"apr_guess","new_password":"long enough it is"}`, "RemoteAddr", "203.0.113.9:1")
		if got.Status == 429 {
			return
		}
		got.WantProblem(410, approval.CodeGone)
	}
	t.Error("130 guesses were not slowed down")
}

func TestAdministrationOfRoles(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	role := apitest.Read[account.Role](s.Send(t, "admin", "POST", "/roles",
		`{"key":"auditor","name":{"zh-CN":"审计","en":"Auditor"},"permissions":[{"action":"audit.read","scope":"all"}]}`).Want(201))
	p := s.Send(t, "admin", "POST", "/roles", `{"key":"Bad","name":{"zh-CN":"x","en":"x"},"permissions":[
		{"action":"audit.read","scope":"own"},{"action":"audit.burn","scope":"all"},{"action":"user.manage","scope":"all"},{"action":"user.manage","scope":"all"}]}`).
		WantProblem(422, approval.CodeInvalid)
	want := []string{"body.key", "body.permissions[0].scope", "body.permissions[1].action", "body.permissions[3].action"}
	if got := s.locations(t, p); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	s.Send(t, "admin", "POST", "/roles", `{"key":"auditor","name":{"zh-CN":"x","en":"x"}}`).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "admin", "POST", "/roles", `{"key":"x","name":{"zh-CN":"x"}}`).WantProblem(422, approval.CodeInvalid)

	// It holds from the next request on.
	s.Join("checker", "auditor")
	s.Send(t, "checker", "GET", "/audit", nil).Want(200)
	edit := map[string]any{"version": role.Version, "permissions": []any{}}
	preview := apitest.Read[List[account.Effect]](s.Send(t, "admin", "POST", "/roles/"+role.ID+"/preview", edit, keyHeader, "7b0a3f6e-8f0b-4f0e-9a39-3c1f6e2d1a12").Want(200)).Items
	if len(preview) != 1 || preview[0].User.ID != s.Actors["checker"].ID || preview[0].Loses[0].Action != approval.ReadAudit {
		t.Errorf("%+v", preview)
	}
	s.Send(t, "checker", "GET", "/audit", nil).Want(200)
	s.Send(t, "admin", "PATCH", "/roles/"+role.ID, edit).Want(200)
	s.Send(t, "checker", "GET", "/audit", nil).WantProblem(403, approval.CodeForbidden)

	catalogue := apitest.Read[List[approval.ActionInfo]](s.Send(t, "admin", "GET", "/permissions", nil).Want(200)).Items
	if len(catalogue) != len(approval.Catalogue()) {
		t.Errorf("%d actions", len(catalogue))
	}
	acts := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?subject="+role.ID+"&limit=1", nil, "Accept-Language", "zh-CN").Want(200))
	if len(acts.Items) != 1 || acts.NextCursor == "" || !strings.HasPrefix(acts.Items[0].Summary.ZH, s.Admin.Name) {
		t.Errorf("%+v", acts)
	}
	wrong := s.Send(t, "admin", "GET", "/audit?from=nonsense&to=2026-02-30", nil).WantProblem(422, approval.CodeInvalid)
	if len(wrong.Errors) != 2 || wrong.Errors[0].Location != "query.from" || wrong.Errors[1].Location != "query.to" {
		t.Errorf("two wrong moments: %+v", wrong.Errors)
	}
	s.exportsAudit(t, role.ID)
	s.saysActsInWords(t)
	s.Send(t, "admin", "GET", "/audit?cursor=nonsense", nil).WantProblem(400, approval.CodeInvalid)
	s.Send(t, "admin", "GET", "/audit?actor_id=nonsense", nil).WantProblem(400, approval.CodeInvalid)
	if v := apitest.Read[ledger.Verification](s.Send(t, "admin", "GET", "/audit/verify", nil).Want(200)); !v.OK || v.Events < 10 {
		t.Errorf("%+v", v)
	}
}

func TestRetiredOptions(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	cust := s.NewCustomer(s.Rep, "C")
	project := apitest.Read[customer.Project](s.Send(t, "rep", "POST", "/customers/"+cust.ID+"/projects", `{"name":"P"}`).Want(201))
	draft := map[string]any{"project_id": project.ID, "category": "travel"}
	made := s.Send(t, "rep", "POST", "/expense-requests", draft)
	r := apitest.Read[request.RequestDetail](made)
	lists := apitest.Read[List[variable.NamedOptions]](s.Send(t, "nobody", "GET", "/options", nil).Want(200)).Items
	if len(lists) != 6 {
		t.Fatalf("%+v", lists)
	}
	var categories []variable.Option
	for _, l := range lists {
		if l.List == variable.ExpenseCategories {
			categories = l.Options
		}
	}
	without := slices.DeleteFunc(slices.Clone(categories), func(o variable.Option) bool { return o.Key == "travel" })
	s.Send(t, "admin", "PUT", "/variables/expense.categories", map[string]any{"value": without}).WantProblem(422, approval.CodeInvalid)
	for i := range categories {
		categories[i].Retired = categories[i].Key == "travel"
	}
	s.Send(t, "admin", "PUT", "/variables/expense.categories", map[string]any{"value": categories}).Want(200)
	s.Send(t, "rep", "POST", "/expense-requests", draft).WantProblem(422, approval.CodeInvalid)
	// The old one keeps it.
	s.Send(t, "rep", "PATCH", "/expense-requests/"+r.ID, map[string]any{"version": r.Version, "category": "travel", "purpose": "x"}).Want(200)

	added := s.Send(t, "admin", "POST", "/variables", `{"key":"sales.quota","type":"money","description":{"zh-CN":"指标","en":"Quota"},"value":{"amount":"100.00","currency":"CNY"}}`).Want(201)
	if v := apitest.Read[variable.Variable](added); !v.Custom || v.Key != "sales.quota" {
		t.Errorf("%+v", v)
	}
	s.Send(t, "admin", "DELETE", "/variables/sales.quota", nil).Want(204)
	s.Send(t, "admin", "DELETE", "/variables/sales.quota", nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "admin", "DELETE", "/variables/company.name", nil).WantProblem(409, approval.CodeConflict)
	history := apitest.Read[List[variable.VariableChange]](s.Send(t, "admin", "GET", "/variables/sales.quota/history", nil).Want(200)).Items
	if len(history) != 2 || history[0].After != nil {
		t.Errorf("%+v", history)
	}
}

// saysActsInWords checks that every act, its subject and its fields have labels in both
// languages, and that the filter accepts only known kinds.
func (s *scene) saysActsInWords(t *testing.T) {
	t.Helper()
	s.Send(t, "admin", "PUT", "/variables/work_log.edit_window_hours", `{"value":24}`).Want(200)
	for _, e := range apitest.Read[List[auditEvent]](s.Send(t, "admin", "GET", "/audit?limit=200", nil).Want(200)).Items {
		if e.KindLabel.ZH == "" || e.KindLabel.EN == "" || e.SubjectLabel.ZH == "" || e.SubjectLabel.EN == "" {
			t.Errorf("%s is called %v, its subject %v", e.Kind, e.KindLabel, e.SubjectLabel)
		}
		for field := range e.Changes {
			if label := e.FieldLabels[field]; label.ZH == "" || label.EN == "" {
				t.Errorf("%s: the field %s has the label %v", e.Kind, field, label)
			}
		}
		if e.Subject.Type == "variable" && strings.Contains(e.Summary.EN, e.Subject.ID) {
			t.Errorf("the summary names a key: %s", e.Summary.EN)
		}
	}
	for query, want := range map[string][]string{
		"kind=nope": {"query.kind"}, "kind=role,nope": {"query.kind"}, "kind=customer": {"query.kind"},
		"kind=nope&from=2026-02-30":                {"query.from", "query.kind"},
		"kind=nope&from=2026-02-30&limit=0":        {"query.limit"},
		"from=2026-03-02&to=2026-03-01&kind=rolex": {"query.kind", "query.to"},
		"from=2026-03-02T08:00:00Z&to=2026-03-01":  {"query.to"},
	} {
		var named []string
		for _, field := range s.Send(t, "admin", "GET", "/audit?"+query, nil).WantProblem(422, approval.CodeInvalid).Errors {
			named = append(named, field.Location)
		}
		if slices.Sort(named); !slices.Equal(named, want) {
			t.Errorf("%s: named %v, want %v", query, named, want)
		}
	}
	s.Send(t, "admin", "GET", "/audit/export?kind=nope", nil).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "admin", "GET", "/audit?kind=role,variable.set&from=2026-03-01&to=2026-03-01", nil).Want(200)
	for _, path := range []string{"/requests", "/work-logs"} {
		for query, location := range map[string]string{"": "query.to", "&limit=0": "query.limit"} {
			wrong := s.Send(t, "rep", "GET", path+"?from=2026-03-02&to=2026-03-01"+query, nil).WantProblem(422, approval.CodeInvalid)
			if len(wrong.Errors) != 1 || wrong.Errors[0].Location != location {
				t.Errorf("%s: %+v", path, wrong.Errors)
			}
		}
	}
	for _, kinds := range apitest.Read[List[subjectKinds]](s.Send(t, "admin", "GET", "/audit/kinds", nil).Want(200)).Items {
		for _, kind := range kinds.Kinds {
			s.Send(t, "admin", "GET", "/audit?kind="+string(kind.Kind), nil).Want(200)
		}
	}
}

// exportsAudit compares the export of administrative acts with the list, for a company
// in another time zone than Shanghai.
func (s *scene) exportsAudit(t *testing.T, subject string) {
	t.Helper()
	s.Set("company.time_zone", `"Pacific/Kiritimati"`)
	listed := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?limit=200&subject="+subject, nil).Want(200)).Items
	slices.Reverse(listed)
	file := s.Send(t, "admin", "GET", "/audit/export?subject="+subject, nil, "Accept-Language", "zh-CN").Want(200)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.Raw, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(listed)+1 || rows[0][5] != "说明" || !strings.Contains(file.Header.Get("Content-Disposition"), "utf-8") {
		t.Fatalf("%v: %d acts are exported as %d rows: %q, %s", err, len(listed), len(rows), rows, file.Header)
	}
	zone := time.FixedZone("Kiritimati", 14*60*60)
	for i, e := range listed {
		row := rows[i+1]
		if row[0] != strconv.FormatInt(e.Seq, 10) || row[1] != e.At.In(zone).Format(time.DateTime) || row[5] != e.Summary.ZH || row[8] != e.Hash {
			t.Errorf("%q of %+v", row, e)
		}
	}
	// A day is the company's.
	today := listed[0].At.In(zone).Format(time.DateOnly)
	if found := apitest.Read[List[ledger.AuditEvent]](s.Send(t, "admin", "GET", "/audit?subject="+subject+"&from="+today+"&to="+today, nil).Want(200)).Items; len(found) == 0 {
		t.Errorf("nothing was done on %s", today)
	}
	s.Send(t, "admin", "GET", "/audit/export?from=nonsense", nil).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "admin", "GET", "/audit/export?format=pdf", nil).WantProblem(422, approval.CodeInvalid)
}
