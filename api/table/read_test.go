package table

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/workflows/approval"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

var testColumns = []Column{
	{Key: "name", Title: approval.Text{ZH: "客户名称", EN: "Name"}, Required: true},
	{Key: "phone", Title: approval.Text{ZH: "电话", EN: "Phone"}},
}

// read describes the rows of a file as "number name|phone" or "number !column".
func read(t *testing.T, content []byte) (rows []string, encoding string, err error) {
	t.Helper()
	r, err := Open(fileOf(t, content), testColumns)
	if err != nil {
		return nil, "", err
	}
	defer r.Close()
	for row, err := range r.Rows() {
		if err != nil {
			return rows, r.Encoding(), err
		}
		description := row.Cell("name") + "|" + row.Cell("phone")
		for _, fault := range row.Faults {
			description = "!" + fault.Column
		}
		rows = append(rows, fmt.Sprint(row.Number, " ", description))
	}
	return rows, r.Encoding(), nil
}

func encoded(t *testing.T, encode func(string) (string, error), text string) string {
	t.Helper()
	out, err := encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEncodingIsThatOfTheWholeFile checks that broken characters are faults of their
// cells and that a file whose encoding is unknown is refused.
func TestEncodingIsThatOfTheWholeFile(t *testing.T) {
	gb := func(text string) string { return encoded(t, simplifiedchinese.GB18030.NewEncoder().String, text) }
	western := func(text string) string { return encoded(t, charmap.Windows1252.NewEncoder().String, text) }
	big5 := func(text string) string { return encoded(t, traditionalchinese.Big5.NewEncoder().String, text) }
	utf16le := func(text string) string {
		return encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String, text)
	}
	utf16be := func(text string) string {
		return encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String, text)
	}
	for name, test := range map[string]struct {
		file     string
		encoding string
		rows     []string
	}{
		"UTF-8 with a broken character": {"客户名称,电话\n青青,1\n某公司\xe5\x8d,2\n好,3\n", "UTF-8", []string{"2 青青|1", "3 !name", "4 好|3"}},
		"the same with a mark":          {"\ufeffname\n某公司\xe5\x8d\n好\n", "UTF-8", []string{"2 !name", "3 好|"}},
		"GB18030":                       {gb("客户名称,电话\n青青,1\n朱镕基,2\n"), "GB18030", []string{"2 青青|1", "3 朱镕基|2"}},
		"GB18030, English header":       {gb("name\n联通\n朱镕基\n"), "GB18030", []string{"2 联通|", "3 朱镕基|"}},
		"GB18030 with half a character": {gb("客户名称,电话\n华东电力") + "\xb9,1\n" + gb("好,2\n"), "GB18030", []string{"2 !name", "3 好|2"}},
		"Latin-1":                       {western("name,phone\nMüller GmbH,1\nSociété Générale,2\nGröße,3\n"), "Windows-1252", []string{"2 Müller GmbH|1", "3 Société Générale|2", "4 Größe|3"}},
		"a replaced character":          {"name\n某\ufffd司\n", "UTF-8", []string{"2 !name"}},
		"a control character":           {"name\na\x01b\n", "", nil},
		"Big5":                          {big5("name\n台灣積體電路製造股份有限公司\n鴻海精密工業\n聯發科技\n"), "", nil},
		"UTF-16 without a mark":         {utf16le("客户名称,电话\n青青,1\n上包\u0a0a,2\n"), "UTF-16", []string{"2 青青|1", "3 上包\u0a0a|2"}},
		"the other byte order":          {utf16be("客户名称\r\n𠮷祥\r\nSociété\r\n"), "UTF-16", []string{"2 𠮷祥|", "3 Société|"}},
		"UTF-16 with half a character":  {utf16le("name\n好\n") + "\x42\xd8" + utf16le("\n青\n"), "UTF-16", []string{"2 好|", "3 !name", "4 青|"}},
		"UTF-16 cut in half":            {utf16le("name\n好\n青") + "\x42", "UTF-16", []string{"2 好|", "3 !name"}},
		"UTF-16 with a control":         {utf16le("name\na\x01b\n"), "", nil},
		"noise":                         {"name\n\x81\x20\x8d\x20\x90\x20\n", "", nil},
	} {
		rows, encoding, err := read(t, []byte(test.file))
		if refused := err != nil; refused != (test.rows == nil) || encoding != test.encoding || !slices.Equal(rows, test.rows) {
			t.Errorf("%s: read as %s: %q, %v", name, encoding, rows, err)
		}
	}
}

func TestRowNumbersAreThoseOfTheSpreadsheet(t *testing.T) {
	for name, file := range map[string][]byte{
		"CSV":               []byte("\nname\n\nA\n\"two\n\nlines\"\n\n\nB\n"),
		"Windows line ends": []byte(strings.ReplaceAll("\nname\n\nA\n\"two\n\nlines\"\n\n\nB\n", "\n", "\r\n")),
		"XLSX": workbookOf(t, "", `<row r="2"><c t="str"><v>name</v></c></row><row r="4"><c t="str"><v>A</v></c></row>`+
			`<row><c t="str"><v>two`+"\n\n"+`lines</v></c></row><row r="6"/><row r="8"><c r="A8" t="str"><v>B</v></c></row>`),
	} {
		want := []string{"4 A|", "5 two\n\nlines|", "8 B|"}
		if rows, _, err := read(t, file); err != nil || !slices.Equal(rows, want) {
			t.Errorf("%s: %q, %v", name, rows, err)
		}
	}
}

