package account_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestDeactivationRevokesAccess(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	other := s.Join("gm2", approval.GeneralManager)
	shared, mine := s.Expense(s.Rep, s.OwnProject.ID, "10"), s.Expense(s.Rep, s.OwnProject.ID, "20")
	task := s.Submit(shared, approval.GMSignoff).Open[0]
	_, err := s.ClaimTask(t.Context(), s.GM, task.ID)
	s.Must(err)
	_, secret, err := s.CreateToken(t.Context(), s.GM.ID, "script", nil, nil)
	s.Must(err)
	link, _, err := s.IssuePasswordReset(t.Context(), s.Admin, s.GM.ID)
	s.Must(err)
	recorded, err := s.Decide(mine, approval.Decision{
		ActorID: s.GM.ID, TaskID: s.Submit(mine, approval.GMSignoff).Open[0].ID, Step: approval.GMSignoff, Outcome: approval.Return,
	}, approval.Move{Status: approval.StatusReturned, Open: []approval.Step{approval.Revise}, ReturnedFrom: approval.GMSignoff})
	s.Must(err)

	gm, err := s.User(t.Context(), s.GM.ID)
	s.Must(err)
	_, err = s.EditUser(t.Context(), s.Admin, gm.ID, gm.Version, account.UserEdit{Active: new(false)})
	s.Must(err)
	if _, _, err := s.TokenOwner(t.Context(), secret); approval.CodeOf(err) != approval.CodeUnauthenticated {
		t.Errorf("the token goes on: %v", err)
	}
	if _, err := s.Actor(t.Context(), gm.ID); approval.CodeOf(err) != approval.CodeUnauthenticated {
		t.Errorf("acts still: %v", err)
	}
	storagetest.WantCode(t, s.ResetPassword(t.Context(), link, "a new password", "192.0.2.1"), approval.CodeGone, "")
	_, err = s.ClaimTask(t.Context(), s.GM, task.ID)
	storagetest.WantCode(t, err, approval.CodeUnauthenticated, "")
	inbox, _, err := s.Tasks(t.Context(), other, request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 10})
	s.Must(err)
	if len(inbox) != 1 || inbox[0].ID != task.ID || inbox[0].Assignee != nil {
		t.Errorf("the claimed task did not go back to the role: %+v", inbox)
	}
	acts, _, err := s.Audit(t.Context(), ledger.AuditFilter{Kinds: []string{string(account.UserDeactivated)}}, postgres.Page{Limit: 10})
	s.Must(err)
	if len(acts) != 1 || acts[0].Changes["released_tasks"].After == nil {
		t.Errorf("%+v", acts)
	}
	// A task that is assigned to the author alone is stuck once the author is
	// deactivated.
	stuck, err := s.StuckTasks(t.Context())
	s.Must(err)
	if len(stuck) != 0 {
		t.Errorf("stuck already: %+v", stuck)
	}
	s.Must(s.SetUserActive(t.Context(), s.Rep.ID, false))
	stuck, err = s.StuckTasks(t.Context())
	s.Must(err)
	if len(stuck) != 1 || stuck[0].ID != recorded.Position.Open[0].ID {
		t.Errorf("%+v", stuck)
	}
	// Reactivation does not restore the token.
	s.Must(s.SetUserActive(t.Context(), s.GM.ID, true))
	if _, _, err := s.TokenOwner(t.Context(), secret); approval.CodeOf(err) != approval.CodeUnauthenticated {
		t.Errorf("the token is back: %v", err)
	}
}

// TestTokensEndWithAPasswordReset checks that nothing of the old access stays after a
// link is used, although it was created after the link, and that a token creates none
// that outlives it.
func TestTokensEndWithAPasswordReset(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	soon, later := time.Now().Add(time.Hour), time.Now().Add(2*time.Hour)
	_, secret, err := s.CreateToken(t.Context(), s.GM.ID, "script", &soon, nil)
	s.Must(err)
	_, ends, err := s.TokenOwner(t.Context(), secret)
	s.Must(err)
	for _, at := range []*time.Time{nil, &later} {
		_, _, err := s.CreateToken(t.Context(), s.GM.ID, "longer", at, ends)
		storagetest.WrongAt(t, err, "body.expires_at")
	}
	link, _, err := s.IssuePasswordReset(t.Context(), s.Admin, s.GM.ID)
	s.Must(err)
	_, secret, err = s.CreateToken(t.Context(), s.GM.ID, "as long", ends, ends)
	s.Must(err)
	s.Must(s.ResetPassword(t.Context(), link, "a new password", "192.0.2.1"))
	_, _, err = s.TokenOwner(t.Context(), secret)
	storagetest.WantCode(t, err, approval.CodeUnauthenticated, "")
	left, err := s.Tokens(t.Context(), s.GM.ID)
	if s.Must(err); len(left) != 0 {
		t.Errorf("%d tokens are left", len(left))
	}
}

