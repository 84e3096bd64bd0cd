package request_test

import (
	"slices"
	"testing"

	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func kinds(events []approval.Event) (all []approval.EventKind) {
	for _, e := range events {
		all = append(all, e.Kind)
	}
	return all
}

// TestExpenseEvents processes an expense request, with a receipt attached to the draft,
// to its end, and checks the changes in each event.
func TestExpenseEvents(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500")
	receipt, err := s.Attach(s.Rep, r.ID, approval.PurposeReceipt)
	s.Must(err)
	task := s.Submit(r, approval.GMSignoff).Open[0]
	events := s.EventsOf(r.ID)
	if got := kinds(events); !slices.Equal(got, []approval.EventKind{"expense_request.submitted", "attachment.added"}) {
		t.Fatalf("told %v", got)
	}
	s.WantChange(events[0], "amount", `{"before":null,"after":{"amount":"500","currency":"CNY"}}`)
	s.WantChange(events[0], "category", `{"before":null,"after":"travel"}`)
	s.WantChange(events[0], "purpose", `{"before":null,"after":"高铁票"}`)
	s.WantChange(events[0], "spent_on", `{"before":null,"after":"2026-11-20"}`)
	s.WantChange(events[1], "attachment", `{"before":null,"after":"报告.pdf"}`)
	s.WantChange(events[1], "sha256", `{"before":null,"after":"`+receipt.SHA256+`"}`)
	if text := events[1].Summary; text.ZH == "" || text.EN == "" || text.ZH == text.EN {
		t.Errorf("the summary is %v", text)
	}

	// Returned, changed twice and resubmitted: the event has the difference to the last
	// submission, and no attachment again.
	revise := s.SendBack(r, s.GM, task, "", approval.Revise).Open[0]
	s.WantChange(s.EventsOf(r.ID)[2], "comment", `{"before":null,"after":"因为"}`)
	for _, amount := range []string{"450", "400"} {
		now, err := s.Request(t.Context(), s.Rep, r.ID)
		s.Must(err)
		_, err = s.EditExpenseRequest(t.Context(), s.Rep, r.ID, now.Version, request.ExpenseRequestDraft{Amount: storagetest.Yuan(amount), Purpose: new("高铁票 " + amount)})
		s.Must(err)
	}
	now, err := s.Request(t.Context(), s.Rep, r.ID)
	s.Must(err)
	_, err = s.EditExpenseRequest(t.Context(), s.Rep, r.ID, now.Version, request.ExpenseRequestDraft{Purpose: new("高铁票")})
	s.Must(err)
	recorded, err := s.Decide(r, approval.Decision{ActorID: s.Rep.ID, TaskID: revise.ID, Step: revise.Step, Outcome: approval.Resubmit},
		approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}})
	s.Must(err)
	again := last(s.EventsOf(r.ID))
	s.WantChange(again, "amount", `{"before":{"amount":"500","currency":"CNY"},"after":{"amount":"400","currency":"CNY"}}`)
	if _, there := again.Changes["purpose"]; again.Kind != "expense_request.resubmitted" || there {
		t.Errorf("%s shows %v", again.Kind, again.Changes)
	}

	recorded, err = s.Decide(r, signOff(s.GM, recorded.Position.Open[0], storagetest.Yuan("399")), toFinance)
	s.Must(err)
	s.WantChange(last(s.EventsOf(r.ID)), "approved_amount", `{"before":null,"after":{"amount":"399","currency":"CNY"}}`)
	_, err = s.Decide(r, payment(s.Finance, recorded.Position.Open[0], "398", "V-1"), toPaid)
	s.Must(err)
	paid := last(s.EventsOf(r.ID))
	s.WantChange(paid, "paid_amount", `{"before":null,"after":{"amount":"398","currency":"CNY"}}`)
	s.WantChange(paid, "method", `{"before":null,"after":"cash"}`)
	s.WantChange(paid, "voucher_no", `{"before":null,"after":"V-1"}`)
	s.WantChange(paid, "paid_on", `{"before":null,"after":"`+string(storagetest.Today())+`"}`)
	checked, err := s.VerifyChain(t.Context(), s.OwnCustomer.ID)
	if s.Must(err); !checked.OK {
		t.Errorf("%+v", checked.FirstBroken)
	}
}

func last(events []approval.Event) approval.Event { return events[len(events)-1] }

