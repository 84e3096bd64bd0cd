package postgres

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"approvals/workflows/approval"
)

// SearchQuery is a search query, normalized like the SQL function search_text
// normalizes the searched texts.
type SearchQuery struct {
	Text string
	// Words must all occur, in any order. A blank separates them in every script, although
	// the searched texts have none beside Chinese characters.
	Words []string
	// Details are the words to search in contacts and projects, longest first. Telephone
	// numbers are normalized as by the SQL function search_digits.
	Details []string
}

const (
	// maxQueryLength is in characters, as in search_text.
	maxQueryLength = 300
	// maxWords is the number of words searched; further ones are ignored.
	maxWords = 5
	// maxGrams is the number of index keys used per word, which is selective enough.
	maxGrams = 8
)

// ReadQuery parses the text of a search field.
func ReadQuery(q string) SearchQuery {
	text := plainText(q)
	if utf8.RuneCountInString(text) > maxQueryLength {
		text = string([]rune(text)[:maxQueryLength])
	}
	words := strings.Fields(text)
	query := SearchQuery{Text: joinWords(words), Words: words[:min(len(words), maxWords)]}
	query.Details = phoneNumbers(strings.Join(words, " "))
	if len(query.Details) == 0 {
		query.Details = query.LongestFirst()
	}
	return query
}

// WordsIn is the condition that each word of a query is in one of the columns, which
// contain texts as search_text returns them.
func (c *Conditions) WordsIn(q string, columns ...string) {
	for _, word := range ReadQuery(q).LongestFirst() {
		c.Args = append(c.Args, word)
		each := make([]string, len(columns))
		for i, column := range columns {
			each[i] = fmt.Sprintf(`strpos(%s, $%d) > 0`, column, len(c.Args))
		}
		c.And(`(` + strings.Join(each, ` OR `) + `)`)
	}
}

// LongestFirst returns the words, longest first, since longer words are likely rarer.
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

// The forms of telephone numbers, as in the SQL function search_digits.
var (
	chinesePrefix     = regexp.MustCompile(`(?:\+|(^|[^0-9])00)[- ]*86[- ]*\(?0?\)?[- ]*`)
	beforeMobile      = regexp.MustCompile(`\s+(1[3-9][0-9](?:[- ]?[0-9]){8})\b`)
	phoneExtension    = regexp.MustCompile(`([0-9])[^0-9]*(转|轉|分机|分機|ext|x|#).*$`)
	landlineExtension = regexp.MustCompile(`^(\(?0[0-9]{2,3}[- )]*[0-9]{3,4}[- ]?[0-9]{4})[- ]+[0-9]{1,5}$`)
	barePrefix        = regexp.MustCompile(`^86([1-9][0-9]{9,10})$`)
	zeroBeforeNone    = regexp.MustCompile(`^0+(1[3-9]|[48]00)`)
	internationalZero = regexp.MustCompile(`^00([1-9][0-9]{6,})$`)
)

// phoneNumbers returns the digits of telephone numbers or of a part of one, longest
// first, regardless of formatting, country's prefix and extension. It returns nil for any
// other text.
func phoneNumbers(text string) (numbers []string) {
	text = chinesePrefix.ReplaceAllString(text, "${1}0")
	text = beforeMobile.ReplaceAllString(text, "/$1")
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/、,;|或和", r) }) {
		part = phoneExtension.ReplaceAllString(approval.Trim(part), "$1")
		part = landlineExtension.ReplaceAllString(part, "$1")
		if strings.Trim(part, "0123456789 -+().") != "" {
			return nil
		}
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, part)
		digits = barePrefix.ReplaceAllString(digits, "0$1")
		digits = zeroBeforeNone.ReplaceAllString(digits, "$1")
		digits = internationalZero.ReplaceAllString(digits, "$1")
		switch {
		case len(digits) >= 3:
			numbers = append(numbers, digits)
		case digits != "86":
			return nil
		}
	}
	sortLongestFirst(numbers)
	return numbers
}

// Grams returns the keys of the index search_grams that match texts containing all
// words.
func Grams(words []string) []string {
	found := []string{}
	for _, word := range words {
		found = append(found, GramsOf(word)...)
	}
	return found
}

// GramsOf returns the index keys of one word.
func GramsOf(word string) (found []string) {
	runes := []rune(word)
	if len(runes) <= 3 {
		return []string{word}
	}
	covered := 0
	for i := 0; i+3 <= len(runes) && len(found) < maxGrams; i++ {
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

// NewestSearched is the number of the newest rows that are searched one by one before
// the index is used. A variable for tests.
var NewestSearched = 3000

// FirstFound is SQL for the ids of the newest limit rows that a search finds. newest
// selects ids among the newest rows, indexed selects all ids through search_grams; it is
// run only if newest returns too few.
//
// A frequent word fills the page from the newest rows, and any other word is rare enough
// for the index. Among 200,000 customers the index alone takes 80 ms for a word in half of
// the names instead of 2. Nor can the choice be left to the planner, which multiplies the
// frequencies of a word's keys: a frequent word with several keys then takes 50 ms, and a
// frequent word with a condition that no row meets takes 300. OFFSET 0 keeps it from
// walking the table in the order of ids until LIMIT is reached.
func FirstFound(newest, indexed string, limit int) string {
	return fmt.Sprintf(`
		WITH newest AS MATERIALIZED (SELECT id FROM (%[1]s) AS newest ORDER BY id DESC LIMIT %[3]d)
		SELECT id FROM newest
		UNION
		(SELECT id FROM (%[2]s OFFSET 0) AS indexed
		WHERE (SELECT count(*) FROM newest) < %[3]d ORDER BY id DESC LIMIT %[3]d)
		ORDER BY id DESC LIMIT %[3]d`, newest, indexed, limit)
}
