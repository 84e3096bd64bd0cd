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

// TestRequestOrders reads pages in every order, with equal and missing amounts and
// dates, for a user who can read all requests and for the author.
func TestRequestOrders(t *testing.T) {
	s := storagetest.NewScene(t)
	names := map[string]string{}
	name := func(r request.Request) request.Request {
		names[r.ID] = fmt.Sprint(len(names))
		return r
	}
	name(s.PaidExpense("30"))
	name(s.PaidExpense("9.50"))
	late := name(s.PaidExpense("30"))
	s.ByHand(`UPDATE expense_requests SET paid_on = CASE WHEN request_id = $1 THEN date '2026-11-21' ELSE '2026-11-20' END
		WHERE paid_on IS NOT NULL`, late.ID)
	s.Submit(name(s.Expense(s.Rep, s.OwnProject.ID, "100")), approval.GMSignoff)
	draft, err := s.CreateExpenseRequest(t.Context(), s.Rep, s.OwnProject.ID, request.ExpenseRequestDraft{})
	s.Must(err)
	name(draft.Request)
	for sort, want := range map[string]string{
		"": "43210", "created_at": "01234", "amount": "41023", "-amount": "32014",
		"submitted_at": "40123", "-submitted_at": "32104", "paid_on": "34012", "-paid_on": "21043",
	} {
		for _, actor := range []approval.Actor{s.Rep, s.Finance} {
			expected := want
			if actor.ID == s.Finance.ID {
				expected = strings.ReplaceAll(want, "4", "")
			}
			got := ""
			for _, r := range s.RequestsInPages(actor, request.Filter{Sort: sort}) {
				got += names[r.ID]
			}
			if got != expected {
				t.Errorf("%s by %q: %s, want %s", actor.Name, sort, got, expected)
			}
		}
	}
}

// TestRequestFilters filters by several statuses and by the payment date.
func TestRequestFilters(t *testing.T) {
	s := storagetest.NewScene(t)
	s.PaidExpense("1")
	late := s.PaidExpense("2")
	s.ByHand(`UPDATE expense_requests SET paid_on = CASE WHEN request_id = $1 THEN date '2026-11-21' ELSE '2026-11-20' END
		WHERE paid_on IS NOT NULL`, late.ID)
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "3"), approval.GMSignoff)
	s.Expense(s.Rep, s.OwnProject.ID, "4")
	// Created at half past midnight in Shanghai, still the previous day in UTC.
	early := s.Expense(s.Rep, s.OwnProject.ID, "5")
	s.ByHand(`UPDATE requests SET created_at = '2026-10-31T16:30:00Z' WHERE id = '` + early.ID + `'`)
	for name, test := range map[string]struct {
		filter request.Filter
		want   []string
	}{
		"two statuses":  {request.Filter{Statuses: []approval.Status{approval.StatusPaid, approval.StatusInReview}}, []string{"1", "2", "3"}},
		"one status":    {request.Filter{Statuses: []approval.Status{approval.StatusDraft}}, []string{"4", "5"}},
		"paid from":     {request.Filter{PaidFrom: "2026-11-21"}, []string{"2"}},
		"paid until":    {request.Filter{PaidTo: "2026-11-20"}, []string{"1"}},
		"paid between":  {request.Filter{PaidFrom: "2026-11-20", PaidTo: "2026-11-21"}, []string{"1", "2"}},
		"company's day": {request.Filter{From: "2026-11-01", To: "2026-11-01"}, []string{"5"}},
		"day before":    {request.Filter{From: "2026-10-31", To: "2026-10-31"}, nil},
	} {
		test.filter.Sort = "amount"
		var got []string
		for _, r := range s.RequestsInPages(s.Rep, test.filter) {
			got = append(got, r.Amount.Amount)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// TestListsReadQueriesAlike checks that the lists of requests and tasks find words in any
// width, case and order, also far inside of a long purpose.
func TestListsReadQueriesAlike(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "3")
	s.ByHand(`UPDATE expense_requests SET purpose = repeat('很长', 200) || 'Ｄinner ＡＢＣ' || U&'\200b' || '酒店' WHERE request_id = '` + r.ID + `'`)
	s.Submit(r, approval.GMSignoff)
	for q, want := range map[string]int{
		strings.ToLower(r.Number): 1, "abc　dinner": 1, "ａｂｃ酒店": 1, " dinner\u200b ": 1, "\u200b": 1, "dinner 100%": 0, "dinner_": 0,
	} {
		found := len(s.RequestsInPages(s.Rep, request.Filter{Q: q}))
		tasks, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Q: q}, postgres.Page{Limit: 10})
		if err != nil || found != want || len(tasks) != want {
			t.Errorf("%+q finds %d requests and %d tasks, want %d (%v)", q, found, len(tasks), want, err)
		}
	}
}

// TestVoucherKeys checks that a voucher number is the same whatever its width, case and
// dashes, and whatever is invisible in it.
func TestVoucherKeys(t *testing.T) {
	s := storagetest.NewScene(t)
	for _, typed := range []string{"pz-2026-001", "ＰＺ－２０２６－００１", "PZ\u2010 2026\u2014001", "PZ\u22122026\ufe63001", "PZ\u2015\u200b2026\ufe58\u00ad001", "\u3164PZ\u20112026\u2013001"} {
		var key string
		s.Must(s.In(t.Context()).Get(t.Context(), &key, `SELECT voucher_key($1)`, typed))
		if key != "PZ-2026-001" {
			t.Errorf("the key of %+q is %+q", typed, key)
		}
	}
}

