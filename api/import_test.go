package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// upload uploads a file as the user.
func (s *scene) upload(t testing.TB, as, path string, file []byte, headers ...string) apitest.Reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "表格.csv")
	if err != nil {
		t.Fatal(err)
	}
	part.Write(file)
	form.Close()
	return s.Send(t, as, "POST", path, body.Bytes(), append([]string{"Content-Type", form.FormDataContentType()}, headers...)...)
}

func xlsx(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gb18030(t testing.TB, text string) []byte {
	t.Helper()
	encoded, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(encoded)
}

func TestImportCustomersFromEveryKindOfFile(t *testing.T) {
	t.Parallel()
	const chinese = "客户名称,行业,负责人,联系人,电话,备注\n华东电力,电力与能源,,周建国,021-5555 0101,x\n\"引号\"\"内\",Manufacturing,,,,\n"
	for name, file := range map[string][]byte{
		"UTF-8":              []byte(chinese),
		"with a mark":        []byte("\ufeff" + chinese),
		"GB18030":            gb18030(t, chinese),
		"semicolons":         []byte(strings.ReplaceAll(chinese, ",", ";")),
		"Windows line ends":  []byte(strings.ReplaceAll(chinese, "\n", "\r\n")),
		"English, no remark": []byte("Contact phone,Contact Name,NAME,industry\n021-5555 0101,周建国,华东电力,POWER\n,,\"引号\"\"内\",制造业\n"),
		"XLSX": xlsx(t, []any{"客户名称*", "行业", "负责人", "联系人", "电话"}, []any{"华东电力", "电力与能源", "", "周建国", "021-5555 0101"},
			[]any{}, []any{`引号"内`, "manufacturing"}),
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			dry := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", file).Want(200))
			if dry.Rows != 2 || dry.Created != 2 || dry.Bad != 0 || dry.DoublesTotal != 0 || !dry.DryRun {
				t.Fatalf("dry run: %+v", dry)
			}
			sample := dry.Sample[0].Cells
			if len(dry.Sample) != 2 || dry.Sample[0].Row != 2 || sample["name"].EN != "华东电力" || sample["industry"].EN != "Power and energy" ||
				sample["industry"].ZH != "电力与能源" || sample["owner"].EN != s.Rep.Name {
				t.Errorf("what would be made: %+v", dry.Sample)
			}
			if n := s.size(t, "customers"); n != 0 {
				t.Fatalf("a dry run has made %d customers", n)
			}
			done := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import", file).Want(200))
			if done.Rows != 2 || done.Created != 2 || done.Skipped != 0 || done.DryRun {
				t.Fatalf("import: %+v", done)
			}
			list := apitest.Read[List[customer.Customer]](s.Send(t, "rep", "GET", "/customers?q=华东电力", nil).Want(200))
			if len(list.Items) != 1 || list.Items[0].Industry != "power" || list.Items[0].Owner.ID != s.Rep.ID {
				t.Fatalf("imported %+v", list.Items)
			}
			if byPhone := apitest.Read[List[customer.Customer]](s.Send(t, "rep", "GET", "/customers?q=55550101", nil).Want(200)); len(byPhone.Items) != 1 {
				t.Error("the contact has not been imported")
			}
			checked, err := s.VerifyChain(t.Context(), list.Items[0].ID)
			if err != nil || !checked.OK || checked.Events != 2 {
				t.Errorf("the imported customer's timeline: %+v, %v", checked, err)
			}
			// The same file once more brings nothing.
			again := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import", file).Want(200))
			if again.Created != 0 || again.Skipped != 2 {
				t.Errorf("imported again: %+v", again)
			}
			if n := s.size(t, "customers"); n != 2 {
				t.Errorf("%d customers", n)
			}
		})
	}
}

