package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"approvals/storage"
	"approvals/storage/storagetest"
)

// TestCrowdAtOneCustomer: somebody holds a customer, or the end of its chain,
// and twice as many writers to it as there are connections wait. Others neither
// wait for them nor for a connection; at the end everything is written.
func TestCrowdAtOneCustomer(t *testing.T) {
	for held, lock := range map[string]string{
		"customer": `SELECT FROM customers WHERE id = $1 FOR UPDATE`,
		"chain":    `SELECT FROM timeline_heads WHERE customer_id = $1 FOR UPDATE`,
	} {
		t.Run(held, func(t *testing.T) {
			s := newScene(t)
			crowded := newCustomer(t, s.Store, s.rep, "crowded")
			crowd(t, s, crowded, lock)
		})
	}
}

func crowd(t *testing.T, s *scene, crowded storage.Customer, lock string) {
	const writers = 40
	holder, err := storagetest.Owner(t, s.Store).BeginTx(t.Context(), nil)
	s.must(err)
	defer holder.Rollback()
	if _, err := holder.ExecContext(t.Context(), lock, crowded.ID); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, writers)
	for i := range writers {
		go func() {
			_, err := s.AddNote(t.Context(), s.rep, crowded.ID, fmt.Sprint("note ", i))
			done <- err
		}()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for waiting := 0; waiting == 0; {
		if err := s.DB().QueryRowContext(ctx, `
			SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
				OR NOT granted AND locktype = 'transactionid'`).Scan(&waiting); err != nil {
			t.Fatal("nobody comes to the held customer:", err)
		}
	}
	began := time.Now()
	for range 10 {
		if _, err := s.AddNote(ctx, s.rep, s.customer.ID, "others go on"); err != nil {
			t.Fatal("write to another customer:", err)
		}
		if _, err := s.Customer(ctx, s.rep, crowded.ID); err != nil {
			t.Fatal("read of the held customer:", err)
		}
		if _, _, err := s.Customers(ctx, s.rep, storage.CustomerFilter{Q: "crowd"}, storage.Page{Limit: 10}); err != nil {
			t.Fatal("search:", err)
		}
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("others took %s", took)
	}
	if used := s.DB().Stats().InUse; used > 5 {
		t.Errorf("%d connections wait for one customer", used)
	}
	select {
	case err := <-done:
		t.Error("a writer did not wait:", err)
	default:
	}
	s.must(holder.Commit())
	for range writers {
		s.must(<-done)
	}
	checked, err := s.VerifyChain(t.Context(), crowded.ID)
	s.must(err)
	if !checked.OK || checked.Events != writers+1 {
		t.Errorf("the chain has %d events, want %d; %+v", checked.Events, writers+1, checked.FirstBroken)
	}
}

// TestCrowdsThatCross: many transactions that each write to the same customers,
// in any order, all come through.
func TestCrowdsThatCross(t *testing.T) {
	s := newScene(t)
	customers := []storage.Customer{}
	for i := range 3 {
		customers = append(customers, newCustomer(t, s.Store, s.rep, fmt.Sprint("customer ", i)))
	}
	const writers = 30
	done := make(chan error, writers)
	for i := range writers {
		go func() {
			to := s.rep.ID
			if i%2 == 0 {
				to = s.commercial.ID
			}
			ids := []string{customers[i%3].ID, customers[(i+1)%3].ID, customers[(i+2)%3].ID}
			results, err := s.HandOverCustomers(t.Context(), s.commercial, storage.HandOver{CustomerIDs: ids, ToUserID: to})
			if err == nil && len(results) != len(ids) {
				err = fmt.Errorf("%d results, want one for each customer", len(results))
			}
			done <- err
		}()
	}
	for range writers {
		s.must(<-done)
	}
	for _, c := range customers {
		checked, err := s.VerifyChain(t.Context(), c.ID)
		s.must(err)
		if !checked.OK {
			t.Errorf("%s: %+v", c.Name, checked.FirstBroken)
		}
	}
}
