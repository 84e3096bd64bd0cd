package request

import (
	"context"
	"fmt"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// requestHasWord is the condition that a word stands in the request's number,
// purpose or project. A project that was archived has no word in the index.
const requestHasWord = `(strpos(r.search, $%[1]d) > 0 OR strpos(e.search, $%[1]d) > 0 OR p.archived_at IS NULL AND strpos(p.search, $%[1]d) > 0)`

// requestsWithGrams selects the ids of the requests that the indexes have under
// all keys of a word.
const requestsWithGrams = `
	SELECT d.id FROM requests d WHERE search_grams(d.search) @> $%[1]d
	UNION
	SELECT d.request_id FROM expense_requests d WHERE search_grams(d.search) @> $%[1]d
	UNION
	SELECT q.id FROM projects d JOIN requests q ON q.project_id = d.id WHERE d.archived_at IS NULL AND search_grams(d.search) @> $%[1]d`

// FindRequests finds requests that the actor sees by their numbers, purposes
// and projects, the newest first: those among the newest that have the words, or
// else by the indexes.
func (s *Store) FindRequests(ctx context.Context, actor approval.Actor, q string, page postgres.Page) ([]Request, error) {
	words := postgres.ReadQuery(q).LongestFirst()
	reached := postgres.Conditions{Args: accessParameters(actor)}
	reached.And(`true`)
	newest := firstIDs(`requests r`, `r`, requestPaths(actor, 1), reached, postgres.Sorting{Down: true}, postgres.NewestLooked)
	requests, err := s.requestsWith(ctx, words, reached.Args, func(*postgres.Conditions) string { return `ARRAY(` + newest + `)` }, page)
	if err == nil && len(requests) < page.Limit {
		requests, err = s.requestsWith(ctx, words, reached.Args, func(where *postgres.Conditions) string {
			where.And(seesRequests(actor, 1))
			where.Args = append(where.Args, pq.Array(postgres.GramsOf(words[0])))
			return fmt.Sprintf(`ARRAY(`+requestsWithGrams+`)`, len(where.Args))
		}, page)
	}
	return requests, err
}

// requestsWith reads the newest requests with all the words among those that ids,
// SQL for an array, names.
func (s *Store) requestsWith(ctx context.Context, words []string, args []any, ids func(*postgres.Conditions) string, page postgres.Page) ([]Request, error) {
	where := postgres.Conditions{Args: append([]any{}, args...)}
	where.And(`r.id = ANY(` + ids(&where) + `)`)
	for _, word := range words {
		where.AndIf(true, requestHasWord, word)
	}
	return s.requestsLabeled(ctx, fmt.Sprintf(`
		SELECT %s FROM %s WHERE %s ORDER BY r.id DESC LIMIT %d`, requestColumns, requestTables, where, page.Limit), where.Args...)
}
