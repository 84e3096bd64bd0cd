package demo_test

import (
	"testing"

	"approvals/deploy/demo"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestSeed seeds a company and checks the data with the product's own functions.
func TestSeed(t *testing.T) {
	s := storagetest.New(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	actor := func(username string) approval.Actor {
		user, err := s.UserByUsername(t.Context(), username)
		must(err)
		found, err := s.Actor(t.Context(), user.ID)
		must(err)
		return found
	}
	must(demo.CreateAccounts(t.Context(), s, false))
	rep, manager, finance := actor("rep"), actor("manager"), actor("finance")
	plan := demo.SeedPlan{Customers: 7, Events: 1000, Tasks: 101}
	told := 0
	done, err := demo.Seed(t.Context(), s, plan, func(demo.Seeded) { told++ })
	must(err)
	if done.Customers != 7 || done.Tasks != 101 || done.Events != 1000 || told == 0 {
		t.Errorf("%+v, told %d times", done, told)
	}
	customers, events := 0, int64(0)
	for id, err := range s.CustomerIDs(t.Context()) {
		must(err)
		checked, err := s.VerifyChain(t.Context(), id)
		must(err)
		if !checked.OK {
			t.Errorf("broken: %+v", checked.FirstBroken)
		}
		customers++
		events += checked.Events
	}
	if customers != 7 || events != 1000 {
		t.Errorf("%d customers with %d events", customers, events)
	}
	// Requests, decisions, tasks and transitions agree.
	requests, _, err := s.Requests(t.Context(), manager, request.Filter{}, postgres.Page{Limit: 200})
	must(err)
	if len(requests) != done.Requests {
		t.Errorf("%d requests, want %d", len(requests), done.Requests)
	}
	states := map[approval.Status]int{}
	for _, r := range requests {
		states[r.Status]++
		detail, err := s.RequestDetail(t.Context(), manager, r.ID)
		must(err)
		if len(detail.Decisions) != len(detail.Events) || len(detail.Decisions) == 0 {
			t.Errorf("%s: %d decisions, %d events", r.Number, len(detail.Decisions), len(detail.Events))
		}
		open := 0
		for _, task := range detail.Tasks {
			if task.State == approval.TaskOpen {
				open++
			}
		}
		if (open == 0) != r.Status.Final(r.Kind) {
			t.Errorf("%s is %s and has %d open tasks", r.Number, r.Status, open)
		}
	}
	if states[approval.StatusPaid] == 0 || states[approval.StatusApproved] == 0 {
		t.Errorf("%v", states)
	}
	for position, err := range s.Positions(t.Context()) {
		must(err)
		recorded, err := s.ReadTransition(t.Context(), position.ID, position.Position.Number)
		must(err)
		if !position.Seeded || recorded.Position.Status != position.Position.Status {
			t.Errorf("%+v, recorded %+v", position, recorded)
		}
	}
	for r, err := range s.CheckRecords(t.Context()) {
		must(err)
		if len(r.Differences) > 0 {
			t.Errorf("%s: %v", r.Number, r.Differences)
		}
	}
	inbox, _, err := s.Tasks(t.Context(), finance, request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 200})
	must(err)
	if len(inbox) == 0 {
		t.Error("nothing waits for finance")
	}
	// Life goes on.
	own, _, err := s.Requests(t.Context(), rep, request.Filter{}, postgres.Page{Limit: 1})
	must(err)
	_, err = s.AddNote(t.Context(), rep, own[0].Customer.ID, "note")
	must(err)
	// Seeded requests without a workflow are not reported as stuck.
	stuck, err := s.StuckTasks(t.Context())
	must(err)
	for r, err := range s.OpenWorkflows(t.Context()) {
		must(err)
		t.Errorf("a workflow is looked for: %+v", r)
	}
	if len(stuck) > 0 {
		t.Errorf("stuck: %+v", stuck)
	}
}

func TestSeedNeedsDemoAccounts(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	storagetest.NewUser(t, store, "rep", approval.SalesRep)
	_, err := demo.Seed(t.Context(), store, demo.SeedPlan{Customers: 1}, func(demo.Seeded) {})
	if err == nil {
		t.Error("a company's own database was seeded")
	}
}
