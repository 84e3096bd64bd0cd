package storage_test

import (
	"testing"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestSearchesReadFormsAlike types what is stored in other forms, into every search: with
// stray blanks, other dashes, in full width and with characters that show nothing.
func TestSearchesReadFormsAlike(t *testing.T) {
	s := storagetest.NewScene(t)
	c, err := s.CreateCustomer(t.Context(), s.Rep, customer.Input{Name: new("测试有限　公司 A-7")})
	s.Must(err)
	_, err = s.CreateContact(t.Context(), s.Rep, c.ID, customer.ContactInput{Name: new("欧阳 修"), Phone: new("010–8888\u200b6666—801")})
	s.Must(err)
	project, err := s.CreateProject(t.Context(), s.Rep, c.ID, customer.ProjectInput{Name: new("220 kV 变电站−2 期")})
	s.Must(err)
	r := s.Expense(s.Rep, project.ID, "3")
	s.ByHand(`UPDATE requests SET number = 'BX-2026-0007' WHERE id = $1`, r.ID)
	s.ByHand(`UPDATE expense_requests SET purpose = '高铁 票 K–9' WHERE request_id = $1`, r.ID)
	s.Submit(r, approval.GMSignoff)
	_, err = s.CreateDepartment(t.Context(), s.Admin, "华东 一部", "")
	s.Must(err)
	s.ByHand(`UPDATE users SET name = '司马 相如' WHERE id = $1`, s.Rep.ID)

	paid := s.PaidExpense("5")
	s.ByHand(`UPDATE expense_requests SET voucher_no = 'PZ–2026　00 12' WHERE request_id = $1`, paid.ID)

	page := postgres.Page{Limit: 10}
	count := func(n int, err error) int {
		t.Helper()
		s.Must(err)
		return n
	}
	searches := map[string]func(q string) int{
		"customers": func(q string) int {
			found, _, err := s.Customers(t.Context(), s.Commercial, customer.Filter{Q: q}, page)
			return count(len(found), err)
		},
		"own customers": func(q string) int {
			found, _, err := s.Customers(t.Context(), s.Rep, customer.Filter{Q: q}, page)
			return count(len(found), err)
		},
		"contacts": func(q string) int {
			found, err := s.FindContacts(t.Context(), s.Commercial, q, page)
			return count(len(found), err)
		},
		"projects": func(q string) int {
			found, _, err := s.AllProjects(t.Context(), s.Commercial, customer.ProjectFilter{Q: q}, page)
			return count(len(found), err)
		},
		"requests": func(q string) int { return len(s.RequestsInPages(s.Rep, request.Filter{Q: q})) },
		"desk": func(q string) int {
			found, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Q: q}, page)
			return count(len(found), err)
		},
		"all": func(q string) int {
			found, err := s.Search(t.Context(), s.Commercial, q, 10)
			return count(len(found), err)
		},
		"all requests": func(q string) int {
			found, err := s.FindRequests(t.Context(), s.Finance, q, page)
			return count(len(found), err)
		},
		"people": func(q string) int {
			found, _, err := s.People(t.Context(), q, page)
			return count(len(found), err)
		},
		"accounts": func(q string) int {
			found, _, err := s.Users(t.Context(), account.UserFilter{Q: q}, page)
			return count(len(found), err)
		},
	}
	for _, newest := range []int{1, 3000} {
		before := postgres.NewestSearched
		postgres.NewestSearched = newest
		t.Cleanup(func() { postgres.NewestSearched = before })
		for _, test := range []struct {
			in    []string
			typed []string
		}{
			{[]string{"customers", "own customers", "projects", "requests", "desk", "all"}, []string{
				"有限公司", "测试有限公司", "测试　有限公司", "有 限\u3000公 司", "有\u200b限\ufeff公\u00ad司", "公司a–7", "Ａ－７ 测试", "a−7"}},
			{[]string{"customers", "own customers", "contacts", "all"}, []string{
				"欧阳修", "欧 阳\u3000修", "010-88886666", "０１０－８８８８６６６６", "010–8888\u200b6666", "010 8888−6666 — 801", "8888\ufeff66"}},
			{[]string{"customers", "own customers", "projects", "requests", "desk", "all", "all requests"}, []string{
				"变电站-2期", "变电站—2 期", "kv变电站", "220\u3000kV", "站－２\u200b期", "220 KV变 电站"}},
			{[]string{"requests", "desk", "all", "all requests"}, []string{
				"BX-2026-0007", "bx–2026–0007", "BX—2026\u20100007", "bx\u22122026\u22120007", "ＢＸ－２０２６－０００７", "B\u200bX-20\u00ad26-\ufeff0007", "高铁票", "高 铁票k-9", "高\u3000铁 票 Ｋ−９"}},
			{[]string{"requests", "all", "all requests"}, []string{
				"PZ-2026 0012", "pz-20260012", "ｐｚ—２０２６ ００１２", "pz\u22122026\u200b0012", "0012"}},
			{[]string{"people", "accounts"}, []string{"司马相如", "司 马\u3000相如", "司马\u200b相 如"}},
		} {
			for _, where := range test.in {
				for _, q := range test.typed {
					if searches[where](q) == 0 {
						t.Errorf("%+q finds nothing in %s among the newest %d", q, where, newest)
					}
				}
			}
		}
		for where, search := range searches {
			for _, q := range []string{"220kv", "公司有限", "bx2026"} {
				if n := search(q); n != 0 {
					t.Errorf("%+q finds %d in %s", q, n, where)
				}
			}
		}
	}
}
