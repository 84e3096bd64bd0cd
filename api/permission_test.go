package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// expectation is the response of a route to each user, for objects of the sales
// representative. Users who are not named get 403.
type expectation struct {
	// all may use it.
	all bool
	// anonymous may as well.
	anonymous bool
	// allowed people get something else than 401, 403 and 404.
	allowed []string
	// unseen people have the permission but not for this thing: 404.
	unseen []string
}

var (
	everybodyAtAll  = expectation{all: true, anonymous: true}
	everybodyInside = expectation{all: true}
	// Inside, but the id in the path is nobody's.
	noneSees       = expectation{unseen: []string{"*"}}
	readsCustomers = expectation{allowed: []string{
		"rep", "commercial", "finance", "manager", "gm"}}
	readsReports = expectation{allowed: []string{
		"commercial", "finance", "manager", "gm"}}
	writesCustomers   = expectation{allowed: []string{"rep", "commercial", "finance"}}
	representatives   = expectation{allowed: []string{"rep"}}
	verifiesTimelines = expectation{allowed: []string{
		"commercial", "finance", "manager", "gm", "admin"}}
	administrators = expectation{allowed: []string{"admin"}}
	// Administrators get in, and the id in the path is nobody's.
	administratorsInVain = expectation{unseen: []string{"admin"}}
	// A draft is its author's alone; a request under way is seen by those who
	// read requests.
	authors      = expectation{allowed: []string{"rep"}, unseen: []string{"*"}}
	seesRequests = expectation{allowed: readsCustomers.allowed, unseen: []string{"nobody", "admin"}}
	// An open task of the commercial department.
	commercials = expectation{allowed: []string{"commercial"}, unseen: []string{"nobody", "admin"}}
	// Work logs: the author's, the people above's and management's.
	readsWorkLogs   = readsCustomers
	writesWorkLogs  = expectation{allowed: []string{"rep", "commercial", "finance"}}
	seesWorkLog     = expectation{allowed: []string{"rep", "manager", "gm"}, unseen: []string{"commercial", "finance"}}
	workLogsAuthors = expectation{allowed: []string{"rep"}, unseen: []string{"commercial", "finance"}}
)

