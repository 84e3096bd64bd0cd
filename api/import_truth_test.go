package api

import (
	"fmt"
	"net/url"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/customer"
	"approvals/workflows/approval"
)

// importOf imports a file of customers as the user.
func (s *scene) importOf(t *testing.T, as, query, file string) ImportReport {
	t.Helper()
	return apitest.Read[ImportReport](s.upload(t, as, "/customers/import"+query, []byte(file)).Want(200))
}

// TestDryRunSaysWhatTheImportDoes imports 600 rows of which one ends in half a
// character: both name it, and import the others.
func TestDryRunSaysWhatTheImportDoes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	file := "客户名称,负责人\n"
	for i := range 600 {
		file += fmt.Sprintf("客户%d,\n", i)
	}
	file += "某公司\xe5\x8d,\n某,\xe6\n某,#N/A\n"
	for _, query := range []string{"?dry_run=true", ""} {
		got := s.importOf(t, "rep", query, file)
		if got.Created != 600 || got.Customers != 600 || got.Bad != 3 || got.Encoding != "UTF-8" || got.Stopped != nil ||
			got.Problems[0].Row != 602 || got.Problems[0].Column != "name" || got.Problems[1].Column != "owner" || got.Problems[2].Row != 604 {
			t.Errorf("%q: %+v", query, got)
		}
	}
}

// TestContactsOfOneCompany imports rows of one company with several contacts, also in a
// later file, beyond the end of a batch and with a stray blank in the name.
func TestContactsOfOneCompany(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	const head = "name,level,contact_name,contact_phone\n"
	first := head + "华东电力,a,周,1\n华东　电力,,吴,2\n华东、电力,a,别,9\n华东电力,a,周,1\n华东电力,b,郑,3\n"
	for i := range 500 {
		first += fmt.Sprintf("其他%d,,,\n", i)
	}
	first += "华东电力,,王,4\n"
	for _, query := range []string{"?dry_run=true", ""} {
		if got := s.importOf(t, "rep", query, first); got.Customers != 503 || got.Contacts != 5 || got.Created != 505 || got.Skipped != 1 || got.Bad != 0 {
			t.Errorf("%q: %+v", query, got)
		}
	}
	if got := s.importOf(t, "rep", "", head+"华东电力,a,冯,5\n华东电力,a,周,1\n"); got.Customers != 0 || got.Contacts != 1 || got.Skipped != 1 {
		t.Errorf("a later file: %+v", got)
	}
	list := apitest.Read[List[customer.Customer]](s.Send(t, "rep", "GET", "/customers?q=华东电力&level=a", nil).Want(200))
	if len(list.Items) != 1 {
		t.Fatalf("%d customers", len(list.Items))
	}
	if n := s.count(t, fmt.Sprintf(`SELECT count(*) FROM contacts WHERE customer_id = '%s'`, list.Items[0].ID)); n != 4 {
		t.Errorf("%d contacts", n)
	}
	if checked, err := s.VerifyChain(t.Context(), list.Items[0].ID); err != nil || !checked.OK || checked.Events != 5 {
		t.Errorf("the timeline: %+v, %v", checked, err)
	}
}

func TestImportLeavesOutDoubles(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.NewCustomer(s.Rep, "西门子")
	const file = "name,contact_name\n西门子股份有限公司,A\n西门子股份有限公司,B\nNew,\nNew Ltd.,\nOther,\n"
	for _, query := range []string{"?dry_run=true&doubles=skip", "?doubles=skip"} {
		if got := s.importOf(t, "rep", query, file); got.Created != 2 || got.LeftOut != 3 || got.Skipped != 0 || got.DoublesTotal != 2 {
			t.Errorf("%q: %+v", query, got)
		}
	}
	// They can be imported later.
	if got := s.importOf(t, "rep", "?doubles=keep", file); got.Created != 3 || got.Customers != 2 || got.Contacts != 2 || got.Skipped != 2 {
		t.Errorf("%+v", got)
	}
}

