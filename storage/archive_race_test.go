package storage_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"
)

// writesOf are all the ways to write to a customer and what hangs on it.
func (s *scene) writesOf(c storage.Customer, p storage.Project) map[string]func(context.Context) error {
	s.t.Helper()
	contact, err := s.CreateContact(s.t.Context(), s.rep, c.ID, storage.ContactInput{Name: ptr("周建国")})
	s.must(err)
	rival, err := s.CreateCompetitor(s.t.Context(), s.rep, p.ID, storage.CompetitorInput{Company: ptr("Rival")})
	s.must(err)
	gone, err := s.CreateCompetitor(s.t.Context(), s.rep, p.ID, storage.CompetitorInput{Company: ptr("Gone")})
	s.must(err)
	s.must(s.DeleteCompetitor(s.t.Context(), s.rep, gone.ID))
	doomed, err := s.CreateCompetitor(s.t.Context(), s.rep, p.ID, storage.CompetitorInput{Company: ptr("Doomed")})
	s.must(err)
	return map[string]func(context.Context) error{
		"note": func(ctx context.Context) error {
			_, err := s.AddNote(ctx, s.rep, c.ID, "x")
			return err
		},
		"new contact": func(ctx context.Context) error {
			_, err := s.CreateContact(ctx, s.rep, c.ID, storage.ContactInput{Name: ptr("x")})
			return err
		},
		"contact": func(ctx context.Context) error {
			_, err := s.EditContact(ctx, s.rep, contact.ID, contact.Version, storage.ContactInput{Title: ptr("x")})
			return err
		},
		"archive contact": func(ctx context.Context) error {
			_, err := s.ArchiveContact(ctx, s.rep, contact.ID)
			return err
		},
		"new project": func(ctx context.Context) error {
			_, err := s.CreateProject(ctx, s.rep, c.ID, storage.ProjectInput{Name: ptr("x")})
			return err
		},
		"project": func(ctx context.Context) error {
			_, err := s.EditProject(ctx, s.rep, p.ID, p.Version, storage.ProjectInput{Name: ptr("x")})
			return err
		},
		"archive project": func(ctx context.Context) error {
			_, err := s.ArchiveProject(ctx, s.rep, p.ID)
			return err
		},
		"customer": func(ctx context.Context) error {
			_, err := s.EditCustomer(ctx, s.rep, c.ID, c.Version, storage.CustomerInput{Source: ptr("x")})
			return err
		},
		"new competitor": func(ctx context.Context) error {
			_, err := s.CreateCompetitor(ctx, s.rep, p.ID, storage.CompetitorInput{Company: ptr("x")})
			return err
		},
		"competitor": func(ctx context.Context) error {
			_, err := s.EditCompetitor(ctx, s.rep, rival.ID, rival.Version, storage.CompetitorInput{Offer: ptr("x")})
			return err
		},
		"delete competitor":  func(ctx context.Context) error { return s.DeleteCompetitor(ctx, s.rep, doomed.ID) },
		"restore competitor": func(ctx context.Context) error { _, err := s.RestoreCompetitor(ctx, s.rep, gone.ID); return err },
		"work log": func(ctx context.Context) error {
			_, err := s.CreateWorkLog(ctx, s.rep, s.entry(c, p))
			return err
		},
	}
}

func (s *scene) entry(c storage.Customer, p storage.Project) storage.WorkLogInput {
	return storage.WorkLogInput{
		WorkDate: ptr(approval.Date(time.Now().UTC().Format(time.DateOnly))), Kind: ptr(storage.WorkVisit), Content: ptr("x"),
		CustomerID: storage.SetTo(&c.ID), ProjectID: storage.SetTo(&p.ID),
	}
}

// waitsForLock returns once somebody waits for what the transaction holds, or
// nobody does who could be expected to.
func (s *scene) waitsForLock(waiting int) {
	s.t.Helper()
	for until := time.Now().Add(2 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		var n int
		s.must(s.DB().QueryRowContext(s.t.Context(), `
			SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted
			AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`).Scan(&n))
		if n >= waiting {
			return
		}
	}
}

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
// archivings in between: each is done or refused, and none is given up because
// two wait for each other.
func TestWritersOfOneCustomerGetOnTogether(t *testing.T) {
	s := newScene(t)
	writes := s.writesOf(s.customer, s.project)
	writes["put away and back"] = func(ctx context.Context) error {
		if _, err := s.ArchiveCustomer(ctx, s.rep, s.customer.ID); err != nil {
			return err
		}
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
				err := write(t.Context())
				switch approval.CodeOf(err) {
				case approval.CodeConflict, approval.CodeInvalid, approval.CodeNotFound:
				default:
					if err != nil {
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
