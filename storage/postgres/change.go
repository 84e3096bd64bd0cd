package postgres

import (
	"context"
	"fmt"

	"approvals/workflows/approval"
)

// LockVersion locks the row of the table for an update until the transaction ends and
// reads it. It returns a conflict Error if the row does not have the version.
func LockVersion[T any](ctx context.Context, s *Pool, table, id string, version int, read func(context.Context, string) (T, error)) (T, error) {
	var none T
	var current int
	// A separate statement takes the lock first: rows joined in a statement that
	// waited for a lock can be older than the locked row.
	if err := s.In(ctx).Get(ctx, &current, fmt.Sprintf(`
		SELECT version FROM %s WHERE id = $1 FOR NO KEY UPDATE`, table), id); err != nil {
		return none, err
	}
	if current != version {
		return none, approval.Stale()
	}
	return read(ctx, id)
}

// Edit is a change to a nullable field: the zero Edit leaves it unchanged, SetTo(nil)
// clears it.
type Edit[T any] struct {
	Value *T
	Given bool
}

// SetTo is the Edit that sets a field to the value, or clears it if value is nil.
func SetTo[T any](value *T) Edit[T] { return Edit[T]{Value: value, Given: true} }

// Apply applies the edit to the field.
func (e Edit[T]) Apply(field **T) {
	if e.Given {
		*field = e.Value
	}
}

// Assign sets the field unless value is nil.
func Assign[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// Either returns a, or b if a is nil.
func Either[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}
