package api

import (
	"encoding/json"
	"regexp"
	"testing"
	"unicode"

	"approvals/workflows/approval"
)

// TestVisiblePattern checks that the pattern of the schema agrees with the rule of the
// program about every character.
func TestVisiblePattern(t *testing.T) {
	pattern := regexp.MustCompile(visible)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if text := string(r); pattern.MatchString(text) == approval.Blank(text) {
			t.Errorf("%U: the pattern matches %v, and blank is %[2]v", r, pattern.MatchString(text))
		}
	}
}

// TestTextsLoseDirectionMarks checks that a stored text reads in the order of its
// characters.
func TestTextsLoseDirectionMarks(t *testing.T) {
	var body struct {
		Filled Filled
		Text   *Text
	}
	if err := json.Unmarshal([]byte(`{"Filled":"a\u202eb","Text":"\u2067c\u200f"}`), &body); err != nil || body.Filled != "ab" || *body.Text != "c" {
		t.Errorf("%+q, %+q, %v", body.Filled, *body.Text, err)
	}
}

// TestFileNamesLoseDirectionMarks checks that a name cannot hide its extension.
func TestFileNamesLoseDirectionMarks(t *testing.T) {
	for name, want := range map[string]string{"发票\u202efdp.exe.pdf": "发票fdp.exe.pdf", `C:\a\b.pdf`: "b.pdf", "\u202e..": ""} {
		if got := baseName(name); got != want {
			t.Errorf("of %+q, %+q is left", name, got)
		}
	}
}
