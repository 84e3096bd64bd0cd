package api

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

func (w *world) locations(t *testing.T, p Problem) (locations []string) {
	t.Helper()
	for _, e := range p.Errors {
		locations = append(locations, e.Location)
	}
	slices.Sort(locations)
	return slices.Compact(locations)
}

func TestAdministrationOfUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const admin = approval.Administrator
	department := read[account.DepartmentNode](w.send(t, admin, "POST", "/departments", `{"name":"销售部"}`).want(201))
	made := read[account.User](w.send(t, admin, "POST", "/users", map[string]any{
		"username": "hanmei", "name": "韩梅梅", "email": "h@example.com", "roles": []string{approval.SalesRep},
		"department_id": department.ID, "manager_id": w.actors[approval.Manager].ID,
	}).want(201))
	if made.Department.ID != department.ID || made.Manager.ID != w.actors[approval.Manager].ID || !made.Active {
		t.Errorf("%+v", made)
	}
	// Nobody knows a password, so nobody comes in before the link is used.
	link := w.send(t, admin, "POST", "/users/"+made.ID+"/password-reset", nil).want(201)
	reset := read[struct{ Token, Link string }](link)
	if !strings.HasSuffix(reset.Link, "#"+reset.Token) || strings.Contains(w.log.String(), reset.Token) {
		t.Errorf("%+v", reset)
	}
	set := func(token, password string) answer {
		return w.send(t, "", "POST", "/auth/reset", map[string]string{"token": token, "new_password": password})
	}
	if got := w.locations(t, set(reset.Token, "short").problem(422, approval.CodeInvalid)); !slices.Equal(got, []string{"body.new_password"}) {
		t.Errorf("%v", got)
	}
	set(reset.Token+"x", "long enough it is").problem(410, approval.CodeGone)
	set(reset.Token, "long enough it is").want(204)
	set(reset.Token, "long enough it is").problem(410, approval.CodeGone)
	w.login(t, "hanmei", "long enough it is").want(200)

	list := func(query string) int {
		t.Helper()
		return len(read[List[account.User]](w.send(t, admin, "GET", "/users?"+query, nil).want(200)).Items)
	}
	for query, want := range map[string]int{
		"q=han": 1, "q=梅梅": 1, "q=zzz": 0, "role=sales_rep": 2, "department_id=" + department.ID: 1, "active=false": 0, "active=true&q=hanmei": 1,
	} {
		if got := list(query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	made = read[account.User](w.send(t, admin, "GET", "/users/"+made.ID, nil).want(200))
	edited := read[account.User](w.send(t, admin, "PATCH", "/users/"+made.ID,
		map[string]any{"version": made.Version, "name": "韩梅", "department_id": nil, "roles": []string{approval.Finance}}).want(200))
	if edited.Name != "韩梅" || edited.Department != nil || edited.Manager == nil || !slices.Equal(edited.Roles, []string{approval.Finance}) {
		t.Errorf("%+v", edited)
	}
	w.send(t, admin, "PATCH", "/users/"+made.ID, map[string]any{"version": made.Version, "name": "x"}).problem(409, approval.CodeConflict)

	const nobody = "0192f5d0-0000-7000-8000-000000000000"
	p := w.send(t, admin, "POST", "/users", map[string]any{
		"username": "h m", "name": "x", "password": "short", "department_id": nobody, "manager_id": nobody, "roles": []string{"pope"},
	}).problem(422, approval.CodeInvalid)
	want := []string{"body.department_id", "body.manager_id", "body.password", "body.roles[0]", "body.username"}
	if got := w.locations(t, p); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	w.send(t, admin, "POST", "/users", `{"username":"HANMEI","name":"x"}`).problem(422, approval.CodeInvalid)
	for _, broken := range []string{`{"username":1}`, `{"username":"x","name":"y","extra":1}`, `{"username":"x","name":"y","department_id":"z"}`, `[`} {
		if got := w.send(t, admin, "POST", "/users", broken); got.Status < 400 || got.Status >= 500 {
			t.Errorf("%s: %d", broken, got.Status)
		}
	}
	me := read[Me](w.send(t, admin, "GET", "/me", nil)).User
	w.send(t, admin, "PATCH", "/users/"+me.ID, map[string]any{"version": me.Version, "active": false}).problem(409, approval.CodeConflict)

	people := read[List[account.DirectoryEntry]](w.send(t, "nobody", "GET", "/people?q=han", nil).want(200)).Items
	if len(people) != 1 || people[0].Name != "韩梅" {
		t.Errorf("%+v", people)
	}
	w.send(t, admin, "PATCH", "/users/"+made.ID, map[string]any{"version": edited.Version, "active": false}).want(200)
	var names []string
	for cursor := ""; ; {
		page := read[List[account.DirectoryEntry]](w.send(t, "nobody", "GET", "/people?limit=3&cursor="+cursor, nil).want(200))
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
	w := newWorld(t)
	login := func(agent, address string) []string {
		t.Helper()
		cookie := cookieFrom(w.login(t, "finance", "demo-finance", "User-Agent", agent, "RemoteAddr", address+":999").want(200))
		return []string{"Cookie", cookieName + "=" + cookie.Value}
	}
	phone, desk := login("Phone/1", "198.51.100.7"), login("Desk/2", "192.0.2.9")
	mine := read[List[account.SignInSession]](w.send(t, "", "GET", "/me/sessions", nil, desk...).want(200)).Items
	if len(mine) != 2 || mine[0].UserAgent != "Desk/2" || mine[0].Address != "192.0.2.9" || !mine[0].Current || mine[1].Current || mine[1].UserAgent != "Phone/1" {
		t.Fatalf("%+v", mine)
	}
	w.send(t, approval.Manager, "DELETE", "/me/sessions/"+mine[1].ID, nil).problem(404, approval.CodeNotFound)
	w.send(t, "", "DELETE", "/me/sessions/"+mine[1].ID, nil, desk...).want(204)
	w.send(t, "", "GET", "/me", nil, phone...).problem(401, approval.CodeUnauthenticated)
	id := w.actors[approval.Finance].ID
	w.send(t, approval.Administrator, "DELETE", "/users/"+w.actors[approval.Manager].ID+"/sessions/"+mine[0].ID, nil).problem(404, approval.CodeNotFound)
	theirs := read[List[account.SignInSession]](w.send(t, approval.Administrator, "GET", "/users/"+id+"/sessions", nil).want(200)).Items
	if len(theirs) != 1 || theirs[0].ID != mine[0].ID {
		t.Fatalf("%+v", theirs)
	}
	w.send(t, approval.Administrator, "DELETE", "/users/"+id+"/sessions/"+mine[0].ID, nil).want(204)
	w.send(t, "", "GET", "/me", nil, desk...).problem(401, approval.CodeUnauthenticated)
	acts := read[List[ledger.AuditEvent]](w.send(t, approval.Administrator, "GET", "/audit?kind=session.ended", nil).want(200)).Items
	if len(acts) != 1 || acts[0].Subject.ID != id {
		t.Errorf("%+v", acts)
	}
}

func TestAdministratorsRevokeTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const admin = approval.Administrator
	made := read[NewToken](w.send(t, approval.Finance, "POST", "/me/tokens", `{"name":"nightly"}`).want(201))
	bearer := []string{"Authorization", "Bearer " + made.Token}
	w.send(t, "", "GET", "/me", nil, bearer...).want(200)
	of := func(role string) string { return "/users/" + w.actors[role].ID + "/tokens" }
	held := read[List[account.PersonalToken]](w.send(t, admin, "GET", of(approval.Finance), nil).want(200)).Items
	if len(held) != 2 || held[0].ID != made.ID || held[0].Name != "nightly" {
		t.Fatalf("%+v", held)
	}
	// A token is revoked of the person whose it is.
	w.send(t, admin, "DELETE", of(approval.Manager)+"/"+made.ID, nil).problem(404, approval.CodeNotFound)
	w.send(t, admin, "DELETE", of(approval.Finance)+"/"+made.ID, nil).want(204)
	w.send(t, "", "GET", "/me", nil, bearer...).problem(401, approval.CodeUnauthenticated)
	w.send(t, admin, "DELETE", of(approval.Finance)+"/"+made.ID, nil).problem(404, approval.CodeNotFound)
	acts := read[List[ledger.AuditEvent]](w.send(t, admin, "GET", "/audit?kind=token.revoked", nil).want(200)).Items
	if len(acts) != 1 || acts[0].Subject.ID != w.actors[approval.Finance].ID {
		t.Errorf("%+v", acts)
	}
	// One's own is nobody else's business.
	own := read[NewToken](w.send(t, admin, "POST", "/me/tokens", `{"name":"own"}`).want(201))
	w.send(t, admin, "DELETE", of(admin)+"/"+own.ID, nil).want(204)
	if acts := read[List[ledger.AuditEvent]](w.send(t, admin, "GET", "/audit?kind=token.revoked", nil).want(200)).Items; len(acts) != 1 {
		t.Errorf("%+v", acts)
	}
}

func TestGuessesAtLinksSlowDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 30 {
		got := w.send(t, "", "POST", "/auth/reset", `{"token":"apr_guess","new_password":"long enough it is"}`, "RemoteAddr", "203.0.113.9:1")
		if got.Status == 429 {
			return
		}
		got.problem(410, approval.CodeGone)
	}
	t.Error("thirty guesses were not slowed down")
}

