package storage_test

import (
	"strings"
	"testing"

	"approvals/storage/storagetest"
)

// TestReportsHaveAnIndex checks that a report for some days does not read those of all
// years.
func TestReportsHaveAnIndex(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "10"), "gm_signoff").Open[0].ID
	s.ByHand(`
		INSERT INTO tasks (id, request_id, step, state, candidate_role, requester_id, reason, created_at, closed_at, closed_by)
		SELECT gen_random_uuid(), request_id, step, 'done', candidate_role, requester_id, reason, created_at,
			timestamptz '2020-01-01' + make_interval(hours => n), '` + s.GM.ID + `'
		FROM tasks CROSS JOIN generate_series(1, 20000) n WHERE id = '` + id + `'`)
	s.ByHand(`
		INSERT INTO projects (id, customer_id, name, status, expected_close_on)
		SELECT gen_random_uuid(), customer_id, 'x', CASE WHEN n % 200 = 0 THEN 'approved' ELSE 'open' END, date '1990-01-01' + n
		FROM projects CROSS JOIN generate_series(1, 20000) n WHERE id = '` + s.OwnProject.ID + `'`)
	s.ByHand(`
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id, paid_on)
		SELECT gen_random_uuid(), kind, 'X-' || n, 'paid', customer_id, project_id, requester_id, date '1990-01-01' + n
		FROM requests CROSS JOIN generate_series(1, 20000) n WHERE project_id = '` + s.OwnProject.ID + `'`)
	s.ByHand(`
		INSERT INTO work_logs (id, author_id, work_date, kind, content)
		SELECT gen_random_uuid(), '` + s.Rep.ID + `', date '1990-01-01' + n, 'visit', 'x' FROM generate_series(1, 20000) n`)
	s.ByHand(`ANALYZE`)
	for index, query := range map[string]string{
		"tasks_closed":      `SELECT count(*) FROM tasks t WHERE t.state = 'done' AND t.closed_at >= '2021-01-01' AND t.closed_at < '2021-02-01'`,
		"projects_approved": `SELECT count(*) FROM projects p WHERE p.archived_at IS NULL AND p.status = 'approved'`,
		"projects_expected": `SELECT sum(p.budget) FROM projects p WHERE p.archived_at IS NULL AND p.expected_close_on BETWEEN '2026-01-01' AND '2026-03-01'`,
		"requests_paid":     `SELECT count(*) FROM requests r WHERE r.status = 'paid' AND coalesce(paid_on, '-infinity') BETWEEN '2026-01-01' AND '2026-01-02'`,
		"work_logs_day":     `SELECT count(*) FROM work_logs w WHERE w.work_date BETWEEN '2026-01-01' AND '2026-01-02'`,
	} {
		if plan := s.Plan(query); !strings.Contains(plan, index) {
			t.Errorf("%s does not serve:\n%s", index, plan)
		}
	}
}
