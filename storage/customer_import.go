package storage

import (
	"context"
	"errors"
	"strings"

	"approvals/workflows/approval"

	"github.com/lib/pq"
)

// CustomerRow is one row of a file of customers: a customer, with a contact if
// one is named.
type CustomerRow struct {
	Row                                            int
	Name, Industry, Region, Level, Source, Address string
	// Owner is a user name; empty is who imports.
	Owner                                             string
	Contact, ContactTitle, ContactPhone, ContactEmail string
}

// The columns of a file of customers.
const (
	ColumnName         = "name"
	ColumnIndustry     = "industry"
	ColumnRegion       = "region"
	ColumnLevel        = "level"
	ColumnSource       = "source"
	ColumnAddress      = "address"
	ColumnOwner        = "owner"
	ColumnContact      = "contact_name"
	ColumnContactTitle = "contact_title"
	ColumnContactPhone = "contact_phone"
	ColumnContactEmail = "contact_email"
)

func (r CustomerRow) check() []RowProblem {
	c := rowCheck{row: r.Row}
	c.text(ColumnName, r.Name, 200, true)
	for column, value := range map[string]string{
		ColumnIndustry: r.Industry, ColumnRegion: r.Region, ColumnLevel: r.Level, ColumnSource: r.Source,
		ColumnContact: r.Contact, ColumnContactTitle: r.ContactTitle,
	} {
		c.text(column, value, 200, false)
	}
	c.text(ColumnAddress, r.Address, 500, false)
	c.text(ColumnContactPhone, r.ContactPhone, 40, false)
	c.email(ColumnContactEmail, r.ContactEmail)
	if r.Contact == "" && r.ContactTitle+r.ContactPhone+r.ContactEmail != "" {
		c.add(ColumnContact, approval.Text{ZH: "填写了关系人的其他信息时必填", EN: "This is required where something else about a contact is filled in"})
	}
	return c.problems
}

// input points into the row.
func (r *CustomerRow) input() CustomerInput {
	return CustomerInput{Name: &r.Name, Industry: &r.Industry, Region: &r.Region, Level: &r.Level, Source: &r.Source, Address: &r.Address}
}

// checkedCustomer is a row in which nothing is wrong.
type checkedCustomer struct {
	CustomerRow
	owner approval.Person
}

// checkCustomerRows separates the rows in which nothing is wrong from what is
// wrong with the others.
func (s *Store) checkCustomerRows(ctx context.Context, actor approval.Actor, rows []CustomerRow) (good []checkedCustomer, problems []RowProblem, err error) {
	lists, err := s.customerOptions(ctx)
	if err != nil {
		return nil, nil, err
	}
	owners := map[string]ownerOfRows{"": {person: who(actor)}}
	for _, row := range rows {
		found := row.check()
		username := strings.ToLower(row.Owner)
		owner, known := owners[username]
		if !known {
			if owner, err = s.ownerOfRows(ctx, actor, row.Owner); err != nil {
				return nil, nil, err
			}
			owners[username] = owner
		}
		if owner.wrong != (approval.Text{}) {
			found = append(found, RowProblem{Row: row.Row, Column: ColumnOwner, Message: owner.wrong})
		}
		options := rowCheck{row: row.Row}
		lists.choose(&row, &options)
		if found = append(found, options.problems...); len(found) > 0 {
			problems = append(problems, found...)
			continue
		}
		good = append(good, checkedCustomer{CustomerRow: row, owner: owner.person})
	}
	return good, problems, nil
}

// ownerOfRows is who is named as owner, or what is wrong with it.
type ownerOfRows struct {
	person approval.Person
	wrong  approval.Text
}

func (s *Store) ownerOfRows(ctx context.Context, actor approval.Actor, username string) (o ownerOfRows, err error) {
	user, err := s.UserByUsername(ctx, username)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return ownerOfRows{wrong: noSuchUser}, nil
	}
	if err != nil {
		return o, err
	}
	o.person, err = s.ownerInReach(ctx, actor, user.ID)
	if e := approval.AsError(err); e != nil && e.Code == approval.CodeInvalid {
		return ownerOfRows{wrong: e.Fields[0].Message}, nil
	}
	return o, err
}

// RowDouble is a row that is likely a customer that is there already.
type RowDouble struct {
	Row int
	Double
}

