package customer

import (
	"context"

	"approvals/storage/account"
	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// DuplicateRow is a row that is likely a duplicate of an existing customer.
type DuplicateRow struct {
	Row int
	Duplicate
}

// ImportResult is the result of importing or checking a batch of customer rows.
type ImportResult struct {
	account.ImportResult
	// Duplicates are the created rows that are likely duplicates of existing customers.
	// Keys has for each created row a key that is equal for duplicates within the file.
	Duplicates []DuplicateRow
	Keys       map[int]string
}

// findDuplicateRows returns the rows that are likely duplicates of customers from before
// the run, and for each row a key that is equal for duplicates within the file.
func (s *Store) findDuplicateRows(ctx context.Context, actor approval.Actor, run *account.ImportRun, rows []checkedCustomer) (doubles []DuplicateRow, keys map[int]string, err error) {
	numbers, names, phones := make([]int64, len(rows)), make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		numbers[i], names[i], phones[i] = int64(row.Row), row.Name, row.ContactPhone
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
			SELECT row, search_text(name) AS search, name_key(name) AS key, search_digits(phone) AS digits
			FROM unnest($2::integer[], $3::text[], $4::text[]) AS r (row, name, phone)
		)
		SELECT r.row, r.key, hit.id, hit.name, hit.owner_id, hit.owner_name, hit.reasons, hit.visible, hit.archived
		FROM rows r LEFT JOIN LATERAL (
			SELECT c.id, c.name, o.id AS owner_id, o.name AS owner_name, m.reasons,
				c.archived_at IS NOT NULL AS archived, `+SeesCustomers(actor, "c.id", 1)+` AS visible
			FROM (
				SELECT id, array_agg(DISTINCT reason) AS reasons FROM (
					(SELECT k.id, CASE WHEN k.search = r.search THEN 'same_name' ELSE 'similar_name' END AS reason
						FROM customers k WHERE k.name_key = r.key AND k.id < $5 LIMIT 3)
					UNION ALL
					(SELECT d.customer_id, 'same_phone' FROM contacts d WHERE d.phone_key = r.digits AND d.customer_id < $5
						AND length(r.digits) >= 7 AND length(d.phone_key) >= 7 AND d.archived_at IS NULL LIMIT 3)
				) matches GROUP BY id
			) m JOIN customers c ON c.id = m.id JOIN users o ON o.id = c.owner_id
			ORDER BY c.id LIMIT 3
		) hit ON true ORDER BY r.row`, actor.ID, pq.Array(numbers), pq.Array(names), pq.Array(phones), run.Begun); err != nil {
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
