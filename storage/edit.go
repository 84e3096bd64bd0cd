package storage

import (
	"context"
	"fmt"

	"approvals/workflows/approval"
)

// lockVersion reads the row of the table for an edit and keeps others from
// editing it until the transaction ends. That the row has moved on from version
// is a conflict Error.
func lockVersion[T any](ctx context.Context, s *Store, table, id string, version int, read func(context.Context, string) (T, error)) (T, error) {
	var none T
	var stands int
	// The lock comes first, in a statement of its own: what a statement joins to
	// a row that it waited for can be older than the row.
	if err := s.in(ctx).get(ctx, &stands, fmt.Sprintf(`
		SELECT version FROM %s WHERE id = $1 FOR NO KEY UPDATE`, table), id); err != nil {
		return none, err
	}
	if stands != version {
		return none, approval.Stale()
	}
	return read(ctx, id)
}

// who is the actor as an event names one.
func who(actor approval.Actor) approval.Person {
	return approval.Person{ID: actor.ID, Name: actor.Name}
}

// noteText notes a text that is another one now; an empty one is shown as none.
func noteText(changes approval.Changes, name, before, after string) {
	noteChange(changes, name, nullable(before), nullable(after))
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

// ownerInReach returns the person who is to own a new customer: somebody whose
// customers the actor may change, or the customer would be lost to its maker.
func (s *Store) ownerInReach(ctx context.Context, actor approval.Actor, id string) (p approval.Person, err error) {
	const location = "body.owner_id"
	if p, err = s.receiver(ctx, id, location); err != nil {
		return p, err
	}
	scope := actor.Grants.Scope(approval.WriteCustomers)
	if scope == approval.ScopeAll {
		return p, nil
	}
	var reached bool
	if err = s.in(ctx).get(ctx, &reached, `SELECT $2::uuid IN `+peopleInReach(scope, 1), actor.ID, id); err != nil || reached {
		return p, err
	}
	return p, approval.InvalidField(location, approval.Text{
		ZH: "您不能替此人建立客户", EN: "You cannot make customers for this person"})
}

// Edit is a change to a field that may be empty: the zero Edit leaves it as it
// is, SetTo(nil) empties it.
type Edit[T any] struct {
	value *T
	set   bool
}

// SetTo is the Edit that gives a field the value, or empties it.
func SetTo[T any](value *T) Edit[T] { return Edit[T]{value: value, set: true} }

func (e Edit[T]) apply(field **T) {
	if e.set {
		*field = e.value
	}
}
