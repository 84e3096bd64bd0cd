package storage_test

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// attachFile attaches a file with the hash, which is repeated from its letter.
func (s *scene) attachFile(r storage.Request, letter string) {
	s.t.Helper()
	_, err := s.AddAttachment(s.t.Context(), storagetest.Actor(s.t, s.Store, r.Requester.ID), storage.Attachment{
		ID: uuid.Must(uuid.NewV7()).String(), RequestID: r.ID, Name: "发票.pdf", Size: 10,
		ContentType: "application/pdf", SHA256: hash(letter), Purpose: approval.PurposeReceipt,
	})
	s.must(err)
}

// requestsInPages reads the list to its end, two requests at a time.
func (s *scene) requestsInPages(actor approval.Actor, f storage.RequestFilter) (requests []storage.RequestRow) {
	s.t.Helper()
	page := storage.Page{Limit: 2}
	for {
		some, next, err := s.Requests(s.t.Context(), actor, f, page)
		s.must(err)
		requests = append(requests, some...)
		if next == "" {
			return requests
		}
		page.After = next
	}
}

// due reads when the task is due, from the database's own columns.
func (s *scene) due(id string) (due *time.Time, opened time.Time) {
	s.t.Helper()
	s.must(s.DB().QueryRowContext(s.t.Context(), `SELECT due_at, created_at FROM tasks WHERE id = $1`, id).Scan(&due, &opened))
	return due, opened
}

// sweep does for the open tasks what the worker does every few seconds.
func (s *scene) sweep() {
	s.t.Helper()
	_, err := s.FallBack(s.t.Context())
	s.must(err)
}

// allow gives the role these actions besides the reading of requests, and takes
// all others away.
func (s *scene) allow(key string, actions ...approval.Action) {
	s.t.Helper()
	roles, err := s.Roles(s.t.Context())
	s.must(err)
	i := slices.IndexFunc(roles, func(r storage.Role) bool { return r.Key == key })
	permissions := []approval.Permission{{Action: approval.ReadRequests, Scope: approval.ScopeAll}}
	for _, action := range actions {
		permissions = append(permissions, approval.Permission{Action: action, Scope: approval.ScopeAll})
	}
	_, err = s.EditRole(s.t.Context(), s.manager, roles[i].ID, roles[i].Version, storage.RoleEdit{Permissions: &permissions})
	s.must(err)
}

// tasksInPages reads a box to its end, two tasks at a time.
func (s *scene) tasksInPages(actor approval.Actor, f storage.TaskFilter) (tasks []storage.Task) {
	s.t.Helper()
	page := storage.Page{Limit: 2}
	for {
		some, next, err := s.Tasks(s.t.Context(), actor, f, page)
		s.must(err)
		tasks = append(tasks, some...)
		if next == "" {
			return tasks
		}
		page.After = next
	}
}

// toldOf returns what the timeline tells of a request.
func (s *scene) toldOf(id string) (events []approval.Event) {
	s.t.Helper()
	detail, err := s.RequestDetail(s.t.Context(), s.manager, id)
	s.must(err)
	for _, e := range detail.Events {
		events = append(events, e.Event)
	}
	return events
}

// wantChange compares one field of an event with JSON.
func (s *scene) wantChange(e approval.Event, field, want string) {
	s.t.Helper()
	change, there := e.Changes[field]
	raw, err := json.Marshal(change)
	s.must(err)
	got := string(raw)
	if !there {
		got = "nothing"
	}
	var a, b any
	_ = json.Unmarshal([]byte(got), &a)
	_ = json.Unmarshal([]byte(want), &b)
	if got, _ := json.Marshal(a); !there || want != "" && string(got) != mustJSON(b) {
		s.t.Errorf("%s shows %s %s, want %s", e.Kind, field, got, want)
	}
}

// projectRequest makes a filled-in project request.
func (s *scene) projectRequest() storage.Request {
	s.t.Helper()
	r, err := s.CreateProjectRequest(s.t.Context(), s.rep, s.project.ID, storage.ProjectRequestDraft{
		Reason: new("三年一次的大项目"), ExpectedRevenue: yuan("100000"), ExpectedCost: yuan("60000"),
		ExpectedCloseOn: new(approval.Date("2027-03-31")), WinProbability: new(60),
	})
	s.must(err)
	return r
}

// sendBack returns a request, and opens what then follows.
func (s *scene) sendBack(r storage.Request, by approval.Actor, task approval.OpenTask, to string, opens ...approval.Step) approval.Position {
	s.t.Helper()
	recorded, err := s.record(r, approval.Decision{ActorID: by.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Return, ReturnTo: to},
		approval.Move{Status: map[bool]approval.Status{true: approval.StatusReturned, false: approval.StatusInReview}[opens[0] == approval.Revise], Open: opens, CloseAll: true})
	s.must(err)
	return recorded.Position
}

// approvedProject makes a project request that has gone back to the budget
// report once and then through.
func (s *scene) approvedProject(budget string) storage.Request {
	s.t.Helper()
	r, err := s.CreateProjectRequest(s.t.Context(), s.rep, s.project.ID, storage.ProjectRequestDraft{
		Reason: new("年度框架"), ExpectedRevenue: yuan("90000"), ExpectedCost: yuan("40000"),
		ExpectedCloseOn: new(approval.Date("2027-03-01")), WinProbability: new(60),
	})
	s.must(err)
	open := s.submit(r, approval.CommercialReport, approval.FinanceReport).Open
	file := func(actor approval.Actor, task approval.OpenTask, purpose approval.Purpose, data approval.DecisionData, next ...approval.Step) approval.Position {
		s.t.Helper()
		_, err := s.attach(actor, r.ID, purpose)
		s.must(err)
		recorded, err := s.record(r, approval.Decision{ActorID: actor.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete, Data: data},
			approval.Move{Status: approval.StatusInReview, Open: next})
		s.must(err)
		return recorded.Position
	}
	report := approval.DecisionData{Summary: "预算", Budget: map[string]approval.Money{"travel": *yuan(budget)}}
	file(s.commercial, open[0], approval.PurposeFeasibilityReport, approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"})
	decide := file(s.finance, open[1], approval.PurposeBudgetReport, report, approval.ManagementDecision).Open[0]
	again := s.sendBack(r, s.manager, decide, string(approval.FinanceReport), approval.FinanceReport).Open[0]
	decide = file(s.finance, again, approval.PurposeBudgetReport, report, approval.ManagementDecision).Open[0]
	_, err = s.record(r, approval.Decision{ActorID: s.manager.ID, TaskID: decide.ID, Step: decide.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, CloseAll: true})
	s.must(err)
	return r
}

// paidExpense makes an expense request that is paid in full.
func (s *scene) paidExpense(amount string) storage.Request {
	s.t.Helper()
	r := s.expense(s.rep, s.project.ID, amount)
	sign := s.submit(r, approval.GMSignoff).Open[0]
	recorded, err := s.record(r, approval.Decision{ActorID: s.gm.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}})
	s.must(err)
	pay := recorded.Position.Open[0]
	_, err = s.record(r, approval.Decision{ActorID: s.finance.ID, TaskID: pay.ID, Step: pay.Step, Outcome: approval.Complete,
		Data: approval.DecisionData{PaidAmount: yuan(amount), Method: "cash", VoucherNo: r.Number, PaidOn: "2026-11-20"}},
		approval.Move{Status: approval.StatusPaid, CloseAll: true})
	s.must(err)
	return r
}

func mustJSON(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

func hash(letter string) string { return strings.Repeat(letter, 64) }
