package request

import (
	"context"
	"fmt"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// Filter filters requests; a zero field does not filter.
type Filter struct {
	Kind approval.Kind
	// Statuses matches any of the statuses.
	Statuses    []approval.Status
	RequesterID string
	CustomerID  string
	ProjectID   string
	// From and To limit the creation date, PaidFrom and PaidTo the payment date, all
	// inclusive, in the company's time zone.
	From, To, PaidFrom, PaidTo approval.Date
	// Q is a part of the number or the title.
	Q string
	// Sort is a key of requestOrders, with a leading minus for descending order; empty
	// for newest first.
	Sort string
}

// requestOrders are the sort orders of the list, as in their indexes. Requests without a
// value sort lowest.
var requestOrders = map[string]postgres.Sorting{
	"created_at":   {},
	"amount":       {Key: `coalesce(r.amount, -1)`, Kind: "numeric"},
	"submitted_at": {Key: `coalesce(r.submitted_at, '-infinity')`, Kind: "timestamptz"},
	"paid_on":      {Key: PaidOn, Kind: "date"},
}

// PaidOn is the SQL expression for the payment date in its index.
const PaidOn = `coalesce(r.paid_on, '-infinity')`

// RequestRow is a request in a list.
type RequestRow struct {
	Request
	AttachmentCount int           `json:"attachment_count"`
	WaitingFor      []PendingTask `json:"waiting_for" doc:"Open tasks, oldest first"`
}

// Requests returns the requests that the actor may read, and the cursor of the next
// page, which is empty on the last page.
func (s *Store) Requests(ctx context.Context, actor approval.Actor, f Filter, page postgres.Page) ([]RequestRow, string, error) {
	where := postgres.Conditions{Args: accessParameters(actor)}
	tables := `requests r`
	if f.Q != "" {
		tables = requestTables
	}
	where.AndIf(f.Kind != "", `r.kind = $%d`, f.Kind)
	where.AndIf(len(f.Statuses) > 0, `r.status = ANY($%d)`, pq.Array(f.Statuses))
	where.AndIf(f.RequesterID != "", `r.requester_id = $%d`, f.RequesterID)
	where.AndIf(f.CustomerID != "", `r.customer_id = $%d`, f.CustomerID)
	where.AndIf(f.ProjectID != "", `r.project_id = $%d`, f.ProjectID)
	where.AndIf(f.PaidFrom != "", PaidOn+` >= $%d::date`, f.PaidFrom)
	where.AndIf(f.PaidTo != "", `r.paid_on IS NOT NULL AND `+PaidOn+` <= $%d::date`, f.PaidTo)
	where.WordsIn(f.Q, listSearched...)
	if err := s.createdBetween(ctx, &where, f.From, f.To); err != nil {
		return nil, "", err
	}
	order := postgres.SortingOf(requestOrders, f.Sort)
	if err := order.After(&where, `r.id`, page.After); err != nil {
		return nil, "", err
	}
	var rows []struct {
		Request
		Place string `db:"place"`
	}
	if err := s.In(ctx).All(ctx, &rows, fmt.Sprintf(`
		SELECT %s, %s AS place FROM %s WHERE r.id = ANY(ARRAY(%s)) ORDER BY %s`,
		requestColumns, order.Place(`r.id`), requestTables, firstIDs(tables, "r", requestPaths(actor, 1), where, order, page.Limit+1),
		order.By(order.Key, `r.id`)), where.Args...); err != nil {
		return nil, "", err
	}
	rows, more := postgres.Cut(page, rows)
	next := ""
	if more {
		next = rows[len(rows)-1].Place
	}
	requests := make([]Request, len(rows))
	for i, row := range rows {
		requests[i] = row.Request
		requests[i].label()
	}
	found, err := s.completeList(ctx, actor, requests)
	return found, next, err
}

// createdBetween restricts the creation date, in the company's time zone.
func (s *Store) createdBetween(ctx context.Context, where *postgres.Conditions, from, to approval.Date) error {
	if from == "" && to == "" {
		return nil
	}
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return err
	}
	where.Args = append(where.Args, zone.String())
	at := len(where.Args)
	where.AndIf(from != "", fmt.Sprintf(`r.created_at >= $%%d::date::timestamp AT TIME ZONE $%d`, at), from)
	where.AndIf(to != "", fmt.Sprintf(`r.created_at < ($%%d::date + 1)::timestamp AT TIME ZONE $%d`, at), to)
	return nil
}

