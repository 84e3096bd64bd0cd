package api

import (
	"slices"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/workflows/approval"
)

// TestDiscardDraft checks that a draft is deleted with its files and that a submitted
// request cannot be deleted, even by SQL.
func TestDiscardDraft(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	s.attached(t, "a.pdf", pdf(1*kib))
	other := s.Expense(s.Rep, s.OwnProject.ID, "10.00")
	s.ByHand(`UPDATE requests SET status = 'withdrawn', submitted_at = now() WHERE id = $1`, other.ID)
	s.Send(t, "manager", "DELETE", "/requests/"+s.draft.ID, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "rep", "DELETE", "/requests/"+other.ID, nil).WantProblem(409, approval.CodeConflict)
	s.Send(t, "rep", "DELETE", "/requests/"+s.draft.ID, nil).Want(204)
	s.Send(t, "rep", "GET", "/requests/"+s.draft.ID, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "rep", "DELETE", "/requests/"+s.draft.ID, nil).WantProblem(404, approval.CodeNotFound)
	if n := s.count(t, `SELECT count(*) FROM dropped_objects`); n != 1 {
		t.Errorf("%d objects wait to be removed, want 1", n)
	}
	if n := s.count(t, `SELECT count(*) FROM revisions WHERE request_id = $1`, s.draft.ID); n != 0 {
		t.Errorf("%d revisions are left", n)
	}
	s.Send(t, "rep", "GET", "/requests/"+other.ID, nil).Want(200)
}

func TestSettingsTellStrangersLess(t *testing.T) {
	t.Parallel()
	s := newScene(t, func(c *Config) { c.Development = true })
	s.Set("company.name", `"启衡工程"`)
	s.ByHand(`UPDATE users SET demo = username = $1`, "rep")
	outside := apitest.Read[Settings](s.Send(t, "", "GET", "/settings", nil).Want(200))
	if outside.CompanyName != "启衡工程" || outside.TimeZone != nil || outside.FileTypes != nil || outside.Calendar != nil {
		t.Errorf("without a session: %+v", outside)
	}
	if len(outside.DemoAccounts) != 1 || outside.DemoAccounts[0].Username != "rep" || outside.DemoAccounts[0].RoleLabel.EN == "" {
		t.Errorf("demo accounts %+v", outside.DemoAccounts)
	}
	inside := apitest.Read[Settings](s.Send(t, "rep", "GET", "/settings", nil).Want(200))
	if *inside.TimeZone != "Asia/Shanghai" || *inside.Currency != "CNY" || *inside.MaxFileBytes != 100<<20 ||
		!slices.Contains(inside.FileTypes, "application/pdf") || inside.Calendar.From == "" || *inside.WorkLogWindow != 48 {
		t.Errorf("settings %+v", inside)
	}
	if hidden := apitest.Read[Settings](newScene(t).Send(t, "", "GET", "/settings", nil).Want(200)); len(hidden.DemoAccounts) != 0 {
		t.Errorf("a production server lists %+v", hidden.DemoAccounts)
	}
}

// TestProjectsOverAllCustomers checks that representatives find their projects and
// others all projects that they may see.
func TestProjectsOverAllCustomers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	second := s.Join("second", approval.SalesRep)
	make := func(as, cust, project string) customer.Project {
		t.Helper()
		return s.AddProject(s.Actors[as], s.NewCustomer(s.Actors[as], cust), project)
	}
	mine := make("rep", "华东院", "三期")
	theirs := make("second", "Nordwind", "SCADA")
	north, err := s.CreateDepartment(t.Context(), ledger.Program, "North", "")
	if err != nil {
		t.Fatal(err)
	}
	s.ByHand(`UPDATE users SET department_id = $2 WHERE id = $1`, second.ID, north.ID)
	s.ByHand(`UPDATE projects SET expected_close_on = '2026-12-01' WHERE id = $1`, mine.ID)
	list := func(as, query string) (names []string) {
		t.Helper()
		for _, p := range apitest.Read[List[customer.Project]](s.Send(t, as, "GET", "/projects?"+query, nil).Want(200)).Items {
			names = append(names, p.Name)
		}
		return names
	}
	for _, c := range []struct {
		as, query string
		want      []string
	}{
		{"rep", "", []string{mine.Name}},
		{"second", "", []string{theirs.Name}},
		{"finance", "", []string{theirs.Name, mine.Name}},
		{"finance", "q=nord", []string{theirs.Name}},
		{"finance", "member_id=" + second.ID, []string{theirs.Name}},
		{"finance", "status=approved", nil},
		{"finance", "stage=lead&customer_id=" + mine.Customer.ID, []string{mine.Name}},
		{"finance", "close_from=2026-12-01&close_to=2026-12-01", []string{mine.Name}},
		{"finance", "close_from=2026-12-02", nil},
		{"finance", "close_to=2026-11-30", nil},
		{"finance", "user_id=" + second.ID, []string{theirs.Name}},
		{"finance", "owner_id=" + second.ID, []string{theirs.Name}},
		{"finance", "department_id=" + north.ID, []string{theirs.Name}},
	} {
		if got := list(c.as, c.query); !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v with %q, want %v", c.as, got, c.query, c.want)
		}
	}
	first := apitest.Read[List[customer.Project]](s.Send(t, "finance", "GET", "/projects?limit=1", nil).Want(200))
	if rest := list("finance", "limit=1&cursor="+first.NextCursor); !slices.Equal(rest, []string{mine.Name}) {
		t.Errorf("the second page is %v", rest)
	}
}

func TestTaskCounts(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	things := s.things(t)
	task := things["task"]()
	s.ByHand(`UPDATE tasks SET due_at = $2 WHERE id = $1`, task, time.Now().Add(-time.Hour))
	counts := func(as string) request.TaskCounts {
		t.Helper()
		return apitest.Read[request.TaskCounts](s.Send(t, as, "GET", "/tasks/counts", nil).Want(200))
	}
	if c := counts("commercial"); c.Inbox != 1 || c.Overdue != 1 || c.Claimed != 0 || c.ByStep[approval.CommercialReport] != 1 {
		t.Errorf("commercial has %+v", c)
	}
	late := func() []request.Task {
		t.Helper()
		return apitest.Read[List[request.Task]](s.Send(t, "commercial", "GET", "/tasks?overdue=true", nil).Want(200)).Items
	}
	if tasks := late(); len(tasks) != 1 || tasks[0].ID != task {
		t.Errorf("late are %+v", tasks)
	}
	s.ByHand(`UPDATE tasks SET due_at = $2 WHERE id = $1`, task, time.Now().Add(time.Hour))
	if tasks := late(); len(tasks) != 0 {
		t.Errorf("late before they are due are %+v", tasks)
	}
	s.Send(t, "commercial", "POST", "/tasks/"+task+"/claim", nil).Want(200)
	if c := counts("commercial"); c.Inbox != 1 || c.Claimed != 1 {
		t.Errorf("commercial has %+v after claiming", c)
	}
	if c := counts("rep"); c.Inbox != 0 || c.Requested != 1 {
		t.Errorf("the representative has %+v", c)
	}
	if c := counts("finance"); c.Inbox != 0 || c.ReadyToPay != 0 {
		t.Errorf("finance has %+v", c)
	}
}
