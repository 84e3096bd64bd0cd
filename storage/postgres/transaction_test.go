package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// TestCrowdAtOneCustomer: somebody holds a customer, or the end of its chain, and
// as many writers to it as there are connections wait. Each of them is told to try
// again once the lock timeout is over. Nobody else waits for longer than that, and
// afterwards the customer can be written to.
func TestCrowdAtOneCustomer(t *testing.T) {
	t.Parallel()
	for held, lock := range map[string]string{
		"customer": `SELECT FROM customers WHERE id = $1 FOR UPDATE`,
		"chain":    `SELECT FROM timeline_heads WHERE customer_id = $1 FOR UPDATE`,
	} {
		t.Run(held, func(t *testing.T) {
			t.Parallel()
			s := storagetest.NewScene(t)
			crowded := s.NewCustomer(s.Rep, "crowded")
			crowd(t, s, crowded, lock)
		})
	}
}

// crowd creates tasks, a tenth of them open, and proportionally many requests,
// customers and reps; the customers of the measured user do not grow.
func crowd(t *testing.T, s *storagetest.Scene, crowded customer.Customer, lock string) {
	holder, err := storagetest.Owner(t, s.Store).BeginTx(t.Context(), nil)
	s.Must(err)
	defer holder.Rollback()
	if _, err := holder.ExecContext(t.Context(), lock, crowded.ID); err != nil {
		t.Fatal(err)
	}
	writers := s.DB().Stats().MaxOpenConnections
	done := make(chan error, writers)
	for i := range writers {
		go func() {
			_, err := s.AddNote(t.Context(), s.Rep, crowded.ID, fmt.Sprint("note ", i))
			done <- err
		}()
	}
	for s.DB().Stats().InUse < writers && len(done) == 0 {
		time.Sleep(time.Millisecond)
	}
	// All connections are taken: others get theirs from who gives up.
	for range 10 {
		if _, err := s.AddNote(t.Context(), s.Rep, s.OwnCustomer.ID, "others go on"); err != nil {
			t.Fatal("write to another customer:", err)
		}
		if _, err := s.Customer(t.Context(), s.Rep, crowded.ID); err != nil {
			t.Fatal("read of the held customer:", err)
		}
	}
	for range writers {
		err := <-done
		if pq.As(err, pqerror.LockNotAvailable) == nil {
			t.Fatal("a writer that waited for too long:", err)
		}
		if refusal := approval.AsError(err); refusal.Code != approval.CodeUnavailable || refusal.RetryAfter == 0 || refusal.Message != approval.Busy().Message {
			t.Errorf("a writer that waited for too long is told %+v", refusal)
		}
	}
	s.Must(holder.Commit())
	if _, err := s.AddNote(t.Context(), s.Rep, crowded.ID, "at last"); err != nil {
		t.Fatal("the customer that is free again:", err)
	}
	checked, err := s.VerifyChain(t.Context(), crowded.ID)
	s.Must(err)
	if !checked.OK || checked.Events != 2 {
		t.Errorf("the chain has %d events, want 2; %+v", checked.Events, checked.FirstBroken)
	}
}

// TestCrowdsThatCross: many transactions that each write to the same customers,
// in any order, all come through.
func TestCrowdsThatCross(t *testing.T) {
	s := storagetest.NewScene(t)
	customers := []customer.Customer{}
	for i := range 3 {
		customers = append(customers, s.NewCustomer(s.Rep, fmt.Sprint("customer ", i)))
	}
	const writers = 12
	done := make(chan error, writers)
	for i := range writers {
		go func() {
			to := s.Rep.ID
			if i%2 == 0 {
				to = s.Commercial.ID
			}
			ids := []string{customers[i%3].ID, customers[(i+1)%3].ID, customers[(i+2)%3].ID}
			results, err := s.HandOverCustomers(t.Context(), s.Commercial, customer.HandOver{CustomerIDs: ids, ToUserID: to})
			if err == nil && len(results) != len(ids) {
				err = fmt.Errorf("%d results, want one for each customer", len(results))
			}
			done <- err
		}()
	}
	for range writers {
		s.Must(<-done)
	}
	for _, c := range customers {
		checked, err := s.VerifyChain(t.Context(), c.ID)
		s.Must(err)
		if !checked.OK {
			t.Errorf("%s: %+v", c.Name, checked.FirstBroken)
		}
	}
}

