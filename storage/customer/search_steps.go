package customer

import (
	"context"
	"fmt"
	"strings"

	"approvals/storage/postgres"
)

// classSteps is how the customers of one class of hits are found.
type classSteps struct {
	class searchClass
	// tables are those looked through, each with its column of the customer's id.
	tables [][2]string
	// match is the condition on the customer c, within the parameters' bounds.
	match string
	// all is the same condition for a look through all customers that are left.
	all string
	// indexed selects the ids of customers by the index, some more than once.
	indexed string
	// verify is the condition on a customer c that the index gave.
	verify string
	// common is in how many of the newest rows of a table the words must stand for
	// the next to be looked at before the index; further is how many times as many
	// are then.
	common, further int
	// keys are those of the index.
	keys []string
}

// inNames finds the customers that have the words in their names, but do not
// begin with what is looked for.
func (search customerSearch) inNames() classSteps {
	words := search.nameHasWords() + ` AND NOT ` + hasPrefix
	return classSteps{
		class:  inName,
		tables: [][2]string{{`customers`, `id`}},
		match:  `c.id < $13 AND c.id >= $14 AND ` + words,
		all:    `c.id < $13 AND ` + words,
		// What is wanted stands here too: other indexes can help to find it.
		indexed: `SELECT c.id AS customer_id FROM customers c
			WHERE search_grams(c.search) @> $12 AND c.id < $13 AND ` + words + ` AND ` + search.wanted() + ` LIMIT $16 + 1`,
		verify: `true`,
		common: searchSizes.common, further: searchSizes.further,
		keys: postgres.Grams(search.query.Words),
	}
}

// inDetails finds the customers that have a contact or a project with the words,
// but do not have them in their names.
func (search customerSearch) inDetails() classSteps {
	if len(search.query.Details) > 1 {
		return search.inSeveral()
	}
	const looked = `(SELECT d.customer_id FROM %[1]s d WHERE d.customer_id < $13 AND d.customer_id >= $14 AND %[2]s)`
	const indexed = `(SELECT d.customer_id FROM %[1]s d
		WHERE search_grams(d.search) @> $12 AND d.customer_id < $13 AND %[2]s LIMIT $16 + 1)`
	union := func(form string) string {
		words := search.detailHasWords()
		return fmt.Sprintf(form, `contacts`, words) + ` UNION ALL ` + fmt.Sprintf(form, `projects`, words)
	}
	const one = `SELECT FROM %[1]s d WHERE d.customer_id = c.id AND %[2]s`
	notInName := `NOT ` + search.nameHasWords() + ` AND NOT ` + hasPrefix
	all := `c.id < $13 AND ` + notInName + ` AND c.id IN (` + union(looked) + `)`
	if !search.seesAll() {
		// Rather through the customers in reach than through all details.
		all = `c.id < $13 AND ` + notInName + ` AND EXISTS (` + union(one) + ` OFFSET 0)`
	}
	return classSteps{
		class:   inDetails,
		tables:  [][2]string{{`contacts`, `customer_id`}, {`projects`, `customer_id`}},
		match:   notInName + ` AND c.id IN (` + union(looked) + `)`,
		indexed: union(indexed),
		all:     all,
		verify:  notInName + ` AND ` + search.wanted(),
		// Each has a customer to be looked up.
		common: 3 * searchSizes.common, further: max(1, searchSizes.further/3),
		keys: postgres.Grams(search.query.Details),
	}
}

// findInSteps finds the hits of a class after a place, the newest customers
// first: among the newest, then further back if the word is common, by the index
// if it is not, and among all the others if even the index gives too many.
func (s *Store) findInSteps(ctx context.Context, search customerSearch, class classSteps, after hit, limit int) ([]hit, error) {
	hits := []hit{}
	look := func(from, match string) error {
		more, err := s.lookThrough(ctx, search, class, match, after, from, limit-len(hits))
		hits, after.ID = append(hits, more...), from
		return err
	}
	ahead := after
	from, err := s.windowEnd(ctx, class, after.ID, searchSizes.newest)
	if err != nil {
		return nil, err
	}
	if err := look(from, class.match); err != nil || len(hits) >= limit || from == firstID {
		return hits, err
	}
	common, err := s.isCommon(ctx, search, class, ahead, from, len(hits))
	if err != nil {
		return nil, err
	}
	if common {
		if from, err = s.windowEnd(ctx, class, from, searchSizes.newest*class.further); err != nil {
			return nil, err
		}
		if err := look(from, class.match); err != nil || len(hits) >= limit || from == firstID {
			return hits, err
		}
	}
	more, complete, err := s.findIndexed(ctx, search, class, after, limit-len(hits))
	if err != nil || complete {
		return append(hits, more...), err
	}
	err = look(firstID, class.all)
	return hits, err
}

