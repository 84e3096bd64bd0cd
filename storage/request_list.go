package storage

import (
	"context"
	"fmt"
	"strings"

	"approvals/workflows/approval"
)

// RequestFilter says which requests are wanted; a zero field asks for nothing.
type RequestFilter struct {
	Kind        approval.Kind
	Status      approval.Status
	RequesterID string
	CustomerID  string
	ProjectID   string
	// From and To bound the day of creation, both included.
	From, To approval.Date
	// Q is a part of the number, or of what the request is about.
	Q string
}

// Requests lists what the actor may see, newest first, and whether there are
// more.
func (s *Store) Requests(ctx context.Context, actor approval.Actor, f RequestFilter, page Page) ([]Request, bool, error) {
	where := conditions{args: requestReach(actor)}
	tables := `requests r`
	if f.Q != "" {
		tables = requestTables
	}
	where.andIf(f.Kind != "", `r.kind = $%d`, f.Kind)
	where.andIf(f.Status != "", `r.status = $%d`, f.Status)
	where.andIf(f.RequesterID != "", `r.requester_id = $%d`, f.RequesterID)
	where.andIf(f.CustomerID != "", `r.customer_id = $%d`, f.CustomerID)
	where.andIf(f.ProjectID != "", `r.project_id = $%d`, f.ProjectID)
	where.andIf(f.From != "", `r.created_at >= $%d::date`, f.From)
	where.andIf(f.To != "", `r.created_at < $%d::date + 1`, f.To)
	where.andIf(f.Q != "", `(r.number ILIKE $%[1]d OR e.purpose ILIKE $%[1]d OR p.name ILIKE $%[1]d OR c.name ILIKE $%[1]d)`, like(f.Q))
	where.andIf(page.After != "", `r.id < $%d`, page.After)
	var rows []requestRow
	err := s.in(ctx).all(ctx, &rows, fmt.Sprintf(`
		SELECT %s FROM %s WHERE r.id = ANY(ARRAY(%s)) ORDER BY r.id DESC`,
		requestColumns, requestTables, firstIDs(tables, "r", requestWays(actor, 1), where, sorting{down: true}, page.Limit+1)), where.args...)
	requests := make([]Request, len(rows))
	for i, row := range rows {
		requests[i] = row.request()
	}
	requests, more := cut(page, requests)
	if err == nil {
		err = s.words().requests(ctx, requests...)
	}
	if err != nil {
		return nil, false, err
	}
	return requests, more, s.markDoubledRequests(ctx, actor, requests)
}

// conditions collects the parts of a WHERE with their parameters.
type conditions struct {
	parts []string
	args  []any
}

// and adds a condition whose parameters are there already.
func (c *conditions) and(part string) { c.parts = append(c.parts, part) }

// andIf adds a condition on one value if it is wanted; %d in it stands for the
// number of the value's parameter.
func (c *conditions) andIf(wanted bool, part string, value any) {
	if !wanted {
		return
	}
	c.args = append(c.args, value)
	c.and(fmt.Sprintf(part, len(c.args)))
}

func (c conditions) String() string { return strings.Join(c.parts, " AND ") }

// like makes a pattern that finds the text anywhere, taken as it is.
func like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}
