package storage_test

import (
	"slices"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func kinds(events []approval.Event) (all []approval.EventKind) {
	for _, e := range events {
		all = append(all, e.Kind)
	}
	return all
}

// TestExpenseTellsItsFacts takes an expense request with a receipt in the draft
// to its end: every step tells what it brought.
func TestExpenseTellsItsFacts(t *testing.T) {
	s := newScene(t)
	r := s.expense(s.rep, s.project.ID, "500")
	receipt, err := s.attach(s.rep, r.ID, approval.PurposeReceipt)
	s.must(err)
	task := s.submit(r, approval.GMSignoff).Open[0]
	events := s.toldOf(r.ID)
	if got := kinds(events); !slices.Equal(got, []approval.EventKind{"expense_request.submitted", "attachment.added"}) {
		t.Fatalf("told %v", got)
	}
	s.wantChange(events[0], "amount", `{"before":null,"after":{"amount":"500","currency":"CNY"}}`)
	s.wantChange(events[0], "category", `{"before":null,"after":"travel"}`)
	s.wantChange(events[0], "purpose", `{"before":null,"after":"高铁票"}`)
	s.wantChange(events[0], "spent_on", `{"before":null,"after":"2026-11-20"}`)
	s.wantChange(events[1], "attachment", `{"before":null,"after":"报告.pdf"}`)
	s.wantChange(events[1], "sha256", `{"before":null,"after":"`+receipt.SHA256+`"}`)
	if text := events[1].Summary; text.ZH == "" || text.EN == "" || text.ZH == text.EN {
		t.Errorf("the summary is %v", text)
	}

	// Returned, changed twice and handed in again: the difference to what was
	// submitted, and no attachment twice.
	revise := s.sendBack(r, s.gm, task, "", approval.Revise).Open[0]
	s.wantChange(s.toldOf(r.ID)[2], "comment", `{"before":null,"after":"因为"}`)
	for _, amount := range []string{"450", "400"} {
		now, err := s.Request(t.Context(), s.rep, r.ID)
		s.must(err)
		_, err = s.EditExpenseRequest(t.Context(), s.rep, r.ID, now.Version, storage.ExpenseRequestDraft{Amount: yuan(amount), Purpose: new("高铁票 " + amount)})
		s.must(err)
	}
	now, err := s.Request(t.Context(), s.rep, r.ID)
	s.must(err)
	_, err = s.EditExpenseRequest(t.Context(), s.rep, r.ID, now.Version, storage.ExpenseRequestDraft{Purpose: new("高铁票")})
	s.must(err)
	recorded, err := s.record(r, approval.Decision{ActorID: s.rep.ID, TaskID: revise.ID, Step: revise.Step, Outcome: approval.Resubmit},
		approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}})
	s.must(err)
	again := last(s.toldOf(r.ID))
	s.wantChange(again, "amount", `{"before":{"amount":"500","currency":"CNY"},"after":{"amount":"400","currency":"CNY"}}`)
	if _, there := again.Changes["purpose"]; again.Kind != "expense_request.resubmitted" || there {
		t.Errorf("%s shows %v", again.Kind, again.Changes)
	}

	recorded, err = s.record(r, signOff(s.gm, recorded.Position.Open[0], yuan("399")), toFinance)
	s.must(err)
	s.wantChange(last(s.toldOf(r.ID)), "approved_amount", `{"before":null,"after":{"amount":"399","currency":"CNY"}}`)
	_, err = s.record(r, payment(s.finance, recorded.Position.Open[0], "398", "V-1"), toPaid)
	s.must(err)
	paid := last(s.toldOf(r.ID))
	s.wantChange(paid, "paid_amount", `{"before":null,"after":{"amount":"398","currency":"CNY"}}`)
	s.wantChange(paid, "method", `{"before":null,"after":"cash"}`)
	s.wantChange(paid, "voucher_no", `{"before":null,"after":"V-1"}`)
	s.wantChange(paid, "paid_on", `{"before":null,"after":"2026-11-23"}`)
	checked, err := s.VerifyChain(t.Context(), s.customer.ID)
	if s.must(err); !checked.OK {
		t.Errorf("%+v", checked.FirstBroken)
	}
}

func last(events []approval.Event) approval.Event { return events[len(events)-1] }

