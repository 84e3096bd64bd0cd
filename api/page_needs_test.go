package api

import (
	"slices"
	"testing"
	"time"

	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// A draft goes with its files; what was submitted stays, whatever a statement
// says.
func TestDiscardDraft(t *testing.T) {
	t.Parallel()
	f := newFileWorld(t)
	f.attached(t, "a.pdf", pdf(1*kib))
	other := f.newDraft(t)
	storagetest.ByHand(t, f.store, `UPDATE requests SET status = 'withdrawn', submitted_at = now() WHERE id = $1`, other.ID)
	f.send(t, approval.Manager, "DELETE", "/requests/"+f.draft.ID, nil).problem(404, approval.CodeNotFound)
	f.send(t, approval.SalesRep, "DELETE", "/requests/"+other.ID, nil).problem(409, approval.CodeConflict)
	f.send(t, approval.SalesRep, "DELETE", "/requests/"+f.draft.ID, nil).want(204)
	f.send(t, approval.SalesRep, "GET", "/requests/"+f.draft.ID, nil).problem(404, approval.CodeNotFound)
	f.send(t, approval.SalesRep, "DELETE", "/requests/"+f.draft.ID, nil).problem(404, approval.CodeNotFound)
	if n := f.count(t, `SELECT count(*) FROM dropped_objects`); n != 1 {
		t.Errorf("%d objects wait to be removed, want 1", n)
	}
	if n := f.count(t, `SELECT count(*) FROM revisions WHERE request_id = $1`, f.draft.ID); n != 0 {
		t.Errorf("%d revisions are left", n)
	}
	f.send(t, approval.SalesRep, "GET", "/requests/"+other.ID, nil).want(200)
}

func TestSettingsTellStrangersLess(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *Config) { c.Development = true })
	w.set(t, "company.name", `"启衡工程"`)
	storagetest.ByHand(t, w.store, `UPDATE users SET demo = username = $1`, approval.SalesRep)
	outside := read[Settings](w.send(t, "", "GET", "/settings", nil).want(200))
	if outside.CompanyName != "启衡工程" || outside.TimeZone != nil || outside.FileTypes != nil || outside.Calendar != nil {
		t.Errorf("strangers are told %+v", outside)
	}
	if len(outside.DemoAccounts) != 1 || outside.DemoAccounts[0].Username != approval.SalesRep || outside.DemoAccounts[0].RoleLabel.EN == "" {
		t.Errorf("demo accounts %+v", outside.DemoAccounts)
	}
	inside := read[Settings](w.send(t, approval.SalesRep, "GET", "/settings", nil).want(200))
	if *inside.TimeZone != "Asia/Shanghai" || *inside.Currency != "CNY" || *inside.MaxFileBytes != 100<<20 ||
		!slices.Contains(inside.FileTypes, "application/pdf") || inside.Calendar.From == "" || *inside.WorkLogWindow != 48 {
		t.Errorf("settings %+v", inside)
	}
	if hidden := read[Settings](newWorld(t).send(t, "", "GET", "/settings", nil).want(200)); len(hidden.DemoAccounts) != 0 {
		t.Errorf("a production server tells of %+v", hidden.DemoAccounts)
	}
}

// A representative finds the projects that are theirs; who sees all customers
// finds all.
func TestProjectsOverAllCustomers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.join(t, "second", approval.SalesRep)
	make := func(as, cust, project string) customer.Project {
		t.Helper()
		c := w.customerOf(t, as, cust)
		p, err := w.store.CreateProject(t.Context(), w.actors[as], c.ID, customer.ProjectInput{Name: ptr(project)})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	mine := make(approval.SalesRep, "华东院", "三期")
	theirs := make("second", "Nordwind", "SCADA")
	north, err := w.store.CreateDepartment(t.Context(), "North", "")
	if err != nil {
		t.Fatal(err)
	}
	storagetest.ByHand(t, w.store, `UPDATE users SET department_id = $2 WHERE id = $1`, second.ID, north.ID)
	storagetest.ByHand(t, w.store, `UPDATE projects SET expected_close_on = '2026-12-01' WHERE id = $1`, mine.ID)
	list := func(as, query string) (names []string) {
		t.Helper()
		for _, p := range read[List[customer.Project]](w.send(t, as, "GET", "/projects?"+query, nil).want(200)).Items {
			names = append(names, p.Name)
		}
		return names
	}
	for _, c := range []struct {
		as, query string
		want      []string
	}{
		{approval.SalesRep, "", []string{mine.Name}},
		{"second", "", []string{theirs.Name}},
		{approval.Finance, "", []string{theirs.Name, mine.Name}},
		{approval.Finance, "q=nord", []string{theirs.Name}},
		{approval.Finance, "member_id=" + second.ID, []string{theirs.Name}},
		{approval.Finance, "status=approved", nil},
		{approval.Finance, "stage=lead&customer_id=" + mine.Customer.ID, []string{mine.Name}},
		{approval.Finance, "close_from=2026-12-01&close_to=2026-12-01", []string{mine.Name}},
		{approval.Finance, "close_from=2026-12-02", nil},
		{approval.Finance, "close_to=2026-11-30", nil},
		{approval.Finance, "user_id=" + second.ID, []string{theirs.Name}},
		{approval.Finance, "owner_id=" + second.ID, []string{theirs.Name}},
		{approval.Finance, "department_id=" + north.ID, []string{theirs.Name}},
	} {
		if got := list(c.as, c.query); !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v with %q, want %v", c.as, got, c.query, c.want)
		}
	}
	first := read[List[customer.Project]](w.send(t, approval.Finance, "GET", "/projects?limit=1", nil).want(200))
	if rest := list(approval.Finance, "limit=1&cursor="+first.NextCursor); !slices.Equal(rest, []string{mine.Name}) {
		t.Errorf("the second page is %v", rest)
	}
}

func TestTaskCounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	things := w.things(t)
	task := things["task"]()
	storagetest.ByHand(t, w.store, `UPDATE tasks SET due_at = $2 WHERE id = $1`, task, time.Now().Add(-time.Hour))
	counts := func(as string) request.TaskCounts {
		t.Helper()
		return read[request.TaskCounts](w.send(t, as, "GET", "/tasks/counts", nil).want(200))
	}
	if c := counts(approval.Commercial); c.Inbox != 1 || c.Overdue != 1 || c.Claimed != 0 || c.ByStep[approval.CommercialReport] != 1 {
		t.Errorf("commercial has %+v", c)
	}
	late := func() []request.Task {
		t.Helper()
		return read[List[request.Task]](w.send(t, approval.Commercial, "GET", "/tasks?overdue=true", nil).want(200)).Items
	}
	if tasks := late(); len(tasks) != 1 || tasks[0].ID != task {
		t.Errorf("late are %+v", tasks)
	}
	storagetest.ByHand(t, w.store, `UPDATE tasks SET due_at = $2 WHERE id = $1`, task, time.Now().Add(time.Hour))
	if tasks := late(); len(tasks) != 0 {
		t.Errorf("late before they are due are %+v", tasks)
	}
	w.send(t, approval.Commercial, "POST", "/tasks/"+task+"/claim", nil).want(200)
	if c := counts(approval.Commercial); c.Inbox != 1 || c.Claimed != 1 {
		t.Errorf("commercial has %+v after claiming", c)
	}
	if c := counts(approval.SalesRep); c.Inbox != 0 || c.Requested != 1 {
		t.Errorf("the representative has %+v", c)
	}
	if c := counts(approval.Finance); c.Inbox != 0 || c.ReadyToPay != 0 {
		t.Errorf("finance has %+v", c)
	}
}
