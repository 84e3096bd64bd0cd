package api

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf16"

	"approvals/api/apitest"
	"approvals/storage/request"
	"approvals/workflows/approval"

	"github.com/go-pdf/fpdf"
	"github.com/xuri/excelize/v2"
)

// TestTooLarge checks that a file is refused as soon as its size is known to exceed the
// limit.
func TestTooLarge(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	const limit = 2 * mib
	s.Set("attachments.max_bytes", fmt.Sprint(limit))
	s.upload(t, form("receipt", "a.pdf", pdf(limit))).Want(http.StatusCreated)
	s.upload(t, form("receipt", "a.pdf", pdf(limit+1))).WantProblem(413, approval.CodeTooLarge)

	// With a length, nothing is read.
	unread := &endless{head: bytes.NewReader(nil)}
	s.uploadStream(t, unread, limit+multipartOverhead+1).WantProblem(413, approval.CodeTooLarge)
	if unread.taken > 0 {
		t.Errorf("%d bytes were read", unread.taken)
	}
	// Without a length, reading stops at the limit.
	streamed := &endless{head: bytes.NewReader(slicesOf(formHead("receipt", "a.pdf"), string(pdf(100))))}
	s.uploadStream(t, streamed, -1).WantProblem(413, approval.CodeTooLarge)
	if streamed.taken < limit-100 || streamed.taken > limit+mib {
		t.Errorf("%d bytes were read, the limit is %d", streamed.taken, limit)
	}
	// What stands around the file has its limit too.
	before := &endless{head: bytes.NewReader(slicesOf("--", boundary, "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n"))}
	s.uploadStream(t, before, -1).WantProblem(413, approval.CodeTooLarge)
	s.holds(t, 1)

	// A change holds at once.
	s.Set("attachments.max_bytes", "1024")
	if p := s.upload(t, form("receipt", "a.pdf", pdf(1025))).WantProblem(413, approval.CodeTooLarge); len(p.Errors) != 1 || p.Errors[0].Location != "body.file" {
		t.Errorf("%+v", p.Errors)
	}
	s.upload(t, form("receipt", "a.pdf", pdf(1024))).Want(http.StatusCreated)
	s.Set("attachments.max_bytes", fmt.Sprint(4*mib))
	s.upload(t, form("receipt", "a.pdf", pdf(4*mib))).Want(http.StatusCreated)
	s.holds(t, 3)
}

