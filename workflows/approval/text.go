package approval

import (
	"fmt"
	"strings"
)

// Text is a text in both languages of the product.
type Text struct {
	ZH string `json:"zh-CN" db:"zh" doc:"The text in Chinese"`
	EN string `json:"en" db:"en" doc:"The text in English"`
}

// Locale is a language of the product.
type Locale string

// The product's languages.
const (
	Chinese Locale = "zh-CN"
	English Locale = "en"
)

// In returns the text in the given language, by default English.
func (t Text) In(l Locale) string {
	if l == Chinese {
		return t.ZH
	}
	return t.EN
}

// Capitalized returns the text with a capital first letter, for use outside a sentence.
func (t Text) Capitalized() Text {
	if t.EN != "" {
		t.EN = strings.ToUpper(t.EN[:1]) + t.EN[1:]
	}
	return t
}

// Format formats both texts with the same values. Values of type Text are formatted in
// the respective language.
func (t Text) Format(values ...any) Text {
	fill := func(l Locale, sentence string) string {
		in := make([]any, len(values))
		for i, v := range values {
			if text, ok := v.(Text); ok {
				v = text.In(l)
			}
			in[i] = v
		}
		return fmt.Sprintf(sentence, in...)
	}
	return Text{ZH: fill(Chinese, t.ZH), EN: fill(English, t.EN)}
}
