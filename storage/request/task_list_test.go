package request_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestTaskOrders reads pages of boxes in every order, with equal and missing amounts and
// deadlines.
func TestTaskOrders(t *testing.T) {
	s := storagetest.NewScene(t)
	names := map[string]string{}
	for i, amount := range []string{"30", "9.50", "30", "100", "9.5", "30"} {
		task := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, amount), approval.GMSignoff).Open[0]
		names[task.ID] = fmt.Sprint(i)
		due := []string{`now() + interval '2 hours'`, `NULL`, `date_trunc('hour', now())`, `now() + interval '2 hours'`, `NULL`, `now() + interval '1 hour'`}[i]
		s.ByHand(`UPDATE tasks SET due_at = ` + due + ` WHERE id = '` + task.ID + `'`)
	}
	// now() was another one in each statement.
	s.ByHand(`UPDATE tasks SET due_at = (SELECT max(due_at) FROM tasks) WHERE due_at > now() + interval '90 minutes'`)
	for sort, want := range map[string]string{
		"": "543210", "created_at": "012345", "-created_at": "543210",
		"amount": "140253", "-amount": "352041", "due_at": "250314", "-due_at": "413052",
	} {
		for box, actor := range map[request.Box]approval.Actor{request.BoxInbox: s.GM, request.BoxRequested: s.Rep} {
			got := ""
			for _, task := range s.TasksInPages(actor, request.TaskFilter{Box: box, Sort: sort}) {
				got += names[task.ID]
			}
			if got != want {
				t.Errorf("%s by %q: %s, want %s", box, sort, got, want)
			}
		}
	}
	if _, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Sort: "amount"}, postgres.Page{Limit: 2, After: "1e5 x"}); err == nil {
		t.Error("a made-up place is taken")
	}
}

// TestTaskFilters filters tasks by customer, author and amount.
func TestTaskFilters(t *testing.T) {
	s := storagetest.NewScene(t)
	customer, project := s.NewProject(s.Commercial)
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff)
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "20"), approval.GMSignoff)
	s.ByHand(`INSERT INTO project_members (project_id, user_id) VALUES ('` + project.ID + `', '` + s.Rep.ID + `') ON CONFLICT DO NOTHING`)
	s.Submit(s.Expense(s.Rep, project.ID, "30"), approval.GMSignoff)
	for name, test := range map[string]struct {
		filter request.TaskFilter
		want   []string
	}{
		"customer":       {request.TaskFilter{CustomerID: customer.ID}, []string{"30"}},
		"author":         {request.TaskFilter{RequesterID: s.Rep.ID}, []string{"10", "20", "30"}},
		"another author": {request.TaskFilter{RequesterID: s.GM.ID}, nil},
		"from":           {request.TaskFilter{AmountMin: "20.00"}, []string{"20", "30"}},
		"to":             {request.TaskFilter{AmountMax: "19.99"}, []string{"10"}},
		"both":           {request.TaskFilter{AmountMin: "20", AmountMax: "20", CustomerID: s.OwnCustomer.ID}, []string{"20"}},
	} {
		test.filter.Sort = "amount"
		var got []string
		for _, task := range s.TasksInPages(s.GM, test.filter) {
			got = append(got, task.Request.Amount.Amount)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// TestTaskRows compares the requests in tasks with the requests themselves.
func TestTaskRows(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "600")
	_, err := s.Attach(s.Rep, r.ID, approval.PurposeReceipt)
	s.Must(err)
	sign := s.Submit(r, approval.GMSignoff).Open[0]
	row := func() request.TaskRequest {
		t.Helper()
		tasks := s.TasksInPages(s.GM, request.TaskFilter{Box: request.BoxInbox})
		if len(tasks) != 1 {
			t.Fatalf("%d tasks", len(tasks))
		}
		return tasks[0].Request
	}
	if got := row(); got.OverBudget != nil || *got.AttachmentCount != 1 || *got.Category != "travel" || got.CategoryLabel.ZH != "差旅" {
		t.Errorf("without a budget: %+v", got)
	}
	s.PaidExpense("300")
	rejected := s.Expense(s.Rep, s.OwnProject.ID, "5000")
	task := s.Submit(rejected, approval.GMSignoff).Open[0]
	_, err = s.Decide(rejected, approval.Decision{ActorID: s.GM.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Reject},
		approval.Move{Status: approval.StatusRejected, CloseAll: true})
	s.Must(err)
	// A budget below one request, between, and exactly all.
	for budget, over := range map[string]bool{"500": true, "899.99": true, "900": false} {
		s.ByHand(`UPDATE projects SET budget = ` + budget + ` WHERE id = '` + s.OwnProject.ID + `'`)
		detail, err := s.RequestDetail(t.Context(), s.GM, r.ID)
		s.Must(err)
		if got := row(); got.OverBudget == nil || *got.OverBudget != over || detail.Budget.Over != over {
			t.Errorf("of a budget of %s the row says %v, the request %v", budget, got.OverBudget, detail.Budget.Over)
		}
		done, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Box: request.BoxDone, Sort: "-amount"}, postgres.Page{Limit: 1})
		s.Must(err)
		// The rejected request would have exceeded each of the budgets.
		if len(done) != 1 || !*done[0].Request.OverBudget {
			t.Errorf("of the rejected one the row says %+v", done)
		}
	}
	_, err = s.Decide(r, approval.Decision{ActorID: s.GM.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Approve,
		Data: approval.DecisionData{ApprovedAmount: storagetest.Yuan("450")}},
		approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}})
	s.Must(err)
	pay := s.TasksInPages(s.Finance, request.TaskFilter{Box: request.BoxInbox})
	if len(pay) != 1 || pay[0].Request.ApprovedAmount == nil || *pay[0].Request.ApprovedAmount != *storagetest.Yuan("450") {
		t.Errorf("finance sees %+v", pay)
	}
}

