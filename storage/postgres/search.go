package postgres

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// SearchQuery is what somebody looks for, in the form that search_text gives to
// what is looked through.
type SearchQuery struct {
	Text string
	// words all have to be found, wherever they stand.
	Words []string
	// details are the words as contacts and projects have them, the longest first:
	// a telephone number as search_digits gives it.
	Details []string
}

const (
	// longestQuery is in characters, as search_text has it.
	longestQuery = 300
	// mostWords are looked for; more are left out.
	mostWords = 5
	// mostGrams are asked of the index for a word; they find it well enough.
	mostGrams = 8
)

func ReadQuery(q string) SearchQuery {
	words := strings.Fields(strings.ToLower(norm.NFKC.String(q)))
	text := strings.Join(words, " ")
	if utf8.RuneCountInString(text) > longestQuery {
		text = string([]rune(text)[:longestQuery])
		words = strings.Fields(text)
	}
	words = words[:min(len(words), mostWords)]
	query := SearchQuery{Text: text, Words: words, Details: slices.Clone(words)}
	sortLongestFirst(query.Details)
	if digits := phoneDigits(text); digits != "" {
		query.Details = []string{digits}
	}
	return query
}

// LongestFirst are the words, of which the longest is likely the rarest.
func (q SearchQuery) LongestFirst() []string {
	words := slices.Clone(q.Words)
	sortLongestFirst(words)
	return words
}

func sortLongestFirst(words []string) {
	slices.SortStableFunc(words, func(a, b string) int {
		return cmp.Compare(utf8.RuneCountInString(b), utf8.RuneCountInString(a))
	})
}

// phoneDigits returns the digits of what can be a telephone number or part of
// one, however it is written; of anything else it returns nothing.
func phoneDigits(text string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if len(digits) < 3 || strings.Trim(text, "0123456789 -+()./") != "" {
		return ""
	}
	return digits[max(0, len(digits)-11):]
}

// Grams are the keys under which the index search_grams has every text that the
// words stand in.
func Grams(words []string) []string {
	found := []string{}
	for _, word := range words {
		found = append(found, GramsOf(word)...)
	}
	return found
}

func GramsOf(word string) (found []string) {
	runes := []rune(word)
	if len(runes) <= 3 {
		return []string{word}
	}
	covered := 0
	for i := 0; i+3 <= len(runes) && len(found) < mostGrams; i++ {
		if i+4 <= len(runes) && len(string(runes[i:i+4])) == 4 {
			found = append(found, string(runes[i:i+4]))
			covered = i + 4
			continue
		}
		if i+3 > covered {
			found = append(found, string(runes[i:i+3]))
		}
	}
	return found
}

// NewestLooked is how many of the newest contacts and requests are looked at one
// by one before the index is asked, as newestProjects is of projects. A test
// makes it small.
var NewestLooked = 3000
