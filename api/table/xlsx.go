package table

import (
	"io"
	"iter"
	"os"

	"approvals/workflows/approval"

	"github.com/xuri/excelize/v2"
)

const (
	// maxInMemory is the size, in bytes, above which the parts of an XLSX file are
	// unpacked to disk instead of memory.
	maxInMemory = 4 << 20
	// MaxUnpacked is the maximum unpacked size of an XLSX file, in bytes.
	MaxUnpacked = 512 << 20
)

// readXLSX reads the first sheet of an XLSX file.
func readXLSX(file *os.File) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		unreadable := invalidFile(approval.Text{
			ZH: "不是可以读取的 XLSX 文件", EN: "This is not a readable XLSX file"})
		book, err := excelize.OpenReader(io.NewSectionReader(file, 0, 1<<40), excelize.Options{
			UnzipXMLSizeLimit: maxInMemory, UnzipSizeLimit: MaxUnpacked,
		})
		if err != nil {
			yield(record{}, unreadable)
			return
		}
		defer book.Close()
		names := book.GetSheetList()
		if len(names) == 0 {
			yield(record{}, unreadable)
			return
		}
		rows, err := book.Rows(names[0])
		if err != nil {
			yield(record{}, unreadable)
			return
		}
		defer rows.Close()
		for number := 1; rows.Next(); number++ {
			cells, err := rows.Columns()
			if err != nil {
				err = unreadable
			}
			if !yield(record{number: number, cells: cells}, err) || err != nil {
				return
			}
		}
		if rows.Error() != nil {
			yield(record{}, unreadable)
		}
	}
}

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