// TestTaskAmountFollowsItsRequest sorts by the current amount.
func TestTaskAmountFollowsItsRequest(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	sign := s.Submit(r, approval.GMSignoff).Open[0]
	s.SendBack(r, s.GM, sign, approval.Requester, approval.Revise)
	now, err := s.Request(t.Context(), s.Rep, r.ID)
	s.Must(err)
	_, err = s.EditExpenseRequest(t.Context(), s.Rep, r.ID, now.Version, request.ExpenseRequestDraft{Amount: storagetest.Yuan("70")})
	s.Must(err)
	if got := s.TasksInPages(s.Rep, request.TaskFilter{Box: request.BoxInbox, AmountMin: "70"}); len(got) != 1 {
		t.Errorf("%d tasks with the new amount", len(got))
	}
}

// TestTaskOrdersUseIndexes checks that no order of a box reads and sorts all tasks.
func TestTaskOrdersUseIndexes(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), approval.GMSignoff).Open[0].ID
	s.ByHand(`
		INSERT INTO tasks (id, request_id, step, state, candidate_role, requester_id, reason, due_at, created_at, closed_by)
		SELECT gen_random_uuid(), request_id, step, CASE WHEN n % 2 = 0 THEN 'done' ELSE 'open' END, candidate_role, requester_id, reason,
			due_at + make_interval(mins => n), created_at, CASE WHEN n % 2 = 0 THEN '` + s.GM.ID + `'::uuid END
		FROM tasks CROSS JOIN generate_series(1, 20000) n WHERE id = '` + id + `'`)
	s.ByHand(`ALTER TABLE tasks DISABLE TRIGGER USER`)
	s.ByHand(`UPDATE tasks SET amount = abs(hashtext(id::text))`)
	s.ByHand(`ANALYZE tasks`)
	for index, where := range map[string]string{
		"step":      `state = 'open' AND assignee_id IS NULL AND step = 'gm_signoff'`,
		"requester": `state = 'open' AND requester_id = '` + s.Rep.ID + `'`,
		"closed_by": `state = 'done' AND closed_by = '` + s.GM.ID + `'`,
	} {
		for _, order := range []struct{ name, key, from string }{
			{"due", `coalesce(due_at, 'infinity')`, `now()`}, {"amount", `amount`, `1000`},
		} {
			plan := s.Plan(fmt.Sprintf(`SELECT id FROM tasks WHERE %s AND (%s, id) > (%s, '%s') ORDER BY %[2]s, id LIMIT 50`, where, order.key, order.from, id))
			if !strings.Contains(plan, "tasks_"+order.name+"_"+index) || strings.Contains(plan, "Sort") {
				t.Errorf("tasks_%s_%s does not serve:\n%s", order.name, index, plan)
			}
		}
	}
}
