package customer

import (
	"context"
	"maps"
	"slices"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// importPlan is what the import of a batch does.
type importPlan struct {
	done   ImportResult
	wanted []plannedRow
	// refused are rows that may be imported later: the bad ones and likely duplicates.
	refused []account.RowIdentity
	// companies and firstRows are what the batch adds to those of the run.
	companies companies
	firstRows map[digest]int
}

// plannedRow is a row to import. It creates its company if isNew is set, and a contact if
// one is named.
type plannedRow struct {
	checkedCustomer
	company *company
	isNew   bool
}

// commit adds the batch to the run, once it is in the database.
func (run *Import) commit(plan importPlan) {
	for key, changed := range plan.companies {
		for _, c := range changed {
			c.isBegun = true
			if at := slices.IndexFunc(run.companies[key], func(known *company) bool { return known.id == c.id }); at >= 0 {
				run.companies[key][at] = c
			} else {
				run.companies[key] = append(run.companies[key], c)
			}
		}
	}
	maps.Copy(run.firstRows, plan.firstRows)
}

// planRows decides for each row whether it is bad, is skipped, adds a contact to a
// customer or creates one. isNew reports whether the actor has not imported a row before.
func (s *Store) planRows(ctx context.Context, actor approval.Actor, run *Import, rows []checkedCustomer, isNew func(account.RowIdentity) bool) (importPlan, error) {
	plan := importPlan{companies: companies{}, firstRows: map[digest]int{}}
	existing, err := s.findExisting(ctx, actor, run, rows)
	if err != nil {
		return plan, err
	}
	for _, row := range rows {
		found, exists := existing[row.Row]
		isThere := exists && found.HasContact
		switch {
		case len(row.problems) > 0 && !isThere:
			plan.done.Problems = append(plan.done.Problems, row.problems...)
			plan.refused = append(plan.refused, row.identity)
			continue
		case isThere, !isNew(row.identity):
			plan.done.Skipped++
			continue
		}
		planned := plannedRow{checkedCustomer: row, company: plan.companies.find(row)}
		if earlier := run.companies.find(row); planned.company == nil && earlier != nil {
			planned.company = earlier.clone()
			plan.companies.add(row, planned.company)
		}
		switch {
		case planned.company == nil:
			planned.company = &company{id: postgres.NewID(), details: row.details()}
			if exists && !found.Archived {
				planned.company.id, planned.company.isBegun = found.ID, true
			} else {
				planned.isNew = true
			}
			plan.companies.add(row, planned.company)
		case row.Contact == "", slices.Contains(planned.company.contacts, row.contactKey()):
			plan.done.Skipped++
			continue
		}
		planned.company.contacts = append(planned.company.contacts, row.contactKey())
		plan.wanted = append(plan.wanted, planned)
	}
	return plan, s.separateDuplicates(ctx, actor, run, &plan)
}

// separateDuplicates reports the rows that are likely duplicates and, if the run skips
// those, leaves them out.
func (s *Store) separateDuplicates(ctx context.Context, actor approval.Actor, run *Import, plan *importPlan) error {
	if len(plan.wanted) == 0 {
		return nil
	}
	found, keys, err := s.findDuplicateRows(ctx, actor, run.ImportRun, plan.wanted)
	if err != nil {
		return err
	}
	isDouble := map[int]bool{}
	for _, d := range found {
		isDouble[d.Row] = true
	}
	var wanted []plannedRow
	for _, row := range plan.wanted {
		if name := keys[row.Row]; row.isNew && name != "" {
			key := digestOf(name)
			of, known := run.firstRows[key]
			if !known {
				of, known = plan.firstRows[key]
			}
			if known {
				plan.done.Duplicates = append(plan.done.Duplicates, DuplicateRow{Row: row.Row, OfRow: &of})
				isDouble[row.Row] = true
			} else {
				plan.firstRows[key] = row.Row
			}
		}
		if run.SkipDuplicates && (isDouble[row.Row] || row.company.leftOut) {
			row.company.leftOut = row.company.leftOut || row.isNew
			plan.done.LeftOut++
			plan.refused = append(plan.refused, row.identity)
			continue
		}
		if row.isNew {
			plan.done.Customers++
		}
		if row.Contact != "" {
			plan.done.Contacts++
		}
		wanted = append(wanted, row)
	}
	plan.done.Duplicates = append(plan.done.Duplicates, found...)
	plan.wanted, plan.done.Created = wanted, len(wanted)
	return nil
}

// existingCustomer is a customer from before the import that a row describes.
type existingCustomer struct {
	Row int    `db:"row"`
	ID  string `db:"id"`
	// HasContact is true, too, if the row names no contact.
	HasContact bool `db:"has_contact"`
	Archived   bool `db:"archived"`
}

// longestCompared limits the cells that are compared with the database, in bytes.
const longestCompared = 2000

// findExisting returns the existing customers that rows describe, by row number: those
// with the name and the owner that the actor may read, and whose details are the same or
// not in the row.
func (s *Store) findExisting(ctx context.Context, actor approval.Actor, run *Import, rows []checkedCustomer) (map[int]existingCustomer, error) {
	type compared struct {
		ImportRow
		OwnerID string
	}
	wanted := make([]compared, 0, len(rows))
	for _, row := range rows {
		isLong := slices.ContainsFunc(row.cells(), func(cell string) bool { return len(cell) > longestCompared })
		if row.owner.ID != "" && !isLong && !approval.Blank(row.Name) {
			wanted = append(wanted, compared{row.ImportRow, row.owner.ID})
		}
	}
	var found []existingCustomer
	if err := s.In(ctx).All(ctx, &found, `
		SELECT DISTINCT ON (r."Row") r."Row" AS row, c.id, c.archived_at IS NOT NULL AS archived,
			r."Contact" = '' OR EXISTS (
				SELECT FROM contacts d WHERE d.customer_id = c.id
					AND starts_with(d.search, search_text(r."Contact") || E'\n')
					AND (r."ContactTitle" = '' OR search_text(d.title) = search_text(r."ContactTitle"))
					AND (r."ContactPhone" = '' OR search_text(d.phone) = search_text(r."ContactPhone"))
					AND (r."ContactEmail" = '' OR search_text(d.email) = search_text(r."ContactEmail"))) AS has_contact
		FROM jsonb_to_recordset($2) AS r ("Row" integer, "OwnerID" uuid, "Name" text, "Industry" text, "Region" text,
			"Level" text, "Source" text, "Address" text, "Contact" text, "ContactTitle" text, "ContactPhone" text,
			"ContactEmail" text)
		JOIN customers c ON c.search = search_text(r."Name") AND c.owner_id = r."OwnerID" AND c.id < $3
			AND r."Industry" IN ('', c.industry) AND r."Region" IN ('', c.region) AND r."Level" IN ('', c.level)
			AND r."Source" IN ('', c.source) AND (r."Address" = '' OR search_text(r."Address") = search_text(c.address))
			AND `+SeesCustomers(actor, "c.id", 1)+`
		ORDER BY r."Row", has_contact DESC, archived, c.id`, actor.ID, postgres.AsJSON(wanted), run.Begun); err != nil {
		return nil, err
	}
	existing := make(map[int]existingCustomer, len(found))
	for _, row := range found {
		existing[row.Row] = row
	}
	return existing, nil
}
