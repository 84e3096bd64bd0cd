package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/workflows/approval"
)

// TestTaskOrders reads boxes whose tasks have equal amounts and deadlines, and
// none, in every order and in pages.
func TestTaskOrders(t *testing.T) {
	s := newScene(t)
	names := map[string]string{}
	for i, amount := range []string{"30", "9.50", "30", "100", "9.5", "30"} {
		task := s.submit(s.expense(s.rep, s.project.ID, amount), approval.GMSignoff).Open[0]
		names[task.ID] = fmt.Sprint(i)
		due := []string{`now() + interval '2 hours'`, `NULL`, `date_trunc('hour', now())`, `now() + interval '2 hours'`, `NULL`, `now() + interval '1 hour'`}[i]
		s.run(`UPDATE tasks SET due_at = ` + due + ` WHERE id = '` + task.ID + `'`)
	}
	// now() was another one in each statement.
	s.run(`UPDATE tasks SET due_at = (SELECT max(due_at) FROM tasks) WHERE due_at > now() + interval '90 minutes'`)
	for sort, want := range map[string]string{
		"": "543210", "created_at": "012345", "-created_at": "543210",
		"amount": "140253", "-amount": "352041", "due_at": "250314", "-due_at": "413052",
	} {
		for box, actor := range map[storage.Box]approval.Actor{storage.BoxInbox: s.gm, storage.BoxRequested: s.rep} {
			got := ""
			for _, task := range s.tasksInPages(actor, storage.TaskFilter{Box: box, Sort: sort}) {
				got += names[task.ID]
			}
			if got != want {
				t.Errorf("%s by %q: %s, want %s", box, sort, got, want)
			}
		}
	}
	if _, _, err := s.Tasks(t.Context(), s.gm, storage.TaskFilter{Sort: "amount"}, storage.Page{Limit: 2, After: "1e5 x"}); err == nil {
		t.Error("a made-up place is taken")
	}
}

// TestTaskFilters asks for tasks by customer, author and amount.
func TestTaskFilters(t *testing.T) {
	s := newScene(t)
	customer, project := s.newProject(s.commercial)
	s.submit(s.expense(s.rep, s.project.ID, "10"), approval.GMSignoff)
	s.submit(s.expense(s.rep, s.project.ID, "20"), approval.GMSignoff)
	s.run(`INSERT INTO project_members (project_id, user_id) VALUES ('` + project.ID + `', '` + s.rep.ID + `') ON CONFLICT DO NOTHING`)
	s.submit(s.expense(s.rep, project.ID, "30"), approval.GMSignoff)
	for name, test := range map[string]struct {
		filter storage.TaskFilter
		want   []string
	}{
		"customer":       {storage.TaskFilter{CustomerID: customer.ID}, []string{"30"}},
		"author":         {storage.TaskFilter{RequesterID: s.rep.ID}, []string{"10", "20", "30"}},
		"another author": {storage.TaskFilter{RequesterID: s.gm.ID}, nil},
		"from":           {storage.TaskFilter{AmountMin: "20.00"}, []string{"20", "30"}},
		"to":             {storage.TaskFilter{AmountMax: "19.99"}, []string{"10"}},
		"both":           {storage.TaskFilter{AmountMin: "20", AmountMax: "20", CustomerID: s.customer.ID}, []string{"20"}},
	} {
		test.filter.Sort = "amount"
		var got []string
		for _, task := range s.tasksInPages(s.gm, test.filter) {
			got = append(got, task.Request.Amount.Amount)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// TestTaskRows compares what rows tell of their requests with the requests.
func TestTaskRows(t *testing.T) {
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "600")
	_, err := s.attach(s.rep, r.ID, approval.PurposeReceipt)
	s.must(err)
	sign := s.submit(r, approval.GMSignoff).Open[0]
	row := func() storage.TaskRequest {
		t.Helper()
		tasks := s.tasksInPages(s.gm, storage.TaskFilter{Box: storage.BoxInbox})
		if len(tasks) != 1 {
			t.Fatalf("%d tasks", len(tasks))
		}
		return tasks[0].Request
	}
	if got := row(); got.OverBudget != nil || *got.AttachmentCount != 1 || *got.Category != "travel" || got.CategoryLabel.ZH != "差旅" {
		t.Errorf("without a budget: %+v", got)
	}
	s.paidExpense("300")
	rejected := s.expense(s.rep, s.project.ID, "5000")
	task := s.submit(rejected, approval.GMSignoff).Open[0]
	_, err = s.record(rejected, approval.Decision{ActorID: s.gm.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Reject},
		approval.Move{Status: approval.StatusRejected, CloseAll: true})
	s.must(err)
	// Less than one of them, between, and as much as all.
	for budget, over := range map[string]bool{"500": true, "899.99": true, "900": false} {
		s.run(`UPDATE projects SET budget = ` + budget + ` WHERE id = '` + s.project.ID + `'`)
		detail, err := s.RequestDetail(t.Context(), s.gm, r.ID)
		s.must(err)
		if got := row(); got.OverBudget == nil || *got.OverBudget != over || detail.Budget.Over != over {
			t.Errorf("of a budget of %s the row says %v, the request %v", budget, got.OverBudget, detail.Budget.Over)
		}
		done, _, err := s.Tasks(t.Context(), s.gm, storage.TaskFilter{Box: storage.BoxDone, Sort: "-amount"}, storage.Page{Limit: 1})
		s.must(err)
		// What was rejected would have gone over each of them.
		if len(done) != 1 || !*done[0].Request.OverBudget {
			t.Errorf("of the rejected one the row says %+v", done)
		}
	}
	_, err = s.record(r, approval.Decision{ActorID: s.gm.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Approve,
		Data: approval.DecisionData{ApprovedAmount: yuan("450")}},
		approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}})
	s.must(err)
	pay := s.tasksInPages(s.finance, storage.TaskFilter{Box: storage.BoxInbox})
	if len(pay) != 1 || pay[0].Request.ApprovedAmount == nil || *pay[0].Request.ApprovedAmount != *yuan("450") {
		t.Errorf("finance sees %+v", pay)
	}
}

