package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/storage/account"
	"approvals/workflows/approval"
)

// Preferences stay as they are until they are changed, and are nobody else's.
func TestPreferences(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	me := read[Me](w.send(t, approval.SalesRep, "GET", "/me", nil).want(http.StatusOK))
	if me.Preferences != (account.Preferences{Theme: "auto", Density: "comfortable", Keys: true}) {
		t.Errorf("at first %+v", me.Preferences)
	}
	body := fmt.Sprintf(`{"version":%d,"theme":"dark","keys":false}`, me.User.Version)
	me = read[Me](w.send(t, approval.SalesRep, "PATCH", "/me", body).want(http.StatusOK))
	me = read[Me](w.send(t, approval.SalesRep, "PATCH", "/me", fmt.Sprintf(`{"version":%d,"density":"compact"}`, me.User.Version)).want(http.StatusOK))
	again := read[Me](w.send(t, approval.SalesRep, "GET", "/me", nil).want(http.StatusOK))
	want := account.Preferences{Theme: "dark", Density: "compact", Keys: false}
	if me.Preferences != want || again.Preferences != want {
		t.Errorf("answered %+v, kept %+v", me.Preferences, again.Preferences)
	}
	w.send(t, approval.SalesRep, "PATCH", "/me", body).problem(http.StatusConflict, approval.CodeConflict)
	p := w.send(t, approval.SalesRep, "PATCH", "/me", fmt.Sprintf(`{"version":%d,"theme":"pink"}`, me.User.Version)).
		problem(http.StatusUnprocessableEntity, approval.CodeInvalid)
	if !slices.Equal(p.locations(), []string{"body.theme"}) {
		t.Errorf("names %v", p.locations())
	}
	if other := read[Me](w.send(t, approval.Finance, "GET", "/me", nil).want(http.StatusOK)); other.Preferences.Theme != "auto" {
		t.Errorf("finance has %+v", other.Preferences)
	}
}

func TestViews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	create := func(as, list, name, query string) answer {
		t.Helper()
		return w.send(t, as, "POST", "/me/views", map[string]string{"list": list, "name": name, "query": query})
	}
	late := read[account.NamedView](create(approval.SalesRep, "inbox", "Late", "overdue=true&q=%E7%94%B5").want(http.StatusCreated))
	create(approval.SalesRep, "requests", "Late", "").want(http.StatusCreated)
	create(approval.Finance, "inbox", "Late", "overdue=true").want(http.StatusCreated)
	for _, c := range [][4]string{
		{"body.name", "inbox", "late", ""}, {"body.name", "inbox", " ", ""}, {"body.name", "inbox", strings.Repeat("x", 61), ""},
		{"body.query", "inbox", "a", "?q=1"}, {"body.query", "inbox", "a", "q=%zz"}, {"body.query", "inbox", "a", strings.Repeat("x", 2001)},
		{"body.list", "users", "a", ""},
	} {
		p := create(approval.SalesRep, c[1], c[2], c[3]).problem(http.StatusUnprocessableEntity, approval.CodeInvalid)
		if !slices.Equal(p.locations(), c[:1]) {
			t.Errorf("%v names %v", c[1:3], p.locations())
		}
	}
	list := func() (views []account.NamedView) {
		t.Helper()
		return read[List[account.NamedView]](w.send(t, approval.SalesRep, "GET", "/me/views", nil).want(http.StatusOK)).Items
	}
	if views := list(); len(views) != 2 || views[0] != late || views[1].List != "requests" {
		t.Errorf("views %+v", views)
	}
	edit := func(as, body string) answer {
		t.Helper()
		return w.send(t, as, "PATCH", "/me/views/"+late.ID, body)
	}
	early := read[account.NamedView](create(approval.SalesRep, "inbox", "Early", "").want(http.StatusCreated))
	if p := edit(approval.SalesRep, `{"name":"EARLY"}`).problem(http.StatusUnprocessableEntity, approval.CodeInvalid); !slices.Equal(p.locations(), []string{"body.name"}) {
		t.Errorf("a name that is taken names %v", p.locations())
	}
	if p := edit(approval.SalesRep, `{"query":"?"}`).problem(http.StatusUnprocessableEntity, approval.CodeInvalid); !slices.Equal(p.locations(), []string{"body.query"}) {
		t.Errorf("a query that is none names %v", p.locations())
	}
	edit(approval.Finance, `{"name":"Mine"}`).problem(http.StatusNotFound, approval.CodeNotFound)
	w.send(t, approval.SalesRep, "DELETE", "/me/views/"+early.ID, nil).want(http.StatusNoContent)
	// Its own name is not taken by another.
	late.Name = "LATE"
	if got := read[account.NamedView](edit(approval.SalesRep, `{"name":" LATE "}`).want(http.StatusOK)); got != late {
		t.Errorf("renamed %+v", got)
	}
	late.Query = "kind=expense_request"
	if got := read[account.NamedView](edit(approval.SalesRep, `{"query":"kind=expense_request"}`).want(http.StatusOK)); got != late {
		t.Errorf("with another filter %+v", got)
	}
	if views := list(); len(views) != 2 || views[0] != late {
		t.Errorf("views %+v", views)
	}
	w.send(t, approval.Finance, "DELETE", "/me/views/"+late.ID, nil).problem(http.StatusNotFound, approval.CodeNotFound)
	w.send(t, approval.SalesRep, "DELETE", "/me/views/"+late.ID, nil).want(http.StatusNoContent)
	if views := list(); len(views) != 1 {
		t.Errorf("views %+v", views)
	}
	for n := range 99 {
		create(approval.SalesRep, "customers", fmt.Sprint(n), "").want(http.StatusCreated)
	}
	create(approval.SalesRep, "customers", "one more", "").problem(http.StatusConflict, approval.CodeConflict)
}
