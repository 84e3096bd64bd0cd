package storage

import (
	"context"

	"github.com/lib/pq"
)

// attachmentCounts counts the attachments of each of the requests.
func (s *Store) attachmentCounts(ctx context.Context, requestIDs []string) (map[string]int, error) {
	var rows []struct {
		ID    string `db:"request_id"`
		Count int    `db:"count"`
	}
	err := s.in(ctx).all(ctx, &rows, `
		SELECT request_id, count(*) AS count FROM attachments WHERE request_id = ANY($1::uuid[]) GROUP BY request_id`, pq.Array(requestIDs))
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.ID] = row.Count
	}
	return counts, err
}

// overBudget says of the expense requests among these, whose projects have a
// budget, whether the project is over it with the request counted: the rule of
// budgetFor, for a page of a list at once.
func (s *Store) overBudget(ctx context.Context, requestIDs []string) (map[string]bool, error) {
	var rows []struct {
		ID   string `db:"id"`
		Over bool   `db:"over"`
	}
	err := s.in(ctx).all(ctx, &rows, `
		WITH wanted AS (
			SELECT r.id, r.project_id, p.budget,
			       CASE WHEN r.status = 'paid' OR r.status IN `+reservingStatuses+` THEN 0
			            ELSE coalesce(e.paid_amount, e.approved_amount, r.amount, 0) END AS besides
			FROM requests r JOIN projects p ON p.id = r.project_id JOIN expense_requests e ON e.request_id = r.id
			WHERE r.id = ANY($1::uuid[]) AND p.budget IS NOT NULL
		), taken AS (
			SELECT r.project_id, sum(CASE WHEN r.status = 'paid' THEN e.paid_amount ELSE coalesce(e.approved_amount, r.amount) END) AS amount
			FROM (SELECT DISTINCT project_id FROM wanted) w
			JOIN requests r ON r.project_id = w.project_id AND (r.status = 'paid' OR r.status IN `+reservingStatuses+`)
			JOIN expense_requests e ON e.request_id = r.id
			GROUP BY r.project_id
		)
		SELECT w.id, coalesce(t.amount, 0) + w.besides > w.budget AS over
		FROM wanted w LEFT JOIN taken t ON t.project_id = w.project_id`, pq.Array(requestIDs))
	over := map[string]bool{}
	for _, row := range rows {
		over[row.ID] = row.Over
	}
	return over, err
}
