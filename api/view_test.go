package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"approvals/api/apitest"
	"approvals/storage/account"
	"approvals/workflows/approval"
)

// TestPreferences checks that preferences are stored per user.
func TestPreferences(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	me := apitest.Read[Me](s.Send(t, "rep", "GET", "/me", nil).Want(http.StatusOK))
	if me.Preferences != (account.Preferences{Theme: "auto", Density: "comfortable", Keys: true}) {
		t.Errorf("at first %+v", me.Preferences)
	}
	body := fmt.Sprintf(`{"version":%d,"theme":"dark","keys":false}`, me.User.Version)
	me = apitest.Read[Me](s.Send(t, "rep", "PATCH", "/me", body).Want(http.StatusOK))
	me = apitest.Read[Me](s.Send(t, "rep", "PATCH", "/me", fmt.Sprintf(`{"version":%d,"density":"compact"}`, me.User.Version)).Want(http.StatusOK))
	again := apitest.Read[Me](s.Send(t, "rep", "GET", "/me", nil).Want(http.StatusOK))
	want := account.Preferences{Theme: "dark", Density: "compact", Keys: false}
	if me.Preferences != want || again.Preferences != want {
		t.Errorf("answered %+v, kept %+v", me.Preferences, again.Preferences)
	}
	s.Send(t, "rep", "PATCH", "/me", body).WantProblem(http.StatusConflict, approval.CodeConflict)
	p := s.Send(t, "rep", "PATCH", "/me", fmt.Sprintf(`{"version":%d,"theme":"pink"}`, me.User.Version)).
		WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
	if !slices.Equal(p.Locations(), []string{"body.theme"}) {
		t.Errorf("names %v", p.Locations())
	}
	if other := apitest.Read[Me](s.Send(t, "finance", "GET", "/me", nil).Want(http.StatusOK)); other.Preferences.Theme != "auto" {
		t.Errorf("finance has %+v", other.Preferences)
	}
}

func TestViews(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	create := func(as, list, name, query string) apitest.Reply {
		t.Helper()
		return s.Send(t, as, "POST", "/me/views", map[string]string{"list": list, "name": name, "query": query})
	}
	late := apitest.Read[account.NamedView](create("rep", "inbox", "Late", "overdue=true&q=%E7%94%B5").Want(http.StatusCreated))
	create("rep", "requests", "Late", "").Want(http.StatusCreated)
	create("finance", "inbox", "Late", "overdue=true").Want(http.StatusCreated)
	for _, c := range [][4]string{
		{"body.name", "inbox", "late", ""}, {"body.name", "inbox", " ", ""}, {"body.name", "inbox", strings.Repeat("x", 61), ""},
		{"body.query", "inbox", "a", "?q=1"}, {"body.query", "inbox", "a", "q=%zz"}, {"body.query", "inbox", "a", strings.Repeat("x", 2001)},
		{"body.list", "users", "a", ""},
	} {
		p := create("rep", c[1], c[2], c[3]).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
		if !slices.Equal(p.Locations(), c[:1]) {
			t.Errorf("%v names %v", c[1:3], p.Locations())
		}
	}
	list := func() (views []account.NamedView) {
		t.Helper()
		return apitest.Read[List[account.NamedView]](s.Send(t, "rep", "GET", "/me/views", nil).Want(http.StatusOK)).Items
	}
	if views := list(); len(views) != 2 || views[0] != late || views[1].List != "requests" {
		t.Errorf("views %+v", views)
	}
	edit := func(as, body string) apitest.Reply {
		t.Helper()
		return s.Send(t, as, "PATCH", "/me/views/"+late.ID, body)
	}
	early := apitest.Read[account.NamedView](create("rep", "inbox", "Early", "").Want(http.StatusCreated))
	if p := edit("rep", `{"name":"EARLY"}`).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid); !slices.Equal(p.Locations(), []string{"body.name"}) {
		t.Errorf("a name that is taken names %v", p.Locations())
	}
	if p := edit("rep", `{"query":"?"}`).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid); !slices.Equal(p.Locations(), []string{"body.query"}) {
		t.Errorf("a query that is none names %v", p.Locations())
	}
	edit("finance", `{"name":"Mine"}`).WantProblem(http.StatusNotFound, approval.CodeNotFound)
	s.Send(t, "rep", "DELETE", "/me/views/"+early.ID, nil).Want(http.StatusNoContent)
	// Its own name is not taken by another.
	late.Name = "LATE"
	if got := apitest.Read[account.NamedView](edit("rep", `{"name":" LATE "}`).Want(http.StatusOK)); got != late {
		t.Errorf("renamed %+v", got)
	}
	late.Query = "kind=expense_request"
	if got := apitest.Read[account.NamedView](edit("rep", `{"query":"kind=expense_request"}`).Want(http.StatusOK)); got != late {
		t.Errorf("with another filter %+v", got)
	}
	if views := list(); len(views) != 2 || views[0] != late {
		t.Errorf("views %+v", views)
	}
	s.Send(t, "finance", "DELETE", "/me/views/"+late.ID, nil).WantProblem(http.StatusNotFound, approval.CodeNotFound)
	s.Send(t, "rep", "DELETE", "/me/views/"+late.ID, nil).Want(http.StatusNoContent)
	if views := list(); len(views) != 1 {
		t.Errorf("views %+v", views)
	}
	for n := range 99 {
		create("rep", "customers", fmt.Sprint(n), "").Want(http.StatusCreated)
	}
	create("rep", "customers", "one more", "").WantProblem(http.StatusConflict, approval.CodeConflict)
}
