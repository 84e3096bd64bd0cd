package customer

import (
	"context"

	"github.com/lib/pq"
)

// ExportRow is a customer with one of its contacts.
type ExportRow struct {
	Customer
	OwnerUsername string
	// Contact is empty if the customer has none.
	Contact Contact
}

// WithContacts returns a row for each current contact of the customers, which the actor
// has been allowed to read, and one for each customer without contacts, in their order.
func (s *Store) WithContacts(ctx context.Context, customers []Customer) ([]ExportRow, error) {
	ids, owners := make([]string, len(customers)), make([]string, len(customers))
	for i, c := range customers {
		ids[i], owners[i] = c.ID, c.Owner.ID
	}
	var users []struct {
		ID       string `db:"id"`
		Username string `db:"username"`
	}
	if err := s.In(ctx).All(ctx, &users, `SELECT id, username FROM users WHERE id = ANY($1::uuid[])`, pq.Array(owners)); err != nil {
		return nil, err
	}
	usernames := make(map[string]string, len(users))
	for _, u := range users {
		usernames[u.ID] = u.Username
	}
	var contacts []Contact
	if err := s.In(ctx).All(ctx, &contacts, `
		SELECT `+contactColumns+` FROM contacts
		WHERE customer_id = ANY($1::uuid[]) AND archived_at IS NULL ORDER BY id`, pq.Array(ids)); err != nil {
		return nil, err
	}
	of := map[string][]Contact{}
	for _, c := range contacts {
		of[c.CustomerID] = append(of[c.CustomerID], c)
	}
	rows := make([]ExportRow, 0, len(customers))
	for _, c := range customers {
		if len(of[c.ID]) == 0 {
			of[c.ID] = []Contact{{}}
		}
		for _, contact := range of[c.ID] {
			rows = append(rows, ExportRow{Customer: c, OwnerUsername: usernames[c.Owner.ID], Contact: contact})
		}
	}
	return rows, nil
}
