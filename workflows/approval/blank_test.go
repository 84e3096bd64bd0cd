package approval

import "testing"

// blanks are texts that show nothing.
var blanks = []string{"", " ", "\t\n", "\u00a0\u3000", "\u200b", "\u00ad", "\u115f", "\u3164", "\uffa0", "\u2800", "\ufe0f", "\u0301", "\u202e \u200f", "\u2060\ufeff", "\U000e0020"}

// TestBlankTexts checks that a text is blank if a reader sees nothing of it.
func TestBlankTexts(t *testing.T) {
	for _, text := range blanks {
		if !Blank(text) || Trim(text) != "" {
			t.Errorf("%+q is not blank, or %+q is left of it", text, Trim(text))
		}
	}
	for _, text := range []string{"a", " 好 ", ".", "0", "\u200bx", "é", "e\u0301", "❤\ufe0f", "한"} {
		if Blank(text) {
			t.Errorf("%+q is blank", text)
		}
	}
}

// TestTrimKeepsMarks checks that the ends lose what shows nothing, and no letter its mark.
func TestTrimKeepsMarks(t *testing.T) {
	for text, want := range map[string]string{
		"\u3000\u200b发票\u00ad ": "发票",
		"a \u200b b":            "a \u200b b",
		" ❤\ufe0f\u200d ":       "❤\ufe0f",
		"cafe\u0301\u2800":      "cafe\u0301",
	} {
		if got := Trim(text); got != want {
			t.Errorf("of %+q, %+q is left, want %+q", text, got, want)
		}
	}
}

// TestDirectionMarks checks that a file name reads in the order of its characters.
func TestDirectionMarks(t *testing.T) {
	if got := WithoutDirections("发票\u202efdp.exe\u2069.pdf\u200f"); got != "发票fdp.exe.pdf" {
		t.Errorf("the name is %+q", got)
	}
}