func TestAdministrationOfRoles(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const admin = approval.Administrator
	role := read[account.Role](w.send(t, admin, "POST", "/roles",
		`{"key":"auditor","name":{"zh-CN":"审计","en":"Auditor"},"permissions":[{"action":"audit.read","scope":"all"}]}`).want(201))
	p := w.send(t, admin, "POST", "/roles", `{"key":"Bad","name":{"zh-CN":"x","en":"x"},"permissions":[
		{"action":"audit.read","scope":"own"},{"action":"audit.burn","scope":"all"},{"action":"user.manage","scope":"all"},{"action":"user.manage","scope":"all"}]}`).
		problem(422, approval.CodeInvalid)
	want := []string{"body.key", "body.permissions[0].scope", "body.permissions[1].action", "body.permissions[3].action"}
	if got := w.locations(t, p); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	w.send(t, admin, "POST", "/roles", `{"key":"auditor","name":{"zh-CN":"x","en":"x"}}`).problem(422, approval.CodeInvalid)
	w.send(t, admin, "POST", "/roles", `{"key":"x","name":{"zh-CN":"x"}}`).problem(422, approval.CodeInvalid)

	// It holds from the next request on.
	w.join(t, "checker", "auditor")
	w.send(t, "checker", "GET", "/audit", nil).want(200)
	edit := map[string]any{"version": role.Version, "permissions": []any{}}
	preview := read[List[account.Effect]](w.send(t, admin, "POST", "/roles/"+role.ID+"/preview", edit, keyHeader, "7b0a3f6e-8f0b-4f0e-9a39-3c1f6e2d1a12").want(200)).Items
	if len(preview) != 1 || preview[0].User.ID != w.actors["checker"].ID || preview[0].Loses[0].Action != approval.ReadAudit {
		t.Errorf("%+v", preview)
	}
	w.send(t, "checker", "GET", "/audit", nil).want(200)
	w.send(t, admin, "PATCH", "/roles/"+role.ID, edit).want(200)
	w.send(t, "checker", "GET", "/audit", nil).problem(403, approval.CodeForbidden)

	catalogue := read[List[approval.ActionInfo]](w.send(t, admin, "GET", "/permissions", nil).want(200)).Items
	if len(catalogue) != len(approval.Catalogue()) {
		t.Errorf("%d actions", len(catalogue))
	}
	acts := read[List[ledger.AuditEvent]](w.send(t, admin, "GET", "/audit?subject="+role.ID+"&limit=1", nil, "Accept-Language", "zh-CN").want(200))
	if len(acts.Items) != 1 || acts.NextCursor == "" || !strings.HasPrefix(acts.Items[0].Summary.ZH, w.actors[admin].Name) {
		t.Errorf("%+v", acts)
	}
	wrong := w.send(t, admin, "GET", "/audit?from=nonsense&to=2026-02-30", nil).problem(422, approval.CodeInvalid)
	if len(wrong.Errors) != 2 || wrong.Errors[0].Location != "query.from" || wrong.Errors[1].Location != "query.to" {
		t.Errorf("two wrong moments: %+v", wrong.Errors)
	}
	w.exportsAudit(t, role.ID)
	w.saysActsInWords(t)
	w.send(t, admin, "GET", "/audit?cursor=nonsense", nil).problem(400, approval.CodeInvalid)
	w.send(t, admin, "GET", "/audit?actor_id=nonsense", nil).problem(400, approval.CodeInvalid)
	if v := read[ledger.Verification](w.send(t, admin, "GET", "/audit/verify", nil).want(200)); !v.OK || v.Events < 10 {
		t.Errorf("%+v", v)
	}
}

