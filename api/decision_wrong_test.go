package api

import (
	"maps"
	"strings"
	"testing"

	"approvals/workflows/approval"
)

// TestDecisionNamesAllThatIsWrong checks, for each step, that a decision with several
// errors is answered with all schema errors and, when those are corrected, with all rule
// errors.
func TestDecisionNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.OwnCustomer, s.OwnProject = s.NewProject(s.Rep)
	taken := s.PaidExpense("10").Number
	signed := s.Expense(s.Rep, s.OwnProject.ID, "20")
	open := s.Submit(signed, approval.GMSignoff).Open[0]
	unsigned := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "30"), approval.GMSignoff).Open[0]
	recorded, err := s.Decide(signed, approval.Decision{ActorID: s.GM.ID, TaskID: open.ID, Step: open.Step, Outcome: approval.Approve},
		approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}})
	s.Must(err)
	payment := recorded.Position.Open[0]
	reports := s.Submit(s.ProjectRequest(), approval.CommercialReport, approval.FinanceReport, approval.ManagementDecision).Open
	long := strings.Repeat("长", 4001)
	cny := func(amount string) map[string]string { return map[string]string{"amount": amount, "currency": "CNY"} }
	usd := map[string]string{"amount": "1", "currency": "USD"}
	for _, test := range []struct {
		as     string
		task   approval.OpenTask
		body   map[string]any
		schema string
		// corrected replaces what the schema refuses.
		corrected map[string]any
		rules     string
	}{
		{"finance", payment,
			map[string]any{"outcome": "complete", "revision": 0, "comment": long, "data": map[string]any{
				"paid_amount": cny("1.2.3"), "voucher_no": strings.Repeat("1", 101), "paid_on": "31.12.2026", "method": strings.Repeat("m", 101)}},
			"body.comment body.data.method body.data.paid_amount.amount body.data.paid_on body.data.voucher_no body.revision",
			map[string]any{"revision": 99, "comment": "x", "data": map[string]any{
				"paid_amount": cny("20.01"), "voucher_no": taken, "paid_on": "2999-01-01", "method": "barter"}},
			"body.data.method body.data.paid_amount body.data.paid_on body.data.voucher_no body.revision"},
		{"finance", payment,
			map[string]any{"outcome": "pay", "revision": 1, "data": map[string]any{"paid_amount": map[string]string{"amount": "1", "currency": "XXY"}}},
			"body.data.paid_amount.currency body.outcome",
			map[string]any{"outcome": "return", "revision": 99, "return_to": "commercial_report", "data": map[string]any{"method": "barter"}},
			"body.comment body.data.method body.return_to body.revision"},
		{"commercial", reports[0],
			map[string]any{"outcome": "complete", "revision": 1, "comment": long, "data": map[string]any{"recommendation": "maybe", "summary": strings.Repeat("长", 20001)}},
			"body.comment body.data.recommendation body.data.summary",
			map[string]any{"revision": 99, "comment": "x", "data": map[string]any{"summary": " "}},
			"body.attachments.feasibility_report body.data.recommendation body.data.summary body.revision"},
		{"finance", reports[1],
			map[string]any{"outcome": "complete", "revision": 1, "comment": long, "data": map[string]any{"budget": map[string]any{"travel": cny("x"), "hotel": cny("-1")}}},
			"body.comment body.data.budget.hotel.amount body.data.budget.travel.amount",
			map[string]any{"comment": "x", "data": map[string]any{"budget": map[string]any{"travel": usd, "reception": usd, "yacht": cny("1")}}},
			"body.attachments.budget_report body.data.budget.reception.currency body.data.budget.travel.currency body.data.budget.yacht body.data.summary"},
		{"manager", reports[2],
			map[string]any{"outcome": "return", "revision": 0, "comment": long},
			"body.comment body.revision",
			map[string]any{"revision": 99, "comment": ""},
			"body.comment body.return_to body.revision"},
		{"gm", unsigned,
			map[string]any{"outcome": "approve", "revision": 1, "comment": long, "data": map[string]any{"approved_amount": cny("1e3")}},
			"body.comment body.data.approved_amount.amount",
			map[string]any{"revision": 99, "comment": "x", "return_to": "requester", "data": map[string]any{"approved_amount": cny("30.01")}},
			"body.data.approved_amount body.return_to body.revision"},
	} {
		check := func(round, want string) {
			t.Helper()
			p := s.Send(t, test.as, "POST", "/tasks/"+test.task.ID+"/complete", test.body)
			if got := strings.Join(s.locations(t, p.WantProblem(422, approval.CodeInvalid)), " "); got != want {
				t.Errorf("%s, %s names\n%s, not\n%s", test.task.Step, round, got, want)
			}
		}
		check("schema", test.schema)
		maps.Copy(test.body, test.corrected)
		check("rules", test.rules)
	}
	if n := s.count(t, `SELECT count(*) FROM decisions WHERE task_id = ANY($1::uuid[])`,
		"{"+strings.Join([]string{payment.ID, unsigned.ID, reports[0].ID, reports[1].ID, reports[2].ID}, ",")+"}"); n != 0 {
		t.Errorf("%d decisions are stored", n)
	}
}