// TestTaskAmountFollowsItsRequest sorts by the amount that stands now.
func TestTaskAmountFollowsItsRequest(t *testing.T) {
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "10")
	sign := s.submit(r, approval.GMSignoff).Open[0]
	s.sendBack(r, s.gm, sign, approval.Requester, approval.Revise)
	now, err := s.Request(t.Context(), s.rep, r.ID)
	s.must(err)
	_, err = s.EditExpenseRequest(t.Context(), s.rep, r.ID, now.Version, storage.ExpenseRequestDraft{Amount: yuan("70")})
	s.must(err)
	if got := s.tasksInPages(s.rep, storage.TaskFilter{Box: storage.BoxInbox, AmountMin: "70"}); len(got) != 1 {
		t.Errorf("%d tasks with the new amount", len(got))
	}
}

// TestTaskOrdersHaveAnIndex: no order of a box reads and sorts all of it.
func TestTaskOrdersHaveAnIndex(t *testing.T) {
	s := newScene(t)
	id := s.submit(s.expense(s.rep, s.project.ID, "10"), approval.GMSignoff).Open[0].ID
	s.run(`
		INSERT INTO tasks (id, request_id, step, state, candidate_role, requester_id, reason, due_at, created_at, closed_by)
		SELECT gen_random_uuid(), request_id, step, CASE WHEN n % 2 = 0 THEN 'done' ELSE 'open' END, candidate_role, requester_id, reason,
			due_at + make_interval(mins => n), created_at, CASE WHEN n % 2 = 0 THEN '` + s.gm.ID + `'::uuid END
		FROM tasks CROSS JOIN generate_series(1, 20000) n WHERE id = '` + id + `'`)
	s.run(`ALTER TABLE tasks DISABLE TRIGGER USER`)
	s.run(`UPDATE tasks SET amount = abs(hashtext(id::text))`)
	s.run(`ANALYZE tasks`)
	for index, where := range map[string]string{
		"step":      `state = 'open' AND assignee_id IS NULL AND step = 'gm_signoff'`,
		"requester": `state = 'open' AND requester_id = '` + s.rep.ID + `'`,
		"closed_by": `state = 'done' AND closed_by = '` + s.gm.ID + `'`,
	} {
		for _, order := range []struct{ name, key, from string }{
			{"due", `coalesce(due_at, 'infinity')`, `now()`}, {"amount", `amount`, `1000`},
		} {
			plan := s.plan(fmt.Sprintf(`SELECT id FROM tasks WHERE %s AND (%s, id) > (%s, '%s') ORDER BY %[2]s, id LIMIT 50`, where, order.key, order.from, id))
			if !strings.Contains(plan, "tasks_"+order.name+"_"+index) || strings.Contains(plan, "Sort") {
				t.Errorf("tasks_%s_%s does not serve:\n%s", order.name, index, plan)
			}
		}
	}
}
