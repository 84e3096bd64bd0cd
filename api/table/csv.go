package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// readCSV reads a CSV file in UTF-8 with or without a byte order mark, in UTF-16 with
// one, or in GB18030, which Chinese spreadsheet programs write. The separator is a
// comma, a semicolon or a tab.
func readCSV(file *os.File) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		text, err := decode(file)
		if err != nil {
			yield(record{}, err)
			return
		}
		buffered := bufio.NewReaderSize(text, 64<<10)
		reader := csv.NewReader(buffered)
		reader.Comma = separator(buffered)
		reader.FieldsPerRecord = -1
		reader.ReuseRecord = true
		for number := 1; ; number++ {
			cells, err := reader.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = mapCSVError(err)
			}
			if !yield(record{number: number, cells: cells}, err) || err != nil {
				return
			}
		}
	}
}

// decode returns the file's text as UTF-8.
func decode(file *os.File) (io.Reader, error) {
	whole := func() io.Reader { return io.NewSectionReader(file, 0, 1<<40) }
	start := make([]byte, 3)
	n, err := file.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	start = start[:n]
	if bytes.HasPrefix(start, []byte{0xff, 0xfe}) || bytes.HasPrefix(start, []byte{0xfe, 0xff}) {
		return transform.NewReader(whole(), utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder()), nil
	}
	if bytes.HasPrefix(start, []byte(byteOrderMark)) {
		return io.NewSectionReader(file, int64(len(byteOrderMark)), 1<<40), nil
	}
	valid, err := isUTF8(whole())
	if err != nil || valid {
		return whole(), err
	}
	return transform.NewReader(whole(), simplifiedchinese.GB18030.NewDecoder()), nil
}

func isUTF8(r io.Reader) (bool, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	for {
		r, size, err := buffered.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case r == utf8.RuneError && size == 1:
			return false, nil
		}
	}
}

// separator returns the most frequent separator of the first line.
func separator(r *bufio.Reader) rune {
	line, _ := r.Peek(r.Size())
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	best := ','
	for _, s := range ";\t" {
		if bytes.Count(line, []byte(string(s))) > bytes.Count(line, []byte(string(best))) {
			best = s
		}
	}
	return best
}

func mapCSVError(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	return invalidFile(approval.Text{
		ZH: "第 %d 行的引号不成对，无法读取", EN: "Line %d cannot be read: unbalanced quotation marks"}.Format(parse.Line))
}

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
