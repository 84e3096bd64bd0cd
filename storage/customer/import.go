package customer

import (
	"context"
	"maps"
	"strings"

	"approvals/storage/account"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Import is one pass over a file of customers, batch by batch.
type Import struct {
	*account.ImportRun
	// SkipDuplicates leaves out the rows that are likely duplicates.
	SkipDuplicates bool
	companies      companies
	// firstRows has the first row for each name key.
	firstRows map[digest]int
}

// NewImport starts a pass over a file.
func NewImport(skipDuplicates bool) *Import {
	return &Import{ImportRun: account.NewImportRun(account.ImportCustomers), SkipDuplicates: skipDuplicates,
		companies: companies{}, firstRows: map[digest]int{}}
}

// ImportRow is one row of a customer file: a customer, and a contact if one is named. A
// row of a customer that is in an earlier row, or that exists, adds its contact.
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

// checkedCustomer is a row with what its cells refer to and the errors in them.
type checkedCustomer struct {
	ImportRow
	identity account.RowIdentity
	owner    approval.Person
	labels   map[string]approval.Text
	problems []account.RowProblem
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

// checkCustomerRows validates the rows; ids are their identities.
func (s *Store) checkCustomerRows(ctx context.Context, actor approval.Actor, ids []account.RowIdentity, rows []ImportRow) ([]checkedCustomer, error) {
	lists, err := s.lockOptionLists(ctx)
	if err != nil {
		return nil, err
	}
	checked := make([]checkedCustomer, len(rows))
	owners := map[string]rowOwner{"": {person: actor.Person()}}
	for i, row := range rows {
		found := row.problems()
		username := strings.ToLower(row.Owner)
		owner, known := owners[username]
		if !known {
			if owner, err = s.rowOwner(ctx, actor, row.Owner); err != nil {
				return nil, err
			}
			owners[username] = owner
		}
		if owner.wrong != (approval.Text{}) {
			found = append(found, account.RowProblem{Row: row.Row, Column: account.ColumnOwner, Message: owner.wrong})
		}
		options := account.RowCheck{Row: row.Row}
		labels := lists.resolveRow(&row, &options)
		checked[i] = checkedCustomer{ImportRow: row, identity: ids[i], owner: owner.person, labels: labels,
			problems: append(found, options.Problems...)}
	}
	return checked, nil
}

// rowOwner is the owner that a user name refers to. wrong says why that person cannot be
// the owner of a new customer.
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
		return rowOwner{person: approval.Person{ID: user.ID, Name: user.Name}, wrong: e.Fields[0].Message}, nil
	}
	return o, err
}

// CheckCustomerRows returns what ImportCustomerRows would do, without writing anything.
func (s *Store) CheckCustomerRows(ctx context.Context, actor approval.Actor, run *Import, rows []ImportRow) (ImportResult, error) {
	checked, err := s.checkCustomerRows(ctx, actor, identifyCustomers(run.ImportRun, rows), rows)
	if err != nil {
		return ImportResult{}, err
	}
	before, err := s.AlreadyImported(ctx, actor, run.Kind, identities(checked))
	if err != nil {
		return ImportResult{}, err
	}
	plan, err := s.planRows(ctx, actor, run, checked, func(id account.RowIdentity) bool { return !before[id] })
	if err != nil {
		return ImportResult{}, err
	}
	run.commit(plan)
	for _, row := range plan.wanted {
		if !run.NextSample() {
			break
		}
		plan.done.Sample = append(plan.done.Sample, row.sample())
	}
	return plan.done, nil
}

// ImportCustomerRows creates customers and contacts from the valid rows among the next
// rows of a file, in one transaction. Rows that the actor imported before, or whose
// content exists, are skipped.
func (s *Store) ImportCustomerRows(ctx context.Context, actor approval.Actor, run *Import, rows []ImportRow) (ImportResult, error) {
	// The run counts rows, so each row must be identified once even if the transaction
	// is retried.
	ids := identifyCustomers(run.ImportRun, rows)
	plan, err := postgres.InTx(ctx, s.Pool, func(ctx context.Context) (plan importPlan, err error) {
		checked, err := s.checkCustomerRows(ctx, actor, ids, rows)
		if err != nil {
			return plan, err
		}
		mine, err := s.ClaimRows(ctx, actor, run.Kind, ids)
		if err != nil {
			return plan, err
		}
		plan, err = s.planRows(ctx, actor, run, checked, func(id account.RowIdentity) bool { return mine[id] })
		if err != nil {
			return plan, err
		}
		if err := s.ReleaseRows(ctx, actor, run.Kind, plan.refused); err != nil {
			return plan, err
		}
		return plan, s.insertCustomerRows(ctx, actor, plan.wanted)
	})
	if err != nil {
		return ImportResult{}, err
	}
	run.commit(plan)
	return plan.done, nil
}
