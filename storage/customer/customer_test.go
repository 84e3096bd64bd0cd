package customer_test

import (
	"slices"
	"testing"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestEditsAreRecorded(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	other := storagetest.NewUser(t, store, "other", approval.SalesRep)
	c := storagetest.NewCustomer(t, store, rep, "宏图")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}

	edited, err := store.EditCustomer(t.Context(), rep, c.ID, 1, customer.Input{Industry: new("power"), Name: new("宏图")})
	must(err)
	if edited.Version != 2 || edited.Industry != "power" {
		t.Fatalf("%+v", edited)
	}
	// An edit without changes adds no event and no version.
	same, err := store.EditCustomer(t.Context(), rep, c.ID, 2, customer.Input{Industry: new("power")})
	must(err)
	if same.Version != 2 {
		t.Errorf("version %d", same.Version)
	}
	if _, err := store.EditCustomer(t.Context(), rep, c.ID, 1, customer.Input{Level: new("a")}); approval.CodeOf(err) != approval.CodeConflict {
		t.Error(err)
	}
	boss, err := store.CreateContact(t.Context(), rep, c.ID, customer.ContactInput{Name: new("Boss")})
	must(err)
	clerk, err := store.CreateContact(t.Context(), rep, c.ID, customer.ContactInput{
		Name: new("Clerk"), Birthday: postgres.SetTo(new(approval.Date("1990-02-28"))), ReportsToID: postgres.SetTo(&boss.ID)})
	must(err)
	_, err = store.EditContact(t.Context(), rep, boss.ID, 1, customer.ContactInput{ReportsToID: postgres.SetTo(&clerk.ID)})
	storagetest.WrongAt(t, err, "body.reports_to_id")
	elsewhere := storagetest.NewCustomer(t, store, rep, "Elsewhere")
	_, err = store.CreateContact(t.Context(), rep, elsewhere.ID, customer.ContactInput{Name: new("x"), ReportsToID: postgres.SetTo(&boss.ID)})
	storagetest.WrongAt(t, err, "body.reports_to_id")
	cleared, err := store.EditContact(t.Context(), rep, clerk.ID, 1, customer.ContactInput{Birthday: postgres.SetTo[approval.Date](nil)})
	must(err)
	if cleared.Birthday != nil || cleared.ReportsToID == nil {
		t.Errorf("%+v", cleared)
	}
	for range 2 {
		_, err = store.ArchiveContact(t.Context(), rep, clerk.ID)
		must(err)
	}
	contacts, _, err := store.Contacts(t.Context(), rep, c.ID, false, postgres.Page{Limit: 10})
	must(err)
	if len(contacts) != 1 || contacts[0].ID != boss.ID {
		t.Errorf("%+v", contacts)
	}

	p, err := store.CreateProject(t.Context(), rep, c.ID, customer.ProjectInput{
		Name: new("Tower"), EstimatedAmount: postgres.SetTo(&approval.Money{Amount: "100.00", Currency: "USD"}), MemberIDs: []string{other.ID, other.ID}})
	must(err)
	if p.Currency != "USD" || p.Stage != customer.StageLead || p.Status != "open" || len(p.Members) != 2 || p.Spent.Currency != "USD" {
		t.Errorf("%+v", p)
	}
	p, err = store.EditProject(t.Context(), rep, p.ID, 1, customer.ProjectInput{MemberIDs: []string{rep.ID}, WinProbability: postgres.SetTo(new(40))})
	must(err)
	if len(p.Members) != 1 || *p.WinProbability != 40 || p.EstimatedAmount.Amount != "100.00" {
		t.Errorf("%+v", p)
	}
	k, err := store.CreateCompetitor(t.Context(), rep, p.ID, customer.CompetitorInput{
		Company: new("Rival"), Price: postgres.SetTo(&approval.Money{Amount: "90.50", Currency: "USD"})})
	must(err)
	k, err = store.EditCompetitor(t.Context(), rep, k.ID, 1, customer.CompetitorInput{Price: postgres.SetTo[approval.Money](nil)})
	must(err)
	if k.Price != nil {
		t.Errorf("%+v", k)
	}
	must(store.DeleteCompetitor(t.Context(), rep, k.ID))

	events, more, err := store.Timeline(t.Context(), rep, c.ID, customer.TimelineFilter{}, customer.TimelinePage{Limit: 100})
	must(err)
	var kinds []string
	for _, e := range slices.Backward(events) {
		kinds = append(kinds, string(e.Kind))
		if e.Summary.ZH == "" || e.Summary.EN == "" || len(e.Changes) == 0 || e.Actor.Name == "" {
			t.Errorf("%+v", e)
		}
	}
	want := []string{"customer.created", "customer.updated", "contact.created", "contact.created", "contact.updated", "contact.archived",
		"project.created", "project.updated", "competitor.created", "competitor.updated", "competitor.deleted"}
	if !slices.Equal(kinds, want) || more {
		t.Errorf("%v", kinds)
	}
	if v, err := store.VerifyChain(t.Context(), c.ID); err != nil || !v.OK {
		t.Errorf("%+v, %v", v, err)
	}
	filters := map[string]struct {
		filter customer.TimelineFilter
		want   int
	}{
		"kind":    {customer.TimelineFilter{Kinds: []string{"contact.created"}}, 2},
		"person":  {customer.TimelineFilter{ActorID: other.ID}, 0},
		"project": {customer.TimelineFilter{ProjectID: p.ID}, 5},
		"since":   {customer.TimelineFilter{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)}, 11},
		"before":  {customer.TimelineFilter{To: time.Now().Add(-time.Hour)}, 0},
	}
	for name, f := range filters {
		got, _, err := store.Timeline(t.Context(), rep, c.ID, f.filter, customer.TimelinePage{Limit: 100})
		if err != nil || len(got) != f.want {
			t.Errorf("by %s: %d, want %d, %v", name, len(got), f.want, err)
		}
	}

	// After the hand-over, the former owner loses access, except to the customer of the
	// project as a member.
	_, err = store.EditCustomer(t.Context(), rep, elsewhere.ID, 1, customer.Input{OwnerID: &other.ID, Reason: "离职"})
	must(err)
	if _, err := store.Customer(t.Context(), rep, elsewhere.ID); approval.CodeOf(err) != approval.CodeNotFound {
		t.Error(err)
	}
	_, err = store.CreateCustomer(t.Context(), rep, customer.Input{Name: new("x"), OwnerID: &other.ID})
	storagetest.WrongAt(t, err, "body.owner_id")
}

