// Package table reads and writes tables in CSV and XLSX row by row.
package table

import (
	"iter"
	"os"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"approvals/workflows/approval"
)

const (
	maxColumns = 200
	// maxRows does not count the header.
	maxRows = 50_000
)

// Column is a column of an uploaded table.
type Column struct {
	Key string
	// Title is the header in exported files. Key and Aliases are accepted as headers
	// too.
	Title    approval.Text
	Aliases  []string
	Required bool
}

// Row is a row of a table. Number is the row number in the spreadsheet.
type Row struct {
	Number int
	// Faults are the cells that cannot be read.
	Faults []Fault
	cells  map[string]string
}

// Fault is what is wrong with the cell in the column with the key.
type Fault struct {
	Column  string
	Message approval.Text
}

// Cell returns the trimmed text of a column, or "".
func (r Row) Cell(key string) string { return r.cells[key] }

// Reader reads an uploaded table without loading it into memory. It can be read
// repeatedly.
type Reader struct {
	source  source
	columns []Column
	ignored []string
	// keys maps the position of a column in the file to its key.
	keys map[int]string
}

// source is an opened file.
type source interface {
	records() iter.Seq2[record, error]
	// textEncoding is the name of the encoding that was detected, if any.
	textEncoding() string
	close()
}

// record is an unparsed row of the file.
type record struct {
	number int
	cells  []cell
}

// cell is the text of a cell, or the reason why it cannot be read.
type cell struct {
	text  string
	fault approval.Text
}

// Open reads the header of the table in the file. The Reader must be closed.
func Open(file *os.File, columns []Column) (*Reader, error) {
	open, err := opener(file)
	if err != nil {
		return nil, err
	}
	opened, err := open(file)
	if err != nil {
		return nil, err
	}
	r := &Reader{source: opened, columns: columns, keys: map[int]string{}}
	if err := r.findHeader(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// Close releases what Open has taken. It does not close the file.
func (r *Reader) Close() { r.source.close() }

// Ignored returns the headers that match no column.
func (r *Reader) Ignored() []string { return r.ignored }

// Encoding returns the name of the encoding in which a CSV file was read, or "".
func (r *Reader) Encoding() string { return r.source.textEncoding() }

// Rows iterates over all rows that are not empty. An error ends the sequence.
func (r *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		isHeader, count := true, 0
		for record, err := range r.source.records() {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if record.isEmpty() {
				continue
			}
			if isHeader {
				isHeader = false
				continue
			}
			row := r.row(record)
			if len(row.cells) == 0 && len(row.Faults) == 0 {
				continue
			}
			if count++; count > maxRows {
				yield(Row{}, &approval.Error{Code: approval.CodeTooLarge, Message: approval.Text{
					ZH: "文件最多 %d 行，请分成几个文件", EN: "A file may have at most %d rows; please split it"}.Format(maxRows)})
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// isEmpty reports whether a row has no text, so that it is not the header.
func (r record) isEmpty() bool {
	for _, c := range r.cells {
		if approval.Trim(c.text) != "" || c.fault != (approval.Text{}) {
			return false
		}
	}
	return true
}

func (r *Reader) row(from record) Row {
	row := Row{Number: from.number, cells: map[string]string{}}
	for i, c := range from.cells {
		key, known := r.keys[i]
		if !known {
			continue
		}
		text := approval.Trim(c.text)
		if fault := c.problem(text); fault != (approval.Text{}) {
			row.Faults = append(row.Faults, Fault{Column: key, Message: fault})
		} else if text != "" {
			row.cells[key] = text
		}
	}
	return row
}

// problem returns the reason why the trimmed text of the cell cannot be read, or the
// empty Text.
func (c cell) problem(text string) approval.Text {
	switch {
	case c.fault != (approval.Text{}):
		return c.fault
	case !utf8.ValidString(text), strings.ContainsFunc(text, isUnreadable):
		return approval.Text{ZH: "含有无法识别的字符", EN: "This contains an unreadable character"}
	case errorText.MatchString(text):
		return errorValue(text)
	default:
		return approval.Text{}
	}
}

// isUnreadable reports whether r is a decoding error or a control character other than
// white space.
func isUnreadable(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}

// errorText is the text of a cell whose formula has failed.
var errorText = regexp.MustCompile(`^#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$`)

func errorValue(value string) approval.Text {
	return approval.Text{
		ZH: "单元格中是公式错误 %s", EN: "The cell contains the formula error %s"}.Format(value)
}

// Check reads the whole table once, so that an unreadable file is rejected before
// anything is imported.
func (r *Reader) Check() error {
	for _, err := range r.Rows() {
		if err != nil {
			return err
		}
	}
	return nil
}

// location is the field of the request that carries the file.
const location = "body.file"

func invalidFile(message approval.Text) error { return approval.InvalidField(location, message) }
