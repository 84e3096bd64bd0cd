package customer

import (
	"context"
	"errors"
	"maps"
	"strings"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// ImportRow is one row of a customer file: a customer, and a contact if one is named.
type ImportRow struct {
	Row                                            int
	Name, Industry, Region, Level, Source, Address string
	// Owner is a user name; empty means the importing user.
	Owner                                             string
	Contact, ContactTitle, ContactPhone, ContactEmail string
}

func (r ImportRow) problems() []account.RowProblem {
	c := account.RowCheck{Row: r.Row}
	c.Name(account.ColumnName, r.Name, true)
	for column, value := range map[string]string{
		account.ColumnIndustry: r.Industry, account.ColumnRegion: r.Region, account.ColumnLevel: r.Level, account.ColumnSource: r.Source,
		account.ColumnContactTitle: r.ContactTitle,
	} {
		c.Text(column, value, 200, false)
	}
	c.Text(account.ColumnAddress, r.Address, 500, false)
	c.Name(account.ColumnContact, r.Contact, false)
	c.Phone(account.ColumnContactPhone, r.ContactPhone)
	c.Email(account.ColumnContactEmail, r.ContactEmail)
	if r.Contact == "" && r.ContactTitle+r.ContactPhone+r.ContactEmail != "" {
		c.Add(account.ColumnContact, approval.Text{ZH: "填写了关系人的其他信息时必填", EN: "This is required when other contact details are filled in"})
	}
	return c.Problems
}

// cells returns the row's values.
func (r ImportRow) cells() []string {
	return []string{r.Name, r.Industry, r.Region, r.Level, r.Source, r.Address, r.Owner, r.Contact, r.ContactTitle, r.ContactPhone, r.ContactEmail}
}

// input returns an Input whose pointers refer to the row.
func (r *ImportRow) input() Input {
	return Input{Name: &r.Name, Industry: &r.Industry, Region: &r.Region, Level: &r.Level, Source: &r.Source, Address: &r.Address}
}

// checkedCustomer is a valid row.
type checkedCustomer struct {
	ImportRow
	identity account.RowIdentity
	owner    approval.Person
	labels   map[string]approval.Text
}

// sample previews the row as it will be created.
func (r checkedCustomer) sample() account.ImportSampleRow {
	cells := map[string]approval.Text{
		account.ColumnName: account.SameInBothLanguages(r.Name), account.ColumnAddress: account.SameInBothLanguages(r.Address), account.ColumnOwner: account.SameInBothLanguages(r.owner.Name),
		account.ColumnContact: account.SameInBothLanguages(r.Contact), account.ColumnContactTitle: account.SameInBothLanguages(r.ContactTitle),
		account.ColumnContactPhone: account.SameInBothLanguages(r.ContactPhone), account.ColumnContactEmail: account.SameInBothLanguages(r.ContactEmail),
	}
	maps.Copy(cells, r.labels)
	return account.NewImportSample(r.Row, cells)
}

func identities(rows []checkedCustomer) []account.RowIdentity {
	ids := make([]account.RowIdentity, len(rows))
	for i, row := range rows {
		ids[i] = row.identity
	}
	return ids
}

// identifyCustomers returns the identities of the next rows of the file. It is called
// before option labels are replaced by keys, since labels can change between two
// imports.
func identifyCustomers(r *account.ImportRun, rows []ImportRow) []account.RowIdentity {
	ids := make([]account.RowIdentity, len(rows))
	for i, row := range rows {
		ids[i] = r.Identify(row.cells()...)
	}
	return ids
}

// checkCustomerRows separates the valid rows from the errors in the others; ids are the
// identities of the rows.
func (s *Store) checkCustomerRows(ctx context.Context, actor approval.Actor, ids []account.RowIdentity, rows []ImportRow) (good []checkedCustomer, problems []account.RowProblem, err error) {
	lists, err := s.lockOptionLists(ctx)
	if err != nil {
		return nil, nil, err
	}
	owners := map[string]rowOwner{"": {person: actor.Person()}}
	for i, row := range rows {
		found := row.problems()
		username := strings.ToLower(row.Owner)
		owner, known := owners[username]
		if !known {
			if owner, err = s.rowOwner(ctx, actor, row.Owner); err != nil {
				return nil, nil, err
			}
			owners[username] = owner
		}
		if owner.wrong != (approval.Text{}) {
			found = append(found, account.RowProblem{Row: row.Row, Column: account.ColumnOwner, Message: owner.wrong})
		}
		options := account.RowCheck{Row: row.Row}
		labels := lists.resolveRow(&row, &options)
		if found = append(found, options.Problems...); len(found) > 0 {
			problems = append(problems, found...)
			continue
		}
		good = append(good, checkedCustomer{ImportRow: row, identity: ids[i], owner: owner.person, labels: labels})
	}
	return good, problems, nil
}

// rowOwner is the owner that a user name refers to, or the error.
type rowOwner struct {
	person approval.Person
	wrong  approval.Text
}

func (s *Store) rowOwner(ctx context.Context, actor approval.Actor, username string) (o rowOwner, err error) {
	user, err := s.UserByUsername(ctx, username)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return rowOwner{wrong: account.NoSuchUser}, nil
	}
	if err != nil {
		return o, err
	}
	o.person, err = s.ownerInReach(ctx, actor, user.ID)
	if e := approval.AsError(err); e != nil && e.Code == approval.CodeInvalid {
		return rowOwner{wrong: e.Fields[0].Message}, nil
	}
	return o, err
}

