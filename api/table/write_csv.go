package table

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// byteOrderMark makes spreadsheet programs read a CSV file as UTF-8.
const byteOrderMark = "\ufeff"

// csvWriter writes CSV in UTF-8 with a byte order mark.
type csvWriter struct {
	out io.Writer
	csv *csv.Writer
}

// Header implements Writer.
func (w *csvWriter) Header(titles []string) error {
	if _, err := io.WriteString(w.out, byteOrderMark); err != nil {
		return err
	}
	w.csv = csv.NewWriter(w.out)
	return w.Row(titles)
}

// Row implements Writer.
func (w *csvWriter) Row(cells []string) error {
	escaped := make([]string, len(cells))
	for i, cell := range cells {
		escaped[i] = escapeFormula(cell)
	}
	return w.csv.Write(escaped)
}

// Flush implements Writer.
func (w *csvWriter) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// Close implements Writer.
func (w *csvWriter) Close() error { return nil }

// negativeNumber starts like a formula but is harmless.
var negativeNumber = regexp.MustCompile(`^-\d+(\.\d+)?$`)

// escapeFormula prevents CSV injection: it prefixes a text that a spreadsheet program
// would run as a formula with an apostrophe, which marks it as text.
func escapeFormula(cell string) string {
	if negativeNumber.MatchString(cell) {
		return cell
	}
	// Spreadsheet programs ignore leading invisible characters.
	visible := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
	if first, _ := utf8.DecodeRuneInString(visible); visible != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

// unescapeFormula is the inverse of escapeFormula, so that an exported file can be
// imported unchanged.
func unescapeFormula(cell string) string {
	if text, escaped := strings.CutPrefix(cell, "'"); escaped && escapeFormula(text) == cell {
		return text
	}
	return cell
}
