package postgres

import (
	"context"
	"fmt"

	"approvals/workflows/approval"
)

// LockVersion reads the row of the table for an edit and keeps others from
// editing it until the transaction ends. That the row has moved on from version
// is a conflict Error.
func LockVersion[T any](ctx context.Context, s *Pool, table, id string, version int, read func(context.Context, string) (T, error)) (T, error) {
	var none T
	var stands int
	// The lock comes first, in a statement of its own: what a statement joins to
	// a row that it waited for can be older than the row.
	if err := s.In(ctx).Get(ctx, &stands, fmt.Sprintf(`
		SELECT version FROM %s WHERE id = $1 FOR NO KEY UPDATE`, table), id); err != nil {
		return none, err
	}
	if stands != version {
		return none, approval.Stale()
	}
	return read(ctx, id)
}

// Edit is a change to a field that may be empty: the zero Edit leaves it as it
// is, SetTo(nil) empties it.
type Edit[T any] struct {
	Value *T
	Given bool
}

// SetTo is the Edit that gives a field the value, or empties it.
func SetTo[T any](value *T) Edit[T] { return Edit[T]{Value: value, Given: true} }

func (e Edit[T]) Apply(field **T) {
	if e.Given {
		*field = e.Value
	}
}

// Assign gives a field its new value, if there is one.
func Assign[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// Either returns the first of the two that is there.
func Either[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
