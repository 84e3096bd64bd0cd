package postgres

import (
	"encoding/json"
	"fmt"
	"time"

	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// NewID returns a UUIDv7, which sorts by time of creation.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Now is the current time in UTC with the database's precision of microseconds.
func Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// Nullable turns an empty string into NULL.
func Nullable(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// OptionalAmount returns the amount of m, or nil.
func OptionalAmount(m *approval.Money) *string {
	if m == nil {
		return nil
	}
	return &m.Amount
}

// AsJSON encodes a value for a jsonb parameter.
func AsJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		// All callers pass types that can be encoded.
		panic(fmt.Sprintf("storage: encode %T: %v", v, err))
	}
	return string(raw)
}

// Document scans a jsonb column into a value.
type Document[T any] struct{ Value T }

// Scan implements sql.Scanner.
func (d *Document[T]) Scan(src any) error { return approval.ScanJSON(src, &d.Value) }

// List is a list that a jsonb column holds; NULL is the empty one.
type List[T any] []T

// Scan implements sql.Scanner.
func (l *List[T]) Scan(src any) error {
	*l = List[T]{}
	return approval.ScanJSON(src, (*[]T)(l))
}

// CanonicalID returns the canonical form of a UUID, so that hashes over it can be
// reproduced.
func CanonicalID(id string) string {
	parsed, err := uuid.Parse(id)
	if err != nil {
		return id
	}
	return parsed.String()
}

// Reference is the id and the name of an object other than a person, such as a
// customer or a project.
type Reference struct {
	ID   string `json:"id" db:"id" format:"uuid"`
	Name string `json:"name" db:"name"`
}

// Scan implements sql.Scanner for a column of the form id || ' ' || name.
func (r *Reference) Scan(src any) error { return (*approval.Person)(r).Scan(src) }
