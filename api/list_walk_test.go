package api

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// TestListsThatChangeWhileWalked walks lists page by page. Between the pages, the last row
// of the page is renamed, the first is archived where that is possible, and a row is
// added. Every other row must be there once.
func TestListsThatChangeWhileWalked(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.Join("everything", s.allRoles()...)
	owned := s.NewCustomer(s.Rep, "Customer of projects")
	project := s.AddProject(s.Rep, owned, "Project of requests")
	number := 0
	next := func(word string) string { number++; return fmt.Sprintf("%s %03d", word, number) }
	newUser := func() string { return s.Join(fmt.Sprintf("walker%03d", number), approval.SalesRep).ID }
	for name, list := range map[string]struct {
		path, who string
		add       func() string
		// at is the path of one row, whose field is its name.
		at, field string
		archives  bool
		// moves reports that the list is in the order of names, so that a renamed row
		// can be there again.
		moves bool
	}{
		"customers":   {"/customers?", "rep", func() string { return s.NewCustomer(s.Rep, next("Customer")).ID }, "/customers/", "name", true, false},
		"search":      {"/customers?q=Customer&", "rep", func() string { return s.NewCustomer(s.Rep, next("Customer")).ID }, "/customers/", "name", true, true},
		"projects":    {"/projects?", "rep", func() string { return s.AddProject(s.Rep, owned, next("Project")).ID }, "/projects/", "name", true, false},
		"projects of": {"/customers/" + owned.ID + "/projects?", "rep", func() string { return s.AddProject(s.Rep, owned, next("Project")).ID }, "/projects/", "name", true, false},
		"contacts": {"/customers/" + owned.ID + "/contacts?", "rep", func() string {
			c, err := s.CreateContact(t.Context(), s.Rep, owned.ID, customer.ContactInput{Name: new(next("Contact"))})
			s.Must(err)
			return c.ID
		}, "/contacts/", "name", true, false},
		"competitors": {"/projects/" + project.ID + "/competitors?", "rep", func() string {
			c, err := s.CreateCompetitor(t.Context(), s.Rep, project.ID, customer.CompetitorInput{Company: new(next("Competitor"))})
			s.Must(err)
			return c.ID
		}, "/competitors/", "company", true, false},
		"requests": {"/requests?", "rep", func() string {
			r, err := s.CreateExpenseRequest(t.Context(), s.Rep, project.ID, request.ExpenseRequestDraft{Purpose: new(next("Purpose"))})
			s.Must(err)
			return r.ID
		}, "/expense-requests/", "purpose", false, false},
		"work logs": {"/work-logs?", "rep", func() string {
			return s.Write(s.Rep, worklog.Input{WorkDate: new(approval.Date("2026-11-02")), Kind: new(worklog.WorkVisit), Content: new(next("Visit"))}).ID
		}, "/work-logs/", "content", false, false},
		"people": {"/people?", "everything", func() string { next(""); return newUser() }, "/users/", "name", false, true},
		"users":  {"/users?", "everything", func() string { next(""); return newUser() }, "/users/", "name", false, false},
		"team":   {"/work-logs/team?date=2026-11-02&", "everything", func() string { next(""); return newUser() }, "/users/", "name", false, true},
	} {
		var rows, seen []string
		for range 7 {
			rows = append(rows, list.add())
		}
		touched := map[string]bool{}
		for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
			page := s.Send(t, list.who, http.MethodGet, list.path+"limit=2&cursor="+cursor, nil).Want(http.StatusOK)
			var ids []string
			versions := map[string]string{}
			for _, item := range page.List("items") {
				id := item.At("id") + item.At("user.id")
				ids, versions[id] = append(ids, id), item.At("version")
			}
			seen, cursor = append(seen, ids...), page.At("next_cursor")
			if pages > 20 || len(ids) == 0 {
				break
			}
			if last := ids[len(ids)-1]; !touched[last] && slices.Contains(rows, last) {
				touched[last] = true
				s.rename(t, list.who, list.at+last, versions[last], list.field, []string{"000 first", "zzz last"}[pages%2]+next(""))
			}
			if first := ids[0]; list.archives && !touched[first] && first != ids[len(ids)-1] && slices.Contains(rows, first) {
				touched[first] = true
				s.archive(t, list.who, list.at+first)
			}
			if pages < 3 {
				list.add()
			}
		}
		for _, row := range rows {
			times := 0
			for _, id := range seen {
				if id == row {
					times++
				}
			}
			if times != 1 && !(list.moves && touched[row]) {
				t.Errorf("%s: a row is there %d times, touched %v", name, times, touched[row])
			}
		}
		if len(touched) < 3 {
			t.Errorf("%s: only %d rows were changed", name, len(touched))
		}
	}
}

// rename changes a field of the object at the path.
func (s *scene) rename(t *testing.T, who, path, version, field, to string) {
	t.Helper()
	if version == "" {
		version = s.Send(t, who, http.MethodGet, path, nil).Want(http.StatusOK).At("version")
	}
	s.Send(t, who, http.MethodPatch, path, fmt.Sprintf(`{"version":%s,%q:%q}`, version, field, to)).Want(http.StatusOK)
}

// archive archives the object at the path.
func (s *scene) archive(t *testing.T, who, path string) {
	t.Helper()
	got := s.Send(t, who, http.MethodPost, path+"/archive", nil)
	if got.Status == http.StatusNotFound {
		// Removing archives it.
		got = s.Send(t, who, http.MethodDelete, path, nil)
	}
	if got.Status >= 300 {
		t.Errorf("%s: %s", path, got.Raw)
	}
}
