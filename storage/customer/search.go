package customer

import (
	"context"
	"fmt"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// A search finds customers in three classes, the most relevant first: those whose name
// begins with the query, in alphabetical order, so that the exact name leads; those with
// the words elsewhere in the name; those with the words in contacts or projects, or some
// here and some there. The last two classes are sorted newest first.
//
// One statement finds a class; see postgres.FirstFound. Who sees few customers searches
// those alone, in one statement for all classes.

// searchClass is the relevance of a hit.
type searchClass string

const (
	beginsWith searchClass = "1"
	inName     searchClass = "2"
	inDetails  searchClass = "3"
)

// hit is a customer that a search has found. Text is the searched name, for the first
// class only.
type hit struct {
	ID    string      `db:"id"`
	Text  string      `db:"search"`
	Class searchClass `db:"class"`
}

// place is the cursor from which the next page continues after the hit.
func (h hit) place() string { return string(h.Class) + h.ID + h.Text }

// readPlace is the inverse of place. An empty cursor is the start of the list.
func (search customerSearch) readPlace(after string) (hit, error) {
	const id = 36
	if after == "" {
		return hit{Class: beginsWith, ID: firstID, Text: search.query.Text}, nil
	}
	h := hit{Class: searchClass(after[:1])}
	if len(after) < 1+id || h.Class < beginsWith || h.Class > inDetails {
		return h, approval.InvalidField("query.cursor", approval.Text{
			ZH: "游标不属于此列表", EN: "This cursor does not belong to this list"})
	}
	h.ID, h.Text = after[1:1+id], after[1+id:]
	return h, nil
}

// The ids before and after all others.
const (
	firstID = "00000000-0000-0000-0000-000000000000"
	lastID  = "ffffffff-ffff-ffff-ffff-ffffffffffff"
)

// customerSearch is one search: who searches for what among which customers.
type customerSearch struct {
	actor  approval.Actor
	filter Filter
	query  postgres.SearchQuery
	// reach and few are the results of listsCustomers.
	reach string
	few   bool
}

// searchCustomers returns a page of the customers found, and where the next page begins.
func (s *Store) searchCustomers(ctx context.Context, search customerSearch, page postgres.Page) ([]Customer, string, error) {
	after, err := search.readPlace(page.After)
	if err != nil {
		return nil, "", err
	}
	find := s.findAmongAll
	if search.few {
		search.reach = seesFewCustomers(search.actor, `c.id`, 1)
		find = s.findAmongFew
	}
	hits, err := find(ctx, search, after, page.Limit+1)
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

// findAmongFew searches every customer in reach.
func (s *Store) findAmongFew(ctx context.Context, search customerSearch, after hit, limit int) (hits []hit, err error) {
	err = s.In(ctx).All(ctx, &hits, fmt.Sprintf(`
		SELECT id, class, CASE WHEN class = '1' THEN search ELSE '' END AS search FROM (
			SELECT c.id, c.search, CASE WHEN %s THEN '1' WHEN %s THEN '2' WHEN %s THEN '3' END AS class
			FROM customers c WHERE %s OFFSET 0
		) AS found
		WHERE class > $14 OR class = $14 AND CASE WHEN class = '1' THEN (search, id) > ($15, $13) ELSE id < $13 END
		ORDER BY class, CASE WHEN class = '1' THEN search END, CASE WHEN class = '1' THEN id END, id DESC LIMIT %d`,
		hasPrefix, search.nameHasWords(), search.hasEachWord(), search.wanted(), limit), search.parameters(after)...)
	return hits, err
}

// findAmongAll searches one class after the other until there are enough hits.
func (s *Store) findAmongAll(ctx context.Context, search customerSearch, after hit, limit int) (hits []hit, err error) {
	if after.Class == beginsWith {
		if err := s.In(ctx).All(ctx, &hits, fmt.Sprintf(`
			SELECT c.id, c.search, '1' AS class FROM customers c
			WHERE (c.search, c.id) > ($15, $13) AND c.search < $9 || U&'\+10FFFF' AND %s
			ORDER BY c.search, c.id LIMIT %d`, search.wanted(), limit), search.parameters(after)...); err != nil {
			return nil, err
		}
	}
	for _, class := range []searchClass{inName, inDetails} {
		if class < after.Class || len(hits) == limit {
			continue
		}
		if class > after.Class {
			after = hit{Class: class, ID: lastID}
		}
		found := search.inName
		if class == inDetails {
			found = search.inDetails
		}
		var ids []string
		if err := s.In(ctx).All(ctx, &ids, found(limit-len(hits)), search.parameters(after)...); err != nil {
			return nil, err
		}
		for _, id := range ids {
			hits = append(hits, hit{ID: id, Class: class})
		}
	}
	return hits, nil
}
