package request_test

import (
	"context"
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestStatementsPerWrite holds the number of statements in the transactions that create
// a request and record what is decided about it.
func TestStatementsPerWrite(t *testing.T) {
	s := storagetest.NewScene(t)
	want := func(what string, want int64, write func(context.Context) error) {
		t.Helper()
		ctx, n := postgres.Counted(t.Context())
		s.Must(write(ctx))
		if n.Load() != want {
			t.Errorf("to %s takes %d statements, not %d", what, n.Load(), want)
		}
	}
	var r request.RequestDetail
	want("create", 5, func(ctx context.Context) (err error) {
		r, err = s.CreateExpenseRequest(ctx, s.Rep, s.OwnProject.ID, request.ExpenseRequestDraft{
			Category: new("travel"), Amount: storagetest.Yuan("500"), Purpose: new("高铁票"), SpentOn: new(storagetest.Today()),
		})
		return err
	})
	var open []approval.OpenTask
	number := 0
	record := func(ctx context.Context, d approval.Decision, m approval.Move) error {
		number++
		d.Revision, d.KeyHash, d.Fingerprint = 1, storagetest.Hash("a"), storagetest.Hash("b")
		recorded, err := s.RecordTransition(ctx, approval.Transition{RequestID: r.ID, Number: number, UpdateID: d.ActorID, Decision: d, Move: m})
		open = recorded.Position.Open
		return err
	}
	want("submit", 8, func(ctx context.Context) error {
		return record(ctx, approval.Decision{ActorID: s.Rep.ID, Step: approval.Draft, Outcome: approval.Submit},
			approval.Move{Status: approval.StatusInReview, Open: []approval.Step{approval.GMSignoff}})
	})
	want("sign off", 7, func(ctx context.Context) error { return record(ctx, signOff(s.GM, open[0], nil), toFinance) })
	want("pay", 9, func(ctx context.Context) error { return record(ctx, payment(s.Finance, open[0], "500", "V-1"), toPaid) })
}
