package request_test

import (
	"strings"
	"testing"

	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// richScene has requests in every status, decided in every way.
func richScene(t *testing.T) (s *storagetest.Scene, paid, project request.Request) {
	s = storagetest.NewScene(t)
	paid = s.PaidExpense("100")
	project = s.ApprovedProject("900")
	s.Expense(s.Rep, s.OwnProject.ID, "1")
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "2"), approval.GMSignoff)

	revised := s.Expense(s.Rep, s.OwnProject.ID, "30")
	sign := s.Submit(revised, approval.GMSignoff).Open[0]
	revise := s.SendBack(revised, s.GM, sign, "", approval.Revise).Open[0]
	for _, amount := range []string{"25", "20.5"} {
		now, err := s.Request(t.Context(), s.Rep, revised.ID)
		s.Must(err)
		_, err = s.EditExpenseRequest(t.Context(), s.Rep, revised.ID, now.Version, request.ExpenseRequestDraft{Amount: storagetest.Yuan(amount)})
		s.Must(err)
	}
	now, err := s.Request(t.Context(), s.Rep, revised.ID)
	s.Must(err)
	_, err = s.Decide(revised, approval.Decision{ActorID: s.Rep.ID, TaskID: revise.ID, Step: approval.Revise, Outcome: approval.Resubmit, Facts: now.Facts()},
		approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}})
	s.Must(err)

	rejected := s.Expense(s.Rep, s.OwnProject.ID, "40")
	sign = s.Submit(rejected, approval.GMSignoff).Open[0]
	_, err = s.Decide(rejected, approval.Decision{ActorID: s.GM.ID, TaskID: sign.ID, Step: sign.Step, Outcome: approval.Reject},
		approval.Move{Status: approval.StatusRejected, CloseAll: true})
	s.Must(err)
	withdrawn := s.Expense(s.Rep, s.OwnProject.ID, "50")
	s.Submit(withdrawn, approval.GMSignoff)
	_, err = s.Decide(withdrawn, approval.Decision{ActorID: s.Rep.ID, Outcome: approval.Withdraw}, approval.Ended())
	s.Must(err)

	queued := s.Expense(s.Rep, s.OwnProject.ID, "60")
	submission, err := s.PrepareSubmission(t.Context(), s.Rep, queued)
	s.Must(err)
	s.Must(s.QueueSubmission(t.Context(), submission))
	return s, paid, project
}

