package api

import (
	"io"
	"iter"
	"os"

	"approvals/workflows/approval"

	"github.com/xuri/excelize/v2"
)

// The bounds of what an XLSX file may unpack to: what is larger than the first
// is read from the disk, more than the second is refused.
const (
	sheetInMemory = 4 << 20
	sheetUnpacked = 512 << 20
)

// xlsxRecords reads the first sheet of an XLSX file.
func xlsxRecords(file *os.File) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		unreadable := wrongSheet(approval.Text{
			ZH: "不是可以读取的 XLSX 文件", EN: "This is no XLSX file that can be read"})
		book, err := excelize.OpenReader(io.NewSectionReader(file, 0, 1<<40), excelize.Options{
			UnzipXMLSizeLimit: sheetInMemory, UnzipSizeLimit: sheetUnpacked,
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
