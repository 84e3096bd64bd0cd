package demo

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"approvals/storage"
	"approvals/workflows/approval"
)

// SeedPlan is the amount of data to seed.
type SeedPlan struct {
	Customers int
	// Events and Tasks are totals, distributed over the customers. There may be more
	// events, because every record of a customer has at least its own.
	Events, Tasks int
}

// Seeded counts the created rows.
type Seeded struct{ Customers, Events, Requests, Tasks int }

// Seed creates many customers with long timelines and many requests, for load tests.
// It calls progress after each batch.
//
// The data is consistent: chains verify, and decisions, transitions and tasks match.
// The requests have no workflows, so they are marked as seeded, cannot be decided,
// and are skipped when workflows are verified.
func Seed(ctx context.Context, store *storage.Store, plan SeedPlan, progress func(Seeded)) (Seeded, error) {
	var done Seeded
	run := seedRun{plan: plan, at: time.Now().Truncate(time.Microsecond).AddDate(-1, 0, 0)}
	if err := run.findPeople(ctx, store); err != nil {
		return done, err
	}
	var err error
	if run.due, err = store.DueTimes(ctx); err != nil {
		return done, err
	}
	for n := 0; n < plan.Customers; {
		batch := seedBatch{}
		// A batch is kept in memory.
		for ; n < plan.Customers && len(batch.events) < 50_000; n++ {
			share := func(total int) int { return total*(n+1)/plan.Customers - total*n/plan.Customers }
			if err := run.customer(&batch, n, share(plan.Events), share(plan.Tasks)); err != nil {
				return done, err
			}
		}
		if err := copyBatch(ctx, store.DB(), &batch); err != nil {
			return done, err
		}
		done.Customers = n
		done.Events += len(batch.events)
		done.Requests += len(batch.requests)
		done.Tasks += len(batch.tasks)
		progress(done)
	}
	_, err = store.DB().ExecContext(ctx, `ANALYZE`)
	return done, err
}

// findPeople finds the demo accounts that act in the seeded data.
func (r *seedRun) findPeople(ctx context.Context, store *storage.Store) error {
	found := map[string]approval.Person{}
	for _, username := range []string{"rep", "rep2", "finance", "gm"} {
		user, err := store.UserByUsername(ctx, username)
		if approval.CodeOf(err) == approval.CodeNotFound || err == nil && !user.Demo {
			return fmt.Errorf("there is no demo account %s: only a database created by `make up` can be seeded", username)
		}
		if err != nil {
			return err
		}
		found[username] = approval.Person{ID: user.ID, Name: user.Name}
	}
	r.reps = []approval.Person{found["rep"], found["rep2"]}
	r.finance, r.generalManager = found["finance"], found["gm"]
	return nil
}

// copyBatch writes the rows of a batch in one transaction.
func copyBatch(ctx context.Context, db *sql.DB, b *seedBatch) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, table := range []struct {
		name    string
		rows    [][]any
		columns []string
	}{
		{"customers", b.customers, []string{"id", "name", "industry", "region", "level", "owner_id", "created_at", "updated_at"}},
		{"projects", b.projects, []string{"id", "customer_id", "name", "created_at", "updated_at"}},
		{"project_members", b.members, []string{"project_id", "user_id"}},
		{"requests", b.requests, []string{"id", "kind", "number", "status", "customer_id", "project_id", "requester_id", "amount",
			"position", "created_at", "updated_at", "submitted_at", "seeded"}},
		{"expense_requests", b.expenses, []string{"request_id", "category", "purpose", "spent_on", "approved_amount", "paid_amount",
			"method", "voucher_no", "paid_on"}},
		{"tasks", b.tasks, []string{"id", "request_id", "step", "state", "candidate_role", "requester_id", "reason", "created_at",
			"closed_at", "closed_by", "outcome", "due_at"}},
		{"decisions", b.decisions, []string{"id", "request_id", "task_id", "step", "outcome", "actor_id", "revision", "comment", "data", "at"}},
		{"transitions", b.transitions, []string{"request_id", "number", "update_id", "actor_id", "fingerprint", "position", "at", "confirmed"}},
		{"timeline_heads", b.heads, []string{"customer_id", "seq", "hash", "last_at"}},
		{"timeline_events", b.events, []string{"id", "customer_id", "seq", "kind", "at", "actor_id", "actor_name", "project_id",
			"subject_type", "subject_id", "subject_label", "changes", "summary_zh", "summary_en", "prev_hash", "hash"}},
	} {
		if err := copyRows(ctx, tx, table.name, table.columns, table.rows); err != nil {
			return fmt.Errorf("copy %s: %w", table.name, err)
		}
	}
	return tx.Commit()
}

func copyRows(ctx context.Context, tx *sql.Tx, table string, columns []string, rows [][]any) error {
	statement, err := tx.PrepareContext(ctx, fmt.Sprintf(`COPY %s (%s) FROM STDIN`, table, strings.Join(columns, ", ")))
	if err != nil {
		return err
	}
	defer statement.Close()
	for _, row := range rows {
		if _, err := statement.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	_, err = statement.ExecContext(ctx)
	return err
}