// meetCrosswise runs two transactions that each lock one customer and then, once
// both have, the customer of the other one. It returns how often each ran and
// what it ended with.
func meetCrosswise(t *testing.T, s *storagetest.Scene, run func(ctx context.Context, do func(context.Context) (int, error)) (int, error)) (ran [2]int, ends [2]error) {
	t.Helper()
	ids := [2]string{s.NewCustomer(s.Rep, "A").ID, s.NewCustomer(s.Rep, "B").ID}
	var met, over sync.WaitGroup
	met.Add(2)
	for i := range 2 {
		over.Go(func() {
			var result int
			result, ends[i] = run(t.Context(), func(ctx context.Context) (int, error) {
				ran[i]++
				if err := s.LockRow(ctx, "customers", ids[i], `FOR NO KEY UPDATE`); err != nil {
					return 0, err
				}
				if ran[i] == 1 {
					met.Done()
					met.Wait()
				}
				return ran[i], s.LockRow(ctx, "customers", ids[1-i], `FOR NO KEY UPDATE`)
			})
			if ends[i] == nil && result != ran[i] {
				t.Errorf("transaction %d returns the result of run %d of %d", i, result, ran[i])
			}
		})
	}
	over.Wait()
	return ran, ends
}

// TestDeadlock: of two transactions that wait for each other the database gives
// one up, which then runs again, and both come through.
func TestDeadlock(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	ran, ends := meetCrosswise(t, s, func(ctx context.Context, do func(context.Context) (int, error)) (int, error) {
		return postgres.InTx(ctx, s.Pool, do)
	})
	s.Must(errors.Join(ends[:]...))
	if min(ran[0], ran[1]) != 1 || max(ran[0], ran[1]) == 1 {
		t.Errorf("the transactions ran %d times, want one of them again", ran)
	}
}

// TestDeadlockInside: only the outermost call runs again, since the database has
// rolled back all that was done before the nested one.
func TestDeadlockInside(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	outer := [2]int{}
	next := make(chan int, 2)
	next <- 0
	next <- 1
	ran, ends := meetCrosswise(t, s, func(ctx context.Context, do func(context.Context) (int, error)) (int, error) {
		i := <-next
		return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (int, error) {
			outer[i]++
			return postgres.InTx(ctx, s.Pool, do)
		})
	})
	s.Must(errors.Join(ends[:]...))
	if inner := ran[0] + ran[1]; inner < 3 || outer[0]+outer[1] != inner {
		t.Errorf("the nested transactions ran %d times, the outer ones %d", ran, outer)
	}
}

// TestCollisionWithoutEnd: a transaction that the database gives up each time is
// reported as busy after a few runs, never as a database that cannot be reached.
func TestCollisionWithoutEnd(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	for _, code := range []pqerror.Code{pqerror.TRSerializationFailure, pqerror.TRDeadlockDetected} {
		ran := 0
		err := s.InTx(t.Context(), func(ctx context.Context) error {
			ran++
			return s.In(ctx).Exec(ctx, fmt.Sprintf(`DO $$ BEGIN RAISE 'gave way' USING ERRCODE = '%s'; END $$`, code))
		})
		if refusal := approval.AsError(err); refusal == nil || refusal.Message != approval.Busy().Message || pq.As(err, code) == nil {
			t.Errorf("%s: %v", code, err)
		}
		if ran < 2 || ran > 10 {
			t.Errorf("%s: ran %d times", code, ran)
		}
	}
	ran := 0
	err := s.InTx(t.Context(), func(ctx context.Context) error {
		ran++
		return s.In(ctx).Exec(ctx, `SELECT 1/0`)
	})
	if err == nil || ran != 1 {
		t.Errorf("what no second run can mend ran %d times: %v", ran, err)
	}
}
