package storage

import (
	"context"

	"approvals/workflows/approval"
)

// DirectoryEntry is what everybody may know of everybody active: enough to pick
// somebody.
type DirectoryEntry struct {
	ID         string  `json:"id" db:"id" format:"uuid"`
	Name       string  `json:"name" db:"name"`
	Department *string `json:"department" db:"department" doc:"Name of the department"`
}

// People returns active people by name, and whether there are more. q stands
// anywhere in the name or the user name. The page is cut after the id of a
// person.
func (s *Store) People(ctx context.Context, q string, page Page) ([]DirectoryEntry, bool, error) {
	people := []DirectoryEntry{}
	err := s.in(ctx).all(ctx, &people, `
		SELECT u.id, u.name, d.name AS department
		FROM users u LEFT JOIN departments d ON d.id = u.department_id
		WHERE u.active
		AND ($1 = '' OR strpos(lower(u.name), lower($1)) > 0 OR strpos(lower(u.username), lower($1)) > 0)
		AND ($2::uuid IS NULL OR (u.name, u.id) > (SELECT name, id FROM users WHERE id = $2))
		ORDER BY u.name, u.id LIMIT $3`, q, nullable(page.After), page.Limit+1)
	people, more := cut(page, people)
	return people, more, err
}

// personOrNil is nobody where a person is not known.
func personOrNil(p approval.Person) any {
	if p.ID == "" {
		return nil
	}
	return p
}

// activePerson returns somebody who can be given work, or an invalid Error at
// the location.
func (s *Store) activePerson(ctx context.Context, id, location string) (p approval.Person, err error) {
	err = s.in(ctx).get(ctx, &p, `SELECT id, name FROM users WHERE id = $1 AND active`, id)
	if approval.CodeOf(err) == approval.CodeNotFound {
		return p, approval.InvalidField(location, noSuchUser)
	}
	return p, err
}