// CheckCustomerRows says what is wrong with rows, and which are likely customers
// that are there already, and writes nothing. keys has for each row what makes
// it the same as another row of the file.
func (s *Store) CheckCustomerRows(ctx context.Context, actor approval.Actor, rows []CustomerRow) (problems []RowProblem, doubles []RowDouble, keys map[int]string, err error) {
	good, problems, err := s.checkCustomerRows(ctx, actor, rows)
	if err != nil {
		return nil, nil, nil, err
	}
	numbers, names, phones := make([]int64, len(good)), make([]string, len(good)), make([]string, len(good))
	for i, row := range good {
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
	if err := s.in(ctx).all(ctx, &found, `
		WITH rows AS MATERIALIZED (
			SELECT row, search_text(name) AS search, name_key(name) AS key, search_digits(phone) AS digits
			FROM unnest($2::integer[], $3::text[], $4::text[]) AS r (row, name, phone)
		)
		SELECT r.row, r.key, hit.id, hit.name, hit.owner_id, hit.owner_name, hit.reasons, hit.visible, hit.archived
		FROM rows r LEFT JOIN LATERAL (
			SELECT c.id, c.name, o.id AS owner_id, o.name AS owner_name, m.reasons,
				c.archived_at IS NOT NULL AS archived, `+seesCustomers(actor, "c.id", 1)+` AS visible
			FROM (
				SELECT id, array_agg(DISTINCT reason) AS reasons FROM (
					(SELECT k.id, CASE WHEN k.search = r.search THEN 'same_name' ELSE 'similar_name' END AS reason
						FROM customers k WHERE k.name_key = r.key LIMIT 3)
					UNION ALL
					(SELECT d.customer_id, 'same_phone' FROM contacts d WHERE d.phone_key = r.digits
						AND length(r.digits) >= 7 AND length(d.phone_key) >= 7 AND d.archived_at IS NULL LIMIT 3)
				) matches GROUP BY id
			) m JOIN customers c ON c.id = m.id JOIN users o ON o.id = c.owner_id
			ORDER BY c.id LIMIT 3
		) hit ON true ORDER BY r.row`, actor.ID, pq.Array(numbers), pq.Array(names), pq.Array(phones)); err != nil {
		return nil, nil, nil, err
	}
	keys = make(map[int]string, len(good))
	for _, f := range found {
		keys[f.Row] = f.Key
		if f.ID == nil {
			continue
		}
		d := RowDouble{Row: f.Row, Double: Double{Owner: approval.Person{Name: *f.OwnerName}, Visible: *f.Visible}}
		for _, reason := range f.Reasons {
			d.Reasons = append(d.Reasons, DoubleReason(reason))
		}
		if *f.Visible {
			d.ID, d.Name, d.Owner.ID, d.Archived = *f.ID, *f.Name, *f.OwnerID, *f.Archived
		}
		doubles = append(doubles, d)
	}
	return problems, doubles, keys, nil
}

// ImportCustomerRows makes the customers of rows in which nothing is wrong, in
// one transaction, each row of the import once however often it comes.
func (s *Store) ImportCustomerRows(ctx context.Context, actor approval.Actor, importID string, rows []CustomerRow) (done Imported, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		good, problems, err := s.checkCustomerRows(ctx, actor, rows)
		if err != nil {
			return err
		}
		numbers := make([]int64, len(good))
		for i, row := range good {
			numbers[i] = int64(row.Row)
		}
		mine, err := s.claimRows(ctx, importID, numbers)
		if err != nil {
			return err
		}
		wanted := []checkedCustomer{}
		for _, row := range good {
			if mine[row.Row] {
				wanted = append(wanted, row)
			}
		}
		done = Imported{Created: len(wanted), Skipped: len(good) - len(wanted), Problems: problems}
		if len(wanted) == 0 {
			return nil
		}
		return s.insertCustomerRows(ctx, actor, wanted)
	})
	if err != nil {
		return Imported{}, err
	}
	return done, nil
}

// insertCustomerRows makes customers with their contacts and the beginning of
// their timelines, in a few statements for all.
func (s *Store) insertCustomerRows(ctx context.Context, actor approval.Actor, rows []checkedCustomer) error {
	customers, contacts, begun := []Customer{}, []Contact{}, []firstEvents{}
	for _, row := range rows {
		c := Customer{ID: newID(), Owner: row.owner}
		row.input().fill(&c)
		first := firstEvents{customerID: c.ID, events: []NewEvent{{
			Kind: CustomerCreated, Subject: c.subject(), Changes: c.changes(Customer{}),
			Summary: approval.Text{ZH: "%s 导入了客户“%s”", EN: "%s imported the customer %s"}.Format(actor.Name, c.Name),
		}}}
		customers = append(customers, c)
		if row.Contact != "" {
			p := Contact{ID: newID(), CustomerID: c.ID, Name: row.Contact, Title: row.ContactTitle, Phone: row.ContactPhone, Email: row.ContactEmail}
			contacts = append(contacts, p)
			first.events = append(first.events, NewEvent{
				Kind: ContactCreated, Subject: p.subject(), Changes: p.changes(Contact{}),
				Summary: approval.Text{ZH: "%s 导入了关系人“%s”", EN: "%s imported the contact %s"}.Format(actor.Name, p.Name),
			})
		}
		begun = append(begun, first)
	}
	return errors.Join(
		s.in(ctx).exec(ctx, `
			INSERT INTO customers (id, name, industry, region, level, source, address, owner_id)
			SELECT id, name, industry, region, level, source, address, (owner->>'id')::uuid
			FROM jsonb_to_recordset($1) AS c (id uuid, name text, industry text, region text, level text, source text,
				address text, owner jsonb)`, asJSON(customers)),
		s.in(ctx).exec(ctx, `
			INSERT INTO contacts (id, customer_id, name, title, phone, email)
			SELECT id, customer_id, name, title, phone, email
			FROM jsonb_to_recordset($1) AS c (id uuid, customer_id uuid, name text, title text, phone text, email text)`,
			asJSON(contacts)),
		s.beginChains(ctx, who(actor), begun))
}