func TestImportNamesEachBadRowAndColumn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("rep2", approval.SalesRep)
	theirs := s.NewCustomer(s.Actors["rep2"], "ABB（中国）有限公司")
	mine := s.NewCustomer(s.Rep, "西门子")
	if _, err := s.CreateContact(t.Context(), s.Rep, mine.ID, customer.ContactInput{Name: new("A"), Phone: new("138 0000 1111")}); err != nil {
		t.Fatal(err)
	}
	file := "name,owner,contact_name,contact_phone,contact_email,address,level\n" +
		" ,,,,,there,none\n" + // 2: no name, no level
		strings.Repeat("长", 201) + ",nobody-there,,13800000000,no-address,\n" + // 3: four things
		"Of rep2,rep2,,,,\n" + // 4: not theirs to give
		"ABB 中国,,,,,\n" + // 5: likely rep2's, unseen
		"西门子股份有限公司,,,,,\n" + // 6: likely mine
		"New,,B,+86-13800001111,,\n" + // 7: the same phone
		"西门子 公司,,,,,\n" + // 8: the same as row 6, and mine
		"Manager's,manager,,,,\n" // 9: may not own customers
	dry := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", []byte(file)).Want(200))
	var wrong []string
	for _, p := range dry.Problems {
		wrong = append(wrong, fmt.Sprintf("%d %s", p.Row, p.Column))
		if p.Message.ZH == "" || p.Message.EN == "" {
			t.Errorf("row %d: %+v", p.Row, p.Message)
		}
	}
	for _, want := range []string{"2 name", "2 level", "3 name", "3 owner", "3 contact_email", "3 contact_name", "4 owner", "9 owner"} {
		if !strings.Contains("|"+strings.Join(wrong, "|")+"|", "|"+want+"|") {
			t.Errorf("%s is not named in %v", want, wrong)
		}
	}
	if dry.Rows != 8 || dry.Bad != 4 || dry.ProblemsTotal != len(wrong) || dry.Created != 4 {
		t.Errorf("counted %+v", dry)
	}
	doubles := map[string]string{}
	for _, d := range dry.Doubles {
		switch {
		case d.OfRow != nil:
			doubles[fmt.Sprintf("%d of %d", d.Row, *d.OfRow)] = "row"
		case d.Customer != nil:
			doubles[fmt.Sprintf("%d is %s", d.Row, d.Customer.Name)] = string(d.Reasons[0])
		default:
			doubles[fmt.Sprintf("%d of %s", d.Row, d.OwnerName)] = string(d.Reasons[0])
		}
	}
	for what, why := range map[string]string{
		"5 of Test rep2": "similar_name", "6 is 西门子": "similar_name", "7 is 西门子": "same_phone", "8 of 6": "row", "8 is 西门子": "similar_name",
	} {
		if doubles[what] != why {
			t.Errorf("%s: %q, want %q", what, doubles[what], why)
		}
	}
	if raw, _ := json.Marshal(dry); strings.Contains(string(raw), theirs.ID) || strings.Contains(string(raw), theirs.Name) {
		t.Errorf("the report discloses a hidden customer: %s", raw)
	}

	done := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import", []byte(file)).Want(200))
	if done.Created != 4 || done.Bad != 4 || done.Rows != 8 {
		t.Errorf("imported %+v", done)
	}
	if n := s.size(t, "customers"); n != 2+4 {
		t.Errorf("%d customers", n)
	}
	// Many problems are counted, and some are shown.
	many := "name\n" + strings.Repeat(strings.Repeat("长", 201)+"\n", 300)
	if dry = apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", []byte(many)).Want(200)); dry.ProblemsTotal != 300 || len(dry.Problems) != 200 {
		t.Errorf("%d of %d problems", len(dry.Problems), dry.ProblemsTotal)
	}
}

