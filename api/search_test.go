package api

import (
	"net/http"
	"slices"
	"testing"

	"approvals/storage"
	"approvals/workflows/approval"
)

// Each finds what they see, with a link that leads there.
func TestSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.things(t)
	kinds := func(as, query string) (found []string) {
		t.Helper()
		for _, item := range read[List[storage.Found]](w.send(t, as, "GET", "/search?"+query, nil).want(200)).Items {
			found = append(found, string(item.Kind))
			if item.Link != nil {
				w.send(t, as, "GET", *item.Link, nil).want(200)
			}
		}
		return found
	}
	for _, c := range []struct {
		as, query string
		want      []string
	}{
		{approval.SalesRep, "q=representative", []string{"customer", "project"}},
		{approval.Administrator, "q=representative", nil},
		{"nobody", "q=E-20", nil},
		{approval.Finance, "q=e-20", []string{"request"}},
		{approval.SalesRep, "q=project&limit=1", []string{"customer", "project", "request"}},
		{approval.SalesRep, "q=nobody", []string{"person"}},
		{approval.SalesRep, "", nil},
	} {
		if got := kinds(c.as, c.query); !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v with %q, want %v", c.as, got, c.query, c.want)
		}
	}
	w.send(t, approval.SalesRep, "GET", "/search?q=x&limit=21", nil).problem(http.StatusUnprocessableEntity, approval.CodeInvalid)
}