// TestTypes checks that types are detected from the bytes; each file has a name with
// another extension.
func TestTypes(t *testing.T) {
	t.Parallel()
	s := newFileScene(t)
	picture := image.NewGray(image.Rect(0, 0, 30, 30))
	office := "application/vnd.openxmlformats-officedocument."
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"PDF":                        {made(t, portable), "application/pdf"},
		"workbook":                   {made(t, workbook(10)), office + "spreadsheetml.sheet"},
		"large workbook":             {made(t, workbook(20000)), office + "spreadsheetml.sheet"},
		"document":                   {made(t, document), office + "wordprocessingml.document"},
		"PNG":                        {made(t, func(w io.Writer) error { return png.Encode(w, picture) }), "image/png"},
		"JPEG":                       {made(t, func(w io.Writer) error { return jpeg.Encode(w, picture, nil) }), "image/jpeg"},
		"GIF":                        {made(t, func(w io.Writer) error { return gif.Encode(w, picture, nil) }), "image/gif"},
		"CSV":                        {[]byte("日期,金额\n2026-11-20,1280.50\n2026-11-21,99.00\n"), "text/csv"},
		"CSV with a mark":            {[]byte("\ufeff日期,金额\r\n2026-11-20,1280.50\r\n2026-11-21,99.00\r\n"), "text/csv"},
		"text":                       {[]byte("出租车 36 元"), "text/plain; charset=utf-8"},
		"text of one byte":           {[]byte("x"), "text/plain; charset=utf-8"},
		"text in GBK":                {[]byte("\xb3\xf6\xd7\xe2\xb3\xb5 36 \xd4\xaa"), "text/plain"},
		"text in UTF-16":             {utf16Text("出租车 36 元"), "text/plain; charset=utf-16le"},
		"HEIC":                       {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "image/heic"},
		"HEIF":                       {[]byte("\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"), "image/heif"},
		"OFD":                        {made(t, func(w io.Writer) error { return zipped(w, "OFD.xml") }), ofdType},
		"OFD, its document first":    {made(t, func(w io.Writer) error { return zipped(w, "Doc_0/Document.xml") }), ofdType},
		"XML invoice":                {[]byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- 数电票 -->\n<EInvoice><Header><EIid>25</EIid></Header></EInvoice>"), xmlInvoiceType},
		"XML invoice in GBK":         {[]byte("<?xml version=\"1.0\" encoding=\"GBK\"?><EInvoice><a>\xb7\xa2\xc6\xb1</a></EInvoice>"), xmlInvoiceType},
		"text longer than is looked": {bytes.Repeat([]byte("一行文字\n"), 100000), "text/plain; charset=utf-8"},
	} {
		got := s.attached(t, "a.exe", c.content)
		if got.ContentType != c.want {
			t.Errorf("%s is taken for %s", name, got.ContentType)
		}
	}
	taken := s.count(t, `SELECT count(*) FROM attachments`)
	for name, content := range map[string]string{
		"HTML":              "<!DOCTYPE html><html><script>alert(1)</script></html>",
		"HTML, short":       "<script>alert(1)</script>",
		"HTML after blanks": strings.Repeat(" \n", 200) + "<html><body onload=alert(1)>",
		"SVG":               `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
		"SVG, bare":         `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`,
		"XML":               `<?xml version="1.0"?><a/>`,
		"XML with invoice":  `<?xml version="1.0"?><a><EInvoice/></a>`,
		"EXE":               "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + strings.Repeat("\x00", 100) + "PE\x00\x00",
		"ELF":               "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 100),
		"script":            "#!/bin/sh\nrm -rf /\n",
		"zip":               string(made(t, func(w io.Writer) error { return zipped(w, "a.exe") })),
		"nothing known":     "\x00\x01\x02\x03\x04\x05",
	} {
		p := s.upload(t, form("receipt", "receipt.pdf", []byte(content))).WantProblem(415, approval.CodeUnsupportedType)
		if len(p.Errors) != 1 || p.Errors[0].Location != "body.file" {
			t.Errorf("%s: %+v", name, p.Errors)
		}
		if !strings.Contains(p.Detail, "/") {
			t.Errorf("%s: the answer does not name the type: %s", name, p.Detail)
		}
	}
	s.holds(t, taken)

	// What can only be refused is refused by its first bytes.
	program := &endless{head: bytes.NewReader(slicesOf(formHead("receipt", "a.pdf"), "MZ\x90\x00"))}
	s.uploadStream(t, program, -1).WantProblem(415, approval.CodeUnsupportedType)
	if program.taken > 16<<10 {
		t.Errorf("%d bytes of a program were read", program.taken)
	}
	s.holds(t, taken)

	// A change holds at once.
	s.Set("attachments.allowed_types", `["image/svg+xml"]`)
	s.upload(t, form("receipt", "a.pdf", pdf(100))).WantProblem(415, approval.CodeUnsupportedType)
	got := apitest.Read[request.Attachment](s.upload(t, form("receipt", "a.pdf", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`))).Want(201))
	if got.ContentType != "image/svg+xml" {
		t.Errorf("an SVG is taken for %s", got.ContentType)
	}
}

func made(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func portable(w io.Writer) error {
	page := fpdf.New("P", "mm", "A4", "")
	page.AddPage()
	page.SetFont("Helvetica", "", 11)
	page.Cell(0, 12, "Receipt")
	return page.Output(w)
}

func workbook(rows int) func(io.Writer) error {
	return func(w io.Writer) error {
		book := excelize.NewFile()
		defer book.Close()
		for i := range rows {
			if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &[]any{i, fmt.Sprint("费用 ", i*i), float64(i) / 7}); err != nil {
				return err
			}
		}
		return book.Write(w)
	}
}

// document is a ZIP archive with the entries of a word processor file.
func document(w io.Writer) error {
	return zipped(w, "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "word/document.xml")
}

func zipped(w io.Writer, names ...string) error {
	archive := zip.NewWriter(w)
	for _, name := range names {
		entry, err := archive.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, `<?xml version="1.0" encoding="UTF-8"?><x/>`); err != nil {
			return err
		}
	}
	return archive.Close()
}

func utf16Text(text string) []byte {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}