// CheckCustomerRows validates the next rows of a file without writing anything.
func (s *Store) CheckCustomerRows(ctx context.Context, actor approval.Actor, run *account.ImportRun, rows []ImportRow) (done ImportResult, err error) {
	good, problems, err := s.checkCustomerRows(ctx, actor, identifyCustomers(run, rows), rows)
	if err != nil {
		return ImportResult{}, err
	}
	before, err := s.AlreadyImported(ctx, actor, run.Kind, identities(good))
	if err != nil {
		return ImportResult{}, err
	}
	done, wanted, err := s.separateImported(ctx, actor, run, good, func(id account.RowIdentity) bool { return !before[id] })
	done.Problems = problems
	for _, row := range wanted {
		if !run.NextSample() {
			break
		}
		done.Sample = append(done.Sample, row.sample())
	}
	return done, err
}

// ImportCustomerRows creates customers from the valid rows among the next rows of a
// file, in one transaction. Rows that the actor imported before are skipped.
func (s *Store) ImportCustomerRows(ctx context.Context, actor approval.Actor, run *account.ImportRun, rows []ImportRow) (ImportResult, error) {
	// The run counts rows, so each row must be identified once even if the transaction
	// is retried.
	ids := identifyCustomers(run, rows)
	return postgres.InTx(ctx, s.Pool, func(ctx context.Context) (done ImportResult, err error) {
		good, problems, err := s.checkCustomerRows(ctx, actor, ids, rows)
		if err != nil {
			return done, err
		}
		mine, err := s.ClaimRows(ctx, actor, run.Kind, identities(good))
		if err != nil {
			return done, err
		}
		var wanted []checkedCustomer
		done, wanted, err = s.separateImported(ctx, actor, run, good, func(id account.RowIdentity) bool { return mine[id] })
		if done.Problems = problems; err != nil || len(wanted) == 0 {
			return done, err
		}
		return done, s.insertCustomerRows(ctx, actor, wanted)
	})
}

// separateImported returns the rows that were not imported before, and which of them are
// duplicates of existing customers.
func (s *Store) separateImported(ctx context.Context, actor approval.Actor, run *account.ImportRun, good []checkedCustomer, isNew func(account.RowIdentity) bool) (done ImportResult, wanted []checkedCustomer, err error) {
	for _, row := range good {
		if isNew(row.identity) {
			wanted = append(wanted, row)
		}
	}
	done.Created, done.Skipped = len(wanted), len(good)-len(wanted)
	if len(wanted) > 0 {
		done.Duplicates, done.Keys, err = s.findDuplicateRows(ctx, actor, run, wanted)
	}
	return done, wanted, err
}

// insertCustomerRows inserts customers, their contacts and the first events of their
// timelines, in a few statements for all rows.
func (s *Store) insertCustomerRows(ctx context.Context, actor approval.Actor, rows []checkedCustomer) error {
	customers, contacts, begun := []Customer{}, []Contact{}, []ledger.FirstEvents{}
	for _, row := range rows {
		c := Customer{ID: postgres.NewID(), Owner: row.owner}
		row.input().fill(&c)
		first := ledger.FirstEvents{CustomerID: c.ID, Events: []ledger.NewEvent{{
			Kind: CustomerCreated, Subject: c.Subject(), Changes: c.changes(Customer{}),
			Summary: approval.Text{ZH: "%s 导入了客户“%s”", EN: "%s imported the customer %s"}.Format(actor.Name, c.Name),
		}}}
		customers = append(customers, c)
		if row.Contact != "" {
			p := Contact{ID: postgres.NewID(), CustomerID: c.ID, Name: row.Contact, Title: row.ContactTitle, Phone: row.ContactPhone, Email: row.ContactEmail}
			contacts = append(contacts, p)
			first.Events = append(first.Events, ledger.NewEvent{
				Kind: ContactCreated, Subject: p.Subject(), Changes: p.changes(Contact{}),
				Summary: approval.Text{ZH: "%s 导入了关系人“%s”", EN: "%s imported the contact %s"}.Format(actor.Name, p.Name),
			})
		}
		begun = append(begun, first)
	}
	return errors.Join(
		s.In(ctx).Exec(ctx, `
			INSERT INTO customers (id, name, industry, region, level, source, address, owner_id)
			SELECT id, name, industry, region, level, source, address, (owner->>'id')::uuid
			FROM jsonb_to_recordset($1) AS c (id uuid, name text, industry text, region text, level text, source text,
				address text, owner jsonb)`, postgres.AsJSON(customers)),
		s.In(ctx).Exec(ctx, `
			INSERT INTO contacts (id, customer_id, name, title, phone, email)
			SELECT id, customer_id, name, title, phone, email
			FROM jsonb_to_recordset($1) AS c (id uuid, customer_id uuid, name text, title text, phone text, email text)`,
			postgres.AsJSON(contacts)),
		s.BeginChains(ctx, actor.Person(), begun))
}