// permissions has a row for every route. {customer}, {contact} and so on are
// things of the sales representative.
var permissions = map[string]struct {
	path string
	body string
	expectation
}{
	"GET /healthz":                 {"//healthz", "", everybodyAtAll},
	"GET /readyz":                  {"//readyz", "", everybodyAtAll},
	"GET /metrics":                 {"//metrics", "", everybodyAtAll},
	"GET /api/v1/openapi.json":     {"/openapi.json", "", everybodyAtAll},
	"GET /api/v1/docs":             {"/docs", "", everybodyAtAll},
	"POST /auth/login":             {"/auth/login", `{}`, everybodyAtAll},
	"POST /auth/logout":            {"/auth/logout", "", everybodyAtAll},
	"GET /settings":                {"/settings", "", everybodyAtAll},
	"GET /me":                      {"/me", "", everybodyInside},
	"PATCH /me":                    {"/me", `{}`, everybodyInside},
	"POST /me/password":            {"/me/password", `{}`, everybodyInside},
	"GET /me/tokens":               {"/me/tokens", "", everybodyInside},
	"POST /me/tokens":              {"/me/tokens", `{}`, everybodyInside},
	"GET /me/views":                {"/me/views", "", everybodyInside},
	"POST /me/views":               {"/me/views", `{}`, everybodyInside},
	"PATCH /me/views/{id}":         {"/me/views/{nothing}", `{}`, noneSees},
	"DELETE /me/views/{id}":        {"/me/views/{nothing}", "", noneSees},
	"DELETE /me/tokens/{id}":       {"/me/tokens/{nothing}", "", noneSees},
	"GET /customers":               {"/customers", "", readsCustomers},
	"POST /customers":              {"/customers", `{}`, writesCustomers},
	"GET /customers/{id}":          {"/customers/{customer}", "", readsCustomers},
	"PATCH /customers/{id}":        {"/customers/{customer}", `{"version":99}`, writesCustomers},
	"GET /customers/{id}/contacts": {"/customers/{customer}/contacts", "", readsCustomers},
	"POST /customers/{id}/contacts": {
		"/customers/{customer}/contacts", `{"name":"x"}`, writesCustomers},
	"PATCH /contacts/{id}":         {"/contacts/{contact}", `{"version":99}`, writesCustomers},
	"DELETE /contacts/{id}":        {"/contacts/{new contact}", "", writesCustomers},
	"GET /customers/{id}/projects": {"/customers/{customer}/projects", "", readsCustomers},
	"POST /customers/{id}/projects": {
		"/customers/{customer}/projects", `{"name":"x"}`, writesCustomers},
	"GET /projects":                  {"/projects", "", readsCustomers},
	"GET /projects/{id}":             {"/projects/{project}", "", readsCustomers},
	"PATCH /projects/{id}":           {"/projects/{project}", `{"version":99}`, writesCustomers},
	"GET /projects/{id}/competitors": {"/projects/{project}/competitors", "", readsCustomers},
	"POST /projects/{id}/competitors": {
		"/projects/{project}/competitors", `{"company":"x"}`, writesCustomers},
	"PATCH /competitors/{id}":      {"/competitors/{competitor}", `{"version":99}`, writesCustomers},
	"DELETE /competitors/{id}":     {"/competitors/{new competitor}", "", writesCustomers},
	"GET /customers/{id}/timeline": {"/customers/{customer}/timeline", "", readsCustomers},
	"POST /customers/{id}/notes":   {"/customers/{customer}/notes", `{"text":"x"}`, writesCustomers},

	// Customers: archived, handed over, imported, searched.
	"POST /customers/{id}/archive":   {"/customers/{new customer}/archive", "", writesCustomers},
	"POST /customers/{id}/restore":   {"/customers/{customer}/restore", "", writesCustomers},
	"GET /contacts/{id}":             {"/contacts/{contact}", "", readsCustomers},
	"POST /contacts/{id}/archive":    {"/contacts/{new contact}/archive", "", writesCustomers},
	"POST /contacts/{id}/restore":    {"/contacts/{contact}/restore", "", writesCustomers},
	"POST /projects/{id}/archive":    {"/projects/{project}/archive", "", writesCustomers},
	"POST /projects/{id}/restore":    {"/projects/{project}/restore", "", writesCustomers},
	"GET /projects/{id}/history":     {"/projects/{project}/history", "", readsCustomers},
	"POST /competitors/{id}/restore": {"/competitors/{competitor}/restore", "", writesCustomers},
	"POST /customers/hand-over":      {"/customers/hand-over", `{}`, readsCustomers},
	"POST /customers/check":          {"/customers/check", `{"name":"x"}`, writesCustomers},
	"POST /customers/import":         {"/customers/import", `{}`, writesCustomers},
	"GET /customers/export":          {"/customers/export", "", readsCustomers},
	"POST /users/import":             {"/users/import", `{}`, administrators},
	"GET /customers/{id}/overview":   {"/customers/{customer}/overview", "", readsCustomers},

	"GET /search": {"/search?q=project", "", everybodyInside},
	"GET /home":   {"/home", "", everybodyInside},

	"GET /reports/{name}": {"/reports/spending", "", readsReports},

	// Timeline.
	"GET /timeline/kinds": {"/timeline/kinds", "", everybodyInside},

	"GET /requests":                        {"/requests", "", everybodyInside},
	"GET /requests/{id}":                   {"/requests/{expense}", "", seesRequests},
	"DELETE /requests/{id}":                {"/requests/{new expense draft}", "", authors},
	"POST /project-requests":               {"/project-requests", `{}`, representatives},
	"POST /expense-requests":               {"/expense-requests", `{}`, representatives},
	"POST /expense-requests/check":         {"/expense-requests/check", `{}`, representatives},
	"PATCH /project-requests/{id}":         {"/project-requests/{draft}", `{"version":99}`, representatives},
	"PATCH /expense-requests/{id}":         {"/expense-requests/{expense}", `{"version":99}`, representatives},
	"GET /project-requests/{id}":           {"/project-requests/{draft}", "", authors},
	"GET /expense-requests/{id}":           {"/expense-requests/{expense}", "", seesRequests},
	"POST /project-requests/{id}/submit":   {"/project-requests/{draft}/submit", "", authors},
	"POST /expense-requests/{id}/submit":   {"/expense-requests/{expense draft}/submit", "", authors},
	"POST /project-requests/{id}/withdraw": {"/project-requests/{draft}/withdraw", `{"reason":"x"}`, authors},
	"POST /expense-requests/{id}/withdraw": {"/expense-requests/{expense draft}/withdraw", `{"reason":"x"}`, authors},
	"POST /requests/{id}/attachments":      {"/requests/{draft}/attachments", `{}`, authors},
	"GET /attachments/{id}":                {"/attachments/{attachment}", "", authors},
	"GET /attachments/{id}/content":        {"/attachments/{attachment}/content", "", authors},
	"HEAD /attachments/{id}/content":       {"/attachments/{attachment}/content", "", authors},
	"DELETE /attachments/{id}":             {"/attachments/{new attachment}", "", authors},
	"GET /tasks":                           {"/tasks?box=inbox", "", everybodyInside},
	"GET /tasks/counts":                    {"/tasks/counts", "", everybodyInside},
	"GET /tasks/{id}":                      {"/tasks/{task}", "", seesRequests},
	"POST /tasks/{id}/claim":               {"/tasks/{task}/claim", "", commercials},
	"POST /tasks/{id}/release":             {"/tasks/{task}/release", "", seesRequests},
	"POST /tasks/{id}/complete":            {"/tasks/{task}/complete", `{"outcome":"complete","revision":1}`, commercials},

	"GET /work-logs":                                 {"/work-logs", "", readsWorkLogs},
	"POST /work-logs":                                {"/work-logs", `{}`, writesWorkLogs},
	"GET /work-logs/team":                            {"/work-logs/team?date=2026-11-23", "", readsWorkLogs},
	"GET /work-logs/team/export":                     {"/work-logs/team/export?month=2026-11", "", readsWorkLogs},
	"GET /work-logs/{id}":                            {"/work-logs/{work log}", "", seesWorkLog},
	"PATCH /work-logs/{id}":                          {"/work-logs/{work log}", `{"version":99}`, workLogsAuthors},
	"POST /work-logs/{id}/corrections":               {"/work-logs/{work log}/corrections", `{"text":"x"}`, workLogsAuthors},
	"GET /work-logs/{id}/comments":                   {"/work-logs/{work log}/comments", "", seesWorkLog},
	"POST /work-logs/{id}/comments":                  {"/work-logs/{work log}/comments", `{"text":"x"}`, seesWorkLog},
	"POST /work-logs/{id}/photos":                    {"/work-logs/{work log}/photos", `{}`, workLogsAuthors},
	"GET /work-logs/{id}/photos/{photo_id}/content":  {"/work-logs/{work log}/photos/{photo}/content", "", seesWorkLog},
	"HEAD /work-logs/{id}/photos/{photo_id}/content": {"/work-logs/{work log}/photos/{photo}/content", "", seesWorkLog},
	"GET /notifications":                             {"/notifications", "", everybodyInside},
	"POST /notifications/read":                       {"/notifications/read", `{}`, everybodyInside},

	// Administration.
	"GET /me/sessions":                         {"/me/sessions", "", everybodyInside},
	"DELETE /me/sessions/{id}":                 {"/me/sessions/{nothing}", "", noneSees},
	"POST /auth/reset":                         {"/auth/reset", `{}`, everybodyAtAll},
	"POST /variables":                          {"/variables", `{}`, administrators},
	"DELETE /variables/{key}":                  {"/variables/currency.default", "", administrators},
	"GET /options":                             {"/options", "", everybodyInside},
	"GET /people":                              {"/people", "", everybodyInside},
	"GET /users":                               {"/users", "", administrators},
	"POST /users":                              {"/users", `{}`, administrators},
	"GET /users/{id}":                          {"/users/{user}", "", administrators},
	"PATCH /users/{id}":                        {"/users/{user}", `{"version":99}`, administrators},
	"POST /users/{id}/preview":                 {"/users/{user}/preview", `{"version":99}`, administrators},
	"POST /users/{id}/password-reset":          {"/users/{new newcomer}/password-reset", "", administrators},
	"GET /users/{id}/sessions":                 {"/users/{user}/sessions", "", administrators},
	"DELETE /users/{id}/sessions/{session_id}": {"/users/{user}/sessions/{nothing}", "", administratorsInVain},
	"GET /users/{id}/responsibilities":         {"/users/{user}/responsibilities", "", administrators},
	"GET /users/{id}/tokens":                   {"/users/{user}/tokens", "", administrators},
	"DELETE /users/{id}/tokens/{token_id}":     {"/users/{user}/tokens/{nothing}", "", administratorsInVain},
	"GET /departments":                         {"/departments", "", administrators},
	"POST /departments":                        {"/departments", `{}`, administrators},
	"PATCH /departments/{id}":                  {"/departments/{department}", `{"version":99}`, administrators},
	"GET /roles":                               {"/roles", "", administrators},
	"POST /roles":                              {"/roles", `{}`, administrators},
	"PATCH /roles/{id}":                        {"/roles/{role}", `{"version":99}`, administrators},
	"POST /roles/{id}/preview":                 {"/roles/{role}/preview", `{"version":99}`, administrators},
	"GET /permissions":                         {"/permissions", "", administrators},
	"GET /audit":                               {"/audit", "", administrators},
	"GET /audit/kinds":                         {"/audit/kinds", "", administrators},
	"GET /audit/export":                        {"/audit/export", "", administrators},

	"GET /admin/stuck":                           {"/admin/stuck", "", administrators},
	"POST /tasks/{id}/reassign":                  {"/tasks/{task}/reassign", `{}`, administrators},
	"POST /admin/requests/{id}/end":              {"/admin/requests/{expense}/end", `{}`, administrators},
	"POST /admin/requests/{id}/restart-workflow": {"/admin/requests/{expense}/restart-workflow", `{}`, administrators},

	"GET /variables":               {"/variables", "", administrators},
	"PUT /variables/{key}":         {"/variables/currency.default", `{}`, administrators},
	"GET /variables/{key}/history": {"/variables/currency.default/history", "", administrators},
	"GET /audit/verify":            {"/audit/verify?customer_id={customer}", "", verifiesTimelines},
}