// TestRecordsNameWhatWasChangedByHand changes one thing after the other in the
// database and puts it back.
func TestRecordsNameWhatWasChangedByHand(t *testing.T) {
	s, paid, project := richScene(t)
	wantDifferences(t, s, "untouched")
	tasks := `(SELECT id FROM tasks WHERE request_id = '` + paid.ID + `' AND step = 'gm_signoff')`
	for name, test := range map[string]struct{ change, back, named string }{
		"status": {
			`UPDATE requests SET status = 'approved' WHERE id = '{paid}'`, `UPDATE requests SET status = 'paid' WHERE id = '{paid}'`,
			"{number}: status is approved, in the timeline paid"},
		"status of a draft": {
			`UPDATE requests SET status = 'paid' WHERE status = 'draft'`, `UPDATE requests SET status = 'draft' WHERE status = 'paid' AND position->>'status' = 'draft'`,
			"status is paid, in its position draft"},
		"paid amount": {
			`UPDATE expense_requests SET paid_amount = 99 WHERE request_id = '{paid}'`, `UPDATE expense_requests SET paid_amount = 100 WHERE request_id = '{paid}'`,
			"{number}: paid_amount is 99.00 CNY, in the timeline 100.00 CNY"},
		"approved amount": {
			`UPDATE expense_requests SET approved_amount = 200 WHERE request_id = '{paid}'`, `UPDATE expense_requests SET approved_amount = 100 WHERE request_id = '{paid}'`,
			"{number}: approved_amount is 200.00 CNY"},
		"requested amount": {
			`UPDATE requests SET amount = 1000 WHERE id = '{paid}'`, `UPDATE requests SET amount = 100 WHERE id = '{paid}'`,
			"{number}: amount is 1000.00 CNY, in the timeline 100.00 CNY"},
		"no amount": {
			`UPDATE requests SET amount = NULL WHERE id = '{paid}'`, `UPDATE requests SET amount = 100 WHERE id = '{paid}'`,
			"{number}: amount is nothing, in the timeline 100.00 CNY"},
		"voucher": {
			`UPDATE expense_requests SET voucher_no = 'X-1' WHERE request_id = '{paid}'`, `UPDATE expense_requests SET voucher_no = '{number}' WHERE request_id = '{paid}'`,
			"{number}: voucher_no is X-1, in the timeline {number}"},
		"day in lists": {
			`UPDATE requests SET paid_on = '2020-01-01' WHERE id = '{paid}'`, `UPDATE requests SET paid_on = '{today}' WHERE id = '{paid}'`,
			"{number}: paid_on is 2020-01-01 in lists, of the payment {today}"},
		"task opened again": {
			`UPDATE tasks SET state = 'open' WHERE id = ` + tasks, `UPDATE tasks SET state = 'done' WHERE id = ` + tasks,
			"(gm_signoff) is open, in its position closed"},
		"open task closed": {
			`UPDATE tasks SET state = 'canceled' WHERE state = 'open' AND amount = 2`, `UPDATE tasks SET state = 'open' WHERE amount = 2`,
			"(gm_signoff) is canceled, in its position open"},
		"done task canceled": {
			`UPDATE tasks SET state = 'canceled' WHERE id = ` + tasks, `UPDATE tasks SET state = 'done' WHERE id = ` + tasks,
			"(gm_signoff) is canceled, by the decisions done"},
		"outcome of a task": {
			`UPDATE tasks SET outcome = 'reject' WHERE id = ` + tasks, `UPDATE tasks SET outcome = 'approve' WHERE id = ` + tasks,
			"(gm_signoff) is reject, in its decision approve"},
		"outcome of a decision": {
			`UPDATE decisions SET outcome = 'reject' WHERE task_id = ` + tasks, `UPDATE decisions SET outcome = 'approve' WHERE task_id = ` + tasks,
			"{number}: the decision to reject at gm_signoff"},
		"comment of a decision": {
			`UPDATE decisions SET comment = 'x' WHERE task_id = ` + tasks, `UPDATE decisions SET comment = '因为' WHERE task_id = ` + tasks,
			"{number}: the decision to approve at gm_signoff"},
		"payment in a decision": {
			`UPDATE decisions SET data = jsonb_set(data, '{paid_amount,amount}', '"7"') WHERE request_id = '{paid}' AND step = 'finance_processing'`,
			`UPDATE decisions SET data = jsonb_set(data, '{paid_amount,amount}', '"100"') WHERE request_id = '{paid}' AND step = 'finance_processing'`,
			"{number}: the decision to complete at finance_processing"},
		"position": {
			`UPDATE requests SET position = jsonb_set(position, '{facts,amount,amount}', '"7"') WHERE id = '{paid}'`,
			`UPDATE requests r SET position = t.position FROM transitions t WHERE r.id = '{paid}' AND t.request_id = r.id AND t.number = 3`,
			"{number}: its position is not that of its last transition"},
		"budget of a report": {
			`UPDATE reports SET total = 1 WHERE step = 'finance_report'`, `UPDATE reports SET total = 900 WHERE step = 'finance_report'`,
			"{project}: finance_report.budget is 1.00 CNY, in the timeline 900.00 CNY"},
		"recommendation": {
			`UPDATE reports SET recommendation = 'do_not_recommend' WHERE step = 'commercial_report'`, `UPDATE reports SET recommendation = 'recommend' WHERE step = 'commercial_report'`,
			"{project}: commercial_report.recommendation is do_not_recommend, in the timeline recommend"},
		"budget of the project": {
			`UPDATE projects SET budget = 5 WHERE budget = 900`, `UPDATE projects SET budget = 900 WHERE budget = 5`,
			"变电站改造: budget is 5.00 CNY, in the timeline 900.00 CNY"},
		"status of the project": {
			`UPDATE projects SET status = 'open'`, `UPDATE projects SET status = 'approved'`, "变电站改造: status is open, in the timeline approved"},
	} {
		filled := strings.NewReplacer("{paid}", paid.ID, "{number}", paid.Number, "{project}", project.Number, "{today}", string(storagetest.Today()))
		s.ByHand(filled.Replace(test.change))
		wantDifferences(t, s, name, filled.Replace(test.named))
		s.ByHand(filled.Replace(test.back))
		wantDifferences(t, s, name+", put back")
	}
}

// wantDifferences fails the test unless the words are named, or nothing is.
func wantDifferences(t *testing.T, s *storagetest.Scene, name string, words ...string) {
	t.Helper()
	var named []string
	for r, err := range s.CheckRecords(t.Context()) {
		s.Must(err)
		for _, difference := range r.Differences {
			named = append(named, r.Number+": "+difference)
		}
	}
	for p, err := range s.CheckProjects(t.Context()) {
		s.Must(err)
		for _, difference := range p.Differences {
			named = append(named, p.Name+": "+difference)
		}
	}
	found := strings.Join(named, "\n")
	if len(words) == 0 && len(named) > 0 {
		t.Errorf("%s: %s", name, found)
	}
	for _, word := range words {
		if !strings.Contains(found, word) {
			t.Errorf("%s: %q is not named in %q", name, word, found)
		}
	}
}
