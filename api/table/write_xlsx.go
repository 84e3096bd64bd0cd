package table

import (
	"io"

	"github.com/xuri/excelize/v2"
)

// xlsxWriter writes a workbook with text cells only, so that no cell is a formula. A
// large workbook is buffered on disk; Flush writes it to out.
type xlsxWriter struct {
	out  io.Writer
	book *excelize.File
	rows *excelize.StreamWriter
	next int
}

// Header implements Writer.
func (w *xlsxWriter) Header(titles []string) (err error) {
	if w.rows, err = w.book.NewStreamWriter("Sheet1"); err != nil {
		return err
	}
	return w.Row(titles)
}

// Row implements Writer.
func (w *xlsxWriter) Row(cells []string) error {
	values := make([]any, len(cells))
	for i, cell := range cells {
		values[i] = cell
	}
	at, err := excelize.CoordinatesToCellName(1, w.next)
	if err != nil {
		return err
	}
	w.next++
	return w.rows.SetRow(at, values)
}

// Flush implements Writer.
func (w *xlsxWriter) Flush() error {
	if err := w.rows.Flush(); err != nil {
		return err
	}
	_, err := w.book.WriteTo(w.out)
	return err
}

// Close implements Writer.
func (w *xlsxWriter) Close() error { return w.book.Close() }
