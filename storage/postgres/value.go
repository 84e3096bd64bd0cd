package postgres

import (
	"bytes"
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
func (d *Document[T]) Scan(src any) error {
	switch raw := src.(type) {
	case nil:
		return nil
	case []byte:
		// Numbers are not converted to float64, which would lose precision.
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber()
		return decoder.Decode(&d.Value)
	default:
		return fmt.Errorf("jsonb: cannot read %T", src)
	}
}

// PlainID returns the canonical form of a UUID, so that hashes over it can be
// reproduced.
func PlainID(id string) string {
	parsed, err := uuid.Parse(id)
	if err != nil {
		return id
	}
	return parsed.String()
}

// PersonOf returns the person from two nullable columns, or nil.
func PersonOf(id, name *string) *approval.Person {
	if id == nil || name == nil {
		return nil
	}
	return &approval.Person{ID: *id, Name: *name}
}

// Ref is the id and name of a row that another row refers to.
type Ref struct {
	ID   string `json:"id" db:"id" format:"uuid"`
	Name string `json:"name" db:"name"`
}
