package request_test

import (
	"testing"

	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestRecordTransitionValidatesInput checks that recording returns all errors in the
// input at once, by the same rules as preparation.
func TestRecordTransitionValidatesInput(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	r := s.Expense(s.Rep, s.OwnProject.ID, "10")
	recorded, err := s.Decide(r, signOff(s.GM, s.Submit(r, approval.GMSignoff).Open[0], nil), toFinance)
	s.Must(err)
	pay := payment(s.Finance, recorded.Position.Open[0], "11", "")
	pay.Data.Method, pay.Data.PaidOn = "barter", "2999-01-01"
	wanted := []string{"body.data.method", "body.data.paid_on", "body.data.voucher_no", "body.data.paid_amount"}
	_, err = s.Decide(r, pay, toPaid)
	for _, location := range wanted {
		storagetest.WantCode(t, err, approval.CodeInvalid, location)
	}
	task, current, err := s.TaskToDecide(t.Context(), s.Finance, pay.TaskID)
	s.Must(err)
	pay.Revision = task.Request.Revision
	_, err = s.PrepareDecision(t.Context(), s.Finance, current, task, pay)
	for _, location := range wanted {
		storagetest.WantCode(t, err, approval.CodeInvalid, location)
	}
	_, err = s.PrepareDecision(t.Context(), s.Commercial, current, task, pay)
	storagetest.WantCode(t, err, approval.CodeForbidden, "")
}
