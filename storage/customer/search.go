package customer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// A search finds customers in three classes, the most relevant first: those
// whose name begins with what is looked for, shorter names first, so that the
// very name leads; those with it elsewhere in the name; those with a contact or
// a project that has it, or of whose words some stand here and some there. Within the last two the newest come first.
//
// How much work that is must not depend on how many customers there are, nor on
// whether a word is rare or stands in every name. So the newest customers are
// looked at first: a common word fills the page from them. A word that does not
// is rare enough for the index. Only a word that old customers are full of and
// new ones are not is looked for in all of them.

// searchClass is how relevant what was found is.
type searchClass string

const (
	beginsWith searchClass = "1"
	inName     searchClass = "2"
	inDetails  searchClass = "3"
)

// searchSizes bound the work of a search; a test makes them small.
var searchSizes = struct {
	// newest is how many customers are looked at one by one.
	newest int
	// found is how many the index may give before they are sorted.
	found int
	// common is in how many of the newest a word must stand for the next ones to
	// be looked at, and further how many times newest.
	common, further int
}{newest: 3000, found: 20_000, common: 10, further: 8}

// hit is a customer that a search has found.
type hit struct {
	ID    string      `db:"id"`
	Text  string      `db:"search"`
	Class searchClass `db:"class"`
}

// place is the hit as the place to go on after.
func (h hit) place() string { return string(h.Class) + h.ID + h.Text }

// readPlace is the opposite of place; an empty one is the beginning.
func readPlace(after string) (hit, error) {
	const id = 36
	if after == "" {
		return hit{Class: beginsWith, ID: firstID}, nil
	}
	h := hit{Class: searchClass(after[:1])}
	if len(after) < 1+id || h.Class < beginsWith || h.Class > inDetails {
		return h, approval.InvalidField("query.cursor", approval.Text{
			ZH: "不是此列表给出的游标", EN: "This cursor does not belong to this list"})
	}
	h.ID, h.Text = after[1:1+id], after[1+id:]
	return h, nil
}

// The ids before and after all others.
const (
	firstID = "00000000-0000-0000-0000-000000000000"
	lastID  = "ffffffff-ffff-ffff-ffff-ffffffffffff"
)

// customerSearch is one search: who looks for what among which customers.
type customerSearch struct {
	actor  approval.Actor
	filter Filter
	query  postgres.SearchQuery
	// reach and few are what listsCustomers says.
	reach string
	few   bool
}

// searchCustomers returns the customers that a search finds, and where the next
// page begins.
func (s *Store) searchCustomers(ctx context.Context, search customerSearch, page postgres.Page) ([]Customer, string, error) {
	after, err := readPlace(page.After)
	if err != nil {
		return nil, "", err
	}
	find := s.findAmongAll
	if search.few {
		find = s.findAmongFew
	}
	hits, err := postgres.InTx(ctx, s.Pool, func(ctx context.Context) ([]hit, error) {
		// A search is over before its plan could be compiled, or other processes
		// could help.
		if err := s.In(ctx).Exec(ctx, `
			SELECT set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`); err != nil {
			return nil, err
		}
		return find(ctx, search, after, page.Limit+1)
	})
	if err != nil {
		return nil, "", err
	}
	hits, more := postgres.Cut(page, hits)
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	customers, err := s.customersInOrder(ctx, ids)
	if err != nil || !more {
		return customers, "", err
	}
	return customers, hits[len(hits)-1].place(), nil
}

// parameters are what all the statements of a search have in common: those
// of the filter, then the whole text, the words as names and as details have
// them, the keys of the index, between which customers to look, how many are
// wanted, and how many the index may give.
func (search customerSearch) parameters(at hit, keys []string, from string, limit int) []any {
	return append(search.filter.values(search.actor), search.query.Text, pq.Array(search.query.Words),
		pq.Array(search.query.Details), pq.Array(keys), at.ID, from, limit, searchSizes.found, at.Text)
}

// allParameters is true, as filterParameters is.
const allParameters = filterParameters + ` AND (ROW($9::text, $10::text[], $11::text[], $12::text[], $13::uuid, $14::uuid, $15::integer, $16::integer, $17::text)
	IS NOT NULL) IS NOT NULL`

