package customer

import (
	"context"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Unfinished is what a former owner of a customer has begun there.
type Unfinished struct {
	Owner    approval.Person `json:"owner" db:"owner" doc:"A former owner"`
	Drafts   int             `json:"drafts" db:"drafts" doc:"Requests that are not yet submitted and that nobody can submit now: only their author may, who is in the projects no more"`
	Requests int             `json:"requests" db:"requests" doc:"Requests under way, which this person keeps"`
	Tasks    int             `json:"tasks" db:"tasks" doc:"Open tasks that are assigned to or claimed by this person"`
}

// unfinishedOf returns what each former owner of each of the customers has begun there,
// also those from before an earlier hand-over. Whoever has nothing there is left out.
func (s *Store) unfinishedOf(ctx context.Context, customerIDs []string) (map[string][]Unfinished, error) {
	var rows []struct {
		CustomerID string `db:"customer_id"`
		Unfinished
	}
	err := s.In(ctx).All(ctx, &rows, `
		WITH former AS MATERIALIZED (
			SELECT DISTINCT c.id AS customer_id, (e.changes->'owner'->'before'->>'id')::uuid AS user_id
			FROM customers c JOIN timeline_events e ON e.customer_id = c.id AND e.kind = $2
			WHERE c.id = ANY($1) AND e.changes->'owner'->'before'->>'id' <> c.owner_id::text
		)
		SELECT p.customer_id, u.id || ' ' || u.name AS owner, count(*) FILTER (WHERE part = 'draft') AS drafts,
			count(*) FILTER (WHERE part = 'request') AS requests, count(*) FILTER (WHERE part = 'task') AS tasks
		FROM (
			SELECT f.customer_id, f.user_id, CASE r.status WHEN 'draft' THEN 'draft' ELSE 'request' END AS part
			FROM former f JOIN requests r ON r.customer_id = f.customer_id AND r.requester_id = f.user_id
			WHERE r.status IN ('submitting', 'in_review', 'returned') OR r.status = 'approved' AND r.kind = 'expense_request'
			-- Somebody who was made a member again can submit a draft.
			OR r.status = 'draft' AND NOT EXISTS (SELECT FROM project_members m WHERE m.project_id = r.project_id AND m.user_id = f.user_id)
			UNION ALL
			SELECT f.customer_id, f.user_id, 'task'
			FROM former f JOIN requests r ON r.customer_id = f.customer_id
			JOIN tasks t ON t.request_id = r.id AND t.assignee_id = f.user_id AND t.state = 'open'
		) p JOIN users u ON u.id = p.user_id GROUP BY p.customer_id, u.id ORDER BY u.name, u.id`, pq.Array(customerIDs), CustomerHandedOver)
	unfinished := map[string][]Unfinished{}
	for _, row := range rows {
		unfinished[row.CustomerID] = append(unfinished[row.CustomerID], row.Unfinished)
	}
	return unfinished, err
}
