package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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

// Clipped shortens client input for use in a message.
func Clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return fmt.Sprintf("%s…", string(r[:40]))
	}
	return s
}

// OneLine reports whether a text is suitable as a name: a single line without
// bidirectional control characters, which can disguise a name.
func OneLine(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
	})
}

// NotOneLine is the message for a text that is not OneLine.
var NotOneLine = approval.Text{
	ZH: "不能换行，也不能含有改变文字方向的字符", EN: "This must be a single line without characters that change the text direction"}

// NameProblem validates a name of at most longest characters. It returns the empty
// Text if the name is valid.
func NameProblem(name string, longest int) approval.Text {
	switch {
	case approval.Blank(name):
		return approval.Text{ZH: "不能为空白", EN: "This must not be blank"}
	case utf8.RuneCountInString(name) > longest:
		return approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(longest)
	case !OneLine(name):
		return NotOneLine
	default:
		return approval.Text{}
	}
}

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