// TestOwnExportChangesNothing imports an export by its owner and by others, in both
// formats and languages.
func TestOwnExportChangesNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.importOf(t, "rep", "", "name,level,address,contact_name,contact_phone,contact_email\n"+
		"华东电力,a,\"1 Road, X\",周,+86 138 0013 8000,a@b.cn\n华东电力,a,\"1 Road, X\",吴,010-6655 7788 转 801,\n=1+1,,,,,\n")
	for _, as := range []string{"rep", "commercial"} {
		for _, format := range []string{"csv", "xlsx"} {
			for _, language := range []string{"zh-CN", "en"} {
				file := s.Send(t, as, "GET", "/customers/export?format="+format, nil, "Accept-Language", language).Want(200).Raw
				for _, query := range []string{"?dry_run=true", ""} {
					if got := s.importOf(t, as, query, file); got.Rows != 3 || got.Skipped != 3 || got.Bad != 0 || got.DoublesTotal != 0 {
						t.Errorf("%s, %s, %s, %q: %+v", as, format, language, query, got)
					}
				}
			}
		}
	}
	if n := s.size(t, "customers") + s.size(t, "contacts"); n != 2+2 {
		t.Errorf("%d customers and contacts", n)
	}
}

// TestEachTelephoneNumberIsFound searches and compares each number of a contact.
func TestEachTelephoneNumberIsFound(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.importOf(t, "rep", "", "name,contact_name,contact_phone\nA,a,010-6655 7788 转 801\nB,b,13900001111/021-55550101\nC,c,0571-88889999-12 13700002222\n")
	for q, want := range map[string]string{"66557788": "A", "010-6655 7788 转 801": "A", "(010) 66557788": "A", "139 0000 1111": "B",
		"021-5555": "B", "139-0000-1111 / 021 5555 0101": "B", "057188889999": "C", "13700002222": "C", "+86 571-8888": "C",
		"+86 10 6655 7788": "A", "0086-10-66557788-801": "A", "+86(010)66557788": "A", "861066557788": "A", "+86 139": "B", "86 13900001111": "B",
		"0571-88889999 13700002222": "C"} {
		found := apitest.Read[List[customer.Customer]](s.Send(t, "rep", "GET", "/customers?q="+url.QueryEscape(q), nil).Want(200))
		if len(found.Items) != 1 || found.Items[0].Name != want {
			t.Errorf("%s: %+v", q, found.Items)
		}
	}
	for phone, want := range map[string]int{"+86 10 6655 7788": 1, "0086 (0)10 6655 7788": 1, "+86-10-6655-7788-12": 1, "01066557788-9": 1, "010-66557788": 1, "02155550101": 1,
		"+8613900001111": 1, "013900001111": 1, "13700002222、13600000000": 1, "801": 0, "021-66557788": 0, "+1 066557788": 0} {
		doubles, err := s.FindDuplicates(t.Context(), s.Rep, "别的名字", phone)
		if err != nil || len(doubles) != want {
			t.Errorf("%s: %+v, %v", phone, doubles, err)
		}
	}
	dry := s.importOf(t, "rep", "?dry_run=true", "name,contact_name,contact_phone\nD,d,\"1\n021 55550101\"\nE,e,1.38E+10\n")
	if dry.DoublesTotal != 1 || dry.Bad != 1 || dry.Problems[0].Column != "contact_phone" {
		t.Errorf("%+v", dry)
	}
}

// TestOneImportAtATime checks that a person's second import is refused while the first
// runs, and that others are not held up.
func TestOneImportAtATime(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	release, err := s.Server.imports.take(t.Context(), s.Rep.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.upload(t, "rep", "/customers/import", []byte("name\nA\n")).WantProblem(429, approval.CodeRateLimited)
	s.upload(t, "commercial", "/customers/import", []byte("name\nA\n")).Want(200)
	release()
	s.upload(t, "rep", "/customers/import", []byte("name\nA\n")).Want(200)
}
