package storage_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// scene is a company with one project and everybody that its requests need.
type scene struct {
	*storage.Store
	t                                     *testing.T
	rep, commercial, finance, manager, gm approval.Actor
	customer                              storage.Customer
	project                               storage.Project
}

func newScene(t *testing.T) *scene {
	s := &scene{Store: storagetest.New(t), t: t}
	s.rep = storagetest.NewUser(t, s.Store, "rep", approval.SalesRep)
	s.commercial = storagetest.NewUser(t, s.Store, "commercial", approval.Commercial)
	s.finance = storagetest.NewUser(t, s.Store, "finance", approval.Finance)
	s.manager = storagetest.NewUser(t, s.Store, "manager", approval.Manager)
	s.gm = storagetest.NewUser(t, s.Store, "gm", approval.GeneralManager)
	s.customer, s.project = s.newProject(s.rep)
	return s
}

// newProject makes a customer of the owner with one project.
func (s *scene) newProject(owner approval.Actor) (storage.Customer, storage.Project) {
	s.t.Helper()
	customer, err := s.CreateCustomer(s.t.Context(), owner, storage.CustomerInput{Name: new("华东电力设计院")})
	s.must(err)
	project, err := s.CreateProject(s.t.Context(), owner, customer.ID, storage.ProjectInput{Name: new("变电站改造")})
	s.must(err)
	return customer, project
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// expense makes a filled-in expense request.
func (s *scene) expense(author approval.Actor, projectID, amount string) storage.Request {
	s.t.Helper()
	r, err := s.CreateExpenseRequest(s.t.Context(), author, projectID, storage.ExpenseRequestDraft{
		Category: new("travel"), Amount: yuan(amount), Purpose: new("高铁票"), SpentOn: new(approval.Date("2026-11-20")),
	})
	s.must(err)
	return r
}

// record records a decision as the request's next transition.
func (s *scene) record(r storage.Request, d approval.Decision, m approval.Move) (approval.Recorded, error) {
	s.t.Helper()
	now, err := s.RequestDetail(s.t.Context(), storagetest.Actor(s.t, s.Store, r.Requester.ID), r.ID)
	s.must(err)
	if d.Revision == 0 {
		d.Revision = now.Revision
	}
	d.Comment = "因为"
	number := 1
	for range now.Decisions {
		number++
	}
	return s.RecordTransition(s.t.Context(), approval.Transition{
		RequestID: r.ID, Number: number, UpdateID: uuid.NewString(), Decision: d, Move: m,
	})
}

// submit records a submission that opens the steps.
func (s *scene) submit(r storage.Request, steps ...approval.Step) approval.Position {
	s.t.Helper()
	recorded, err := s.record(r, approval.Decision{
		ActorID: r.Requester.ID, Step: approval.Draft, Outcome: approval.Submit, Facts: r.Facts(),
	}, approval.Move{Status: approval.StatusInReview, Open: steps})
	s.must(err)
	return recorded.Position
}

// attach adds an attachment without storing any bytes.
func (s *scene) attach(actor approval.Actor, requestID string, purpose approval.Purpose) (storage.Attachment, error) {
	sum := sha256.Sum256([]byte(requestID + string(purpose)))
	return s.AddAttachment(s.t.Context(), actor, storage.Attachment{
		ID: uuid.Must(uuid.NewV7()).String(), RequestID: requestID, Name: "报告.pdf", Size: 10,
		ContentType: "application/pdf", SHA256: hex.EncodeToString(sum[:]), Purpose: purpose,
	})
}

// wantCode fails unless err has the code, and the location among its fields if
// one is given.
func wantCode(t *testing.T, err error, code approval.Code, location string) {
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

func yuan(amount string) *approval.Money { return &approval.Money{Amount: amount, Currency: "CNY"} }

func newCustomer(t testing.TB, store *storage.Store, actor approval.Actor, name string) storage.Customer {
	t.Helper()
	c, err := store.CreateCustomer(t.Context(), actor, storage.CustomerInput{Name: &name})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// withoutTriggers runs statements as the owner of the tables who first switches
// off what guards them.
func withoutTriggers(t testing.TB, store *storage.Store, statements ...string) {
	t.Helper()
	tx, err := storagetest.Owner(t, store).BeginTx(t.Context(), nil)
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

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wrongAt fails the test unless the error is about the field at the location.
func wrongAt(t testing.TB, err error, location string) {
	t.Helper()
	told := approval.AsError(err)
	if told == nil || told.Code != approval.CodeInvalid || len(told.Fields) == 0 || told.Fields[0].Location != location {
		t.Fatalf("error %v, want one at %s", err, location)
	}
	if m := told.Fields[0].Message; m.ZH == "" || m.EN == "" {
		t.Fatalf("message %+v", m)
	}
}

// plan is how the database would run the query.
func (s *scene) plan(query string) string {
	s.t.Helper()
	var lines []string
	rows, err := s.DB().QueryContext(s.t.Context(), `EXPLAIN `+query)
	s.must(err)
	defer rows.Close()
	for rows.Next() {
		var line string
		s.must(rows.Scan(&line))
		lines = append(lines, line)
	}
	s.must(rows.Err())
	return strings.Join(lines, "\n")
}

// run runs SQL that no part of the program has.
func (s *scene) run(statement string, args ...any) {
	s.t.Helper()
	storagetest.ByHand(s.t, s.Store, statement, args...)
}

// set sets a global variable.
func (s *scene) set(key, value string) {
	s.t.Helper()
	_, err := s.SetVariable(s.t.Context(), s.manager, key, nil, []byte(value))
	s.must(err)
}