// windowEnd returns the id with which the next rows before an id end, so many of
// each table at most.
func (s *Store) windowEnd(ctx context.Context, class classSteps, before string, rows int) (string, error) {
	end := firstID
	for _, table := range class.tables {
		var ids []string
		if err := s.In(ctx).All(ctx, &ids, fmt.Sprintf(`
			SELECT %[2]s FROM %[1]s WHERE %[2]s < $1 ORDER BY %[2]s DESC OFFSET $2 LIMIT 1`, table[0], table[1]),
			before, rows); err != nil {
			return "", err
		}
		if len(ids) > 0 {
			end = max(end, ids[0])
		}
	}
	return end, nil
}

// lookThrough finds the hits after a place as far as an id.
func (s *Store) lookThrough(ctx context.Context, search customerSearch, class classSteps, match string, after hit, from string, limit int) ([]hit, error) {
	hits := []hit{}
	err := s.In(ctx).All(ctx, &hits, fmt.Sprintf(`
		SELECT c.id, c.search, '%s' AS class FROM customers c WHERE %s AND %s ORDER BY c.id DESC LIMIT $15`,
		class.class, match, search.wanted()), search.parameters(after, class.keys, from, limit)...)
	return hits, err
}

// isCommon reports whether what is looked for is common among the customers as
// far as an id, whether they are wanted or not; hits were.
func (s *Store) isCommon(ctx context.Context, search customerSearch, class classSteps, after hit, from string, hits int) (common bool, err error) {
	if hits >= class.common || search.takesAll() {
		return hits >= class.common, nil
	}
	err = s.In(ctx).Get(ctx, &common, fmt.Sprintf(`
		SELECT count(*) >= $15 FROM (
			SELECT FROM customers c WHERE %s AND %s LIMIT $15
		) common`, class.match, allParameters),
		search.parameters(after, class.keys, from, class.common)...)
	return common, err
}

// findIndexed finds the hits before a place by the index. It is not complete,
// and finds none, if the index gives too many. It runs in the transaction of the
// search.
func (s *Store) findIndexed(ctx context.Context, search customerSearch, class classSteps, after hit, limit int) (hits []hit, complete bool, err error) {
	var rows []struct {
		Capped bool    `db:"capped"`
		ID     *string `db:"id"`
		Text   *string `db:"search"`
	}
	// The estimates for parts of words are too poor to choose a plan by.
	if err := s.In(ctx).Exec(ctx, `SELECT set_config('enable_seqscan', 'off', true)`); err != nil {
		return nil, false, err
	}
	err = s.In(ctx).All(ctx, &rows, fmt.Sprintf(`
		WITH indexed AS MATERIALIZED (%s), size AS (SELECT count(*) > $16 AS capped FROM indexed)
		SELECT size.capped, hits.* FROM size LEFT JOIN LATERAL (
			SELECT c.id, c.search FROM (
				SELECT DISTINCT customer_id FROM indexed WHERE NOT size.capped ORDER BY customer_id DESC
			) found CROSS JOIN LATERAL (
				SELECT c.id, c.search FROM customers c WHERE c.id = found.customer_id AND %s AND `+allParameters+` OFFSET 0
			) c ORDER BY found.customer_id DESC LIMIT $15
		) hits ON true`, class.indexed, class.verify),
		search.parameters(after, class.keys, firstID, limit)...)
	if err != nil {
		return nil, false, err
	}
	if err := s.In(ctx).Exec(ctx, `SELECT set_config('enable_seqscan', 'on', true)`); err != nil {
		return nil, false, err
	}
	if rows[0].Capped {
		return nil, false, nil
	}
	for _, row := range rows {
		if row.ID != nil {
			hits = append(hits, hit{ID: *row.ID, Text: *row.Text, Class: class.class})
		}
	}
	return hits, true, nil
}

// Of several words each may stand somewhere else: one in the name, one in a
// project. The index finds what has the first of the details, which is the
// longest and so likely the rarest; of that the others are asked.

// hasEachWord is the condition that each of the words stands in the name of the
// customer c, or in a contact or a project of it.
func (search customerSearch) hasEachWord() string {
	name := `strpos(c.search, %[1]s) > 0 OR `
	if len(search.query.Details) == 1 {
		// In the name it was looked for as it was written.
		name = ``
	}
	each := make([]string, len(search.query.Details))
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
		keys: postgres.Grams(search.query.Details[:1]),
	}
}
