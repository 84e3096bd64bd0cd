package api

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"unicode"

	"approvals/workflows/approval"

	"golang.org/x/text/unicode/norm"
)

// sheetColumn is a column that a file can have.
type sheetColumn struct {
	key string
	// title is the header in files that the server writes; titles are others that
	// are understood.
	title    approval.Text
	titles   []string
	required bool
}

// sheetRow is one row of a file. Its number is as a spreadsheet counts, the
// header being row 1.
type sheetRow struct {
	number int
	cells  map[string]string
}

// cell is the text of a cell without the spaces around it.
func (r sheetRow) cell(key string) string { return r.cells[key] }

// sheet is an uploaded table, CSV or XLSX, that is read row by row, as often as
// needed, without being held in memory.
type sheet struct {
	file    *os.File
	columns []sheetColumn
	// ignored are headers that are no column's.
	ignored []string
	places  map[int]string
}

const (
	mostSheetColumns = 200
	// mostSheetRows do not count the header.
	mostSheetRows = 50_000
)

// openSheet reads the header of the table in the file.
func openSheet(file *os.File, columns []sheetColumn) (*sheet, error) {
	s := &sheet{file: file, columns: columns, places: map[int]string{}}
	for header, err := range s.records() {
		if err != nil {
			return nil, err
		}
		return s, s.readHeader(header.cells)
	}
	return nil, wrongSheet(approval.Text{ZH: "文件没有内容", EN: "The file has nothing in it"})
}

// record is a row as it stands in the file.
type record struct {
	number int
	cells  []string
}

func (s *sheet) records() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		start := make([]byte, 4)
		n, err := s.file.ReadAt(start, 0)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(record{}, err)
			return
		}
		read := csvRecords
		if bytes.HasPrefix(start[:n], []byte("PK\x03\x04")) {
			read = xlsxRecords
		}
		for r, err := range read(s.file) {
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// rows reads all rows that have something in them. An error ends it.
func (s *sheet) rows() iter.Seq2[sheetRow, error] {
	return func(yield func(sheetRow, error) bool) {
		first, count := true, 0
		for r, err := range s.records() {
			if err != nil {
				yield(sheetRow{}, err)
				return
			}
			if first {
				first = false
				continue
			}
			row := sheetRow{number: r.number, cells: map[string]string{}}
			for i, text := range r.cells {
				if key, known := s.places[i]; known {
					if text = strings.TrimSpace(text); text != "" {
						row.cells[key] = text
					}
				}
			}
			if len(row.cells) == 0 {
				continue
			}
			if count++; count > mostSheetRows {
				yield(sheetRow{}, &approval.Error{Code: approval.CodeTooLarge, Message: approval.Text{
					ZH: "文件最多 %d 行，请分成几个文件", EN: "A file may have at most %d rows; please split it"}.Format(mostSheetRows)})
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// check reads the whole table once, so that what cannot be read is known before
// anything is written.
func (s *sheet) check() error {
	for _, err := range s.rows() {
		if err != nil {
			return err
		}
	}
	return nil
}

// readHeader finds out which column stands where.
func (s *sheet) readHeader(header []string) error {
	if len(header) > mostSheetColumns {
		return wrongSheet(approval.Text{ZH: "文件的列太多", EN: "The file has too many columns"})
	}
	var wrong approval.Invalid
	for i, title := range header {
		if strings.TrimSpace(title) == "" {
			continue
		}
		at := slices.IndexFunc(s.columns, func(c sheetColumn) bool { return c.has(title) })
		if at < 0 {
			s.ignored = append(s.ignored, clip(strings.TrimSpace(title)))
			continue
		}
		key := s.columns[at].key
		for _, there := range s.places {
			if there == key {
				wrong.Add("body.file."+key, approval.Text{ZH: "此列重复", EN: "This column is there twice"})
			}
		}
		s.places[i] = key
	}
	for _, column := range s.columns {
		there := false
		for _, key := range s.places {
			there = there || key == column.key
		}
		if column.required && !there {
			wrong.Add("body.file."+column.key, approval.Text{
				ZH: "缺少“%s”列", EN: "The column %s is missing"}.Format(column.title))
		}
	}
	return wrong.Err()
}

// has reports whether a header is the column's, in either language, however it
// is spaced.
func (c sheetColumn) has(header string) bool {
	header = plainTitle(header)
	for _, title := range append([]string{c.key, c.title.ZH, c.title.EN}, c.titles...) {
		if plainTitle(title) == header {
			return true
		}
	}
	return false
}

func plainTitle(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(title)))
}

func wrongSheet(message approval.Text) error { return approval.InvalidField("body.file", message) }
