package storagetest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// Scene is a company with one project and a user for each role.
type Scene struct {
	*storage.Store
	T testing.TB
	// Actors are all users by username.
	Actors                                       map[string]approval.Actor
	Rep, Commercial, Finance, Manager, GM, Admin approval.Actor
	OwnCustomer                                  customer.Customer
	OwnProject                                   customer.Project
}

func NewScene(t testing.TB) *Scene {
	s := NewPeople(t)
	s.OwnCustomer, s.OwnProject = s.NewProject(s.Rep)
	return s
}

// NewPeople is NewScene without the customer and its project.
func NewPeople(t testing.TB) *Scene { return NewPeopleIn(t, New(t)) }

// NewPeopleIn is NewPeople in the given store.
func NewPeopleIn(t testing.TB, store *storage.Store) *Scene {
	s := &Scene{Store: store, T: t, Actors: map[string]approval.Actor{}}
	s.Rep = s.Join("rep", approval.SalesRep)
	s.Commercial = s.Join("commercial", approval.Commercial)
	s.Finance = s.Join("finance", approval.Finance)
	s.Manager = s.Join("manager", approval.Manager)
	s.GM = s.Join("gm", approval.GeneralManager)
	s.Admin = s.Join("admin", approval.Administrator)
	return s
}

// Join creates an account; see NewUser.
func (s *Scene) Join(username string, roles ...string) approval.Actor {
	s.T.Helper()
	s.Actors[username] = NewUser(s.T, s.Store, username, roles...)
	return s.Actors[username]
}

// NewProject creates a customer of the owner with one project.
func (s *Scene) NewProject(owner approval.Actor) (customer.Customer, customer.Project) {
	s.T.Helper()
	cust := s.NewCustomer(owner, "华东电力设计院")
	return cust, s.AddProject(owner, cust, "变电站改造")
}

// NewCustomer creates a customer of the owner.
func (s *Scene) NewCustomer(owner approval.Actor, name string) customer.Customer {
	s.T.Helper()
	return NewCustomer(s.T, s.Store, owner, name)
}

// AddProject creates a project of the owner for the customer.
func (s *Scene) AddProject(owner approval.Actor, of customer.Customer, name string) customer.Project {
	s.T.Helper()
	project, err := s.CreateProject(s.T.Context(), owner, of.ID, customer.ProjectInput{Name: new(name)})
	s.Must(err)
	return project
}

func (s *Scene) Must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// Expense creates a complete draft of an expense request.
func (s *Scene) Expense(author approval.Actor, projectID, amount string) request.Request {
	s.T.Helper()
	r, err := s.CreateExpenseRequest(s.T.Context(), author, projectID, request.ExpenseRequestDraft{
		Category: new("travel"), Amount: Yuan(amount), Purpose: new("高铁票"), SpentOn: new(approval.Date("2026-11-20")),
	})
	s.Must(err)
	return r.Request
}

// Decide records a decision as the request's next transition.
func (s *Scene) Decide(r request.Request, d approval.Decision, m approval.Move) (approval.Recorded, error) {
	s.T.Helper()
	now, err := s.RequestDetail(s.T.Context(), Actor(s.T, s.Store, r.Requester.ID), r.ID)
	s.Must(err)
	if d.Revision == 0 {
		d.Revision = now.Revision
	}
	d.Comment = "因为"
	number := 1
	for range now.Decisions {
		number++
	}
	return s.RecordTransition(s.T.Context(), approval.Transition{
		RequestID: r.ID, Number: number, UpdateID: uuid.NewString(), Decision: d, Move: m,
	})
}

// Submit records a submission that opens the steps.
func (s *Scene) Submit(r request.Request, steps ...approval.Step) approval.Position {
	s.T.Helper()
	recorded, err := s.Decide(r, approval.Decision{
		ActorID: r.Requester.ID, Step: approval.Draft, Outcome: approval.Submit, Facts: r.Facts(),
	}, approval.Move{Status: approval.StatusInReview, Open: steps})
	s.Must(err)
	return recorded.Position
}

// Attach adds an attachment without storing any bytes.
func (s *Scene) Attach(actor approval.Actor, requestID string, purpose approval.Purpose) (request.Attachment, error) {
	sum := sha256.Sum256([]byte(requestID + string(purpose)))
	return s.AddAttachment(s.T.Context(), actor, request.Attachment{
		ID: uuid.Must(uuid.NewV7()).String(), RequestID: requestID, Name: "报告.pdf", Size: 10,
		ContentType: "application/pdf", SHA256: hex.EncodeToString(sum[:]), Purpose: purpose,
	})
}

// WantCode fails unless err has the code, and the location among its fields if
// one is given.
func WantCode(t testing.TB, err error, code approval.Code, location string) {
	t.Helper()
	if err == nil || approval.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
		return
	}
	if location == "" {
		return
	}
	for _, f := range approval.AsError(err).Fields {
		if f.Location == location {
			return
		}
	}
	t.Errorf("fields %v do not name %s", fmt.Sprint(approval.AsError(err).Fields), location)
}

func Yuan(amount string) *approval.Money { return &approval.Money{Amount: amount, Currency: "CNY"} }

func NewCustomer(t testing.TB, store *storage.Store, actor approval.Actor, name string) customer.Customer {
	t.Helper()
	c, err := store.CreateCustomer(t.Context(), actor, customer.Input{Name: &name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// WithoutTriggers runs statements as the owner of the tables with the triggers of the
// timeline disabled.
func WithoutTriggers(t testing.TB, store *storage.Store, statements ...string) {
	t.Helper()
	tx, err := Owner(t, store).BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	script := []string{`ALTER TABLE timeline_events DISABLE TRIGGER USER`, `ALTER TABLE timeline_heads DISABLE TRIGGER USER`}
	script = append(script, statements...)
	script = append(script, `ALTER TABLE timeline_events ENABLE TRIGGER USER`, `ALTER TABLE timeline_heads ENABLE TRIGGER USER`)
	for _, statement := range script {
		if _, err := tx.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// WrongAt fails the test unless the error is about the field at the location.
func WrongAt(t testing.TB, err error, location string) {
	t.Helper()
	invalid := approval.AsError(err)
	if invalid == nil || invalid.Code != approval.CodeInvalid || len(invalid.Fields) == 0 || invalid.Fields[0].Location != location {
		t.Fatalf("error %v, want one at %s", err, location)
	}
	if m := invalid.Fields[0].Message; m.ZH == "" || m.EN == "" {
		t.Fatalf("message %+v", m)
	}
}

// Plan returns the query plan.
func (s *Scene) Plan(query string) string {
	s.T.Helper()
	var lines []string
	rows, err := s.DB().QueryContext(s.T.Context(), `EXPLAIN `+query)
	s.Must(err)
	defer rows.Close()
	for rows.Next() {
		var line string
		s.Must(rows.Scan(&line))
		lines = append(lines, line)
	}
	s.Must(rows.Err())
	return strings.Join(lines, "\n")
}

// ByHand runs SQL with the checks of Watch disabled; see ByHand.
func (s *Scene) ByHand(statement string, args ...any) {
	s.T.Helper()
	ByHand(s.T, s.Store, statement, args...)
}

// Set sets a global variable.
func (s *Scene) Set(key, value string) {
	s.T.Helper()
	_, err := s.SetVariable(s.T.Context(), s.Manager, key, nil, []byte(value))
	s.Must(err)
}