func TestLastAdministratorIsKept(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	role := roleNamed(t, s, approval.Administrator)
	none := []string{approval.SalesRep}
	refused := func(what string, err error) {
		t.Helper()
		if approval.CodeOf(err) != approval.CodeConflict {
			t.Errorf("%s: %v", what, err)
		}
	}
	edit := func(in account.UserEdit) error {
		_, err := s.EditUser(t.Context(), admin, admin.ID, 1, in)
		return err
	}
	refused("deactivated", edit(account.UserEdit{Active: new(false)}))
	refused("lost the role", edit(account.UserEdit{Roles: &none}))
	for _, permissions := range [][]approval.Permission{
		{}, {{Action: approval.ManageUsers, Scope: approval.ScopeAll}}, {{Action: approval.ManageRoles, Scope: approval.ScopeAll}},
	} {
		_, err := s.EditRole(t.Context(), admin, role.ID, role.Version, account.RoleEdit{Permissions: &permissions})
		refused("the role lost its permissions", err)
	}
	_, err := s.PreviewUser(t.Context(), admin, admin.ID, 1, account.UserEdit{Active: new(false)})
	refused("previewed", err)

	// With two administrator roles, one can be removed.
	both := []approval.Permission{{Action: approval.ManageUsers, Scope: approval.ScopeAll}, {Action: approval.ManageRoles, Scope: approval.ScopeAll}}
	_, err = s.CreateRole(t.Context(), admin, account.RoleInput{Key: "hr", Name: approval.Text{ZH: "人事", EN: "HR"}, Permissions: both})
	storagetest.Must(t, err)
	storagetest.Must(t, edit(account.UserEdit{Roles: &[]string{"hr"}}))
}

// TestAdministratorsDeactivateEachOther lets two administrators deactivate each other
// concurrently, in many rounds: one of them always remains.
func TestAdministratorsDeactivateEachOther(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	one := storagetest.NewUser(t, s, "one", approval.Administrator)
	two := storagetest.NewUser(t, s, "two", approval.Administrator)
	for round := range 10 {
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, target := range []approval.Actor{one, two} {
			wg.Go(func() {
				if round%2 == 0 {
					errs[i] = s.SetUserActive(t.Context(), target.ID, false)
				} else {
					errs[i] = s.SetRoles(t.Context(), target.ID, nil)
				}
			})
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("round %d: %v and %v", round, errs[0], errs[1])
		}
		for _, a := range []approval.Actor{one, two} {
			storagetest.Must(t, s.SetUserActive(t.Context(), a.ID, true))
			storagetest.Must(t, s.SetRoles(t.Context(), a.ID, []string{approval.Administrator}))
		}
	}
}

