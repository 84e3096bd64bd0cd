package storagetest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// AttachFile attaches a file with the hash, which is repeated from its letter.
func (s *Scene) AttachFile(r request.Request, letter string) {
	s.T.Helper()
	_, err := s.AddAttachment(s.T.Context(), Actor(s.T, s.Store, r.Requester.ID), request.Attachment{
		ID: uuid.Must(uuid.NewV7()).String(), RequestID: r.ID, Name: "发票.pdf", Size: 10,
		ContentType: "application/pdf", SHA256: Hash(letter), Purpose: approval.PurposeReceipt,
	})
	s.Must(err)
}

// RequestsInPages reads the list to its end, two requests at a time.
func (s *Scene) RequestsInPages(actor approval.Actor, f request.Filter) (requests []request.RequestRow) {
	s.T.Helper()
	page := postgres.Page{Limit: 2}
	for {
		some, next, err := s.Requests(s.T.Context(), actor, f, page)
		s.Must(err)
		requests = append(requests, some...)
		if next == "" {
			return requests
		}
		page.After = next
	}
}

// Due returns when the task is due and when it was opened.
func (s *Scene) Due(id string) (due *time.Time, opened time.Time) {
	s.T.Helper()
	s.Must(s.DB().QueryRowContext(s.T.Context(), `SELECT due_at, created_at FROM tasks WHERE id = $1`, id).Scan(&due, &opened))
	return due, opened
}

// Sweep runs the worker's sweep of open tasks.
func (s *Scene) Sweep() {
	s.T.Helper()
	_, err := s.AssignFallbackRole(s.T.Context())
	s.Must(err)
}

// Allow sets the permissions of the role to reading requests and these actions.
func (s *Scene) Allow(key string, actions ...approval.Action) {
	s.T.Helper()
	roles, err := s.Roles(s.T.Context())
	s.Must(err)
	i := slices.IndexFunc(roles, func(r account.Role) bool { return r.Key == key })
	permissions := []approval.Permission{{Action: approval.ReadRequests, Scope: approval.ScopeAll}}
	for _, action := range actions {
		permissions = append(permissions, approval.Permission{Action: action, Scope: approval.ScopeAll})
	}
	_, err = s.EditRole(s.T.Context(), s.Manager, roles[i].ID, roles[i].Version, account.RoleEdit{Permissions: &permissions})
	s.Must(err)
}

// TasksInPages reads a box to its end, two tasks at a time.
func (s *Scene) TasksInPages(actor approval.Actor, f request.TaskFilter) (tasks []request.Task) {
	s.T.Helper()
	page := postgres.Page{Limit: 2}
	for {
		some, next, err := s.Tasks(s.T.Context(), actor, f, page)
		s.Must(err)
		tasks = append(tasks, some...)
		if next == "" {
			return tasks
		}
		page.After = next
	}
}

// EventsOf returns the timeline events of a request.
func (s *Scene) EventsOf(id string) (events []approval.Event) {
	s.T.Helper()
	detail, err := s.RequestDetail(s.T.Context(), s.Manager, id)
	s.Must(err)
	for _, e := range detail.Events {
		events = append(events, e.Event)
	}
	return events
}

// WantChange compares the change of one field in an event with JSON.
func (s *Scene) WantChange(e approval.Event, field, want string) {
	s.T.Helper()
	change, found := e.Changes[field]
	raw, err := json.Marshal(change)
	s.Must(err)
	got := string(raw)
	if !found {
		got = "nothing"
	}
	var a, b any
	_ = json.Unmarshal([]byte(got), &a)
	_ = json.Unmarshal([]byte(want), &b)
	if got, _ := json.Marshal(a); !found || want != "" && string(got) != MustJSON(b) {
		s.T.Errorf("%s shows %s %s, want %s", e.Kind, field, got, want)
	}
}

