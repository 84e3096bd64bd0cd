package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Block is a part of a response that is null if it is not available.
type Block[T any] struct{ value *T }

// blockOf returns a block with a value.
func blockOf[T any](v T) Block[T] { return Block[T]{&v} }

// MarshalJSON implements json.Marshaler.
func (b Block[T]) MarshalJSON() ([]byte, error) { return json.Marshal(b.value) }

// UnmarshalJSON implements json.Unmarshaler.
func (b *Block[T]) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &b.value) }

// Schema implements huma.SchemaProvider.
func (Block[T]) Schema(r huma.Registry) *huma.Schema {
	return orNull(r.Schema(reflect.TypeFor[T](), true, ""))
}
