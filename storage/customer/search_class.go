package customer

import (
	"fmt"
	"strings"

	"approvals/storage/postgres"

	"github.com/lib/pq"
)

// parameters are those of every statement of a search: the filter's, the whole text, the
// words as names and as details have them, the keys of the index, and the place after
// which the search continues.
func (search customerSearch) parameters(after hit) []any {
	keys := postgres.Grams(search.query.Words)
	if after.Class == inDetails {
		keys = postgres.GramsOf(search.query.Details[0])
	}
	return append(search.filter.values(search.actor), search.query.Text, pq.Array(search.query.Words),
		pq.Array(search.query.Details), pq.Array(keys), after.ID, after.Class, after.Text)
}

// allParameters is true, as filterParameters is.
const allParameters = filterParameters + ` AND (ROW($9::text, $10::text[], $11::text[], $12::text[], $13::uuid, $14::text, $15::text)
	IS NOT NULL) IS NOT NULL`

// wanted is the condition that the actor sees the customer c and the filter admits it.
func (search customerSearch) wanted() string {
	return search.reach + ` AND ` + search.filter.condition() + ` AND ` + allParameters
}

const hasPrefix = `(c.search >= $9 AND c.search < $9 || U&'\+10FFFF')`

// nameHasWords is the condition that the name of the customer c has the words.
func (search customerSearch) nameHasWords() string {
	return hasWords(`c.search`, `$10`, len(search.query.Words))
}

func hasWords(column, parameter string, words int) string {
	each := make([]string, words)
	for i := range each {
		each[i] = fmt.Sprintf(`strpos(%s, (%s::text[])[%d]) > 0`, column, parameter, i+1)
	}
	return `(` + strings.Join(each, ` AND `) + `)`
}

// hasEachWord is the condition that each of the words stands in the name of the
// customer c, or in a contact or a project of it. OFFSET 0 makes the planner look up
// those of one customer rather than search all contacts and projects once.
func (search customerSearch) hasEachWord() string {
	name := `strpos(c.search, %[1]s) > 0 OR `
	if len(search.query.Details) == 1 {
		// The name was searched for the text as it was written.
		name = ``
	}
	each := make([]string, len(search.query.Details))
	for i := range each {
		word := fmt.Sprintf(`($11::text[])[%d]`, i+1)
		each[i] = fmt.Sprintf(`(`+name+`EXISTS (SELECT FROM contacts d WHERE d.customer_id = c.id AND d.archived_at IS NULL AND strpos(d.search, %[1]s) > 0 OFFSET 0)
			OR EXISTS (SELECT FROM projects d WHERE d.customer_id = c.id AND d.archived_at IS NULL AND strpos(d.search, %[1]s) > 0 OFFSET 0))`, word)
	}
	return `(` + strings.Join(each, ` AND `) + `)`
}

// inName finds the customers that have the words in the name, but do not begin with the
// text.
func (search customerSearch) inName(limit int) string {
	match := search.nameHasWords() + ` AND NOT ` + hasPrefix + ` AND ` + search.wanted()
	return postgres.FirstFound(
		fmt.Sprintf(`SELECT c.id FROM (SELECT * FROM customers WHERE id < $13 ORDER BY id DESC LIMIT %d) AS c WHERE %s`, postgres.NewestSearched, match),
		`SELECT c.id FROM customers c WHERE search_grams(c.search) @> $12 AND c.id < $13 AND `+match, limit)
}

// inDetails finds the customers that have the words in contacts and projects, or one of
// several words in the name and the others there, but not all of them in the name. Of
// several words, the first, which is the longest and so likely the rarest, is looked up;
// the customers that have it are asked for the others.
func (search customerSearch) inDetails(limit int) string {
	const word = `strpos(d.search, ($11::text[])[1]) > 0`
	has := func(which string) string {
		all := fmt.Sprintf(`
			SELECT d.customer_id FROM contacts d WHERE d.archived_at IS NULL AND %[1]s AND %[2]s UNION
			SELECT d.customer_id FROM projects d WHERE d.archived_at IS NULL AND %[1]s AND %[2]s`, fmt.Sprintf(which, `d.customer_id`), word)
		if len(search.query.Details) > 1 {
			all += fmt.Sprintf(` UNION SELECT d.id FROM customers d WHERE %s AND %s`, fmt.Sprintf(which, `d.id`), word)
		}
		match := `NOT ` + search.nameHasWords() + ` AND NOT ` + hasPrefix + ` AND ` + search.wanted()
		if len(search.query.Details) > 1 {
			match += ` AND ` + search.hasEachWord()
		}
		// OFFSET 0: one customer after the other is looked at until there are enough.
		return fmt.Sprintf(`
			SELECT id FROM (SELECT customer_id AS id FROM (%s) AS d ORDER BY id DESC OFFSET 0) AS found
			WHERE EXISTS (SELECT FROM customers c WHERE c.id = found.id AND %s OFFSET 0)`, all, match)
	}
	newest := fmt.Sprintf(`
		WITH oldest AS MATERIALIZED (SELECT id FROM customers WHERE id < $13 ORDER BY id DESC OFFSET %d LIMIT 1)
		`, postgres.NewestSearched)
	return postgres.FirstFound(
		newest+has(`%[1]s < $13 AND %[1]s >= coalesce((SELECT id FROM oldest), '`+firstID+`')`),
		has(`search_grams(d.search) @> $12 AND %[1]s < $13`), limit)
}
