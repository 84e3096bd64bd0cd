package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Block is a part of an answer that can be missing: null then, which the API
// document says of it as it cannot of a pointer.
type Block[T any] struct{ value *T }

// blockOf is a block that is there.
func blockOf[T any](v T) Block[T] { return Block[T]{&v} }

// MarshalJSON implements json.Marshaler.
func (b Block[T]) MarshalJSON() ([]byte, error) { return json.Marshal(b.value) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Block[T]) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &b.value) }

// Schema implements huma.SchemaProvider.
func (Block[T]) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{r.Schema(reflect.TypeFor[T](), true, ""), {Type: "null"}}}
}
