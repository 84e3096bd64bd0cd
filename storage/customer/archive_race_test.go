package customer_test

import (
	"context"
	"sync"
	"testing"

	"approvals/storage/customer"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// TestWritesDuringArchiving keeps an archiving transaction open while others start to
// write, and then commits it: none of the writes may treat the customer, or the project,
// as not archived.
func TestWritesDuringArchiving(t *testing.T) {
	s := storagetest.NewScene(t)
	for name, archive := range map[string]func(context.Context) error{
		"customer": func(ctx context.Context) error { _, err := s.ArchiveCustomer(ctx, s.Rep, s.OwnCustomer.ID); return err },
		"project":  func(ctx context.Context) error { _, err := s.ArchiveProject(ctx, s.Rep, s.OwnProject.ID); return err },
	} {
		t.Run(name, func(t *testing.T) {
			s.T = t
			s.OwnCustomer, s.OwnProject = s.NewProject(s.Rep)
			writes := s.WritesOf(s.OwnCustomer, s.OwnProject)
			if name == "project" {
				for _, other := range []string{"note", "new contact", "contact", "archive contact", "new project", "customer", "archive project"} {
					delete(writes, other)
				}
			}
			outcome := map[string]error{}
			var lock sync.Mutex
			var all sync.WaitGroup
			s.Must(s.InTx(t.Context(), func(ctx context.Context) error {
				if err := archive(ctx); err != nil {
					return err
				}
				for what, write := range writes {
					all.Go(func() {
						err := write(t.Context())
						lock.Lock()
						defer lock.Unlock()
						outcome[what] = err
					})
				}
				s.WaitsForLock(len(writes))
				return nil
			}))
			all.Wait()
			for what, err := range outcome {
				want := approval.CodeConflict
				if what == "work log" {
					want = approval.CodeInvalid // it names what it may not name
				}
				if approval.CodeOf(err) != want {
					t.Errorf("%s: %v, want %s", what, err, want)
				}
			}
			last, _, err := s.Timeline(t.Context(), s.Rep, s.OwnCustomer.ID, customer.TimelineFilter{}, customer.TimelinePage{Limit: 1})
			s.Must(err)
			if kind := string(last[0].Kind); kind != name+".archived" {
				t.Errorf("%s came after the archiving", kind)
			}
		})
	}
}

// TestConcurrentWritesToOneCustomer runs all kinds of writes concurrently with
// archiving: each succeeds or is refused, and none is retried because of a deadlock. On
// a slow machine, one may run into the lock timeout.
func TestConcurrentWritesToOneCustomer(t *testing.T) {
	s := storagetest.NewScene(t)
	writes := s.WritesOf(s.OwnCustomer, s.OwnProject)
	writes["archive customer"] = func(ctx context.Context) error {
		_, err := s.ArchiveCustomer(ctx, s.Rep, s.OwnCustomer.ID)
		return err
	}
	writes["customer back"] = func(ctx context.Context) error {
		_, err := s.RestoreCustomer(ctx, s.Rep, s.OwnCustomer.ID)
		return err
	}
	writes["project back"] = func(ctx context.Context) error {
		_, err := s.RestoreProject(ctx, s.Rep, s.OwnProject.ID)
		return err
	}
	writes["second edit"] = writes["customer"]
	writes["second project edit"] = writes["project"]
	var all sync.WaitGroup
	for what, write := range writes {
		all.Go(func() {
			for range 15 {
				runs := 0
				err := s.InTx(t.Context(), func(ctx context.Context) error {
					runs++
					return write(ctx)
				})
				if runs > 1 {
					t.Errorf("%s waited for who waited for it", what)
				}
				switch approval.CodeOf(err) {
				case approval.CodeConflict, approval.CodeInvalid, approval.CodeNotFound:
				default:
					if err != nil && pq.As(err, pqerror.LockNotAvailable) == nil {
						t.Errorf("%s: %v", what, err)
					}
				}
			}
		})
	}
	all.Wait()
	if checked, err := s.VerifyChain(t.Context(), s.OwnCustomer.ID); err != nil || !checked.OK {
		t.Errorf("%+v, %v", checked, err)
	}
}
