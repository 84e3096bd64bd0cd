package table

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"

	"approvals/workflows/approval"

	"github.com/gabriel-vasile/mimetype"
)

// opener returns the function that opens the file, by its first bytes, or an Error that
// names the format of a file that is no table.
func opener(file *os.File) (func(*os.File) (source, error), error) {
	start, err := startOf(file)
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return openXLSX, nil
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return openCSV, nil
	}
	binary := bytes.ContainsFunc(start, func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\v\f", r) })
	if name := formatName(start, binary); name != (approval.Text{}) {
		return nil, otherFormat(name)
	}
	if _, isText := unmarkedUTF16(start); binary && !isText {
		return nil, invalidFile(approval.Text{
			ZH: "不是 CSV 或 XLSX 文件", EN: "This is neither a CSV nor an XLSX file"})
	}
	return openCSV, nil
}

// startOf returns the first bytes of the file, by which its format is known.
func startOf(file *os.File) ([]byte, error) {
	start := make([]byte, 3072)
	n, err := file.ReadAt(start, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return start[:n], err
}

var oldExcel = approval.Text{ZH: "旧版 Excel 文件（.xls）或加密的文件", EN: "an old Excel file (.xls) or an encrypted file"}

// formats are the formats that people take for a table, by media type. Text formats are
// recognised in any file, the others only in a binary one: their signatures can be short
// words such as BM.
var formats = []struct {
	mediaType string
	text      bool
	name      approval.Text
}{
	{"application/pdf", true, approval.Text{ZH: "PDF 文件", EN: "a PDF file"}},
	{"text/html", true, approval.Text{ZH: "网页（HTML）", EN: "a web page (HTML)"}},
	{"text/xml", true, approval.Text{ZH: "XML 文件", EN: "an XML file"}},
	{"text/rtf", true, approval.Text{ZH: "RTF 文档", EN: "an RTF document"}},
	{"application/json", true, approval.Text{ZH: "JSON 文件", EN: "a JSON file"}},
	{"application/vnd.ms-excel", false, oldExcel},
	{"application/x-ole-storage", false, oldExcel},
	{"application/vnd.oasis.opendocument.spreadsheet", false, approval.Text{ZH: "OpenDocument 表格（.ods）", EN: "an OpenDocument spreadsheet (.ods)"}},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", false, approval.Text{ZH: "Word 文档", EN: "a Word document"}},
	{"application/vnd.openxmlformats-officedocument.presentationml.presentation", false, approval.Text{ZH: "PowerPoint 文件", EN: "a PowerPoint file"}},
	{"application/x-rar-compressed", false, approval.Text{ZH: "RAR 压缩文件", EN: "a RAR archive"}},
	{"application/x-7z-compressed", false, approval.Text{ZH: "7z 压缩文件", EN: "a 7z archive"}},
	{"application/gzip", false, approval.Text{ZH: "gzip 压缩文件", EN: "a gzip archive"}},
}

// formatName returns the name of the format, or the empty Text if it is not a known one.
func formatName(start []byte, binary bool) approval.Text {
	for found := mimetype.Detect(start); found != nil; found = found.Parent() {
		for _, f := range formats {
			if found.Is(f.mediaType) && (f.text || binary) {
				return f.name
			}
		}
		if binary && strings.HasPrefix(found.String(), "image/") {
			return approval.Text{ZH: "图片", EN: "an image"}
		}
	}
	return approval.Text{}
}

func otherFormat(name approval.Text) error {
	return invalidFile(approval.Text{
		ZH: "这是" + name.ZH + "，请另存为 CSV 或 XLSX 后再导入",
		EN: "This is " + name.EN + "; please save it as CSV or XLSX"})
}
