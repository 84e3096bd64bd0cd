package table

import (
	"io"
	"iter"

	"approvals/workflows/approval"

	"github.com/xuri/excelize/v2"
)

// Format is the format of an exported table. Its value is the file extension.
type Format string

// The formats of exported tables.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
)

// ContentType returns the format's media type.
func (f Format) ContentType() string {
	if f == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// Writer writes a table row by row: Header first, Flush after the last row.
type Writer interface {
	Header(titles []string) error
	Row(cells []string) error
	Flush() error
	// Close releases resources, also after an error. It does not flush.
	Close() error
}

// NewWriter returns a writer of the format, by default CSV.
func NewWriter(out io.Writer, format Format) Writer {
	if format == XLSX {
		return &xlsxWriter{out: out, book: excelize.NewFile(), next: 1}
	}
	return &csvWriter{out: out}
}

// Field is a column of an exported table; Cell formats a value.
type Field[T any] struct {
	Title approval.Text
	Cell  func(T) string
}

// Write writes the values as a table with titles in the locale's language.
func Write[T any](w Writer, locale approval.Locale, fields []Field[T], values iter.Seq2[T, error]) error {
	cells := make([]string, len(fields))
	for i, field := range fields {
		cells[i] = field.Title.In(locale)
	}
	if err := w.Header(cells); err != nil {
		return err
	}
	for value, err := range values {
		if err != nil {
			return err
		}
		for i, field := range fields {
			cells[i] = field.Cell(value)
		}
		if err := w.Row(cells); err != nil {
			return err
		}
	}
	return w.Flush()
}
