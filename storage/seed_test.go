package storage_test

import (
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// TestSeed seeds a company and looks at what was made with the product's own
// eyes.
func TestSeed(t *testing.T) {
	s := newScene(t)
	plan := storage.SeedPlan{
		Customers: 7, Events: 1000, Tasks: 101, Reps: []approval.Person{{ID: s.rep.ID, Name: s.rep.Name}},
		Finance: approval.Person{ID: s.finance.ID, Name: s.finance.Name}, GeneralManager: approval.Person{ID: s.gm.ID, Name: s.gm.Name},
	}
	told := 0
	done, err := s.Seed(t.Context(), plan, func(storage.Seeded) { told++ })
	s.must(err)
	if done.Customers != 7 || done.Tasks != 101 || done.Events != 1000 || told == 0 {
		t.Errorf("%+v, told %d times", done, told)
	}
	customers, events := 0, int64(0)
	for id, err := range s.CustomerIDs(t.Context()) {
		s.must(err)
		checked, err := s.VerifyChain(t.Context(), id)
		s.must(err)
		if !checked.OK {
			t.Errorf("broken: %+v", checked.FirstBroken)
		}
		customers++
		events += checked.Events
	}
	if customers != 8 || events != 1002 {
		t.Errorf("%d customers with %d events", customers, events)
	}
	// Requests, decisions, tasks and transitions agree.
	requests, _, err := s.Requests(t.Context(), s.rep, storage.RequestFilter{}, storage.Page{Limit: 200})
	s.must(err)
	if len(requests) != done.Requests {
		t.Errorf("%d requests, want %d", len(requests), done.Requests)
	}
	states := map[approval.Status]int{}
	for _, r := range requests {
		states[r.Status]++
		detail, err := s.RequestDetail(t.Context(), s.rep, r.ID)
		s.must(err)
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
		s.must(err)
		recorded, err := s.ReadTransition(t.Context(), position.ID, position.Position.Number)
		s.must(err)
		if !position.Seeded || recorded.Position.Status != position.Position.Status {
			t.Errorf("%+v, recorded %+v", position, recorded)
		}
	}
	inbox, _, err := s.Tasks(t.Context(), s.finance, storage.TaskFilter{Box: storage.BoxInbox}, storage.Page{Limit: 200})
	s.must(err)
	if len(inbox) == 0 {
		t.Error("nothing waits for finance")
	}
	// Life goes on.
	_, err = s.AddNote(t.Context(), s.rep, requests[0].Customer.ID, "note")
	s.must(err)
	// Nobody is asked to look after what no workflow looks after.
	stuck, err := s.StuckTasks(t.Context())
	s.must(err)
	for r, err := range s.RequestsUnderWay(t.Context()) {
		s.must(err)
		t.Errorf("a workflow is looked for: %+v", r)
	}
	if len(stuck) > 0 {
		t.Errorf("stuck: %+v", stuck)
	}
}

func TestSeedNeedsDemoAccounts(t *testing.T) {
	t.Parallel()
	store := storagetest.New(t)
	rep := approval.Person{ID: uuid.NewString(), Name: "x"}
	_, err := store.Seed(t.Context(), storage.SeedPlan{Customers: 1, Reps: []approval.Person{rep}}, func(storage.Seeded) {})
	if err == nil {
		t.Error("a company's own database was seeded")
	}
}
