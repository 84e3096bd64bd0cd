package worklog_test

import (
	"fmt"
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// BenchmarkWorkLogs reads pages of a company of 500 people, 20 of them below a head,
// with 20 entries each in the month, and ten thousand or a million entries in total.
func BenchmarkWorkLogs(b *testing.B) {
	for _, perPerson := range []int{20, 2000} {
		store := storagetest.New(b)
		manager := storagetest.NewUser(b, store, "manager", approval.Manager)
		head := storagetest.NewUser(b, store, "head", approval.SalesRep)
		for _, statement := range []string{
			`INSERT INTO users (id, username, name, password_hash, manager_id, created_at)
				SELECT gen_random_uuid(), 'u' || n, 'User ' || n, '', CASE WHEN n <= 20 THEN '` + head.ID + `'::uuid END, '2016-01-01'
				FROM generate_series(1, 500) n`,
			`INSERT INTO user_roles SELECT u.id, r.id FROM users u, roles r WHERE r.key = 'sales_rep' AND u.username LIKE 'u%' ON CONFLICT DO NOTHING`,
			// One per working day, back from the end of October 2026.
			fmt.Sprintf(`INSERT INTO work_logs (id, author_id, work_date, kind, content, quarter_hours)
				SELECT gen_random_uuid(), u.id, date '2026-10-31' - (n * 7 / 5), CASE WHEN n %% 3 = 0 THEN 'visit' ELSE 'call' END, repeat('内容', 10), 6
				FROM generate_series(1, %d) n, users u WHERE u.username LIKE 'u%%'`, perPerson),
			`VACUUM ANALYZE`,
		} {
			if _, err := storagetest.Owner(b, store).ExecContext(b.Context(), statement); err != nil {
				b.Fatal(err)
			}
		}
		var somebody string
		if err := store.DB().QueryRowContext(b.Context(), `SELECT id FROM users WHERE username = 'u7'`).Scan(&somebody); err != nil {
			b.Fatal(err)
		}
		month := worklog.TeamFilter{First: "2026-10-01", Last: "2026-10-31"}
		for name, read := range map[string]func() error{
			"team month": func() error {
				_, _, err := store.TeamDays(b.Context(), manager, month, postgres.Page{Limit: 200})
				return err
			},
			"head's month": func() error {
				_, _, err := store.TeamDays(b.Context(), head, month, postgres.Page{Limit: 200})
				return err
			},
			"all": func() error {
				_, _, err := store.WorkLogs(b.Context(), manager, worklog.Filter{}, postgres.Page{Limit: 50})
				return err
			},
			"head's list": func() error {
				_, _, err := store.WorkLogs(b.Context(), head, worklog.Filter{}, postgres.Page{Limit: 50})
				return err
			},
			"a person's": func() error {
				_, _, err := store.WorkLogs(b.Context(), manager, worklog.Filter{AuthorID: somebody}, postgres.Page{Limit: 50})
				return err
			},
		} {
			b.Run(fmt.Sprintf("%s/entries=%d", name, perPerson*500), func(b *testing.B) {
				for b.Loop() {
					if err := read(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
