package table

import (
	"archive/zip"
	"encoding/xml"
	"io"

	"approvals/workflows/approval"
)

// part reads the XML of a part of an XLSX file within limits. encoding/xml expands no
// entities of the document's own.
type part struct {
	*xml.Decoder
	io.Closer
}

func openPart(file *zip.File) (part, error) {
	if file == nil {
		return part{}, errNoWorkbook
	}
	opened, err := file.Open()
	if err != nil {
		return part{}, err
	}
	decoder := xml.NewDecoder(&limitedXML{from: opened, left: MaxPart})
	decoder.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errNoWorkbook }
	return part{decoder, opened}, nil
}

// limitedXML limits the size of an XML document and the distance between two tags, since
// the decoder keeps a text or a tag in memory as a whole.
type limitedXML struct {
	from     io.Reader
	left     int64
	sinceTag int
}

// Read implements io.Reader.
func (l *limitedXML) Read(p []byte) (int, error) {
	n, err := l.from.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, approval.InvalidField(location, approval.Text{
			ZH: "文件解压后超过 %d MB", EN: "The file unpacks to more than %d MB"}.Format(MaxPart>>20))
	}
	for _, b := range p[:n] {
		if l.sinceTag++; b == '<' {
			l.sinceTag = 0
		}
		if l.sinceTag > maxCellBytes {
			return 0, tooLongCell()
		}
	}
	return n, err
}

func tooLongCell() error {
	return invalidFile(approval.Text{
		ZH: "文件中有过长的单元格", EN: "A cell of the file is too long"})
}

// unreadable keeps an Error that says what is wrong, and replaces any other.
func unreadable(err error) error {
	if e := approval.AsError(err); e != nil {
		return e
	}
	return invalidFile(approval.Text{ZH: "不是可以读取的 XLSX 文件", EN: "This is not a readable XLSX file"})
}