// TestPaymentLiesBetweenSubmissionAndToday checks a payment date against the day of the
// submission and the current day, by the company's calendar.
func TestPaymentLiesBetweenSubmissionAndToday(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	recorded, err := s.Decide(r, signOff(s.GM, s.Submit(r, approval.GMSignoff).Open[0], storagetest.Yuan("10")), toFinance)
	s.Must(err)
	// Half past midnight in Shanghai, the day before in UTC.
	s.ByHand(`UPDATE requests SET submitted_at = '2026-11-10T16:30:00Z' WHERE id = '` + r.ID + `'`)
	task, current, err := s.TaskToDecide(t.Context(), s.Finance, recorded.Position.Open[0].ID)
	s.Must(err)
	today := storagetest.Today()
	for day, valid := range map[approval.Date]bool{"2026-11-10": false, "2026-11-11": true, today: true, today.Next(): false} {
		pay := payment(s.Finance, recorded.Position.Open[0], "10", "V-1")
		pay.Data.PaidOn, pay.Revision = day, r.Revision
		if _, err := s.PrepareDecision(t.Context(), s.Finance, current, task, pay); valid {
			s.Must(err)
		} else {
			storagetest.WrongAt(t, err, "body.data.paid_on")
		}
	}
}

// TestRequestRows checks the open tasks and the payment in rows.
func TestRequestRows(t *testing.T) {
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "600")
	_, err := s.Attach(s.Rep, r.ID, approval.PurposeReceipt)
	s.Must(err)
	only := func() request.RequestRow {
		t.Helper()
		rows := s.RequestsInPages(s.Rep, request.Filter{})
		if len(rows) != 1 {
			t.Fatalf("%d requests", len(rows))
		}
		return rows[0]
	}
	if row := only(); row.AttachmentCount != 1 || row.WaitingFor == nil || len(row.WaitingFor) != 0 || row.CategoryLabel.EN != "Travel" {
		t.Errorf("the draft is %+v", row)
	}
	sign := s.Submit(r, approval.GMSignoff).Open[0]
	row := only()
	if len(row.WaitingFor) != 1 {
		t.Fatalf("waits for %+v", row.WaitingFor)
	}
	if w := row.WaitingFor[0]; w.Step != approval.GMSignoff || w.StepLabel != approval.GMSignoff.Label() || w.Assignee != nil ||
		w.RoleLabel == nil || w.RoleLabel.EN != "General manager" || w.Since.IsZero() || w.TaskID != sign.ID {
		t.Errorf("waits for %+v", w)
	}
	_, err = s.ClaimTask(t.Context(), s.GM, sign.ID)
	s.Must(err)
	if w := only().WaitingFor[0]; w.Assignee == nil || w.Assignee.ID != s.GM.ID {
		t.Errorf("claimed, it waits for %+v", w)
	}
	recorded, err := s.Decide(r, approval.Decision{ActorID: s.GM.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Approve,
		Data: approval.DecisionData{ApprovedAmount: storagetest.Yuan("500")}},
		approval.Move{Status: approval.StatusApproved, Open: []approval.Step{approval.FinanceProcessing}})
	s.Must(err)
	pay := recorded.Position.Open[0]
	_, err = s.Decide(r, approval.Decision{ActorID: s.Finance.ID, TaskID: pay.ID, Step: pay.Step, Outcome: approval.Complete,
		Data: approval.DecisionData{PaidAmount: storagetest.Yuan("450"), Method: "cash", VoucherNo: "V-1", PaidOn: storagetest.Today()}},
		approval.Move{Status: approval.StatusPaid, CloseAll: true})
	s.Must(err)
	row = only()
	if len(row.WaitingFor) != 0 || *row.ApprovedAmount != *storagetest.Yuan("500") || *row.PaidAmount != *storagetest.Yuan("450") || *row.VoucherNo != "V-1" ||
		*row.PaidOn != storagetest.Today() || row.MethodLabel == nil || row.MethodLabel.EN != "Cash" || row.StatusLabel.EN != "Paid" {
		t.Errorf("paid, the row is %+v", row)
	}
}

// TestRequestOrdersUseIndexes checks that no order sorts all requests for a user who can
// read all of them.
func TestRequestOrdersUseIndexes(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Expense(s.Rep, s.OwnProject.ID, "10").ID
	s.ByHand(`
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id, amount, submitted_at, paid_on)
		SELECT gen_random_uuid(), kind, 'X-' || n, 'withdrawn', customer_id, project_id, requester_id, n, now() - make_interval(mins => n),
			date '2020-01-01' + n % 2000
		FROM requests CROSS JOIN generate_series(1, 20000) n WHERE id = '` + id + `'`)
	s.ByHand(`ANALYZE requests`)
	for index, order := range map[string]struct{ key, from string }{
		"requests_amount":    {`coalesce(amount, -1)`, `100`},
		"requests_submitted": {`coalesce(submitted_at, '-infinity')`, `now()`},
		"requests_paid":      {`coalesce(paid_on, '-infinity')`, `date '2026-01-01'`},
	} {
		plan := s.Plan(fmt.Sprintf(`SELECT id FROM requests WHERE (requester_id = '%s' OR status <> 'draft') AND (%s, id) < (%s, '%s')
			ORDER BY %[2]s DESC, id DESC LIMIT 50`, s.Finance.ID, order.key, order.from, id))
		if !strings.Contains(plan, index) || strings.Contains(plan, "Sort") {
			t.Errorf("%s does not serve:\n%s", index, plan)
		}
	}
}