func TestRetiredOptions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const admin = approval.Administrator
	cust := w.customerOf(t, approval.SalesRep, "C")
	project := read[customer.Project](w.send(t, approval.SalesRep, "POST", "/customers/"+cust.ID+"/projects", `{"name":"P"}`).want(201))
	draft := map[string]any{"project_id": project.ID, "category": "travel"}
	made := w.send(t, approval.SalesRep, "POST", "/expense-requests", draft)
	r := read[request.RequestDetail](made)
	lists := read[List[variable.NamedOptions]](w.send(t, "nobody", "GET", "/options", nil).want(200)).Items
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
	w.send(t, admin, "PUT", "/variables/expense.categories", map[string]any{"value": without}).problem(422, approval.CodeInvalid)
	for i := range categories {
		categories[i].Retired = categories[i].Key == "travel"
	}
	w.send(t, admin, "PUT", "/variables/expense.categories", map[string]any{"value": categories}).want(200)
	w.send(t, approval.SalesRep, "POST", "/expense-requests", draft).problem(422, approval.CodeInvalid)
	// The old one keeps it.
	w.send(t, approval.SalesRep, "PATCH", "/expense-requests/"+r.ID, map[string]any{"version": r.Version, "category": "travel", "purpose": "x"}).want(200)

	added := w.send(t, admin, "POST", "/variables", `{"key":"sales.quota","type":"money","description":{"zh-CN":"指标","en":"Quota"},"value":{"amount":"100.00","currency":"CNY"}}`).want(201)
	if v := read[variable.Variable](added); !v.Custom || v.Key != "sales.quota" {
		t.Errorf("%+v", v)
	}
	w.send(t, admin, "DELETE", "/variables/sales.quota", nil).want(204)
	w.send(t, admin, "DELETE", "/variables/sales.quota", nil).problem(404, approval.CodeNotFound)
	w.send(t, admin, "DELETE", "/variables/company.name", nil).problem(409, approval.CodeConflict)
	history := read[List[variable.VariableChange]](w.send(t, admin, "GET", "/variables/sales.quota/history", nil).want(200)).Items
	if len(history) != 2 || history[0].After != nil {
		t.Errorf("%+v", history)
	}
}

