package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// What strictUnmarshal refuses; problem_input.go has the sentences for people.
const (
	notJSON          = "not JSON"
	brokenCharacters = "broken characters"
	repeatedField    = "repeated field %s"
	numberTooLarge   = "number too large"
	notPlainInteger  = "not a plain integer"
	noNull           = "null where there is none"
	// inField stands between the finding and the field.
	inField = " in field "
)

var strictJSON = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: strictUnmarshal}

// strictUnmarshal is json.Unmarshal that takes no text which the database could
// not keep, and no field twice: the first one would go unchecked.
//
// The library unmarshals every body twice, first as what it happens to be, to
// check it. Then a value that cannot be taken becomes a flaw, which fits no
// schema: so it is named among all else that is wrong. What no schema looks at
// is refused the second time.
func strictUnmarshal(data []byte, v any) error {
	value, flaws, err := readJSON(data)
	if err != nil {
		return err
	}
	if first, ok := v.(*any); ok {
		*first = value
		return nil
	}
	if len(flaws) > 0 {
		return flaws[0]
	}
	return json.Unmarshal(data, v)
}

// flaw stands in the place of a value that cannot be taken and says why. No
// schema of this API asks for numbers but whole ones.
type flaw string

// jsonReader reads JSON that is known to be well-formed.
type jsonReader struct {
	data    []byte
	decoder *json.Decoder
	// flaws are the values that nothing can be made of, wherever they stand.
	flaws []error
}

// readJSON reads a value as json.Unmarshal does, but for flaws in the places of
// what cannot be taken; those that are none wherever they stand are returned
// besides.
func readJSON(data []byte) (value any, flaws []error, err error) {
	if !json.Valid(data) {
		return nil, nil, errors.New(notJSON)
	}
	r := jsonReader{data: data, decoder: json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	value, err = r.value("")
	return value, r.flaws, err
}

func (r *jsonReader) value(path string) (any, error) {
	before := r.decoder.InputOffset()
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return r.object(path)
		}
		return r.list(path)
	case string:
		if brokenText(t, r.data[before:r.decoder.InputOffset()]) {
			return r.refuse(brokenCharacters, path), nil
		}
		return t, nil
	case json.Number:
		return r.number(t, path), nil
	default:
		return t, nil
	}
}

func (r *jsonReader) object(path string) (any, error) {
	object := map[string]any{}
	for r.decoder.More() {
		before := r.decoder.InputOffset()
		token, err := r.decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		below := strings.TrimPrefix(path+"."+strings.ReplaceAll(name, "\x00", "\uFFFD"), ".")
		broken := brokenText(name, r.data[before:r.decoder.InputOffset()])
		value, err := r.value(below)
		if err != nil {
			return nil, err
		}
		_, repeated := object[name]
		switch {
		case broken:
			value = r.refuse(brokenCharacters, below)
			name = strings.ReplaceAll(name, "\x00", "\uFFFD")
		case repeated:
			value = r.refuse(fmt.Sprintf(repeatedField, name), below)
		}
		object[name] = value
	}
	_, err := r.decoder.Token()
	return object, err
}

func (r *jsonReader) list(path string) (any, error) {
	list := []any{}
	for r.decoder.More() {
		value, err := r.value(fmt.Sprintf("%s[%d]", path, len(list)))
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := r.decoder.Token()
	return list, err
}

// number is a float64, as the library checks them, unless it looks like a whole
// number and is none that an int can be read from.
func (r *jsonReader) number(n json.Number, path string) any {
	value, err := n.Float64()
	if err != nil {
		return r.refuse(numberTooLarge, path)
	}
	if _, err := strconv.ParseInt(n.String(), 10, 64); err == nil || value != math.Trunc(value) {
		return value
	}
	if math.Abs(value) >= math.MaxInt64 {
		return flaw(numberTooLarge)
	}
	return flaw(notPlainInteger)
}

func (r *jsonReader) refuse(why, path string) flaw {
	r.flaws = append(r.flaws, errors.New(why+inField+path))
	return flaw(why)
}

// brokenText reports whether a string holds what the database could not keep, or
// what is no text at all: half a pair of surrogates would be kept as another
// character than was sent. The literal may have a comma or colon before it.
func brokenText(text string, literal []byte) bool {
	return strings.ContainsRune(text, 0) || !utf8.Valid(literal) ||
		strings.ContainsRune(text, utf8.RuneError) && halfSurrogate(string(literal))
}

func halfSurrogate(literal string) bool {
	for {
		i := strings.IndexByte(literal, '\\')
		if i < 0 {
			return false
		}
		literal = literal[i:]
		first, ok := escapedUnit(literal)
		switch {
		case !ok:
			literal = literal[2:]
		case !utf16.IsSurrogate(first):
			literal = literal[6:]
		default:
			second, _ := escapedUnit(literal[6:])
			if utf16.DecodeRune(first, second) == utf8.RuneError {
				return true
			}
			literal = literal[12:]
		}
	}
}

// escapedUnit reads an escape such as \u00e9 that text begins with.
func escapedUnit(text string) (rune, bool) {
	if len(text) < 6 || text[:2] != `\u` {
		return 0, false
	}
	unit, err := strconv.ParseUint(text[2:6], 16, 32)
	return rune(unit), err == nil
}
