package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"approvals/workflows/approval"
)

// The limits of an XLSX file, so that a small file cannot unpack to one that fills the
// memory.
const (
	// MaxPart is the maximum unpacked size of a part, in bytes.
	MaxPart = 128 << 20
	// maxParts limits the parts, each of which takes memory when the file is opened.
	maxParts = 5000
	// maxCellBytes is the maximum size of a cell or of anything else between two tags.
	// A cell has at most 32,767 characters.
	maxCellBytes = 128 << 10
	// maxSharedStrings limits the texts that cells share.
	maxSharedStrings = 1 << 21
)

// workbook is an XLSX file, whose first visible sheet is read.
type workbook struct {
	parts   map[string]*zip.File
	sheet   *zip.File
	strings *sharedStrings
}

func (*workbook) textEncoding() string { return "" }

func (b *workbook) close() { b.strings.close() }

// openXLSX opens the workbook and reads the texts that its cells share.
func openXLSX(file *os.File) (source, error) {
	book, err := openArchive(file)
	if err != nil {
		return nil, err
	}
	if err := book.findSheet(); err != nil {
		return nil, unreadable(err)
	}
	return book, nil
}

func openArchive(file *os.File) (*workbook, error) {
	if parts, err := countParts(io.NewSectionReader(file, 0, 1<<40)); err != nil || parts > maxParts {
		return nil, unreadable(err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, unreadable(err)
	}
	book := &workbook{parts: map[string]*zip.File{}}
	for _, part := range archive.File {
		book.parts[strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))] = part
	}
	if book.part("[Content_Types].xml") == nil || book.part("xl/workbook.bin") != nil {
		start := make([]byte, 3072)
		n, _ := file.ReadAt(start, 0)
		name := formatName(start[:n], true)
		if book.part("xl/workbook.bin") != nil {
			name = approval.Text{ZH: "Excel 二进制工作簿（.xlsb）", EN: "an Excel binary workbook (.xlsb)"}
		}
		if name == (approval.Text{}) {
			name = approval.Text{ZH: "ZIP 压缩文件", EN: "a ZIP archive"}
		}
		return nil, otherFormat(name)
	}
	return book, nil
}

// countParts counts the entries of the archive's directory without keeping them.
func countParts(archive io.Reader) (int, error) {
	signature, count := []byte("PK\x01\x02"), 0
	buffered := bufio.NewReaderSize(archive, 64<<10)
	for {
		chunk, err := buffered.Peek(64 << 10)
		count += bytes.Count(chunk, signature)
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return count, err
		}
		// A signature can lie across the end of the chunk.
		if _, err := buffered.Discard(len(chunk) - len(signature) + 1); err != nil {
			return count, err
		}
	}
}

func (b *workbook) part(name string) *zip.File { return b.parts[strings.ToLower(name)] }

var errNoWorkbook = errors.New("no workbook, sheet or part")

// findSheet sets the sheet and the shared texts.
func (b *workbook) findSheet() error {
	var main string
	if err := b.eachRelation("", func(id, kind, target string) {
		if kind == "officeDocument" {
			main = target
		}
	}); err != nil {
		return err
	}
	id, err := b.firstSheet(main)
	if err != nil {
		return err
	}
	texts := ""
	if err := b.eachRelation(main, func(related, kind, target string) {
		switch {
		case kind == "sharedStrings":
			texts = target
		case related == id:
			b.sheet = b.part(target)
		}
	}); err != nil {
		return err
	}
	if b.sheet == nil {
		return errNoWorkbook
	}
	b.strings, err = readSharedStrings(b.part(texts))
	return err
}

// firstSheet returns the id of the first visible sheet.
func (b *workbook) firstSheet(main string) (id string, err error) {
	var hidden string
	err = eachElement(b.part(main), func(e xml.StartElement) {
		switch {
		case e.Name.Local != "sheet":
		case attribute(e, "state") != "" && attribute(e, "state") != "visible":
			hidden = firstOf(hidden, relationID(e))
		default:
			id = firstOf(id, relationID(e))
		}
	})
	return firstOf(id, hidden), err
}

// eachRelation passes the relations of a part: the id, the last word of the type and the
// name of the related part. The empty name stands for the file itself.
func (b *workbook) eachRelation(of string, do func(id, kind, target string)) error {
	folder, name := path.Split(of)
	return eachElement(b.part(folder+"_rels/"+name+".rels"), func(e xml.StartElement) {
		if e.Name.Local != "Relationship" || attribute(e, "TargetMode") == "External" {
			return
		}
		target := strings.ReplaceAll(attribute(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = folder + target
		}
		do(attribute(e, "Id"), path.Base(attribute(e, "Type")), strings.TrimPrefix(path.Clean(target), "/"))
	})
}

func eachElement(part *zip.File, do func(xml.StartElement)) error {
	tokens, err := openPart(part)
	if err != nil {
		return err
	}
	defer tokens.Close()
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			do(e)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// relationID returns the attribute id of any namespace, beside which a sheet has none
// but sheetId.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" {
			return a.Value
		}
	}
	return ""
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
