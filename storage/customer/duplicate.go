package customer

import (
	"context"
	"slices"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// DuplicateReason is a reason to consider two customers the same.
type DuplicateReason string

// The reasons to consider a customer a duplicate.
const (
	SameName DuplicateReason = "same_name"
	// SimilarName is a name that is equal apart from legal form, type of region, spaces,
	// punctuation and character width, or that contains the other.
	SimilarName DuplicateReason = "similar_name"
	SamePhone   DuplicateReason = "same_phone"
)

// DuplicateReasonLabels are the labels of the reasons.
var DuplicateReasonLabels = map[DuplicateReason]approval.Text{
	SameName: {ZH: "名称相同", EN: "Same name"}, SimilarName: {ZH: "名称相近", EN: "Similar name"}, SamePhone: {ZH: "电话相同", EN: "Same telephone"},
}

// Duplicate is an existing customer that is likely the same as a new one.
type Duplicate struct {
	// ID and Name are empty if the actor may not read the customer.
	ID      string
	Name    string
	Owner   approval.Person
	Reasons []DuplicateReason
	Visible bool
	// Archived is false if the actor may not read the customer.
	Archived bool
}

const (
	// MaxDuplicates limits the reported duplicates.
	MaxDuplicates = 20
	// shortestStem and longestStem limit the length of names, without legal form, that
	// are compared by containment, in characters.
	shortestStem, longestStem = 3, 60
)

// FindDuplicates returns the customers that are likely the same as one with the name or
// the telephone number, the most likely first. For customers that the actor may not
// read, only the owner's name is included.
func (s *Store) FindDuplicates(ctx context.Context, actor approval.Actor, name, phone string) ([]Duplicate, error) {
	var rows []struct {
		ID       string          `db:"id"`
		Name     string          `db:"name"`
		Owner    approval.Person `db:"owner"`
		Reasons  pq.StringArray  `db:"reasons"`
		Visible  bool            `db:"visible"`
		Archived bool            `db:"archived"`
	}
	var key string
	if err := s.In(ctx).Get(ctx, &key, `SELECT name_key($1)`, name); err != nil {
		return nil, err
	}
	err := s.In(ctx).All(ctx, &rows, `
		WITH wanted AS MATERIALIZED (
			SELECT search_text($2) AS search, $6::text COLLATE "C" AS key, phone_keys($3) AS phones
		), found AS (
			(SELECT c.id, 'same_name' AS reason, 1 AS rank FROM wanted w JOIN customers c ON c.search = w.search
				WHERE w.key <> '' LIMIT $4)
			UNION ALL
			(SELECT c.id, 'similar_name', 2 FROM wanted w JOIN customers c ON c.name_key = w.key
				WHERE w.key <> '' AND c.search <> w.search LIMIT $4)
			UNION ALL
			(SELECT c.id, 'similar_name', 4 FROM customers c
				WHERE length($6) >= $5 AND search_grams(c.search) @> $7 AND strpos(c.name_key, $6) > 0 AND c.name_key <> $6 LIMIT $4)
			UNION ALL
			(SELECT c.id, 'similar_name', 4 FROM customers c WHERE c.name_key = ANY (ARRAY(
				SELECT DISTINCT substr(w.key, start, size)
				FROM wanted w CROSS JOIN generate_series(1, least(length(w.key), $8)) AS start
				CROSS JOIN LATERAL generate_series($5, least(length(w.key), $8) - start + 1) AS size
				WHERE size < length(w.key))) LIMIT $4)
			UNION ALL
			(SELECT d.customer_id, 'same_phone', 3 FROM wanted w JOIN contacts d ON phone_keys(d.phone) && w.phones
				WHERE d.phone <> '' AND d.archived_at IS NULL LIMIT $4)
		), ranked AS (
			SELECT id, min(rank) AS rank, array_agg(DISTINCT reason) AS reasons FROM found GROUP BY id
		)
		SELECT c.id, c.name, o.id || ' ' || o.name AS owner, r.reasons,
			c.archived_at IS NOT NULL AS archived, `+SeesCustomers(actor, "c.id", 1)+` AS visible
		FROM ranked r JOIN customers c ON c.id = r.id JOIN users o ON o.id = c.owner_id
		ORDER BY r.rank, c.id LIMIT $4`, actor.ID, name, phone, MaxDuplicates, shortestStem,
		key, pq.Array(postgres.GramsOf(key)), longestStem)
	if err != nil {
		return nil, err
	}
	doubles := make([]Duplicate, 0, len(rows))
	for _, row := range rows {
		d := Duplicate{Owner: row.Owner, Visible: row.Visible}
		for _, reason := range row.Reasons {
			d.Reasons = append(d.Reasons, DuplicateReason(reason))
		}
		slices.Sort(d.Reasons)
		if row.Visible {
			d.ID, d.Name, d.Archived = row.ID, row.Name, row.Archived
		} else {
			d.Owner.ID = ""
		}
		doubles = append(doubles, d)
	}
	return doubles, nil
}

// DuplicateRow is a row that is likely a duplicate of an existing customer or of an
// earlier row.
type DuplicateRow struct {
	Row int
	// OfRow is the earlier row; if it is set, Duplicate is empty.
	OfRow *int
	Duplicate
}

// ImportResult is the result of importing or checking a batch of customer rows.
type ImportResult struct {
	account.ImportResult
	// Customers and Contacts count what the created rows create.
	Customers, Contacts int
	// LeftOut counts the rows that are left out as likely duplicates.
	LeftOut int
	// Duplicates are the rows that are likely duplicates, whether left out or not.
	Duplicates []DuplicateRow
}

// findDuplicateRows returns the rows that are likely duplicates of customers from before
// the run, and for each new customer a key that is equal for duplicates within the file.
// A row that adds a contact is compared by the telephone number alone.
func (s *Store) findDuplicateRows(ctx context.Context, actor approval.Actor, run *account.ImportRun, rows []plannedRow) (doubles []DuplicateRow, keys map[int]string, err error) {
	numbers, names, phones, own := make([]int64, len(rows)), make([]string, len(rows)), make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		numbers[i], phones[i], own[i] = int64(row.Row), row.ContactPhone, row.company.id
		if row.isNew {
			names[i] = row.Name
		}
	}
	var found []struct {
		Row       int            `db:"row"`
		Key       string         `db:"key"`
		ID        *string        `db:"id"`
		Name      *string        `db:"name"`
		OwnerID   *string        `db:"owner_id"`
		OwnerName *string        `db:"owner_name"`
		Reasons   pq.StringArray `db:"reasons"`
		Visible   *bool          `db:"visible"`
		Archived  *bool          `db:"archived"`
	}
	if err := s.In(ctx).All(ctx, &found, `
		WITH rows AS MATERIALIZED (
			SELECT row, search_text(name) AS search, name_key(name) AS key, phone_keys(phone) AS phones, own
			FROM unnest($2::integer[], $3::text[], $4::text[], $6::uuid[]) AS r (row, name, phone, own)
		)
		SELECT r.row, r.key, hit.id, hit.name, hit.owner_id, hit.owner_name, hit.reasons, hit.visible, hit.archived
		FROM rows r LEFT JOIN LATERAL (
			SELECT c.id, c.name, o.id AS owner_id, o.name AS owner_name, m.reasons,
				c.archived_at IS NOT NULL AS archived, `+SeesCustomers(actor, "c.id", 1)+` AS visible
			FROM (
				SELECT id, array_agg(DISTINCT reason) AS reasons FROM (
					(SELECT k.id, CASE WHEN k.search = r.search THEN 'same_name' ELSE 'similar_name' END AS reason
						FROM customers k WHERE k.name_key = r.key AND r.key <> '' AND k.id < $5 LIMIT 3)
					UNION ALL
					(SELECT d.customer_id, 'same_phone' FROM contacts d WHERE phone_keys(d.phone) && r.phones AND d.phone <> ''
						AND d.customer_id < $5 AND d.customer_id <> r.own AND d.archived_at IS NULL LIMIT 3)
				) matches GROUP BY id
			) m JOIN customers c ON c.id = m.id JOIN users o ON o.id = c.owner_id
			ORDER BY c.id LIMIT 3
		) hit ON true ORDER BY r.row`, actor.ID, pq.Array(numbers), pq.Array(names), pq.Array(phones), run.Begun, pq.Array(own)); err != nil {
		return nil, nil, err
	}
	keys = make(map[int]string, len(rows))
	for _, f := range found {
		keys[f.Row] = f.Key
		if f.ID == nil {
			continue
		}
		d := DuplicateRow{Row: f.Row, Duplicate: Duplicate{Owner: approval.Person{Name: *f.OwnerName}, Visible: *f.Visible}}
		for _, reason := range f.Reasons {
			d.Reasons = append(d.Reasons, DuplicateReason(reason))
		}
		if *f.Visible {
			d.ID, d.Name, d.Owner.ID, d.Archived = *f.ID, *f.Name, *f.OwnerID, *f.Archived
		}
		doubles = append(doubles, d)
	}
	return doubles, keys, nil
}
