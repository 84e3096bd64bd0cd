package storagetest

import (
	"context"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// Pages reads all pages of a list and returns the ids.
func (s *Scene) Pages(actor approval.Actor, f customer.Filter, limit int) (ids []string) {
	s.T.Helper()
	page := postgres.Page{Limit: limit}
	for {
		customers, next, err := s.Customers(s.T.Context(), actor, f, page)
		s.Must(err)
		if len(customers) > limit || next != "" && len(customers) < limit {
			s.T.Fatalf("a page of %d, next %q", len(customers), next)
		}
		for _, c := range customers {
			ids = append(ids, c.ID)
		}
		if page.After = next; next == "" {
			return ids
		}
	}
}

// WritesOf returns all writes to a customer and its parts.
func (s *Scene) WritesOf(c customer.Customer, p customer.Project) map[string]func(context.Context) error {
	s.T.Helper()
	contact, err := s.CreateContact(s.T.Context(), s.Rep, c.ID, customer.ContactInput{Name: new("周建国")})
	s.Must(err)
	rival, err := s.CreateCompetitor(s.T.Context(), s.Rep, p.ID, customer.CompetitorInput{Company: new("Rival")})
	s.Must(err)
	gone, err := s.CreateCompetitor(s.T.Context(), s.Rep, p.ID, customer.CompetitorInput{Company: new("Gone")})
	s.Must(err)
	s.Must(s.DeleteCompetitor(s.T.Context(), s.Rep, gone.ID))
	doomed, err := s.CreateCompetitor(s.T.Context(), s.Rep, p.ID, customer.CompetitorInput{Company: new("Doomed")})
	s.Must(err)
	return map[string]func(context.Context) error{
		"note": func(ctx context.Context) error {
			_, err := s.AddNote(ctx, s.Rep, c.ID, "x")
			return err
		},
		"new contact": func(ctx context.Context) error {
			_, err := s.CreateContact(ctx, s.Rep, c.ID, customer.ContactInput{Name: new("x")})
			return err
		},
		"contact": func(ctx context.Context) error {
			_, err := s.EditContact(ctx, s.Rep, contact.ID, contact.Version, customer.ContactInput{Title: new("x")})
			return err
		},
		"archive contact": func(ctx context.Context) error {
			_, err := s.ArchiveContact(ctx, s.Rep, contact.ID)
			return err
		},
		"new project": func(ctx context.Context) error {
			_, err := s.CreateProject(ctx, s.Rep, c.ID, customer.ProjectInput{Name: new("x")})
			return err
		},
		"project": func(ctx context.Context) error {
			_, err := s.EditProject(ctx, s.Rep, p.ID, p.Version, customer.ProjectInput{Name: new("x")})
			return err
		},
		"archive project": func(ctx context.Context) error {
			_, err := s.ArchiveProject(ctx, s.Rep, p.ID)
			return err
		},
		"customer": func(ctx context.Context) error {
			_, err := s.EditCustomer(ctx, s.Rep, c.ID, c.Version, customer.Input{Source: new("x")})
			return err
		},
		"new competitor": func(ctx context.Context) error {
			_, err := s.CreateCompetitor(ctx, s.Rep, p.ID, customer.CompetitorInput{Company: new("x")})
			return err
		},
		"competitor": func(ctx context.Context) error {
			_, err := s.EditCompetitor(ctx, s.Rep, rival.ID, rival.Version, customer.CompetitorInput{Offer: new("x")})
			return err
		},
		"delete competitor":  func(ctx context.Context) error { return s.DeleteCompetitor(ctx, s.Rep, doomed.ID) },
		"restore competitor": func(ctx context.Context) error { _, err := s.RestoreCompetitor(ctx, s.Rep, gone.ID); return err },
		"work log": func(ctx context.Context) error {
			_, err := s.CreateWorkLog(ctx, s.Rep, s.entry(c, p))
			return err
		},
	}
}

func (s *Scene) entry(c customer.Customer, p customer.Project) worklog.Input {
	return worklog.Input{
		WorkDate: new(approval.Date(time.Now().UTC().Format(time.DateOnly))), Kind: new(worklog.WorkVisit), Content: new("x"),
		CustomerID: postgres.SetTo(&c.ID), ProjectID: postgres.SetTo(&p.ID),
	}
}

// WaitsForLock waits up to 2 s until that many connections wait for locks.
func (s *Scene) WaitsForLock(waiting int) {
	s.T.Helper()
	for until := time.Now().Add(2 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		var n int
		s.Must(s.DB().QueryRowContext(s.T.Context(), `
			SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted
			AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`).Scan(&n))
		if n >= waiting {
			return
		}
	}
}