func TestEveryRouteWithEveryRole(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	newThing := s.things(t)
	fixed := map[string]string{"{nothing}": "0192f5d0-0000-7000-8000-000000000000"}
	for _, name := range []string{"customer", "contact", "project", "competitor", "draft", "expense draft", "attachment", "expense", "task",
		"work log", "photo", "user", "department", "role"} {
		fixed["{"+name+"}"] = newThing[name]()
	}
	covered := map[string]bool{}
	for _, r := range s.table {
		name := r.method + " " + r.path
		covered[name] = true
		want, ok := permissions[name]
		if !ok {
			t.Errorf("%s has no row in the table of permissions", name)
			continue
		}
		for _, username := range append(slices.Collect(maps.Keys(s.Actors)), "") {
			path := want.path
			for name, id := range fixed {
				path = strings.Replace(path, name, id, 1)
			}
			if before, thing, ok := strings.Cut(path, "{new "); ok {
				thing, after, _ := strings.Cut(thing, "}")
				path = before + newThing[thing]() + after
			}
			var body any
			if want.body != "" {
				body = want.body
			}
			got := s.Send(t, username, r.method, path, body)
			if expected := want.status(username); !statusFits(got.Status, expected) {
				t.Errorf("%s as %q: %d, want %s: %s", name, username, got.Status, expected, got.Raw)
			}
		}
	}
	for name := range permissions {
		if !covered[name] {
			t.Errorf("%s stands in the table of permissions but is no route", name)
		}
	}
}