// TestSecondReportTellsTheFirst files both reports, has them done again, and
// approves: the second ones tell what the first ones said.
func TestSecondReportTellsTheFirst(t *testing.T) {
	s := newScene(t)
	r := s.projectRequest()
	open := s.submit(r, approval.CommercialReport, approval.FinanceReport).Open
	submitted := s.toldOf(r.ID)[0]
	for field, want := range map[string]string{
		"reason": `"三年一次的大项目"`, "expected_revenue": `{"amount":"100000","currency":"CNY"}`,
		"expected_cost": `{"amount":"60000","currency":"CNY"}`, "expected_close_on": `"2027-03-31"`, "win_probability": `60`,
	} {
		s.wantChange(submitted, field, `{"before":null,"after":`+want+`}`)
	}
	_, err := s.attach(s.commercial, r.ID, approval.PurposeFeasibilityReport)
	s.must(err)
	_, err = s.attach(s.finance, r.ID, approval.PurposeBudgetReport)
	s.must(err)
	file := func(task approval.OpenTask, data approval.DecisionData, opens ...approval.Step) approval.Position {
		t.Helper()
		by := s.commercial
		if task.Step == approval.FinanceReport {
			by = s.finance
		}
		recorded, err := s.record(r, approval.Decision{ActorID: by.ID, TaskID: task.ID, Step: task.Step, Outcome: approval.Complete, Data: data},
			approval.Move{Status: approval.StatusInReview, Open: opens})
		s.must(err)
		return recorded.Position
	}
	budget := func(travel, gifts string) approval.DecisionData {
		return approval.DecisionData{Summary: "预算", Budget: map[string]approval.Money{"travel": *yuan(travel), "gifts": *yuan(gifts)}}
	}
	file(open[0], approval.DecisionData{Recommendation: approval.Recommend, Summary: "可行"})
	s.wantChange(last(s.toldOf(r.ID)), "recommendation", `{"before":null,"after":"recommend"}`)
	s.wantChange(last(s.toldOf(r.ID)), "summary", `{"before":null,"after":"可行"}`)
	decide := file(open[1], budget("4000", "2000.5"), approval.ManagementDecision).Open[0]
	s.wantChange(last(s.toldOf(r.ID)), "budget", `{"before":null,"after":{"amount":"6000.5","currency":"CNY"}}`)
	first := `{"travel":{"amount":"4000","currency":"CNY"},"gifts":{"amount":"2000.5","currency":"CNY"}}`
	s.wantChange(last(s.toldOf(r.ID)), "budget_items", `{"before":null,"after":`+first+`}`)

	again := s.sendBack(r, s.manager, decide, "commercial", approval.CommercialReport, approval.FinanceReport).Open
	file(again[0], approval.DecisionData{Recommendation: approval.RecommendWithConditions, Summary: "可行"})
	second := last(s.toldOf(r.ID))
	s.wantChange(second, "recommendation", `{"before":"recommend","after":"recommend_with_conditions"}`)
	if _, there := second.Changes["summary"]; there {
		t.Error("a summary that is the same is told again")
	}
	decide = file(again[1], budget("4000", "2001"), approval.ManagementDecision).Open[0]
	s.wantChange(last(s.toldOf(r.ID)), "budget", `{"before":{"amount":"6000.5","currency":"CNY"},"after":{"amount":"6001","currency":"CNY"}}`)
	s.wantChange(last(s.toldOf(r.ID)), "budget_items",
		`{"before":`+first+`,"after":{"travel":{"amount":"4000","currency":"CNY"},"gifts":{"amount":"2001","currency":"CNY"}}}`)

	_, err = s.record(r, approval.Decision{ActorID: s.manager.ID, TaskID: decide.ID, Step: decide.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, CloseAll: true})
	s.must(err)
	s.wantChange(last(s.toldOf(r.ID)), "project_budget", `{"before":null,"after":{"amount":"6001","currency":"CNY"}}`)
	checked, err := s.VerifyChain(t.Context(), s.customer.ID)
	if s.must(err); !checked.OK {
		t.Errorf("%+v", checked.FirstBroken)
	}
}

// TestCodesOfRequestsHaveLabels looks for words beside the codes that the events
// of a report hold.
func TestCodesOfRequestsHaveLabels(t *testing.T) {
	s := newScene(t)
	event := approval.Event{Subject: approval.Subject{Type: string(approval.ProjectRequest)}, Changes: approval.Changes{
		"status": {Before: "in_review", After: "approved"}, "recommendation": {After: "recommend_with_conditions"},
		"budget_items": {After: map[string]approval.Money{"travel": *yuan("1")}}, "budget": {After: yuan("1")},
		"return_to": {After: approval.Requester}, "project_status": {Before: "open", After: "approved"},
	}}
	expense := approval.Event{Subject: approval.Subject{Type: string(approval.ExpenseRequest)}, Changes: approval.Changes{
		"category": {After: new("travel")}, "method": {After: new("cash")}, "purpose": {After: "cash"}, "status": {After: approval.StatusPaid},
	}}
	shown, err := s.ShownEvents(t.Context(), []approval.Event{event, expense})
	s.must(err)
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

// TestReassigningTellsWhatChanged has only the holder change.
func TestReassigningTellsWhatChanged(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	admin := storagetest.NewUser(t, s.Store, "admin", approval.Administrator)
	deputy := storagetest.NewUser(t, s.Store, "deputy", approval.GeneralManager)
	r := s.expense(s.rep, s.project.ID, "500")
	_, err := s.ReassignTask(t.Context(), admin, s.submit(r, approval.GMSignoff).Open[0].ID, deputy.ID, "leave")
	s.must(err)
	for field, change := range last(s.toldOf(r.ID)).Changes {
		if mustJSON(change.Before) == mustJSON(change.After) {
			t.Errorf("%s is told to have changed from %v to the same", field, change.Before)
		}
	}
}
