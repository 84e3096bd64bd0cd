package request_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"approvals/storage"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestNumbersAtTheTurnOfAYear creates requests around midnight in Shanghai: they are
// numbered and listed by the company's year and day, while in UTC it is the old year.
func TestNumbersAtTheTurnOfAYear(t *testing.T) {
	s := storagetest.NewScene(t)
	var database string
	s.Must(storagetest.Owner(t, s.Store).QueryRow(`SELECT current_database()`).Scan(&database))
	address := storagetest.Runtime(t, "postgres:///"+database)
	for _, turn := range []struct {
		at          time.Time
		number, day string
	}{
		{time.Date(2026, 12, 31, 15, 59, 59, 0, time.UTC), "E-2026-000001", "2026-12-31"},
		{time.Date(2026, 12, 31, 16, 30, 0, 0, time.UTC), "E-2027-000001", "2027-01-01"},
		{time.Date(2027, 1, 1, 3, 0, 0, 0, time.UTC), "E-2027-000002", "2027-01-01"},
	} {
		var made request.RequestDetail
		// The clock of a bubble begins in 2000 and goes on at once while all sleep.
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(turn.at))
			store, err := storage.Open(address, 2)
			s.Must(err)
			defer store.Close()
			made, err = store.CreateExpenseRequest(t.Context(), s.Rep, s.OwnProject.ID, request.ExpenseRequestDraft{})
			s.Must(err)
		})
		if made.Number != turn.number {
			t.Errorf("at %s: %s", turn.at, made.Number)
		}
		// The database has its own clock.
		s.ByHand(`UPDATE requests SET created_at = $2 WHERE id = $1`, made.ID, turn.at)
		for _, day := range []approval.Date{"2026-12-31", "2027-01-01"} {
			found := false
			for _, r := range s.RequestsInPages(s.Rep, request.Filter{From: day, To: day}) {
				found = found || r.ID == made.ID
			}
			if found != (string(day) == turn.day) {
				t.Errorf("%s under %s: %v", turn.at, day, found)
			}
		}
	}
}

// TestNumbersDoNotWait creates a request while the transaction of another one is open,
// and rolls that one back: nobody has waited, and its number is left out.
func TestNumbersDoNotWait(t *testing.T) {
	s := storagetest.NewScene(t)
	create := func(ctx context.Context) string {
		made, err := s.CreateExpenseRequest(ctx, s.Rep, s.OwnProject.ID, request.ExpenseRequestDraft{})
		if err != nil {
			t.Error(err)
		}
		return made.Number
	}
	// The first ones of the year come at once.
	numbers := make(chan string, 8)
	for range cap(numbers) {
		go func() { numbers <- create(t.Context()) }()
	}
	given := map[string]bool{}
	for range cap(numbers) {
		given[<-numbers] = true
	}
	if len(given) != cap(numbers) {
		t.Errorf("%d requests have the numbers %v", cap(numbers), given)
	}
	first := create(t.Context())
	var dropped, meanwhile string
	rolledBack := errors.New("roll back")
	if err := s.InTx(t.Context(), func(ctx context.Context) error {
		dropped, meanwhile = create(ctx), create(t.Context())
		return rolledBack
	}); !errors.Is(err, rolledBack) {
		t.Fatal(err)
	}
	if last := create(t.Context()); !(first < dropped && dropped < meanwhile && meanwhile < last) {
		t.Errorf("the numbers are %s, %s, %s and %s", first, dropped, meanwhile, last)
	}
}