func TestImportRefusesBrokenFiles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := newScene(t)
	for name, test := range map[string]struct {
		file     []byte
		status   int
		location string
	}{
		"empty":              {nil, 422, "body.file"},
		"no name":            {[]byte("industry\nx\n"), 422, "body.file.name"},
		"name twice":         {[]byte("name,客户名称\nx,y\n"), 422, "body.file.name"},
		"broken quotation":   {[]byte("name\n\"x\ny\n"), 422, "body.file"},
		"no real XLSX":       {[]byte("PK\x03\x04 and nothing more"), 422, "body.file"},
		"too many rows":      {[]byte("name\n" + strings.Repeat("x\n", 50_001)), 413, ""},
		"too large":          {bytes.Repeat([]byte("x"), importMaxBytes+1), 413, ""},
		"an image":           {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), 422, "body.file"},
		"only a mark":        {[]byte("\ufeff"), 422, "body.file"},
		"a quote in a field": {[]byte("name\nx\"y\n"), 422, "body.file"},
	} {
		got := s.upload(t, "rep", "/customers/import", test.file)
		p := apitest.Read[Problem](got.Want(test.status))
		if test.location != "" && (len(p.Errors) == 0 || p.Errors[0].Location != test.location) {
			t.Errorf("%s: %s", name, got.Raw)
		}
	}
	s.Send(t, "rep", "POST", "/customers/import", `{}`).WantProblem(400, approval.CodeInvalid)
	cut := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nname\nx"
	s.Send(t, "rep", "POST", "/customers/import", cut, "Content-Type", "multipart/form-data; boundary=b").WantProblem(400, approval.CodeInvalid)
	if n := s.size(t, "customers") + s.size(t, "imported_rows"); n != 0 {
		t.Errorf("%d rows are there", n)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "approvals-import-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left on the disk: %v, %v", left, err)
	}
}

func TestImportWithKeyHappensOnce(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	key := uuid.NewString()
	first := s.upload(t, "rep", "/customers/import", []byte("name\nA\n"), keyHeader, key).Want(200)
	second := s.upload(t, "rep", "/customers/import", []byte("name\nA\n"), keyHeader, key).Want(200)
	if first.Raw != second.Raw {
		t.Errorf("answers differ:\n%s\n%s", first.Raw, second.Raw)
	}
	s.upload(t, "rep", "/customers/import", []byte("name\nB\n"), keyHeader, key).WantProblem(409, approval.CodeConflict)
	// Another key does not make it another row; another person does.
	s.upload(t, "rep", "/customers/import", []byte("name\nA\n"), keyHeader, uuid.NewString()).Want(200)
	s.upload(t, "commercial", "/customers/import", []byte("name\nA\n")).Want(200)
	if n := s.size(t, "customers"); n != 2 {
		t.Errorf("%d customers", n)
	}
}

// TestLargeImportIsStoppedAndRepeated aborts an import of 50,000 rows and repeats it:
// each row is imported once, with its timeline, and memory does not grow with the file.
func TestLargeImportIsStoppedAndRepeated(t *testing.T) {
	if testing.Short() {
		t.Skip("50,000 rows")
	}
	s := newScene(t)
	const rows = 50_000
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	out.Write([]string{"客户名称", "行业", "地区", "地址", "联系人", "电话"})
	for i := range rows {
		out.Write([]string{fmt.Sprintf("第%d号客户有限公司", i), "电力与能源", "east_china", strings.Repeat("路", 50), fmt.Sprintf("联系人%d", i), fmt.Sprintf("139%08d", i)})
	}
	out.Flush()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, _ := form.CreateFormFile("file", "a.csv")
	part.Write(file.Bytes())
	form.Close()
	send := func(ctx context.Context) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", basePath+"/customers/import", bytes.NewReader(body.Bytes())).WithContext(ctx)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Authorization", "Bearer "+s.People["rep"].Token)
		recorder := httptest.NewRecorder()
		s.Handler().ServeHTTP(recorder, r)
		return recorder
	}
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil && s.size(t, "imported_rows") < 10_000 {
			runtime.Gosched()
		}
		stop()
	}()
	if stopped := send(ctx); stopped.Code == 200 {
		t.Fatalf("not stopped: %s", stopped.Body)
	}
	before := s.size(t, "customers")
	if before < 10_000 || before >= rows || before != s.size(t, "imported_rows") {
		t.Fatalf("stopped after %d customers, %d rows noted", before, s.size(t, "imported_rows"))
	}
	peak := watchMemory(t)
	report := apitest.Read[ImportReport](apitest.Reply{T: t, Status: 200, Raw: send(t.Context()).Body.String()})
	if grown := peak(); grown > 64<<20 {
		t.Errorf("the import took %d MiB", grown>>20)
	}
	if report.Rows != rows || report.Created != rows-before || report.Skipped != before || report.Bad != 0 {
		t.Errorf("repeated: %+v", report)
	}
	for table, want := range map[string]int{
		"customers": rows, "contacts": rows, "timeline_heads": rows, "timeline_events": 2 * rows,
		"(SELECT DISTINCT name FROM customers) names": rows,
	} {
		if n := s.size(t, table); n != want {
			t.Errorf("%d of %s, want %d", n, table, want)
		}
	}
}

