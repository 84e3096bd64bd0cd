package storage

import (
	"fmt"
	"strings"
)

// Of several words each may stand somewhere else: one in the name, one in a
// project. The index finds what has the first of the details, which is the
// longest and so likely the rarest; of that the others are asked.

// hasEachWord is the condition that each of the words stands in the name of the
// customer c, or in a contact or a project of it.
func (search customerSearch) hasEachWord() string {
	name := `strpos(c.search, %[1]s) > 0 OR `
	if len(search.query.details) == 1 {
		// In the name it was looked for as it was written.
		name = ``
	}
	each := make([]string, len(search.query.details))
	for i := range each {
		word := fmt.Sprintf(`($11::text[])[%d]`, i+1)
		each[i] = fmt.Sprintf(`(`+name+`EXISTS (SELECT FROM contacts d WHERE d.customer_id = c.id AND d.archived_at IS NULL AND strpos(d.search, %[1]s) > 0)
			OR EXISTS (SELECT FROM projects d WHERE d.customer_id = c.id AND d.archived_at IS NULL AND strpos(d.search, %[1]s) > 0))`, word)
	}
	return `(` + strings.Join(each, ` AND `) + `)`
}

// inSeveral is inDetails for several words.
func (search customerSearch) inSeveral() classSteps {
	const has = `strpos(d.search, ($11::text[])[1]) > 0`
	const live = `d.archived_at IS NULL AND ` + has
	union := func(form string) string {
		return fmt.Sprintf(form, `customers`, `id`, has) + ` UNION ALL ` +
			fmt.Sprintf(form, `contacts`, `customer_id`, live) + ` UNION ALL ` +
			fmt.Sprintf(form, `projects`, `customer_id`, live)
	}
	const looked = `(SELECT d.%[2]s FROM %[1]s d WHERE d.%[2]s < $13 AND d.%[2]s >= $14 AND %[3]s)`
	const indexed = `(SELECT d.%[2]s AS customer_id FROM %[1]s d
		WHERE search_grams(d.search) @> $12 AND d.%[2]s < $13 AND %[3]s LIMIT $16 + 1)`
	words := `NOT ` + search.nameHasWords() + ` AND NOT ` + hasPrefix + ` AND ` + search.hasEachWord()
	return classSteps{
		class:   inDetails,
		tables:  [][2]string{{`customers`, `id`}, {`contacts`, `customer_id`}, {`projects`, `customer_id`}},
		match:   `c.id IN (` + union(looked) + `) AND ` + words,
		all:     `c.id < $13 AND ` + words,
		indexed: union(indexed),
		verify:  words + ` AND ` + search.wanted(),
		common:  3 * searchSizes.common, further: max(1, searchSizes.further/3),
		keys: grams(search.query.details[:1]),
	}
}
