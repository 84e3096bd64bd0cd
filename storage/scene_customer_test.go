package storage_test

import (
	"context"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"
)

// pages reads all pages of a list and returns the ids.
func (s *scene) pages(actor approval.Actor, f storage.CustomerFilter, limit int) (ids []string) {
	s.t.Helper()
	page := storage.Page{Limit: limit}
	for {
		customers, next, err := s.Customers(s.t.Context(), actor, f, page)
		s.must(err)
		if len(customers) > limit || next != "" && len(customers) < limit {
			s.t.Fatalf("a page of %d, next %q", len(customers), next)
		}
		for _, c := range customers {
			ids = append(ids, c.ID)
		}
		if page.After = next; next == "" {
			return ids
		}
	}
}

// writesOf are all the ways to write to a customer and what hangs on it.
func (s *scene) writesOf(c storage.Customer, p storage.Project) map[string]func(context.Context) error {
	s.t.Helper()
	contact, err := s.CreateContact(s.t.Context(), s.rep, c.ID, storage.ContactInput{Name: new("周建国")})
	s.must(err)
	rival, err := s.CreateCompetitor(s.t.Context(), s.rep, p.ID, storage.CompetitorInput{Company: new("Rival")})
	s.must(err)
	gone, err := s.CreateCompetitor(s.t.Context(), s.rep, p.ID, storage.CompetitorInput{Company: new("Gone")})
	s.must(err)
	s.must(s.DeleteCompetitor(s.t.Context(), s.rep, gone.ID))
	doomed, err := s.CreateCompetitor(s.t.Context(), s.rep, p.ID, storage.CompetitorInput{Company: new("Doomed")})
	s.must(err)
	return map[string]func(context.Context) error{
		"note": func(ctx context.Context) error {
			_, err := s.AddNote(ctx, s.rep, c.ID, "x")
			return err
		},
		"new contact": func(ctx context.Context) error {
			_, err := s.CreateContact(ctx, s.rep, c.ID, storage.ContactInput{Name: new("x")})
			return err
		},
		"contact": func(ctx context.Context) error {
			_, err := s.EditContact(ctx, s.rep, contact.ID, contact.Version, storage.ContactInput{Title: new("x")})
			return err
		},
		"archive contact": func(ctx context.Context) error {
			_, err := s.ArchiveContact(ctx, s.rep, contact.ID)
			return err
		},
		"new project": func(ctx context.Context) error {
			_, err := s.CreateProject(ctx, s.rep, c.ID, storage.ProjectInput{Name: new("x")})
			return err
		},
		"project": func(ctx context.Context) error {
			_, err := s.EditProject(ctx, s.rep, p.ID, p.Version, storage.ProjectInput{Name: new("x")})
			return err
		},
		"archive project": func(ctx context.Context) error {
			_, err := s.ArchiveProject(ctx, s.rep, p.ID)
			return err
		},
		"customer": func(ctx context.Context) error {
			_, err := s.EditCustomer(ctx, s.rep, c.ID, c.Version, storage.CustomerInput{Source: new("x")})
			return err
		},
		"new competitor": func(ctx context.Context) error {
			_, err := s.CreateCompetitor(ctx, s.rep, p.ID, storage.CompetitorInput{Company: new("x")})
			return err
		},
		"competitor": func(ctx context.Context) error {
			_, err := s.EditCompetitor(ctx, s.rep, rival.ID, rival.Version, storage.CompetitorInput{Offer: new("x")})
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
		WorkDate: new(approval.Date(time.Now().UTC().Format(time.DateOnly))), Kind: new(storage.WorkVisit), Content: new("x"),
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
