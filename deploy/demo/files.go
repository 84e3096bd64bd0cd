package demo

import (
	"bytes"
	"fmt"

	"github.com/go-pdf/fpdf"
	"github.com/xuri/excelize/v2"
)

// File is a file to attach.
type File struct {
	Name  string
	Bytes []byte
}

// pdfFile creates a PDF with one page.
func pdfFile(name, title string, lines ...string) (File, error) {
	page := fpdf.New("P", "mm", "A4", "")
	page.AddPage()
	page.SetFont("Helvetica", "B", 18)
	page.Cell(0, 12, title)
	page.Ln(16)
	page.SetFont("Helvetica", "", 11)
	for _, line := range lines {
		page.MultiCell(0, 6, line, "", "L", false)
	}
	var out bytes.Buffer
	if err := page.Output(&out); err != nil {
		return File{}, fmt.Errorf("make %s: %w", name, err)
	}
	return File{name, out.Bytes()}, nil
}

// xlsxFile creates a workbook with one sheet.
func xlsxFile(name string, rows ...[]any) (File, error) {
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			return File{}, fmt.Errorf("make %s: %w", name, err)
		}
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		return File{}, fmt.Errorf("make %s: %w", name, err)
	}
	return File{name, out.Bytes()}, nil
}
