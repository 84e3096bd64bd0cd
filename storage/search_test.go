package storage_test

import (
	"slices"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestSearchOverEverything looks among the newest and through the indexes, as
// those who see all, those who see their own, and those who see no customers.
func TestSearchOverEverything(t *testing.T) {
	s := newScene(t)
	contact, err := s.CreateContact(t.Context(), s.rep, s.customer.ID, storage.ContactInput{Name: new("王变电"), Phone: new("138-0013-8000")})
	s.must(err)
	sent := s.expense(s.rep, s.project.ID, "600")
	s.submit(sent, approval.GMSignoff)
	draft := s.expense(s.rep, s.project.ID, "70")
	// What is newer, and of others.
	other := storagetest.NewUser(t, s.Store, "王小二", approval.SalesRep)
	theirs, project := s.newProject(other)
	_, err = s.CreateContact(t.Context(), other, theirs.ID, storage.ContactInput{Name: new("李四")})
	s.must(err)
	s.submit(s.expense(other, project.ID, "5"), approval.GMSignoff)
	administrator := storagetest.NewUser(t, s.Store, "admin", approval.Administrator)

	find := func(actor approval.Actor, q string) (found []string) {
		t.Helper()
		items, err := s.Search(t.Context(), actor, q, 5)
		s.must(err)
		for _, item := range items {
			found = append(found, string(item.Kind)+" "+item.ID)
			if item.KindLabel.ZH == "" || (item.Kind == storage.FoundRequest) != (item.Number != nil && item.StatusLabel != nil) {
				t.Errorf("%q finds %+v", q, item)
			}
		}
		return found
	}
	customer, mine := "customer "+s.customer.ID, "project "+s.project.ID
	boss, request, unsent := "contact "+contact.ID, "request "+sent.ID, "request "+draft.ID
	for _, newest := range []int{1, 3000} {
		storage.SetNewestLooked(t, newest)
		for _, c := range []struct {
			actor approval.Actor
			q     string
			want  []string
		}{
			{s.rep, strings.ToLower(sent.Number), []string{request}},
			{s.rep, "高铁票 " + sent.Number[len(sent.Number)-4:], []string{request}},
			{s.finance, strings.ToLower(sent.Number), []string{request}},
			{s.rep, draft.Number, []string{unsent}},
			// A draft is its author's alone.
			{s.finance, draft.Number, nil},
			{other, sent.Number, nil},
			{s.rep, "变电", []string{customer, boss, mine, unsent, request}},
			{s.rep, "13800138", []string{customer, boss}},
			{s.finance, "王变电", []string{customer, boss}},
			{other, "王变电", nil},
			{administrator, "变电", nil},
			{administrator, "王", []string{"person " + other.ID}},
			{s.rep, " ", nil},
			{s.rep, "%", nil},
		} {
			if got := find(c.actor, c.q); !slices.Equal(got, c.want) {
				t.Errorf("of the newest %d %s finds %v with %q, want %v", newest, c.actor.Name, got, c.q, c.want)
			}
		}
	}
}

// TestSearchOfRequestsHasAnIndex: a rare word does not need all requests.
func TestSearchOfRequestsHasAnIndex(t *testing.T) {
	s := newScene(t)
	id := s.expense(s.rep, s.project.ID, "10").ID
	s.run(`
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id)
		SELECT gen_random_uuid(), kind, 'X-' || n, 'withdrawn', customer_id, project_id, requester_id
		FROM requests CROSS JOIN generate_series(1, 5000) n WHERE id = '` + id + `'`)
	s.run(`INSERT INTO expense_requests (request_id, purpose) SELECT id, md5(number) FROM requests WHERE number LIKE 'X-%'`)
	s.run(`ANALYZE`)
	for table, index := range map[string]string{"requests": "requests_grams", "expense_requests": "expense_requests_grams"} {
		if plan := s.plan(`SELECT FROM ` + table + ` WHERE search_grams(search) @> '{4711}'`); !strings.Contains(plan, index) {
			t.Errorf("%s does not serve:\n%s", index, plan)
		}
	}
}