// saysActsInWords expects every act, its subject and its fields to have a label
// in both languages, and the filter to know its kinds alone.
func (w *world) saysActsInWords(t *testing.T) {
	t.Helper()
	const admin = approval.Administrator
	w.send(t, admin, "PUT", "/variables/work_log.edit_window_hours", `{"value":24}`).want(200)
	for _, e := range read[List[auditEvent]](w.send(t, admin, "GET", "/audit?limit=200", nil).want(200)).Items {
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
		for _, field := range w.send(t, admin, "GET", "/audit?"+query, nil).problem(422, approval.CodeInvalid).Errors {
			named = append(named, field.Location)
		}
		if slices.Sort(named); !slices.Equal(named, want) {
			t.Errorf("%s: named %v, want %v", query, named, want)
		}
	}
	w.send(t, admin, "GET", "/audit/export?kind=nope", nil).problem(422, approval.CodeInvalid)
	w.send(t, admin, "GET", "/audit?kind=role,variable.set&from=2026-03-01&to=2026-03-01", nil).want(200)
	for _, path := range []string{"/requests", "/work-logs"} {
		for query, location := range map[string]string{"": "query.to", "&limit=0": "query.limit"} {
			wrong := w.send(t, approval.SalesRep, "GET", path+"?from=2026-03-02&to=2026-03-01"+query, nil).problem(422, approval.CodeInvalid)
			if len(wrong.Errors) != 1 || wrong.Errors[0].Location != location {
				t.Errorf("%s: %+v", path, wrong.Errors)
			}
		}
	}
	for _, kinds := range read[List[subjectKinds]](w.send(t, admin, "GET", "/audit/kinds", nil).want(200)).Items {
		for _, kind := range kinds.Kinds {
			w.send(t, admin, "GET", "/audit?kind="+string(kind.Kind), nil).want(200)
		}
	}
}

// exportsAudit compares the file of administrative acts with the list, in the
// days of a company far from Shanghai.
func (w *world) exportsAudit(t *testing.T, subject string) {
	t.Helper()
	w.set(t, "company.time_zone", `"Pacific/Kiritimati"`)
	listed := read[List[ledger.AuditEvent]](w.send(t, approval.Administrator, "GET", "/audit?limit=200&subject="+subject, nil).want(200)).Items
	slices.Reverse(listed)
	file := w.send(t, approval.Administrator, "GET", "/audit/export?subject="+subject, nil, "Accept-Language", "zh-CN").want(200)
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
	if found := read[List[ledger.AuditEvent]](w.send(t, approval.Administrator, "GET", "/audit?subject="+subject+"&from="+today+"&to="+today, nil).want(200)).Items; len(found) == 0 {
		t.Errorf("nothing was done on %s", today)
	}
	w.send(t, approval.Administrator, "GET", "/audit/export?from=nonsense", nil).problem(422, approval.CodeInvalid)
	w.send(t, approval.Administrator, "GET", "/audit/export?format=pdf", nil).problem(422, approval.CodeInvalid)
}
