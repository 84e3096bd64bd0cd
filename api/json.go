package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// What strictUnmarshal refuses besides what is no JSON; problem_input.go has
// the sentences for people.
const (
	brokenCharacters = "broken characters"
	repeatedField    = "repeated field %s"
)

var strictJSON = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: strictUnmarshal}

// strictUnmarshal is json.Unmarshal that takes no text which the database could
// not keep, and no field twice: the first one would go unchecked.
func strictUnmarshal(data []byte, v any) error {
	// The library unmarshals every body twice, first as what it happens to be.
	if _, first := v.(*any); first {
		if err := checkJSON(data); err != nil {
			return err
		}
	}
	return json.Unmarshal(data, v)
}

func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return errors.New(brokenCharacters)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	// The names seen in each object that is open; nil for a list.
	var open []map[string]bool
	atName := false
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case json.Delim:
			switch t {
			case '{':
				open = append(open, map[string]bool{})
			case '[':
				open = append(open, nil)
			default:
				open = open[:len(open)-1]
			}
			atName = len(open) > 0 && open[len(open)-1] != nil
			continue
		case string:
			if strings.ContainsRune(t, 0) {
				return errors.New(brokenCharacters)
			}
			if atName {
				names := open[len(open)-1]
				if names[t] {
					return fmt.Errorf(repeatedField, t)
				}
				names[t] = true
				atName = false
				continue
			}
		}
		atName = len(open) > 0 && open[len(open)-1] != nil
	}
}
