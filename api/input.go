package api

import (
	"bytes"
	"encoding/json"
	"reflect"

	"approvals/storage/postgres"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

// Descriptions of patterns, for which patternMessages has the messages.
const (
	notBlank     = "not blank"
	emailAddress = "an e-mail address"
	telephone    = "a telephone number"
	fileHash     = "a SHA-256 in hexadecimal"
)

// visible matches a text with a character that shows something, like approval.Blank. The
// Hangul fillers and the empty Braille pattern stand as themselves, because the two
// dialects of patterns that read it have no escape in common.
const visible = "[^\\s\\p{Z}\\p{C}\\p{M}\u115f\u1160\u3164\uffa0\u2800]"

// Filled is a text that must not be blank. A maxLength tag overrides its limit.
type Filled string

// Schema implements huma.SchemaProvider.
func (Filled) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, MaxLength: bound(200), Pattern: visible, PatternDescription: notBlank}
}

// UnmarshalJSON implements json.Unmarshaler. Direction marks are removed.
func (f *Filled) UnmarshalJSON(data []byte) error { return unmarshalText(data, f) }

// Name is a Filled text of one line without characters that change its direction.
type Name string

// Schema implements huma.SchemaProvider.
func (Name) Schema(r huma.Registry) *huma.Schema { return Filled("").Schema(r) }

// Resolve implements huma.ResolverWithPath, because a schema can have only one pattern,
// which has already refused a blank name.
func (n *Name) Resolve(_ huma.Context, path *huma.PathBuffer) []error {
	if n == nil || approval.Blank(string(*n)) || postgres.OneLine(string(*n)) {
		return nil
	}
	return []error{breaksRule(path.String(), postgres.NotOneLine)}
}

// Phone is a telephone number in any notation, or empty.
type Phone string

// Schema implements huma.SchemaProvider.
func (Phone) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, MaxLength: bound(40), Pattern: `^$|\p{Nd}`, PatternDescription: telephone}
}

// FileHash is the SHA-256 of a file's bytes in hexadecimal.
type FileHash string

// Schema implements huma.SchemaProvider.
func (FileHash) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, MaxLength: bound(64), Pattern: `^[0-9a-fA-F]{64}$`, PatternDescription: fileHash}
}

// Text is a text that may be empty. A maxLength tag overrides its limit.
type Text string

// Schema implements huma.SchemaProvider.
func (Text) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, MaxLength: bound(200)}
}

// UnmarshalJSON implements json.Unmarshaler. Direction marks are removed.
func (t *Text) UnmarshalJSON(data []byte) error { return unmarshalText(data, t) }

func unmarshalText[T ~string](data []byte, into *T) error {
	var text string
	err := json.Unmarshal(data, &text)
	*into = T(approval.WithoutDirections(text))
	return err
}

// Email is an e-mail address or empty.
type Email string

// Schema implements huma.SchemaProvider.
func (Email) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, MaxLength: bound(254),
		Pattern: `^$|^[^@\s]+@[^@\s]+$`, PatternDescription: emailAddress,
	}
}

func bound(n int) *int { return &n }

// Optional is a field of a PATCH. If it is absent the value stays; null removes it.
type Optional[T any] struct {
	value *T
	set   bool
}

// UnmarshalJSON implements json.Unmarshaler.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	o.set = true
	if bytes.Equal(data, []byte("null")) {
		o.value = nil
		return nil
	}
	o.value = new(T)
	return json.Unmarshal(data, o.value)
}

// MarshalJSON implements json.Marshaler.
func (o Optional[T]) MarshalJSON() ([]byte, error) { return json.Marshal(o.value) }

// Schema implements huma.SchemaProvider.
func (Optional[T]) Schema(r huma.Registry) *huma.Schema {
	s := r.Schema(reflect.TypeFor[T](), true, "")
	// A reference cannot be nullable, so its schema is inlined.
	for s.Ref != "" {
		s = r.SchemaFromRef(s.Ref)
	}
	return orNull(s)
}

// Resolve implements huma.ResolverWithPath by the value's own resolver.
func (o *Optional[T]) Resolve(ctx huma.Context, path *huma.PathBuffer) []error {
	if resolver, ok := any(o.value).(huma.ResolverWithPath); ok && o.value != nil {
		return resolver.Resolve(ctx, path)
	}
	return nil
}

// edit is the requested change.
func (o Optional[T]) edit() postgres.Edit[T] {
	if !o.set {
		return postgres.Edit[T]{}
	}
	return postgres.SetTo(o.value)
}

// editMoney is edit for an amount.
func editMoney(o Optional[MoneyInput]) postgres.Edit[approval.Money] {
	if !o.set {
		return postgres.Edit[approval.Money]{}
	}
	return postgres.SetTo(moneyOf(o.value))
}
