package api

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"os"
	"unicode/utf8"

	"approvals/workflows/approval"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// csvRecords reads a CSV file in UTF-8, with a byte order mark or without, in
// UTF-16 with one, or else in GB18030, as spreadsheets in China write it. Commas,
// semicolons and tabs separate cells.
func csvRecords(file *os.File) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		text, err := decoded(file)
		if err != nil {
			yield(record{}, err)
			return
		}
		buffered := bufio.NewReaderSize(text, 64<<10)
		reader := csv.NewReader(buffered)
		reader.Comma = separator(buffered)
		reader.FieldsPerRecord = -1
		reader.ReuseRecord = true
		for number := 1; ; number++ {
			cells, err := reader.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = unreadableCSV(err)
			}
			if !yield(record{number: number, cells: cells}, err) || err != nil {
				return
			}
		}
	}
}

// decoded gives the file's text from its beginning.
func decoded(file *os.File) (io.Reader, error) {
	whole := func() io.Reader { return io.NewSectionReader(file, 0, 1<<40) }
	start := make([]byte, 3)
	n, err := file.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	start = start[:n]
	if bytes.HasPrefix(start, []byte{0xff, 0xfe}) || bytes.HasPrefix(start, []byte{0xfe, 0xff}) {
		return transform.NewReader(whole(), unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	}
	if bytes.HasPrefix(start, []byte{0xef, 0xbb, 0xbf}) {
		return io.NewSectionReader(file, 3, 1<<40), nil
	}
	valid, err := validUTF8(whole())
	if err != nil || valid {
		return whole(), err
	}
	return transform.NewReader(whole(), simplifiedchinese.GB18030.NewDecoder()), nil
}

func validUTF8(r io.Reader) (bool, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	for {
		r, size, err := buffered.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case r == utf8.RuneError && size == 1:
			return false, nil
		}
	}
}

// separator is what separates the cells of the first line.
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

func unreadableCSV(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	return wrongSheet(approval.Text{
		ZH: "第 %d 行的引号不成对，无法读取", EN: "Line %d cannot be read: a quotation mark is missing or too many"}.Format(parse.Line))
}