func TestUserReferencesAreValidated(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	head := storagetest.NewUser(t, s, "head")
	below := storagetest.NewUser(t, s, "below")
	gone := storagetest.NewUser(t, s, "gone")
	storagetest.Must(t, s.SetUserActive(t.Context(), gone.ID, false))
	storagetest.Must(t, s.SetManager(t.Context(), below.ID, head.ID))
	old, err := s.CreateDepartment(t.Context(), admin, "old", "")
	storagetest.Must(t, err)
	old, err = s.EditDepartment(t.Context(), admin, old.ID, old.Version, account.DepartmentEdit{Archived: new(true)})
	storagetest.Must(t, err)

	const nobody = "0192f5d0-0000-7000-8000-000000000000"
	for name, in := range map[string]account.UserEdit{
		"unknown":         {DepartmentID: postgres.SetTo(new(nobody)), ManagerID: postgres.SetTo(new(nobody)), Roles: &[]string{"pope"}},
		"circle":          {DepartmentID: postgres.SetTo(&old.ID), ManagerID: postgres.SetTo(&below.ID), Roles: &[]string{"pope", approval.SalesRep}},
		"self and others": {DepartmentID: postgres.SetTo(&old.ID), ManagerID: postgres.SetTo(&head.ID), Roles: &[]string{"", "x"}},
		"inactive":        {DepartmentID: postgres.SetTo(&old.ID), ManagerID: postgres.SetTo(&gone.ID), Roles: &[]string{"x"}},
	} {
		_, err := s.EditUser(t.Context(), admin, head.ID, versionOf(t, s, head.ID), in)
		for _, field := range []string{"body.department_id", "body.manager_id", "body.roles[0]"} {
			t.Run(name+" "+field, func(t *testing.T) { storagetest.WantCode(t, err, approval.CodeInvalid, field) })
		}
	}
	if u, err := s.User(t.Context(), head.ID); err != nil || u.Manager != nil || u.Department != nil {
		t.Errorf("half written: %+v, %v", u, err)
	}
	_, err = s.CreateUser(t.Context(), admin, account.UserInput{
		Username: "-", Name: "", DepartmentID: nobody, ManagerID: gone.ID, Roles: []string{"pope"}, Password: "short"})
	for _, field := range []string{"body.username", "body.name", "body.password", "body.department_id", "body.manager_id", "body.roles[0]"} {
		storagetest.WantCode(t, err, approval.CodeInvalid, field)
	}
	// Unicode spaces alone are not a name.
	_, err = s.EditUser(t.Context(), admin, head.ID, versionOf(t, s, head.ID), account.UserEdit{Name: new("\u3000")})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.name")
	_, err = s.CreateDepartment(t.Context(), admin, "\u3000", "")
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.name")
	_, err = s.CreateRole(t.Context(), admin, account.RoleInput{Key: "x", Name: approval.Text{ZH: "\u3000", EN: "x"}})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.name.zh-CN")
	_, err = s.EditUser(t.Context(), admin, head.ID, 99, account.UserEdit{Name: new("x")})
	storagetest.WantCode(t, err, approval.CodeConflict, "")
}

func versionOf(t *testing.T, s *storage.Store, id string) int {
	t.Helper()
	u, err := s.User(t.Context(), id)
	storagetest.Must(t, err)
	return u.Version
}

func roleNamed(t *testing.T, s *storage.Store, key string) account.Role {
	t.Helper()
	roles, err := s.Roles(t.Context())
	storagetest.Must(t, err)
	i := slices.IndexFunc(roles, func(r account.Role) bool { return r.Key == key })
	if i < 0 {
		t.Fatalf("no role %s", key)
	}
	return roles[i]
}

func TestPreviewDoesNotChangeAnything(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	rep := storagetest.NewUser(t, s, "rep", approval.SalesRep)
	both := storagetest.NewUser(t, s, "both", approval.SalesRep, approval.Commercial)
	role := roleNamed(t, s, approval.SalesRep)
	permissions := []approval.Permission{
		{Action: approval.ReadCustomers, Scope: approval.ScopeAll}, {Action: approval.ReadRequests, Scope: approval.ScopeOwn},
		{Action: approval.WriteCustomers, Scope: approval.ScopeOwn}, {Action: approval.WriteWorkLogs, Scope: approval.ScopeOwn},
		{Action: approval.CreateProjectRequest, Scope: approval.ScopeOwn}, {Action: approval.CreateExpenseRequest, Scope: approval.ScopeOwn},
		{Action: approval.ReadAudit, Scope: approval.ScopeAll},
	}
	effects, err := s.PreviewRole(t.Context(), admin, role.ID, role.Version, account.RoleEdit{Permissions: &permissions})
	storagetest.Must(t, err)
	got := map[string]string{}
	for _, e := range effects {
		for _, g := range e.Gains {
			got[e.User.ID] += "+" + string(g.Action) + ":" + string(g.Before) + ">" + string(g.After) + " "
		}
		for _, l := range e.Loses {
			got[e.User.ID] += "-" + string(l.Action) + ":" + string(l.Before) + ">" + string(l.After) + " "
		}
	}
	// A permission that the other role also has is neither gained nor lost.
	want := map[string]string{
		rep.ID:  "+audit.read:>all +customer.read:team>all -customer.hand_over:team> -request.read:team>own -work_log.read:team> ",
		both.ID: "+audit.read:>all ",
	}
	if len(got) != 2 || got[rep.ID] != want[rep.ID] || got[both.ID] != want[both.ID] {
		t.Errorf("got %v, want %v", got, want)
	}
	if after := roleNamed(t, s, approval.SalesRep); after.Version != role.Version || !slices.Equal(after.Permissions, role.Permissions) {
		t.Errorf("changed: %+v", after)
	}
	effects, err = s.PreviewUser(t.Context(), admin, both.ID, 1, account.UserEdit{Roles: &[]string{approval.SalesRep}})
	storagetest.Must(t, err)
	if len(effects) != 1 || len(effects[0].Gains) != 0 || len(effects[0].Loses) != 6 {
		t.Errorf("%+v", effects)
	}
	acts, err := s.VerifyAudit(t.Context())
	if err != nil || !acts.OK || acts.Events != 4 {
		t.Errorf("a preview left a trace: %+v, %v", acts, err)
	}

	// The actual change takes effect with the user's next action.
	_, err = s.EditRole(t.Context(), admin, role.ID, role.Version, account.RoleEdit{Permissions: &permissions})
	storagetest.Must(t, err)
	if rep := storagetest.Actor(t, s, rep.ID); rep.Grants.Scope(approval.ReadCustomers) != approval.ScopeAll || rep.Grants.Allows(approval.ReadWorkLogs) {
		t.Errorf("%+v", rep.Grants)
	}
	_, err = s.EditRole(t.Context(), admin, role.ID, role.Version, account.RoleEdit{})
	storagetest.WantCode(t, err, approval.CodeConflict, "")
}