// watchMemory returns a function that stops measuring and returns the maximum growth of
// the heap. Tests that use it must not run in parallel.
func watchMemory(t *testing.T) func() uint64 {
	// On a busy machine garbage would stay longer and count as memory that is needed.
	percent := debug.SetGCPercent(20)
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	runtime.GC()
	var start runtime.MemStats
	runtime.ReadMemStats(&start)
	var most atomic.Uint64
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(20 * time.Millisecond)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				most.Store(max(most.Load(), now.HeapInuse))
			}
		}
	}()
	return func() uint64 {
		stop()
		<-ended
		return most.Load() - min(most.Load(), start.HeapInuse)
	}
}

func TestImportUsers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	if _, err := s.CreateDepartment(t.Context(), ledger.Program, "销售部", ""); err != nil {
		t.Fatal(err)
	}
	file := "用户名,姓名,邮箱,电话,部门,上级用户名,角色\n" +
		"zhang,张三,zhang@example.com,138,销售部,manager,sales_rep\n" + // 2
		"li,李四,,,,zhang,\"销售代表，finance\"\n" + // 3: below row 2
		"ZHANG,Again,,,,,\n" + // 4: the name is taken by row 2
		"wang,王五,nowhere,,没有,later,boss\n" + // 5: four things
		"later,Later,,,,,\n" + // 6
		" ,,,,,,sales_rep\n" + // 7: no name at all
		"manager,Taken,,,,,\n" // 8
	dry := apitest.Read[ImportReport](s.upload(t, "admin", "/users/import?dry_run=true", []byte(file)).Want(200))
	got := map[string]bool{}
	for _, p := range dry.Problems {
		got[fmt.Sprintf("%d %s", p.Row, p.Column)] = true
	}
	for _, want := range []string{"4 username", "5 email", "5 department", "5 manager", "5 roles", "7 username", "7 name", "8 username"} {
		if !got[want] {
			t.Errorf("%s is not named in %v", want, got)
		}
	}
	if row := dry.Sample[1].Cells; len(dry.Sample) != 3 || row["manager"].EN != "zhang" || row["roles"].EN != "Sales representative, Finance" ||
		row["roles"].ZH != "销售代表、财务" || row["email"] != (approval.Text{}) {
		t.Errorf("what would be made: %+v", dry.Sample)
	}
	if dry.Created != 3 || dry.Bad != 4 {
		t.Errorf("dry run: %+v", dry)
	}
	for range 2 {
		done := apitest.Read[ImportReport](s.upload(t, "admin", "/users/import", []byte(file)).Want(200))
		if done.Created+done.Skipped != 3 || done.Bad != 4 {
			t.Errorf("import: %+v", done)
		}
	}
	li, err := s.UserByUsername(t.Context(), "li")
	if err != nil || li.Manager == nil || li.Manager.Name != "张三" || strings.Join(li.Roles, " ") != "finance sales_rep" || !li.Active {
		t.Errorf("imported %+v, %v", li, err)
	}
	zhang, err := s.UserByUsername(t.Context(), "zhang")
	if err != nil || zhang.Department == nil || zhang.Department.Name != "销售部" {
		t.Errorf("imported %+v, %v", zhang, err)
	}
	// There is no password that lets anybody in.
	s.Send(t, "", "POST", "/auth/login", map[string]string{"username": "zhang", "password": ""}).Want(422)
	s.Send(t, "", "POST", "/auth/login", map[string]string{"username": "zhang", "password": "zhang"}).WantProblem(401, approval.CodeUnauthenticated)
}