// TestXLSXCells checks all types of cells.
func TestXLSXCells(t *testing.T) {
	texts := `<sst><si><t>name</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>guide</t></rPh></si><si><t>a_x000D__x0041_</t></si></sst>`
	var rows []string
	for number, cells := range []string{
		1: `<c t="s"><v>0</v></c><c t="inlineStr"><is><t>phone</t></is></c>`,
		2: `<c t="s"><v>1</v></c><c><v>13800138000</v></c>`,
		3: `<c t="s"><v>2</v></c><c s="7" t="n"><v>1.3800138E10</v></c>`,
		4: `<c t="e"><v>#N/A</v></c>`,
		5: `<c t="str"><v>x</v></c><c t="str"><v>#REF!</v></c>`,
		6: `<c t="b"><v>1</v></c><c r="XFD6"><v>1</v></c>`,
		7: `<c><f>A1</f></c>`,
		8: `<c t="str"><f>A1</f><v>made</v></c><c><v>7</v></c>`,
		9: `<c r="B9"><v>9</v></c>`,
	} {
		if cells != "" {
			rows = append(rows, fmt.Sprintf(`<row r="%d">%s</row>`, number, cells))
		}
	}
	got, _, err := read(t, workbookOf(t, texts, strings.Join(rows, "")))
	want := []string{"2 rich text|13800138000", "3 a\rA|13800138000", "4 !name", "5 !phone", "6 TRUE|", "7 !name", "8 made|7", "9 |9"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestOtherFormatsAreNamed(t *testing.T) {
	for file, want := range map[string]string{
		"%PDF-1.7\n": "a PDF file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600): ".xls",
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "an image", "<html><table><tr><td>name": "a web page",
		"<?xml version=\"1.0\"?><Workbook/>": "an XML file", "name\x00\x01": "neither a CSV nor an XLSX",
		string(archiveOf(t, map[string]string{"a.txt": "x"})):                                                    "a ZIP archive",
		string(archiveOf(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})):    "ZIP",
		string(archiveOf(t, map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "\x00"})):    ".xlsb",
		string(archiveOf(t, map[string]string{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<broken"})): "not a readable XLSX",
	} {
		_, _, err := read(t, []byte(file))
		if err == nil || !strings.Contains(fmt.Sprintf("%+v", approval.AsError(err).Fields), want) {
			t.Errorf("%.20q: %v, want %s", file, err, want)
		}
	}
	// A word that is the signature of an image is no image.
	if rows, _, err := read(t, []byte("BM,name\nx,A\n")); err != nil || len(rows) != 1 {
		t.Errorf("%q, %v", rows, err)
	}
}

// TestBombsAreRefused opens small files that unpack to something large: they are refused
// with little memory.
func TestBombsAreRefused(t *testing.T) {
	long := strings.Repeat("x", 200<<20)
	files := map[string][]byte{
		"a shared string":      workbookOf(t, "<sst><si><t>"+long+"</t></si></sst>", ""),
		"runs of one string":   workbookOf(t, "<sst><si>"+strings.Repeat("<r><t>"+long[:1000]+"</t></r>", 100_000)+"</si></sst>", ""),
		"a cell":               workbookOf(t, "", `<row><c t="str"><v>`+long+`</v></c></row>`),
		"an attribute":         workbookOf(t, "", `<row r="`+long+`"/>`),
		"white space":          workbookOf(t, "", long),
		"many strings":         workbookOf(t, "<sst>"+strings.Repeat("<si/>", maxSharedStrings+1)+"</sst>", ""),
		"too large a sheet":    workbookOf(t, "", strings.Repeat("<row/>", MaxPart/6+1)),
		"a row of a CSV file":  []byte("name\n\"" + long[:30<<20]),
		"a line of a CSV file": []byte("name\n" + long[:30<<20]),
	}
	long = ""
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			var err error
			grown := growth(func() { _, _, err = read(t, file) })
			if approval.CodeOf(err) != approval.CodeInvalid {
				t.Errorf("%v", err)
			}
			if grown > 96<<20 {
				t.Errorf("%d MiB taken for %d KiB", grown>>20, len(file)>>10)
			}
		})
	}
	var parts bytes.Buffer
	archive := zip.NewWriter(&parts)
	for i := range maxParts + 1 {
		if _, err := archive.Create(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	archive.Close()
	if _, _, err := read(t, parts.Bytes()); approval.CodeOf(err) != approval.CodeInvalid {
		t.Errorf("many parts: %v", err)
	}
}

// growth returns by how many bytes the heap grows at most while do runs.
func growth(do func()) uint64 {
	inUse := func() uint64 {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		return now.HeapInuse
	}
	// On a busy machine garbage would stay longer and count as memory that is needed.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	start, ended := inUse(), make(chan struct{})
	most := start
	go func() {
		defer close(ended)
		do()
	}()
	for {
		select {
		case <-ended:
			return most - start
		case <-time.After(5 * time.Millisecond):
			most = max(most, inUse())
		}
	}
}

// workbookOf makes an XLSX file with one sheet from the XML of its shared strings and of
// its rows.
func workbookOf(t *testing.T, texts, rows string) []byte {
	t.Helper()
	const relations = `<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/book.xml"/></Relationships>`
	parts := map[string]string{
		"[Content_Types].xml": "<Types/>", "_rels/.rels": relations,
		"xl/book.xml": `<workbook xmlns:r="r"><sheets><sheet name="h" state="hidden" r:id="9"/><sheet name="s" sheetId="1" r:id="2"/></sheets></workbook>`,
		"xl/_rels/book.xml.rels": `<Relationships><Relationship Id="2" Type="x/worksheet" Target="/xl/sheet.xml"/>` +
			`<Relationship Id="3" Type="x/sharedStrings" Target="texts.xml"/></Relationships>`,
		"xl/sheet.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	}
	if texts != "" {
		parts["xl/texts.xml"] = texts
	}
	return archiveOf(t, parts)
}

func archiveOf(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, content := range parts {
		part, err := archive.Create(name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
