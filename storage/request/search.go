package request

import (
	"context"
	"fmt"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// requestHasWord is the condition that a word stands in the request's number,
// purpose, voucher or project. A project that was archived has no word in the index.
const requestHasWord = `(strpos(r.search, $%[1]d) > 0 OR strpos(e.search, $%[1]d) > 0 OR p.archived_at IS NULL AND strpos(p.search, $%[1]d) > 0)`

// listSearched are the columns in which the words of a list's query are searched. The
// index has only the beginning of a long purpose.
var listSearched = []string{`r.search`, `p.search`, `c.search`, `e.search`,
	`CASE WHEN length(e.search) >= 300 THEN compared_text(e.purpose) END`}

// requestsWithGrams selects the ids of the requests that the indexes have under
// all keys of a word.
const requestsWithGrams = `
	SELECT d.id FROM requests d WHERE search_grams(d.search) @> $%[1]d
	UNION
	SELECT d.request_id FROM expense_requests d WHERE search_grams(d.search) @> $%[1]d
	UNION
	SELECT q.id FROM projects d JOIN requests q ON q.project_id = d.id WHERE d.archived_at IS NULL AND search_grams(d.search) @> $%[1]d`

// FindRequests finds requests that the actor sees by their numbers, purposes,
// vouchers and projects, the newest first.
func (s *Store) FindRequests(ctx context.Context, actor approval.Actor, q string, page postgres.Page) ([]Request, error) {
	words := postgres.ReadQuery(q).LongestFirst()
	where := postgres.Conditions{Args: accessParameters(actor)}
	where.And(`true`)
	reached := firstIDs(`requests r`, `r`, requestPaths(actor, 1), where, postgres.Sorting{Down: true}, postgres.NewestSearched)
	for _, word := range words {
		where.AndIf(true, requestHasWord, word)
	}
	find := func(ids string) string {
		return fmt.Sprintf(`
			SELECT r.id FROM requests r JOIN projects p ON p.id = r.project_id LEFT JOIN expense_requests e ON e.request_id = r.id
			WHERE r.id = ANY(ARRAY(%s)) AND %s`, ids, where)
	}
	newest := find(reached)
	where.And(seesRequests(actor, 1))
	where.Args = append(where.Args, pq.Array(postgres.GramsOf(words[0])))
	indexed := find(fmt.Sprintf(requestsWithGrams, len(where.Args)))
	return s.requestsLabeled(ctx, fmt.Sprintf(`
		SELECT %s FROM %s WHERE r.id = ANY(ARRAY(%s)) ORDER BY r.id DESC`,
		requestColumns, requestTables, postgres.FirstFound(newest, indexed, page.Limit)), where.Args...)
}