func TestDepartments(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	add := func(name, parent string) account.DepartmentNode {
		t.Helper()
		d, err := s.CreateDepartment(t.Context(), admin, name, parent)
		storagetest.Must(t, err)
		return d
	}
	top := add("公司", "")
	sales := add("销售部", top.ID)
	east := add("华东区", sales.ID)
	_, err := s.CreateDepartment(t.Context(), admin, " 销售部 ", top.ID)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.name")
	add("销售部", east.ID)
	for _, parent := range []string{top.ID, east.ID} {
		_, err = s.EditDepartment(t.Context(), admin, top.ID, top.Version, account.DepartmentEdit{ParentID: postgres.SetTo(&parent)})
		storagetest.WantCode(t, err, approval.CodeInvalid, "body.parent_id")
	}
	// Of two concurrent changes that would form a cycle, one is rejected.
	one, two := add("one", ""), add("two", "")
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i, pair := range [][2]account.DepartmentNode{{one, two}, {two, one}} {
		wg.Go(func() {
			_, errs[i] = s.EditDepartment(t.Context(), admin, pair[0].ID, 1, account.DepartmentEdit{ParentID: postgres.SetTo(&pair[1].ID)})
		})
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%v and %v", errs[0], errs[1])
	}

	archive := account.DepartmentEdit{Archived: new(true)}
	_, err = s.EditDepartment(t.Context(), admin, sales.ID, sales.Version, archive)
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	lone := add("lone", "")
	person, err := s.CreateUser(t.Context(), admin, account.UserInput{Username: "p", Name: "P", DepartmentID: lone.ID})
	storagetest.Must(t, err)
	_, err = s.EditDepartment(t.Context(), admin, lone.ID, lone.Version, archive)
	storagetest.WantCode(t, err, approval.CodeConflict, "")
	storagetest.Must(t, s.SetUserActive(t.Context(), person.ID, false))
	archived, err := s.EditDepartment(t.Context(), admin, lone.ID, lone.Version, archive)
	storagetest.Must(t, err)
	if archived.ArchivedAt == nil || archived.Version != 2 {
		t.Errorf("%+v", archived)
	}
	// Nobody can be moved into an archived department.
	storagetest.WantCode(t, s.SetUserActive(t.Context(), person.ID, true), approval.CodeInvalid, "body.department_id")
	_, err = s.CreateDepartment(t.Context(), admin, "below", lone.ID)
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.parent_id")
	shown, err := s.Departments(t.Context(), false)
	storagetest.Must(t, err)
	if slices.ContainsFunc(shown, func(d account.DepartmentNode) bool { return d.ID == lone.ID }) {
		t.Error("an archived department is listed")
	}
}