// ProjectRequest creates a complete draft of a project request.
func (s *Scene) ProjectRequest() request.Request {
	s.T.Helper()
	r, err := s.CreateProjectRequest(s.T.Context(), s.Rep, s.OwnProject.ID, request.ProjectRequestDraft{
		Reason: new("三年一次的大项目"), ExpectedRevenue: Yuan("100000"), ExpectedCost: Yuan("60000"),
		ExpectedCloseOn: new(approval.Date("2027-03-31")), WinProbability: new(60),
	})
	s.Must(err)
	return r.Request
}

// SendBack returns a request and opens the steps.
func (s *Scene) SendBack(r request.Request, by approval.Actor, task approval.OpenTask, to string, opens ...approval.Step) approval.Position {
	s.T.Helper()
	recorded, err := s.Decide(r, approval.Decision{ActorID: by.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Return, Comment: "请修改", ReturnTo: to},
		approval.Move{Status: map[bool]approval.Status{true: approval.StatusReturned, false: approval.StatusInReview}[opens[0] == approval.Revise], Open: opens, CloseAll: true})
	s.Must(err)
	return recorded.Position
}

// ApprovedProject creates a project request that was returned to finance once and then
// approved.
func (s *Scene) ApprovedProject(budget string) request.Request {
	s.T.Helper()
	made, err := s.CreateProjectRequest(s.T.Context(), s.Rep, s.OwnProject.ID, request.ProjectRequestDraft{
		Reason: new("年度框架"), ExpectedRevenue: Yuan("90000"), ExpectedCost: Yuan("40000"),
		ExpectedCloseOn: new(approval.Date("2027-03-01")), WinProbability: new(60),
	})
	s.Must(err)
	r := made.Request
	open := s.Submit(r, approval.CommercialReport, approval.FinanceReport).Open
	file := func(actor approval.Actor, task approval.OpenTask, purpose approval.Purpose, data approval.DecisionData, next ...approval.Step) approval.Position {
		s.T.Helper()
		_, err := s.Attach(actor, r.ID, purpose)
		s.Must(err)
		recorded, err := s.Decide(r, approval.Decision{ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete, Data: data},
			approval.Move{Status: approval.StatusInReview, Open: next})
		s.Must(err)
		return recorded.Position
	}
	report := approval.DecisionData{Summary: "预算", Budget: map[string]approval.Money{"travel": *Yuan(budget)}}
	file(s.Commercial, open[0], approval.PurposeFeasibilityReport, approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"})
	decide := file(s.Finance, open[1], approval.PurposeBudgetReport, report, approval.ManagementDecision).Open[0]
	again := s.SendBack(r, s.Manager, decide, string(approval.FinanceReport), approval.FinanceReport).Open[0]
	decide = file(s.Finance, again, approval.PurposeBudgetReport, report, approval.ManagementDecision).Open[0]
	_, err = s.Decide(r, approval.Decision{ActorID: s.Manager.ID, TaskID: decide.ID, Step: decide.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, CloseAll: true})
	s.Must(err)
	return r
}

// PaidExpense creates an expense request that is paid in full today.
func (s *Scene) PaidExpense(amount string) request.Request {
	s.T.Helper()
	r := s.Expense(s.Rep, s.OwnProject.ID, amount)
	sign := s.Submit(r, approval.GMSignoff).Open[0]
	recorded, err := s.Decide(r, approval.Decision{ActorID: s.GM.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}})
	s.Must(err)
	pay := recorded.Position.Open[0]
	_, err = s.Decide(r, approval.Decision{ActorID: s.Finance.ID, TaskID: pay.ID, Step: pay.Step, Outcome: approval.Complete,
		Data: approval.DecisionData{PaidAmount: Yuan(amount), Method: "cash", VoucherNo: r.Number, PaidOn: Today()}},
		approval.Move{Status: approval.StatusPaid, CloseAll: true})
	s.Must(err)
	return r
}

// Today is the current date by the company's default calendar.
func Today() approval.Date {
	return approval.DateOf(time.Now().In(time.FixedZone("", 8*60*60)))
}

func MustJSON(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

func Hash(letter string) string { return strings.Repeat(letter, 64) }
