package storage

import (
	"context"
	"fmt"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// RequestFilter says which requests are wanted; a zero field asks for nothing.
type RequestFilter struct {
	Kind approval.Kind
	// Statuses are those of which a request has one.
	Statuses    []approval.Status
	RequesterID string
	CustomerID  string
	ProjectID   string
	// From and To bound the company's day of creation, PaidFrom and PaidTo that of
	// payment; all are included.
	From, To, PaidFrom, PaidTo approval.Date
	// Q is a part of the number, or of what the request is about.
	Q string
	// Sort is one of requestOrders, with a minus before it the other way round;
	// empty for the newest first.
	Sort string
}

// requestOrders are the orders of the list, as their indexes have them. A
// request without such a day or amount has less than all others.
var requestOrders = map[string]sorting{
	"created_at":   {},
	"amount":       {key: `coalesce(r.amount, -1)`, kind: "numeric"},
	"submitted_at": {key: `coalesce(r.submitted_at, '-infinity')`, kind: "timestamptz"},
	"paid_on":      {key: requestPaid, kind: "date"},
}

// requestPaid is the day of payment, as its index has it.
const requestPaid = `coalesce(r.paid_on, '-infinity')`

// RequestRow is a request as a list shows it.
type RequestRow struct {
	Request
	AttachmentCount int       `json:"attachment_count"`
	WaitingFor      []Waiting `json:"waiting_for" doc:"The tasks that are open, oldest first: what the request waits for"`
}

// Requests lists what the actor may see, and where the next page begins; that is
// empty when there are no more.
func (s *Store) Requests(ctx context.Context, actor approval.Actor, f RequestFilter, page Page) ([]RequestRow, string, error) {
	where := conditions{args: requestReach(actor)}
	tables := `requests r`
	if f.Q != "" {
		tables = requestTables
	}
	where.andIf(f.Kind != "", `r.kind = $%d`, f.Kind)
	where.andIf(len(f.Statuses) > 0, `r.status = ANY($%d)`, pq.Array(f.Statuses))
	where.andIf(f.RequesterID != "", `r.requester_id = $%d`, f.RequesterID)
	where.andIf(f.CustomerID != "", `r.customer_id = $%d`, f.CustomerID)
	where.andIf(f.ProjectID != "", `r.project_id = $%d`, f.ProjectID)
	where.andIf(f.PaidFrom != "", requestPaid+` >= $%d::date`, f.PaidFrom)
	where.andIf(f.PaidTo != "", `r.paid_on IS NOT NULL AND `+requestPaid+` <= $%d::date`, f.PaidTo)
	where.andIf(f.Q != "", `(r.number ILIKE $%[1]d OR e.purpose ILIKE $%[1]d OR p.name ILIKE $%[1]d OR c.name ILIKE $%[1]d)`, like(f.Q))
	if err := s.createdBetween(ctx, &where, f.From, f.To); err != nil {
		return nil, "", err
	}
	order := sortingOf(requestOrders, f.Sort)
	if err := order.after(&where, `r.id`, page.After); err != nil {
		return nil, "", err
	}
	var rows []requestRow
	if err := s.in(ctx).all(ctx, &rows, fmt.Sprintf(`
		SELECT %s, %s AS place FROM %s WHERE r.id = ANY(ARRAY(%s)) ORDER BY %s`,
		requestColumns, order.place(`r.id`), requestTables, firstIDs(tables, "r", requestWays(actor, 1), where, order, page.Limit+1),
		order.by(order.key, `r.id`)), where.args...); err != nil {
		return nil, "", err
	}
	rows, more := cut(page, rows)
	next := ""
	if more {
		next = rows[len(rows)-1].Place
	}
	found, err := s.listedRequests(ctx, actor, rows)
	return found, next, err
}

// createdBetween asks for requests that were made on the company's days.
func (s *Store) createdBetween(ctx context.Context, where *conditions, from, to approval.Date) error {
	if from == "" && to == "" {
		return nil
	}
	zone, err := s.CompanyZone(ctx)
	if err != nil {
		return err
	}
	where.args = append(where.args, zone.String())
	at := len(where.args)
	where.andIf(from != "", fmt.Sprintf(`r.created_at >= $%%d::date::timestamp AT TIME ZONE $%d`, at), from)
	where.andIf(to != "", fmt.Sprintf(`r.created_at < ($%%d::date + 1)::timestamp AT TIME ZONE $%d`, at), to)
	return nil
}

// listedRequests adds to the requests of a page what the person who asks is told
// of them, each thing for all of them at once.
func (s *Store) listedRequests(ctx context.Context, actor approval.Actor, rows []requestRow) ([]RequestRow, error) {
	requests, ids := make([]Request, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		requests[i], ids[i] = row.request(), row.ID
	}
	if err := labelRequests(ctx, s.words(), requests...); err != nil {
		return nil, err
	}
	if err := s.markDoubledRequests(ctx, actor, requests); err != nil {
		return nil, err
	}
	attachments, err := s.attachmentCounts(ctx, ids)
	if err != nil {
		return nil, err
	}
	waiting, err := s.waitingFor(ctx, ids)
	if err != nil {
		return nil, err
	}
	listed := make([]RequestRow, len(rows))
	for i, r := range requests {
		listed[i] = RequestRow{Request: r, AttachmentCount: attachments[r.ID], WaitingFor: append([]Waiting{}, waiting[r.ID]...)}
	}
	return listed, nil
}
