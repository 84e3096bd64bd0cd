package approval

import (
	"fmt"
	"strings"
)

// Text is one sentence in both languages of the product.
type Text struct {
	ZH string `json:"zh-CN" db:"zh" doc:"The text in Chinese"`
	EN string `json:"en" db:"en" doc:"The text in English"`
}

// Locale names a language of the product.
type Locale string

// The product's languages.
const (
	Chinese Locale = "zh-CN"
	English Locale = "en"
)

// In returns the text in the given language; English is the language of last
// resort.
func (t Text) In(l Locale) string {
	if l == Chinese {
		return t.ZH
	}
	return t.EN
}

// Alone returns the text as it stands by itself rather than within a sentence:
// with a capital letter.
func (t Text) Capitalized() Text {
	if t.EN != "" {
		t.EN = strings.ToUpper(t.EN[:1]) + t.EN[1:]
	}
	return t
}

// Format fills the verbs of both sentences with the same values. A value that
// is a Text itself is filled in by language.
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
