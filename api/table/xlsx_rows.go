package table

import (
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"approvals/workflows/approval"
)

// records implements source.
func (b *workbook) records() iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		tokens, err := openPart(b.sheet)
		if err != nil {
			yield(record{}, unreadable(err))
			return
		}
		defer tokens.Close()
		number := 0
		for {
			token, err := tokens.RawToken()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(record{}, unreadable(err))
				return
			}
			row, ok := token.(xml.StartElement)
			if !ok || row.Name.Local != "row" {
				continue
			}
			number++
			if given, err := strconv.Atoi(attribute(row, "r")); err == nil {
				number = max(number, given)
			}
			cells, err := b.readCells(tokens)
			if err != nil {
				err = unreadable(err)
			}
			if !yield(record{number: number, cells: cells}, err) || err != nil {
				return
			}
		}
	}
}

// readCells reads the cells of the row whose start has been read. Cells beyond the last
// column that a table may have are left out.
func (b *workbook) readCells(tokens part) (cells []cell, err error) {
	at := -1
	for {
		token, err := tokens.RawToken()
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				return cells, nil
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			at++
			if given := columnOf(attribute(e, "r")); given >= 0 {
				at = given
			}
			c, err := b.readCell(tokens, attribute(e, "t"))
			if err != nil {
				return nil, err
			}
			// One more than allowed shows that there are too many.
			if c == (cell{}) || at > maxColumns {
				continue
			}
			for len(cells) <= at {
				cells = append(cells, cell{})
			}
			cells[at] = c
		}
	}
}

// columnOf returns the position of the column in a reference such as B7, or -1.
func columnOf(reference string) int {
	column := 0
	for i := 0; i < len(reference) && isLetter(reference[i]) && i < 4; i++ {
		column = column*26 + int(reference[i]|0x20-'a') + 1
	}
	return column - 1
}

// readCell reads the cell whose start has been read.
func (b *workbook) readCell(tokens part, kind string) (c cell, err error) {
	var value strings.Builder
	hasFormula, inValue := false, false
	for {
		token, err := tokens.RawToken()
		if err != nil {
			return c, err
		}
		switch e := token.(type) {
		case xml.StartElement:
			inValue = e.Name.Local == "v"
			hasFormula = hasFormula || e.Name.Local == "f"
			if e.Name.Local == "is" {
				if c.text, err = readText(tokens, "is"); err != nil {
					return c, err
				}
			}
		case xml.CharData:
			if !inValue {
				continue
			}
			if value.Write(e); value.Len() > maxCellBytes {
				return c, tooLongCell()
			}
		case xml.EndElement:
			if inValue = false; e.Name.Local != "c" {
				continue
			}
			if c.text == "" {
				c, err = b.cellOf(kind, value.String())
			}
			if hasFormula && value.Len() == 0 {
				c.fault = approval.Text{
					ZH: "公式没有保存的结果，请在表格程序中打开并保存文件",
					EN: "The formula has no stored result; please open and save the file in a spreadsheet program"}
			}
			return c, err
		}
	}
}

// cellOf converts a value of a type of cell. Numbers are taken as they are stored,
// whatever their format shows.
func (b *workbook) cellOf(kind, value string) (c cell, err error) {
	switch kind {
	case "s":
		c.text, err = b.strings.text(value)
	case "e":
		c.text, c.fault = value, errorValue(value)
	case "b":
		c.text = map[bool]string{true: "TRUE", false: "FALSE"}[strings.TrimSpace(value) == "1"]
	case "", "n":
		c.text = plainNumber(strings.TrimSpace(value))
	default:
		c.text = unescapeXLSX(value)
	}
	return c, err
}

// plainNumber writes a number without an exponent. An absurdly large one remains as it
// is.
func plainNumber(value string) string {
	if !strings.ContainsAny(value, "eE") {
		return value
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || number > 1e20 || number < -1e20 {
		return value
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}
