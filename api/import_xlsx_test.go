package api

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/api/table"
	"approvals/workflows/approval"

	"github.com/xuri/excelize/v2"
)

// TestLargeXLSXIsReadRowByRow checks that memory does not grow with the file.
func TestLargeXLSXIsReadRowByRow(t *testing.T) {
	if testing.Short() {
		t.Skip("50,000 rows")
	}
	s := newScene(t)
	const rows = 50_000
	book := excelize.NewFile()
	// Not streamed, so that the texts stand in a table of their own, as Excel
	// writes them.
	book.SetSheetRow("Sheet1", "A1", &[]any{"客户名称", "地址", "联系人", "电话"})
	for i := range rows {
		book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &[]any{fmt.Sprintf("第%d号客户有限公司", i), strings.Repeat("路", 50), fmt.Sprintf("联系人%d", i), fmt.Sprintf("139%08d", i)})
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	book.Close()
	book = nil
	peak := watchMemory(t)
	report := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", file.Bytes()).Want(200))
	grown := peak()
	t.Logf("%d KiB of XLSX took %d MiB", file.Len()>>10, grown>>20)
	if grown > 96<<20 {
		t.Errorf("the import took %d MiB", grown>>20)
	}
	if report.Rows != rows || report.Bad != 0 {
		t.Errorf("%+v", report)
	}
}

// TestXLSXThatUnpacksToTooMuchIsRefused uploads a small file that is large when
// unpacked.
func TestXLSXThatUnpacksToTooMuchIsRefused(t *testing.T) {
	s := newScene(t)
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	whole, err := zip.NewReader(bytes.NewReader(xlsx(t, []any{"name"}, []any{"x"})), int64(len(xlsx(t, []any{"name"}, []any{"x"}))))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range whole.File {
		if part.Name != "xl/worksheets/sheet1.xml" {
			if err := archive.Copy(part); err != nil {
				t.Fatal(err)
			}
		}
	}
	sheet, err := archive.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	spaces := []byte(strings.Repeat(" ", 1<<20))
	for range table.MaxPart>>20 + 1 {
		sheet.Write(spaces)
	}
	io.WriteString(sheet, "<worksheet/>")
	archive.Close()
	peak := watchMemory(t)
	s.upload(t, "rep", "/customers/import?dry_run=true", file.Bytes()).WantProblem(422, approval.CodeInvalid)
	if grown := peak(); grown > 64<<20 {
		t.Errorf("refusing it took %d MiB", grown>>20)
	}
}

// TestLongStringInXLSXIsRefused uploads 200 KB that unpack to one string of 200 MB.
func TestLongStringInXLSXIsRefused(t *testing.T) {
	s := newScene(t)
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"_rels/.rels":         `<Relationships><Relationship Id="1" Type="officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":     `<workbook><sheets><sheet r:id="1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="1" Type="worksheet" Target="sheet.xml"/>` +
			`<Relationship Id="2" Type="sharedStrings" Target="strings.xml"/></Relationships>`,
		"xl/sheet.xml":   `<worksheet><row><c t="s"><v>0</v></c></row></worksheet>`,
		"xl/strings.xml": `<sst><si><t>` + strings.Repeat("x", 200<<20) + `</t></si></sst>`,
	} {
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, content)
	}
	archive.Close()
	peak := watchMemory(t)
	s.upload(t, "rep", "/customers/import?dry_run=true", file.Bytes()).WantProblem(422, approval.CodeInvalid)
	grown := peak()
	t.Logf("%d KiB of XLSX took %d MiB", file.Len()>>10, grown>>20)
	if grown > 200<<20 {
		t.Errorf("refusing it took %d MiB", grown>>20)
	}
}
