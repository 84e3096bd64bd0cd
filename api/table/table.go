// Package table reads and writes tables in CSV and XLSX row by row.
package table

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
	"strings"

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

// Row is a row of a table. Number is the row number in the spreadsheet, where the
// header is row 1.
type Row struct {
	Number int
	cells  map[string]string
}

// Cell returns the trimmed text of a column, or "".
func (r Row) Cell(key string) string { return r.cells[key] }

// Reader reads an uploaded table without loading it into memory. It can be read
// repeatedly.
type Reader struct {
	file    *os.File
	columns []Column
	ignored []string
	// keys maps the position of a column in the file to its key.
	keys map[int]string
}

// Open reads the header of the table in the file.
func Open(file *os.File, columns []Column) (*Reader, error) {
	r := &Reader{file: file, columns: columns, keys: map[int]string{}}
	for header, err := range r.records() {
		if err != nil {
			return nil, err
		}
		return r, r.readHeader(header.cells)
	}
	return nil, invalidFile(approval.Text{ZH: "文件没有内容", EN: "The file is empty"})
}

// Ignored returns the headers that match no column.
func (r *Reader) Ignored() []string { return r.ignored }

// Rows iterates over all rows that are not empty. An error ends the sequence.
func (r *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		isHeader, count := true, 0
		for record, err := range r.records() {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if isHeader {
				isHeader = false
				continue
			}
			row := Row{Number: record.number, cells: map[string]string{}}
			for i, text := range record.cells {
				if key, known := r.keys[i]; known {
					if text = strings.TrimSpace(text); text != "" {
						row.cells[key] = text
					}
				}
			}
			if len(row.cells) == 0 {
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

// record is an unparsed row of the file.
type record struct {
	number int
	cells  []string
}

func (r *Reader) records() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		start := make([]byte, 4)
		n, err := r.file.ReadAt(start, 0)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(record{}, err)
			return
		}
		read := readCSV
		if bytes.HasPrefix(start[:n], []byte("PK\x03\x04")) {
			read = readXLSX
		}
		for record, err := range read(r.file) {
			if !yield(record, err) || err != nil {
				return
			}
		}
	}
}

// location is the field of the request that carries the file.
const location = "body.file"

func invalidFile(message approval.Text) error { return approval.InvalidField(location, message) }