// things returns functions that create objects of the sales representative, all for one
// customer.
func (s *scene) things(t *testing.T) map[string]func() string {
	rep := s.Rep
	must := func(id string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	newID := func() string { return uuid.Must(uuid.NewV7()).String() }
	owned := s.NewCustomer(rep, "Customer of the representative")
	cust, project := owned.ID, s.AddProject(rep, owned, "project").ID
	expense := func() string {
		r, err := s.CreateExpenseRequest(t.Context(), rep, project, request.ExpenseRequestDraft{})
		return must(r.ID, err)
	}
	draft := func() string {
		r, err := s.CreateProjectRequest(t.Context(), rep, project, request.ProjectRequestDraft{})
		return must(r.ID, err)
	}
	theirDraft := draft()
	underWay := expense()
	entry, err := s.CreateWorkLog(t.Context(), rep, worklog.Input{
		WorkDate: new(approval.Date("2026-11-02")), Kind: new(worklog.WorkVisit), Content: new("visit")})
	theirEntry := must(entry.ID, err)
	s.ByHand(`UPDATE requests SET status = 'in_review' WHERE id = $1`, underWay)
	return map[string]func() string{
		"user": func() string { return rep.ID },
		"newcomer": func() string {
			return storagetest.NewUser(t, s.Store, "newcomer-"+newID()[24:]).ID
		},
		"department": func() string {
			d, err := s.CreateDepartment(t.Context(), ledger.Program, "department", "")
			return must(d.ID, err)
		},
		"role": func() string {
			roles, err := s.Roles(t.Context())
			return must(roles[0].ID, err)
		},
		"customer": func() string { return cust },
		"project":  func() string { return project },
		"contact": func() string {
			c, err := s.CreateContact(t.Context(), rep, cust, customer.ContactInput{Name: new("contact")})
			return must(c.ID, err)
		},
		"competitor": func() string {
			c, err := s.CreateCompetitor(t.Context(), rep, project, customer.CompetitorInput{Company: new("competitor")})
			return must(c.ID, err)
		},
		"draft":         func() string { return theirDraft },
		"expense draft": expense,
		"expense":       func() string { return underWay },
		"attachment": func() string {
			id := newID()
			s.ByHand(`INSERT INTO attachments (id, request_id, name, size, content_type, sha256, purpose, revision, uploaded_by, uploaded_at)
				VALUES ($1, $2, 'a.pdf', 1, 'application/pdf', '00', 'other', 1, $3, now())`, id, theirDraft, rep.ID)
			return id
		},
		"work log": func() string { return theirEntry },
		"photo": func() string {
			id := newID()
			s.ByHand(`INSERT INTO work_log_photos (id, work_log_id, name, size, content_type, sha256, uploaded_by, uploaded_at)
				VALUES ($1, $2, 'a.png', 1, 'image/png', '00', $3, now())`, id, theirEntry, rep.ID)
			return id
		},
		"task": func() string {
			id := newID()
			s.ByHand(`INSERT INTO tasks (id, request_id, step, candidate_role, requester_id, reason, created_at)
				VALUES ($1, $2, 'commercial_report', 'commercial', $3, '{}', now())`, id, underWay, rep.ID)
			return id
		},
	}
}

func (e expectation) status(username string) string {
	switch {
	case username == "":
		if e.anonymous {
			return "allowed"
		}
		return "401"
	case e.all || slices.Contains(e.allowed, username):
		return "allowed"
	case slices.Contains(e.unseen, "*") || slices.Contains(e.unseen, username):
		return "404"
	default:
		return "403"
	}
}

func statusFits(got int, want string) bool {
	denied := map[int]string{http.StatusUnauthorized: "401", http.StatusForbidden: "403", http.StatusNotFound: "404"}
	if word, ok := denied[got]; ok {
		return want == word
	}
	return want == "allowed"
}

func TestThingsOfOthers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("rep2", approval.SalesRep)
	s.Join("head", approval.SalesRep)
	s.Join("middle", approval.SalesRep)
	// rep2 stands below middle, middle below head.
	for below, above := range map[string]string{"rep2": "middle", "middle": "head"} {
		if err := s.SetManager(t.Context(), s.Actors[below].ID, s.Actors[above].ID); err != nil {
			t.Fatal(err)
		}
	}
	theirs := s.NewCustomer(s.Actors["rep2"], "Customer of rep2")
	path := "/customers/" + theirs.ID

	s.Send(t, "rep", "GET", path, nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "rep", "PATCH", path, `{"version":1,"name":"mine"}`).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "rep", "GET", path+"/timeline", nil).WantProblem(404, approval.CodeNotFound)
	s.Send(t, "rep", "POST", path+"/notes", `{"text":"x"}`).WantProblem(404, approval.CodeNotFound)
	// The head of the team sees it, at any depth, but may write only own ones.
	s.Send(t, "head", "GET", path, nil).Want(200)
	s.Send(t, "head", "PATCH", path, `{"version":1,"name":"mine"}`).WantProblem(403, approval.CodeForbidden)
	s.Send(t, "manager", "PATCH", path, `{"version":1,"name":"mine"}`).WantProblem(403, approval.CodeForbidden)

	// Whoever works on one of its projects sees and writes it from then on.
	id := s.Rep.ID
	project := apitest.Read[customer.Project](s.Send(t, "rep2", "POST", path+"/projects", map[string]any{"name": "P", "member_ids": []string{id}}).Want(201))
	if len(project.Members) != 2 {
		t.Fatalf("members %+v", project.Members)
	}
	s.Send(t, "rep", "PATCH", path, `{"version":1,"name":"ours"}`).Want(200)
	lists := map[string]int{"rep2": 1, "middle": 1, "head": 1, "rep": 1, "commercial": 1}
	for username, want := range lists {
		got := apitest.Read[List[customer.Customer]](s.Send(t, username, "GET", "/customers", nil).Want(200))
		if len(got.Items) != want {
			t.Errorf("%s sees %d customers, want %d", username, len(got.Items), want)
		}
	}

	// A change of roles holds from the next request on.
	if err := s.SetRoles(t.Context(), s.Actors["head"].ID, []string{approval.Administrator}); err != nil {
		t.Fatal(err)
	}
	s.Send(t, "head", "GET", path, nil).WantProblem(403, approval.CodeForbidden)
	if err := s.SetUserActive(t.Context(), s.Actors["middle"].ID, false); err != nil {
		t.Fatal(err)
	}
	s.Send(t, "middle", "GET", path, nil).WantProblem(401, approval.CodeUnauthenticated)
}