// completeList adds the fields that only lists have to a page of requests, each with one
// query.
func (s *Store) completeList(ctx context.Context, actor approval.Actor, requests []Request) ([]RequestRow, error) {
	ids := make([]string, len(requests))
	for i, r := range requests {
		ids[i] = r.ID
	}
	if err := labelRequests(ctx, s.Words(), requests...); err != nil {
		return nil, err
	}
	if err := s.markRequestsWithDuplicates(ctx, actor, requests); err != nil {
		return nil, err
	}
	attachments, err := s.attachmentCounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	waiting, err := s.openTasksOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	listed := make([]RequestRow, len(requests))
	for i, r := range requests {
		listed[i] = RequestRow{Request: r, AttachmentCount: attachments[r.ID], WaitingFor: append([]PendingTask{}, waiting[r.ID]...)}
	}
	return listed, nil
}

// attachmentCounts returns the number of attachments by request.
func (s *Store) attachmentCounts(ctx context.Context, requestIDs []string) (map[string]int, error) {
	var rows []struct {
		ID    string `db:"request_id"`
		Count int    `db:"count"`
	}
	err := s.In(ctx).All(ctx, &rows, `
		SELECT request_id, count(*) AS count FROM attachments WHERE request_id = ANY($1::uuid[]) GROUP BY request_id`, pq.Array(requestIDs))
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.ID] = row.Count
	}
	return counts, err
}

// overBudget returns, for the expense requests whose projects have a budget, whether the
// project exceeds it with the request included: the rule of budgetFor for a whole page.
func (s *Store) overBudget(ctx context.Context, requestIDs []string) (map[string]bool, error) {
	var rows []struct {
		ID   string `db:"id"`
		Over bool   `db:"over"`
	}
	err := s.In(ctx).All(ctx, &rows, `
		WITH wanted AS (
			SELECT r.id, r.project_id, p.budget,
			       CASE WHEN r.status = 'paid' OR r.status IN `+customer.ReservingStatuses+` THEN 0
			            ELSE coalesce(e.paid_amount, e.approved_amount, r.amount, 0) END AS besides
			FROM requests r JOIN projects p ON p.id = r.project_id JOIN expense_requests e ON e.request_id = r.id
			WHERE r.id = ANY($1::uuid[]) AND p.budget IS NOT NULL
		), taken AS (
			SELECT r.project_id, sum(CASE WHEN r.status = 'paid' THEN e.paid_amount ELSE coalesce(e.approved_amount, r.amount) END) AS amount
			FROM (SELECT DISTINCT project_id FROM wanted) w
			JOIN requests r ON r.project_id = w.project_id AND (r.status = 'paid' OR r.status IN `+customer.ReservingStatuses+`)
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

// PendingTask is an open task in a list of requests.
type PendingTask struct {
	TaskID    string           `json:"task_id" db:"id" format:"uuid"`
	Step      approval.Step    `json:"step" db:"step"`
	StepLabel approval.Text    `json:"step_label" db:"-"`
	Role      *string          `json:"candidate_role,omitempty" db:"candidate_role" doc:"Key of the role that shares the task"`
	RoleLabel *approval.Text   `json:"candidate_role_label,omitempty" db:"candidate_role_label" doc:"The role's name"`
	Assignee  *approval.Person `json:"assignee,omitempty" db:"assignee"`
	Since     time.Time        `json:"since" db:"created_at"`
}

// openTasksOf returns the open tasks by request, oldest first.
func (s *Store) openTasksOf(ctx context.Context, requestIDs []string) (map[string][]PendingTask, error) {
	var rows []struct {
		PendingTask
		RequestID string `db:"request_id"`
	}
	err := s.In(ctx).All(ctx, &rows, `
		SELECT `+openTaskColumns+` FROM `+openTaskTables+`
		WHERE t.request_id = ANY($1::uuid[]) AND t.state = 'open' ORDER BY t.id`, pq.Array(requestIDs))
	waiting := map[string][]PendingTask{}
	for _, row := range rows {
		w := row.PendingTask
		w.StepLabel = w.Step.Label()
		waiting[row.RequestID] = append(waiting[row.RequestID], w)
	}
	return waiting, err
}

// OpenRequests returns the newest limit requests of a customer that are drafts or in
// progress and that the actor may read, and whether there are more.
func (s *Store) OpenRequests(ctx context.Context, actor approval.Actor, customerID string, limit int) ([]Request, bool, error) {
	requests, err := s.requestsLabeled(ctx, fmt.Sprintf(`
		SELECT %s FROM %s
		WHERE r.customer_id = $4 AND %s
		AND (r.status IN ('draft', 'submitting', 'in_review', 'returned') OR r.status = 'approved' AND r.kind = 'expense_request')
		ORDER BY r.id DESC LIMIT %d`,
		requestColumns, requestTables, seesRequests(actor, 1), limit+1),
		append(accessParameters(actor), customerID)...)
	if err != nil {
		return nil, false, err
	}
	requests, more := postgres.Cut(postgres.Page{Limit: limit}, requests)
	return requests, more, labelRequests(ctx, s.Words(), requests...)
}
