package storage_test

import (
	"context"
	"sync"
	"testing"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// TestNobodyWritesPastAnArchiving holds an archiving open while everybody else
// begins to write, and lets it end: none of them may still think that the
// customer, or the project, is in use.
func TestNobodyWritesPastAnArchiving(t *testing.T) {
	s := newScene(t)
	for name, archive := range map[string]func(context.Context) error{
		"customer": func(ctx context.Context) error { _, err := s.ArchiveCustomer(ctx, s.rep, s.customer.ID); return err },
		"project":  func(ctx context.Context) error { _, err := s.ArchiveProject(ctx, s.rep, s.project.ID); return err },
	} {
		t.Run(name, func(t *testing.T) {
			s.t = t
			s.customer, s.project = s.newProject(s.rep)
			writes := s.writesOf(s.customer, s.project)
			if name == "project" {
				for _, other := range []string{"note", "new contact", "contact", "archive contact", "new project", "customer", "archive project"} {
					delete(writes, other)
				}
			}
			outcome := map[string]error{}
			var lock sync.Mutex
			var all sync.WaitGroup
			s.must(s.InTx(t.Context(), func(ctx context.Context) error {
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
				s.waitsForLock(len(writes))
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
			last, _, err := s.Timeline(t.Context(), s.rep, s.customer.ID, storage.TimelineFilter{}, storage.TimelinePage{Limit: 1})
			s.must(err)
			if kind := string(last[0].Kind); kind != name+".archived" {
				t.Errorf("%s came after the archiving", kind)
			}
		})
	}
}

// TestWritersOfOneCustomerGetOnTogether has all writers at work at once, with
// archivings in between: each is done or refused, and none runs again because two
// waited for each other. On a slow machine one may have to wait for too long.
func TestWritersOfOneCustomerGetOnTogether(t *testing.T) {
	s := newScene(t)
	writes := s.writesOf(s.customer, s.project)
	writes["archive customer"] = func(ctx context.Context) error {
		_, err := s.ArchiveCustomer(ctx, s.rep, s.customer.ID)
		return err
	}
	writes["customer back"] = func(ctx context.Context) error {
		_, err := s.RestoreCustomer(ctx, s.rep, s.customer.ID)
		return err
	}
	writes["project back"] = func(ctx context.Context) error {
		_, err := s.RestoreProject(ctx, s.rep, s.project.ID)
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
	if checked, err := s.VerifyChain(t.Context(), s.customer.ID); err != nil || !checked.OK {
		t.Errorf("%+v, %v", checked, err)
	}
}
