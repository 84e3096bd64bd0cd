package postgres

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"

	"golang.org/x/text/unicode/norm"
)

// Fold returns a text in the form in which it is compared, like the SQL function
// compared_text: one width, one kind of dash, lower case, without characters that show
// nothing and without stray blanks.
func Fold(text string) string { return joinWords(strings.Fields(plainText(text))) }

// plainText is like the SQL function plain_text, in lower case.
func plainText(text string) string {
	visible := strings.Map(func(r rune) rune {
		if approval.Invisible(r) {
			return -1
		}
		return r
	}, text)
	return strings.ToLower(dashes.Replace(norm.NFKC.String(visible)))
}

// dashes are those that are left of all widths.
var dashes = strings.NewReplacer("\u2010", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2015", "-", "\u2043", "-", "\u2212", "-")

// joinWords puts one blank between words, but none beside a character of a script that
// is written without.
func joinWords(words []string) string {
	var text strings.Builder
	var last rune
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if i > 0 && !unicode.Is(unspaced, last) && !unicode.Is(unspaced, first) {
			text.WriteByte(' ')
		}
		text.WriteString(word)
		last, _ = utf8.DecodeLastRuneInString(word)
	}
	return text.String()
}

// unspaced are the characters of Chinese and Japanese, with their punctuation.
var unspaced = &unicode.RangeTable{
	R16: []unicode.Range16{{Lo: 0x2e80, Hi: 0x9fff, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1}},
	R32: []unicode.Range32{{Lo: 0x20000, Hi: 0x3ffff, Stride: 1}},
}