const hasPrefix = `(c.search >= $9 AND c.search < $9 || U&'\+10FFFF')`

// nameHasWords is the condition that the name of the customer c has the words.
func (search customerSearch) nameHasWords() string {
	return hasWords(`c.search`, `$10`, len(search.query.Words))
}

// detailHasWords is the condition that a contact or a project d has the words.
func (search customerSearch) detailHasWords() string {
	return `d.archived_at IS NULL AND ` + hasWords(`d.search`, `$11`, len(search.query.Details))
}

func hasWords(column, parameter string, words int) string {
	each := make([]string, words)
	for i := range each {
		each[i] = fmt.Sprintf(`strpos(%s, (%s::text[])[%d]) > 0`, column, parameter, i+1)
	}
	return `(` + strings.Join(each, ` AND `) + `)`
}

// wanted is the condition that the customer c may be found at all.
func (search customerSearch) wanted() string {
	return search.reach + ` AND ` + search.filter.condition() + ` AND ` + allParameters
}

// takesAll reports whether every customer in use is wanted.
func (search customerSearch) takesAll() bool {
	return search.filter == Filter{Q: search.filter.Q} && search.seesAll()
}

func (search customerSearch) seesAll() bool {
	return search.actor.Grants.Scope(approval.ReadCustomers) == approval.ScopeAll
}

// findAmongFew looks at every customer in reach.
func (s *Store) findAmongFew(ctx context.Context, search customerSearch, after hit, limit int) ([]hit, error) {
	hits := []hit{}
	if err := s.In(ctx).All(ctx, &hits, `
		SELECT id, search, class FROM (
			SELECT c.id, c.search, CASE WHEN `+hasPrefix+` THEN '1' WHEN `+search.nameHasWords()+` THEN '2'
				WHEN `+search.hasEachWord()+` THEN '3' END AS class
			FROM customers c WHERE `+search.wanted()+`
		) found WHERE class IS NOT NULL`, search.parameters(after, nil, firstID, limit)...); err != nil {
		return nil, err
	}
	slices.SortFunc(hits, compareHits)
	if after.Text != "" || after.Class != beginsWith {
		i, found := slices.BinarySearchFunc(hits, after, compareHits)
		if found {
			i++
		}
		hits = hits[i:]
	}
	return hits[:min(limit, len(hits))], nil
}

func compareHits(a, b hit) int {
	if c := strings.Compare(string(a.Class), string(b.Class)); c != 0 {
		return c
	}
	if a.Class != beginsWith {
		return strings.Compare(b.ID, a.ID)
	}
	if c := strings.Compare(a.Text, b.Text); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// findAmongAll looks through one class after the other until there are enough.
func (s *Store) findAmongAll(ctx context.Context, search customerSearch, after hit, limit int) ([]hit, error) {
	hits := []hit{}
	if after.Class == beginsWith {
		if after.Text == "" {
			after.Text = search.query.Text
		}
		if err := s.In(ctx).All(ctx, &hits, `
			SELECT c.id, c.search, '1' AS class FROM customers c
			WHERE (c.search, c.id) > ($17, $13) AND c.search < $9 || U&'\+10FFFF' AND `+search.wanted()+`
			ORDER BY c.search, c.id LIMIT $15`, search.parameters(after, nil, firstID, limit)...); err != nil {
			return nil, err
		}
		after = hit{Class: inName, ID: lastID}
	}
	if after.Class == inName && len(hits) < limit {
		more, err := s.findInSteps(ctx, search, search.inNames(), after, limit-len(hits))
		if err != nil {
			return nil, err
		}
		hits = append(hits, more...)
		after = hit{Class: inDetails, ID: lastID}
	}
	if after.Class == inDetails && len(hits) < limit {
		more, err := s.findInSteps(ctx, search, search.inDetails(), after, limit-len(hits))
		if err != nil {
			return nil, err
		}
		hits = append(hits, more...)
	}
	return hits, nil
}
