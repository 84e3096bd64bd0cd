package storage_test

import (
	"slices"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestSearchOverEverything searches the newest rows and the indexes, as users with all,
// own and no customers.
func TestSearchOverEverything(t *testing.T) {
	s := storagetest.NewScene(t)
	contact, err := s.CreateContact(t.Context(), s.Rep, s.OwnCustomer.ID, customer.ContactInput{Name: new("王变电"), Phone: new("138-0013-8000")})
	s.Must(err)
	sent := s.Expense(s.Rep, s.OwnProject.ID, "600")
	s.Submit(sent, approval.GMSignoff)
	draft := s.Expense(s.Rep, s.OwnProject.ID, "70")
	// What is newer, and of others.
	other := s.Join("王小二", approval.SalesRep)
	theirs, project := s.NewProject(other)
	_, err = s.CreateContact(t.Context(), other, theirs.ID, customer.ContactInput{Name: new("李四")})
	s.Must(err)
	s.Submit(s.Expense(other, project.ID, "5"), approval.GMSignoff)

	find := func(actor approval.Actor, q string) (found []string) {
		t.Helper()
		items, err := s.Search(t.Context(), actor, q, 5)
		s.Must(err)
		for _, item := range items {
			found = append(found, string(item.Kind)+" "+item.ID)
			if item.KindLabel.ZH == "" || (item.Kind == storage.FoundRequest) != (item.Number != nil && item.StatusLabel != nil) {
				t.Errorf("%q finds %+v", q, item)
			}
		}
		return found
	}
	customer, mine := "customer "+s.OwnCustomer.ID, "project "+s.OwnProject.ID
	boss, request, unsent := "contact "+contact.ID, "request "+sent.ID, "request "+draft.ID
	for _, newest := range []int{1, 3000} {
		before := postgres.NewestSearched
		postgres.NewestSearched = newest
		t.Cleanup(func() { postgres.NewestSearched = before })
		for _, c := range []struct {
			actor approval.Actor
			q     string
			want  []string
		}{
			{s.Rep, strings.ToLower(sent.Number), []string{request}},
			{s.Rep, "高铁票 " + sent.Number[len(sent.Number)-4:], []string{request}},
			{s.Finance, strings.ToLower(sent.Number), []string{request}},
			{s.Rep, draft.Number, []string{unsent}},
			// A draft is its author's alone.
			{s.Finance, draft.Number, nil},
			{other, sent.Number, nil},
			{s.Rep, "变电", []string{customer, boss, mine, unsent, request}},
			{s.Rep, "13800138", []string{customer, boss}},
			{s.Finance, "王变电", []string{customer, boss}},
			{other, "王变电", nil},
			{s.Admin, "变电", nil},
			{s.Admin, "王", []string{"person " + other.ID}},
			{s.Rep, " ", nil},
			{s.Rep, "%", nil},
		} {
			if got := find(c.actor, c.q); !slices.Equal(got, c.want) {
				t.Errorf("of the newest %d %s finds %v with %q, want %v", newest, c.actor.Name, got, c.q, c.want)
			}
		}
	}
}

// TestSearchOfRequestsHasAnIndex checks that a search for a rare word does not read all
// requests.
func TestSearchOfRequestsHasAnIndex(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Expense(s.Rep, s.OwnProject.ID, "10").ID
	s.ByHand(`
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id)
		SELECT gen_random_uuid(), kind, 'X-' || n, 'withdrawn', customer_id, project_id, requester_id
		FROM requests CROSS JOIN generate_series(1, 5000) n WHERE id = '` + id + `'`)
	s.ByHand(`INSERT INTO expense_requests (request_id, purpose) SELECT id, md5(number) FROM requests WHERE number LIKE 'X-%'`)
	s.ByHand(`ANALYZE`)
	for table, index := range map[string]string{"requests": "requests_grams", "expense_requests": "expense_requests_grams"} {
		if plan := s.Plan(`SELECT FROM ` + table + ` WHERE search_grams(search) @> '{4711}'`); !strings.Contains(plan, index) {
			t.Errorf("%s does not serve:\n%s", index, plan)
		}
	}
}