func TestProjectAmounts(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	rep := storagetest.NewUser(t, store, "rep", approval.SalesRep)
	c := storagetest.NewCustomer(t, store, rep, "A")
	p, err := store.CreateProject(t.Context(), rep, c.ID, customer.ProjectInput{Name: new("P")})
	if err != nil {
		t.Fatal(err)
	}
	run := func(statement string, args ...any) {
		t.Helper()
		storagetest.ByHand(t, store, statement, args...)
	}
	for _, expense := range []struct {
		status         string
		amount         string
		approved, paid any
	}{
		{"draft", "1000", nil, nil}, {"submitting", "1", nil, nil}, {"in_review", "20.50", nil, nil}, {"returned", "300", nil, nil},
		{"approved", "9000", "4000", nil}, {"paid", "60000", "50000", "49999.99"}, {"rejected", "700000", nil, nil}, {"withdrawn", "8000000", nil, nil},
	} {
		r, err := store.CreateExpenseRequest(t.Context(), rep, p.ID, request.ExpenseRequestDraft{
			Amount: &approval.Money{Amount: expense.amount, Currency: "CNY"}})
		if err != nil {
			t.Fatal(err)
		}
		run(`UPDATE requests SET status = $2, submitting = CASE WHEN $2 = 'submitting' THEN '{}'::jsonb END WHERE id = $1`, r.ID, expense.status)
		run(`UPDATE expense_requests SET approved_amount = $2, paid_amount = $3 WHERE request_id = $1`, r.ID, expense.approved, expense.paid)
	}
	got, err := store.Project(t.Context(), rep, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if want := (approval.Money{Amount: "4321.50", Currency: "CNY"}); !got.Pending.Same(want) {
		t.Errorf("pending %s", got.Pending)
	}
	if want := (approval.Money{Amount: "49999.99", Currency: "CNY"}); !got.Spent.Same(want) {
		t.Errorf("spent %s", got.Spent)
	}
	_, err = store.EditProject(t.Context(), rep, p.ID, 1, customer.ProjectInput{
		EstimatedAmount: postgres.SetTo(&approval.Money{Amount: "1.00", Currency: "USD"})})
	storagetest.WrongAt(t, err, "body.estimated_amount.currency")
}
