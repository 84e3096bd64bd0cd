package postgres

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"
)

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

// Blank reports whether a text has no visible characters.
func Blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

// NameProblem validates a name of at most longest characters. It returns the empty
// Text if the name is valid.
func NameProblem(name string, longest int) approval.Text {
	switch {
	case Blank(name):
		return approval.Text{ZH: "不能为空白", EN: "This must not be blank"}
	case utf8.RuneCountInString(name) > longest:
		return approval.Text{ZH: "最多 %d 个字符", EN: "This may have at most %d characters"}.Format(longest)
	case !OneLine(name):
		return NotOneLine
	default:
		return approval.Text{}
	}
}