// TestSecondReportEvents files both reports twice and approves: the events of the second
// ones have the differences to the first ones.
func TestSecondReportEvents(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.ProjectRequest()
	open := s.Submit(r, approval.CommercialReport, approval.FinanceReport).Open
	submitted := s.EventsOf(r.ID)[0]
	for field, want := range map[string]string{
		"reason": `"三年一次的大项目"`, "expected_revenue": `{"amount":"100000","currency":"CNY"}`,
		"expected_cost": `{"amount":"60000","currency":"CNY"}`, "expected_close_on": `"2027-03-31"`, "win_probability": `60`,
	} {
		s.WantChange(submitted, field, `{"before":null,"after":`+want+`}`)
	}
	_, err := s.Attach(s.Commercial, r.ID, approval.PurposeFeasibilityReport)
	s.Must(err)
	_, err = s.Attach(s.Finance, r.ID, approval.PurposeBudgetReport)
	s.Must(err)
	file := func(task approval.OpenTask, data approval.DecisionData, opens ...approval.Step) approval.Position {
		t.Helper()
		by := s.Commercial
		if task.Step == approval.FinanceReport {
			by = s.Finance
		}
		recorded, err := s.Decide(r, approval.Decision{ActorID: by.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete, Data: data},
			approval.Move{Status: approval.StatusInReview, Open: opens})
		s.Must(err)
		return recorded.Position
	}
	budget := func(travel, bidding string) approval.DecisionData {
		return approval.DecisionData{Summary: "预算", Budget: map[string]approval.Money{"travel": *storagetest.Yuan(travel), "bidding": *storagetest.Yuan(bidding)}}
	}
	file(open[0], approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"})
	s.WantChange(last(s.EventsOf(r.ID)), "recommendation", `{"before":null,"after":"recommend"}`)
	s.WantChange(last(s.EventsOf(r.ID)), "summary", `{"before":null,"after":"可行"}`)
	decide := file(open[1], budget("4000", "2000.5"), approval.ManagementDecision).Open[0]
	s.WantChange(last(s.EventsOf(r.ID)), "budget", `{"before":null,"after":{"amount":"6000.5","currency":"CNY"}}`)
	first := `{"travel":{"amount":"4000","currency":"CNY"},"bidding":{"amount":"2000.5","currency":"CNY"}}`
	s.WantChange(last(s.EventsOf(r.ID)), "budget_items", `{"before":null,"after":`+first+`}`)

	again := s.SendBack(r, s.Manager, decide, string(approval.CommercialReport), approval.CommercialReport, approval.FinanceReport).Open
	file(again[0], approval.DecisionData{Recommendation: approval.RecommendWithConditions, Summary: "可行"})
	second := last(s.EventsOf(r.ID))
	s.WantChange(second, "recommendation", `{"before":"recommend","after":"recommend_with_conditions"}`)
	if _, there := second.Changes["summary"]; there {
		t.Error("an unchanged summary is recorded again")
	}
	decide = file(again[1], budget("4000", "2001"), approval.ManagementDecision).Open[0]
	s.WantChange(last(s.EventsOf(r.ID)), "budget", `{"before":{"amount":"6000.5","currency":"CNY"},"after":{"amount":"6001","currency":"CNY"}}`)
	s.WantChange(last(s.EventsOf(r.ID)), "budget_items",
		`{"before":`+first+`,"after":{"travel":{"amount":"4000","currency":"CNY"},"bidding":{"amount":"2001","currency":"CNY"}}}`)

	_, err = s.Decide(r, approval.Decision{ActorID: s.Manager.ID, TaskID: decide.ID, Step: decide.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, CloseAll: true})
	s.Must(err)
	s.WantChange(last(s.EventsOf(r.ID)), "project_budget", `{"before":null,"after":{"amount":"6001","currency":"CNY"}}`)
	checked, err := s.VerifyChain(t.Context(), s.OwnCustomer.ID)
	if s.Must(err); !checked.OK {
		t.Errorf("%+v", checked.FirstBroken)
	}
}

// TestRequestEventLabels checks the labels of the codes in the events of a report.
func TestRequestEventLabels(t *testing.T) {
	s := storagetest.NewScene(t)
	event := approval.Event{Subject: approval.Subject{Type: string(approval.ProjectRequest)}, Changes: approval.Changes{
		"status": {Before: "in_review", After: "approved"}, "recommendation": {After: "recommend_with_conditions"},
		"budget_items": {After: map[string]approval.Money{"travel": *storagetest.Yuan("1")}}, "budget": {After: storagetest.Yuan("1")},
		"return_to": {After: approval.Requester}, "project_status": {Before: "open", After: "approved"},
	}}
	expense := approval.Event{Subject: approval.Subject{Type: string(approval.ExpenseRequest)}, Changes: approval.Changes{
		"category": {After: new("travel")}, "method": {After: new("cash")}, "purpose": {After: "cash"}, "status": {After: approval.StatusPaid},
	}}
	shown, err := s.LabelEvents(t.Context(), []approval.Event{event, expense})
	s.Must(err)
	labels := []map[string]map[string]approval.Text{shown[0].ValueLabels, shown[1].ValueLabels}
	for i, fields := range []map[string]int{
		{"status": 2, "recommendation": 1, "budget_items": 1, "return_to": 1, "project_status": 2},
		{"category": 1, "method": 1, "status": 1},
	} {
		for field, codes := range fields {
			if len(labels[i][field]) != codes {
				t.Errorf("%s: %v", field, labels[i][field])
			}
			for code, label := range labels[i][field] {
				if label.ZH == "" || label.EN == "" || label.ZH == label.EN {
					t.Errorf("%s %s is called %v", field, code, label)
				}
			}
		}
		if len(labels[i]) != len(fields) {
			t.Errorf("labels of %d fields, want %d: %v", len(labels[i]), len(fields), labels[i])
		}
	}
}

// TestReassignmentEvent checks that only the assignee changes.
func TestReassignmentEvent(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	deputy := s.Join("deputy", approval.GeneralManager)
	r := s.Expense(s.Rep, s.OwnProject.ID, "500")
	_, err := s.ReassignTask(t.Context(), s.Admin, s.Submit(r, approval.GMSignoff).Open[0].ID, deputy.ID, "leave")
	s.Must(err)
	for field, change := range last(s.EventsOf(r.ID)).Changes {
		if storagetest.MustJSON(change.Before) == storagetest.MustJSON(change.After) {
			t.Errorf("%s is recorded as changed from %v to the same value", field, change.Before)
		}
	}
}
