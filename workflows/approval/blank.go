package approval

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Blank reports whether a text shows nothing: it has no character with a shape of its
// own, like a space, a soft hyphen, a Hangul filler or a combining mark without a letter.
func Blank(text string) bool { return !strings.ContainsFunc(text, hasShape) }

// Trim removes the characters that show nothing from both ends of a text. Marks stay,
// because they belong to the character before them.
func Trim(text string) string {
	if Blank(text) {
		return ""
	}
	return strings.TrimFunc(text, func(r rune) bool { return !hasShape(r) && !unicode.IsMark(r) })
}

// hasShape reports whether a character is visible without another one.
func hasShape(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !showsNothing(r)
}

// showsNothing reports whether a letter or symbol is drawn as a gap or not at all.
func showsNothing(r rune) bool {
	return r == brailleBlank || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

const brailleBlank = '\u2800'

// Invisible reports whether a character changes no letter that a reader sees: where
// texts are compared, it does not count.
func Invisible(r rune) bool {
	return showsNothing(r) || unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// WithoutDirections removes the characters that change the direction of a text, which
// can make it read as another. It leaves invalid UTF-8 as it is, to be refused.
func WithoutDirections(text string) string {
	if !utf8.ValidString(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text)
}
