package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"strings"

	"approvals/workflows/approval"
)

// maxRecord is the maximum size of one row of a CSV file, in bytes of UTF-8.
const maxRecord = 1 << 20

// csvSource reads a CSV file whose separator is a comma, a semicolon or a tab.
type csvSource struct {
	file     *os.File
	encoding encoding
}

func openCSV(file *os.File) (source, error) {
	found, err := detectEncoding(file)
	return csvSource{file, found}, err
}

func (s csvSource) textEncoding() string { return s.encoding.name }

func (csvSource) close() {}

// records implements source. Row numbers are those of a spreadsheet program, in which an
// empty line is a row and a cell may have several lines.
func (s csvSource) records() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		limited := &limitedRecord{from: s.encoding.decode(s.file)}
		limited.next()
		buffered := bufio.NewReaderSize(limited, 64<<10)
		reader := csv.NewReader(buffered)
		reader.Comma = separator(buffered)
		reader.FieldsPerRecord = -1
		reader.ReuseRecord = true
		row, lastLine := 0, 0
		for {
			fields, err := reader.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(record{}, mapCSVError(err))
				return
			}
			limited.next()
			first, _ := reader.FieldPos(0)
			row += first - lastLine
			last, _ := reader.FieldPos(len(fields) - 1)
			lastLine = last + strings.Count(fields[len(fields)-1], "\n")
			cells := make([]cell, len(fields))
			for i, text := range fields {
				cells[i] = cell{text: unescapeFormula(text)}
			}
			if !yield(record{number: row, cells: cells}, nil) {
				return
			}
		}
	}
}

// limitedRecord limits the bytes that the reader of a CSV file may take for one row.
type limitedRecord struct {
	from io.Reader
	left int
}

// next is called after each row.
func (l *limitedRecord) next() { l.left = maxRecord }

// Read implements io.Reader.
func (l *limitedRecord) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, tooLongCell()
	}
	n, err := l.from.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
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
	if approval.AsError(parse.Err) != nil {
		return parse.Err
	}
	return invalidFile(approval.Text{
		ZH: "第 %d 行的引号不成对，无法读取", EN: "Line %d cannot be read: unbalanced quotation marks"}.Format(parse.Line))
}
