package api

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

var strictJSON = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: strictUnmarshal}

// strictUnmarshal is json.Unmarshal that refuses duplicate fields and text that the
// database cannot store.
//
// huma unmarshals every body twice: first into an any, which it validates against the
// schema, then into the handler's input, regardless of the result. The input of a refused
// document stays empty, so that its resolvers report nothing else.
func strictUnmarshal(data []byte, v any) error {
	value, err := readJSON(data)
	if err != nil {
		return err
	}
	if checked, ok := v.(*any); ok {
		*checked = value
		return nil
	}
	return json.Unmarshal(data, v)
}

// flaw replaces a value that cannot be accepted; it is the key of the reason. It matches
// no schema, so that it is reported together with all other errors.
type flaw string

// jsonError is the reason to refuse a whole document: a key with its arguments.
type jsonError string

// Error implements error.
func (e jsonError) Error() string { return string(e) }

// readJSON reads a document for validation against a schema. The library itself refuses
// duplicate names and invalid UTF-8. The error is a jsonError, with the field if it is
// known.
func readJSON(data []byte) (value any, err error) {
	err = jsonv2.Unmarshal(data, &value, jsonv2.WithUnmarshalers(jsonv2.JoinUnmarshalers(
		jsonv2.UnmarshalFromFunc(readText), jsonv2.UnmarshalFromFunc(readNumber))))
	if err == nil {
		return value, nil
	}
	var known jsonError
	var syntax *jsontext.SyntacticError
	switch {
	case errors.As(err, &known):
		return nil, known
	case !errors.As(err, &syntax):
		return nil, jsonError(keyNotJSON)
	case errors.Is(err, jsontext.ErrDuplicateName):
		return nil, errorAt(syntax.JSONPointer, keyRepeatedField, withoutNUL(syntax.JSONPointer.LastToken()))
	case jsontext.Value(data).IsValid(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true)):
		// Only its characters are invalid.
		return nil, errorAt(syntax.JSONPointer, keyBrokenCharacters)
	default:
		return nil, jsonError(keyNotJSON)
	}
}

// readText reads a name or a string and refuses NUL, which PostgreSQL cannot store.
func readText(d *jsontext.Decoder, text *string) error {
	token, err := d.ReadToken()
	if err != nil {
		return err
	}
	if *text = token.String(); strings.ContainsRune(*text, 0) {
		return errorAt(d.StackPointer(), keyBrokenCharacters)
	}
	return nil
}

// readNumber reads a number into a float64, the type that huma validates. All numbers of
// this API are integers: an integral value that cannot be read into an int is a flaw.
func readNumber(d *jsontext.Decoder, value *any) error {
	if d.PeekKind() != '0' {
		return errors.ErrUnsupported
	}
	token, err := d.ReadToken()
	if err != nil {
		return err
	}
	text := token.String()
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return errorAt(d.StackPointer(), keyNumberTooLarge)
	}
	_, err = strconv.ParseInt(text, 10, 64)
	switch {
	case err == nil || number != math.Trunc(number):
		*value = number
	case math.Abs(number) >= math.MaxInt64:
		*value = flaw(keyNumberTooLarge)
	default:
		*value = flaw(keyNotPlainInteger)
	}
	return nil
}

func errorAt(pointer jsontext.Pointer, key string, arguments ...any) jsonError {
	var path strings.Builder
	for token := range pointer.Tokens() {
		if _, err := strconv.Atoi(token); err == nil {
			path.WriteString("[" + token + "]")
			continue
		}
		if path.Len() > 0 {
			path.WriteByte('.')
		}
		path.WriteString(withoutNUL(token))
	}
	return jsonError(keyed(key, append([]any{path.String()}, arguments...)...))
}

func withoutNUL(name string) string { return strings.ReplaceAll(name, "\x00", "\uFFFD") }
