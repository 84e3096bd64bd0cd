package customer

import (
	"context"
	"errors"
	"slices"

	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// insertCustomerRows inserts customers, contacts and the events of their timelines, in a
// few statements for all new customers.
func (s *Store) insertCustomerRows(ctx context.Context, actor approval.Actor, rows []plannedRow) error {
	customers, contacts := []Customer{}, []Contact{}
	events := map[string][]ledger.NewEvent{}
	var begun, continued []string
	for _, row := range rows {
		id := row.company.id
		switch {
		case row.isNew:
			c := Customer{ID: id, Owner: row.owner}
			row.input().fill(&c)
			customers, begun = append(customers, c), append(begun, id)
			events[id] = append(events[id], ledger.NewEvent{
				Kind: CustomerCreated, Subject: c.Subject(), Changes: c.changes(Customer{}),
				Summary: approval.Text{ZH: "%s 导入了客户“%s”", EN: "%s imported the customer %s"}.Format(actor.Name, c.Name),
			})
		case row.company.isBegun:
			continued = append(continued, id)
		}
		if row.Contact != "" {
			p := Contact{ID: postgres.NewID(), CustomerID: id, Name: row.Contact, Title: row.ContactTitle, Phone: row.ContactPhone, Email: row.ContactEmail}
			contacts = append(contacts, p)
			events[id] = append(events[id], ledger.NewEvent{
				Kind: ContactCreated, Subject: p.Subject(), Changes: p.changes(Contact{}),
				Summary: approval.Text{ZH: "%s 导入了关系人“%s”", EN: "%s imported the contact %s"}.Format(actor.Name, p.Name),
			})
		}
	}
	slices.Sort(continued)
	continued = slices.Compact(continued)
	for _, id := range continued {
		if err := s.checkCanWrite(ctx, actor, id); err != nil {
			return err
		}
	}
	first := make([]ledger.FirstEvents, len(begun))
	for i, id := range begun {
		first[i] = ledger.FirstEvents{CustomerID: id, Events: events[id]}
	}
	// Events must be appended in the order of the customers' ids, and the new ones are the
	// last.
	for _, id := range continued {
		if err := s.AppendEvents(ctx, id, actor.Person(), events[id]...); err != nil {
			return err
		}
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
		s.BeginChains(ctx, actor.Person(), first))
}
