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

// strictUnmarshal is json.Unmarshal that refuses a field that is there twice and
// text that the database could not keep.
//
// huma unmarshals every body twice: first into an any, which it checks against
// the schema, then into the handler's input, whatever came of the check. An input
// from a document that was refused stays empty, so that nothing else is said of it.
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

// flaw stands in the place of a value that cannot be accepted and is the key of
// the reason. It fits no schema, so that it is named among all else that is wrong.
type flaw string

// jsonError is a reason, as a key with its arguments, to refuse a whole document.
type jsonError string

// Error implements error.
func (e jsonError) Error() string { return string(e) }

// readJSON reads a document for the check against a schema. The library refuses
// repeated names and invalid UTF-8 by itself. The error is a jsonError, which names
// the field where it can.
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
		// Its characters are all that is wrong with it.
		return nil, errorAt(syntax.JSONPointer, keyBrokenCharacters)
	default:
		return nil, jsonError(keyNotJSON)
	}
}

// readText reads a name or a string, which may have no NUL: PostgreSQL cannot keep
// one.
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

// readNumber reads a number into a float64, as huma checks numbers. No schema of
// this API asks for numbers other than whole ones: what looks like one, but cannot
// be read into an int, is a flaw.
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