// TestDryRunOfUsersAgrees compares a dry run with the import, and imports a language.
func TestDryRunOfUsersAgrees(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	file := "username,name,manager,locale\n" +
		"i1,,,\n" +
		"i2,Two,i1,\n" + // its manager is not brought
		"I1,One,,en\n" + // the name is free still
		"i3,Three,i1,zh-CN\n" +
		"i4,Four,,klingon\n"
	for _, query := range []string{"?dry_run=true", ""} {
		got := apitest.Read[ImportReport](s.upload(t, "admin", "/users/import"+query, []byte(file)).Want(200))
		if got.Created != 2 || got.Bad != 3 || len(got.Ignored) != 0 {
			t.Errorf("%q: %+v", query, got)
		}
	}
	if n := s.count(t, `SELECT count(*) FROM users WHERE username = 'I1' AND locale = 'en' OR username = 'i3' AND locale = 'zh-CN'`); n != 2 {
		t.Errorf("%d languages were brought", n)
	}
	if !strings.Contains(s.Send(t, "", "GET", "/openapi.json", nil).Want(200).Raw, "multipart/form-data\":{\"schema\":{\"$ref\":\"#/components/schemas/ImportForm") {
		t.Error("the API document does not describe the file of an import")
	}
}

func TestExportCustomers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("rep2", approval.SalesRep)
	for i := range 7 {
		s.NewCustomer(s.Rep, fmt.Sprintf("客户 %d", i))
	}
	s.NewCustomer(s.Rep, `=HYPERLINK("http://evil","x")`)
	s.NewCustomer(s.Actors["rep2"], "Somebody else's")

	csvFile := s.Send(t, "rep", "GET", "/customers/export", nil, "Accept-Language", "zh-CN").Want(200)
	if !strings.HasPrefix(csvFile.Raw, "\ufeff客户名称,") || !strings.Contains(csvFile.Header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("%v %.80q", csvFile.Header, csvFile.Raw)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(csvFile.Raw, "\ufeff"))).ReadAll()
	if err != nil || len(records) != 1+8 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	if records[1][0] != `'=HYPERLINK("http://evil","x")` {
		t.Errorf("a formula gets out: %q", records[1][0])
	}
	all, err := csv.NewReader(strings.NewReader(s.Send(t, "commercial", "GET", "/customers/export", nil).Want(200).Raw)).ReadAll()
	if err != nil || len(all) != 1+9 {
		t.Errorf("%d records for somebody who sees all, %v", len(all), err)
	}
	s.Send(t, "rep", "POST", "/customers", `{"name":"有行业","industry":"power","level":"a"}`).Want(201)
	labelled := s.Send(t, "rep", "GET", "/customers/export?q=有行业", nil, "Accept-Language", "zh-CN").Want(200)
	if !strings.Contains(labelled.Raw, "有行业,电力与能源,,A 级（重点）,") {
		t.Errorf("labels are not shown: %s", labelled.Raw)
	}
	// Importing what was exported changes nothing.
	if back := apitest.Read[ImportReport](s.upload(t, "rep", "/customers/import?dry_run=true", []byte(labelled.Raw)).Want(200)); back.Created != 0 || back.Skipped != 1 || back.Bad != 0 {
		t.Errorf("the export changes something: %+v", back)
	}
	s.Send(t, "rep", "POST", "/customers", `{"name":"x","industry":"没有","level":"z"}`).WantProblem(422, approval.CodeInvalid)
	some := s.Send(t, "rep", "GET", "/customers/export?q=客户", nil).Want(200)
	if n := strings.Count(some.Raw, "\n"); n != 1+7 {
		t.Errorf("%d lines of what was looked for", n)
	}
	book, err := excelize.OpenReader(strings.NewReader(s.Send(t, "rep", "GET", "/customers/export?format=xlsx", nil).Want(200).Raw))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Sheet1")
	if err != nil || len(rows) != 1+9 || rows[0][0] != "Name" {
		t.Fatalf("%v %v", rows, err)
	}
	if formula, err := book.GetCellFormula("Sheet1", "A2"); err != nil || formula != "" {
		t.Errorf("a formula gets out: %q, %v", formula, err)
	}
	s.Send(t, "rep", "GET", "/customers/export?format=pdf", nil).WantProblem(422, approval.CodeInvalid)
	s.Send(t, "rep", "GET", "/customers/export?active_since=yesterday", nil).WantProblem(422, approval.CodeInvalid)
}

// size counts the rows of a table.
func (s *scene) size(t testing.TB, table string) int {
	t.Helper()
	return s.count(t, `SELECT count(*) FROM `+table)
}
