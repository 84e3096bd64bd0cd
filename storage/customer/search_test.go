package customer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"

	"github.com/google/go-cmp/cmp"
)

func TestSearchFindsAnyPart(t *testing.T) {
	s := storagetest.NewScene(t)
	c, err := s.CreateCustomer(t.Context(), s.Rep, customer.Input{Name: new("ＡＢＢ（中国）变压器 Systems 有限公司")})
	s.Must(err)
	contact, err := s.CreateContact(t.Context(), s.Rep, c.ID, customer.ContactInput{Name: new("欧阳 Élodie"), Phone: new("+86 138-1234 5678")})
	s.Must(err)
	project, err := s.CreateProject(t.Context(), s.Rep, c.ID, customer.ProjectInput{Name: new("220 kV 数字化改造")})
	s.Must(err)
	found := func(q string) bool {
		t.Helper()
		customers, next, err := s.Customers(t.Context(), s.Commercial, customer.Filter{Q: q}, postgres.Page{Limit: 10})
		s.Must(err)
		if next != "" {
			t.Errorf("%q: there is another page", q)
		}
		return slices.ContainsFunc(customers, func(found customer.Customer) bool { return found.ID == c.ID })
	}
	for _, q := range []string{
		"变", "压器", "变压器", "变压器 ", "中国", "(中国)", "（中国）", "abb", "ABB", "ＡＢＢ", "bb", "b", "system", "YSTEM", "变压器 systems", "公司 变压",
		"阳", "欧阳", "élo", "ÉLODIE", "欧阳 é", "1381234", "138 1234 5678", "+86 138-1234-5678", "+86 138", "+86 1381234", "5678", "345", "13812345678",
		"数字", "kv 数", "220 kV", "改造", "改造 欧阳",
		"变 压 器", "变压器systems", "kv数", "220 kV 数", "欧阳é", "220　　kv",
	} {
		if !found(q) {
			t.Errorf("%q does not find the customer", q)
		}
	}
	for _, q := range []string{"变器", "ABC", "压变", "欧阳修", "1391234", "变压器 abc", "%", "_", `\`, "'", "改造 欧阳 修", "220kv", "0k"} {
		if found(q) {
			t.Errorf("%q finds the customer", q)
		}
	}
	_, err = s.ArchiveContact(t.Context(), s.Rep, contact.ID)
	s.Must(err)
	_, err = s.ArchiveProject(t.Context(), s.Rep, project.ID)
	s.Must(err)
	if found("欧阳") || found("数字化") {
		t.Error("what is archived still finds the customer")
	}
}

// TestSearchAgainstModel compares every way that a search can take with a plain
// one in Go, page by page, for everybody.
func TestSearchAgainstModel(t *testing.T) {
	for name, sizes := range map[string][2]int{
		"ordinary sizes": {3000, 5000}, "many in reach": {3000, 5}, "by index": {20, 5}, "by index alone": {1, 5},
	} {
		t.Run(name, func(t *testing.T) {
			customer.SmallSearches(t, sizes[0], sizes[1])
			compareSearches(t)
		})
	}
}

func compareSearches(t *testing.T) {
	t.Helper()
	s := storagetest.NewScene(t)
	rep2 := s.Join("rep2", approval.SalesRep)
	boss := s.Join("boss", approval.SalesRep)
	s.Must(s.SetManager(t.Context(), rep2.ID, boss.ID))
	all := someCustomers(s, 160, s.Rep, rep2, boss)
	queries := []string{"甲", "乙丙", "甲乙", "x", "xy", "Xy 甲", "公司", "丁", "甲乙丙丁", "1", "123", "12", "333 ", "没有", "甲 乙", "y公", "甲 戊 3"}
	everybody := []string{s.Rep.ID, rep2.ID, boss.ID}
	for _, view := range []struct {
		actor approval.Actor
		reach []string
	}{{s.Commercial, everybody}, {s.Rep, everybody[:1]}, {rep2, everybody[1:2]}, {boss, everybody[1:]}} {
		actor := view.actor
		for _, q := range queries {
			for industry, region := range map[string]string{"": "", "power": "", "manufacturing": "north_china"} {
				f := customer.Filter{Q: q, Industry: industry, Region: region}
				want := all.search(view.reach, f)
				if got := s.Pages(actor, f, 20); !slices.Equal(got, want) {
					t.Errorf("%s looks for %q in %q %q: %s", actor.Name, q, industry, region, cmp.Diff(want, got))
				}
			}
		}
	}
}

type modelCustomer struct {
	customer.Customer
	details []string
	members []string
}

type modelCustomers []modelCustomer

// someCustomers makes customers with few different letters, so that searches
// find many, with contacts and projects.
func someCustomers(s *storagetest.Scene, n int, owners ...approval.Actor) (made modelCustomers) {
	s.T.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	word := func(letters string) string {
		var b strings.Builder
		for range 1 + random.IntN(4) {
			b.WriteRune([]rune(letters)[random.IntN(len([]rune(letters)))])
		}
		return b.String()
	}
	for i := range n {
		letters := "甲乙丙丁xyX公"
		if i < n/2 {
			// Old customers are full of a word that new ones have not.
			letters = "丁丁丁xX公"
		}
		owner := owners[random.IntN(len(owners))]
		c, err := s.CreateCustomer(s.T.Context(), owner, customer.Input{
			Name: new(word(letters) + []string{"公司", "厂", " xy"}[random.IntN(3)]), Industry: new([]string{"power", "manufacturing"}[random.IntN(2)]),
			Region: new([]string{"south_china", "north_china"}[random.IntN(2)]),
		})
		s.Must(err)
		m := modelCustomer{Customer: c, members: []string{owner.ID}}
		for range random.IntN(3) {
			phone := fmt.Sprintf("1%d3 %d3%d", random.IntN(4), random.IntN(4), random.IntN(10))
			name := word("甲戊己y")
			_, err := s.CreateContact(s.T.Context(), owner, c.ID, customer.ContactInput{Name: &name, Phone: &phone})
			s.Must(err)
			m.details = append(m.details, strings.ToLower(name)+"\n"+strings.ReplaceAll(phone, " ", ""))
		}
		if random.IntN(4) == 0 {
			name, member := word("乙庚辛x"), owners[random.IntN(len(owners))]
			_, err := s.CreateProject(s.T.Context(), owner, c.ID, customer.ProjectInput{Name: &name, MemberIDs: []string{member.ID}})
			s.Must(err)
			m.details, m.members = append(m.details, strings.ToLower(name)), append(m.members, member.ID)
		}
		made = append(made, m)
	}
	return made
}

// search finds the customers that one of the people in reach works on.
func (all modelCustomers) search(reach []string, f customer.Filter) []string {
	classes := map[int]modelCustomers{}
	words := strings.Fields(strings.ToLower(f.Q))
	q := postgres.Fold(f.Q)
	has := func(text string, words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	for _, c := range all {
		name := postgres.Fold(c.Name)
		sees := slices.ContainsFunc(c.members, func(id string) bool { return slices.Contains(reach, id) })
		class := 0
		switch {
		case !sees, f.Industry != "" && f.Industry != c.Industry, f.Region != "" && f.Region != c.Region:
		case strings.HasPrefix(name, q):
			class = 1
		case has(name, words):
			class = 2
		case has(name+"\x00"+strings.Join(c.details, "\x00"), words):
			class = 3
		}
		classes[class] = append(classes[class], c)
	}
	slices.SortFunc(classes[1], func(a, b modelCustomer) int {
		if c := strings.Compare(postgres.Fold(a.Name), postgres.Fold(b.Name)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	for _, class := range []int{2, 3} {
		slices.SortFunc(classes[class], func(a, b modelCustomer) int { return strings.Compare(b.ID, a.ID) })
	}
	var ids []string
	for _, class := range []int{1, 2, 3} {
		for _, c := range classes[class] {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func TestCustomerFilters(t *testing.T) {
	s := storagetest.NewScene(t)
	quiet, err := s.CreateCustomer(t.Context(), s.Rep, customer.Input{Name: new("quiet"), Level: new("a")})
	s.Must(err)
	// The past is written past all that keeps it from being changed.
	for _, statement := range []string{
		`ALTER TABLE timeline_heads DISABLE TRIGGER USER`,
		`UPDATE timeline_heads SET last_at = now() - interval '90 days' WHERE customer_id = '` + quiet.ID + `'`,
		`ALTER TABLE timeline_heads ENABLE TRIGGER USER`,
	} {
		if _, err := storagetest.Owner(t, s.Store).ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	storagetest.ByHand(t, s.Store, `UPDATE customers SET created_at = now() - interval '100 days' WHERE id = $1`, quiet.ID)
	month := time.Now().AddDate(0, 0, -30)
	for name, test := range map[string]struct {
		filter customer.Filter
		want   []string
	}{
		"everything":                 {customer.Filter{}, []string{quiet.ID, s.OwnCustomer.ID}},
		"active":                     {customer.Filter{ActiveSince: month}, []string{s.OwnCustomer.ID}},
		"inactive":                   {customer.Filter{InactiveSince: month}, []string{quiet.ID}},
		"inactive, looked for":       {customer.Filter{InactiveSince: month, Q: "qui"}, []string{quiet.ID}},
		"active, looked for":         {customer.Filter{ActiveSince: month, Q: "qui"}, nil},
		"active for very long":       {customer.Filter{ActiveSince: time.Now().AddDate(-1, 0, 0)}, []string{quiet.ID, s.OwnCustomer.ID}},
		"level":                      {customer.Filter{Level: "a"}, []string{quiet.ID}},
		"stage":                      {customer.Filter{Stage: customer.StageLead}, []string{s.OwnCustomer.ID}},
		"another stage":              {customer.Filter{Stage: customer.StageWon}, nil},
		"owner":                      {customer.Filter{OwnerID: s.Rep.ID}, []string{quiet.ID, s.OwnCustomer.ID}},
		"owner without any":          {customer.Filter{OwnerID: s.GM.ID}, nil},
		"stage of what is asked for": {customer.Filter{Stage: customer.StageLead, Q: "变电"}, []string{s.OwnCustomer.ID}},
		"archived":                   {customer.Filter{Archived: true}, nil},
	} {
		for _, actor := range []approval.Actor{s.Rep, s.Commercial} {
			if got := s.Pages(actor, test.filter, 1); !slices.Equal(got, test.want) {
				t.Errorf("%s as %s: %v, want %v", name, actor.Name, got, test.want)
			}
		}
	}
	// An event brings the customer back among the active ones.
	_, err = s.AddNote(t.Context(), s.Rep, quiet.ID, "hello")
	s.Must(err)
	if got := s.Pages(s.Rep, customer.Filter{ActiveSince: month}, 10); !slices.Contains(got, quiet.ID) {
		t.Error("an event does not make a customer active")
	}
}
