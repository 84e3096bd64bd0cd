package approval

import (
	"fmt"
	"maps"
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

// StatusLabels, StepLabels and RecommendationLabels are the display names of the codes.
var (
	StatusLabels = labelsByCode(Status.Label, StatusDraft, StatusSubmitting, StatusInReview, StatusReturned, StatusApproved, StatusPaid,
		StatusRejected, StatusWithdrawn)
	StepLabels = labelsByCode(Step.Label, Draft, Revise, CommercialReport, FinanceReport, ManagementDecision, GMSignoff, FinanceProcessing)

	RecommendationLabels = map[string]Text{
		string(Recommend):               {ZH: "建议立项", EN: "Recommended"},
		string(RecommendWithConditions): {ZH: "有条件建议", EN: "Recommended with conditions"},
		string(DoNotRecommend):          {ZH: "不建议", EN: "Not recommended"},
	}
)

// ReturnTargetLabels are the display names of the targets of a return: the steps and the
// author.
var ReturnTargetLabels = withLabel(StepLabels, Requester, Text{ZH: "申请人", EN: "Author"})

func withLabel(labels map[string]Text, code string, label Text) map[string]Text {
	more := maps.Clone(labels)
	more[code] = label
	return more
}

func labelsByCode[C ~string](label func(C) Text, all ...C) map[string]Text {
	labels := map[string]Text{}
	for _, c := range all {
		labels[string(c)] = label(c).Capitalized()
	}
	return labels
}
