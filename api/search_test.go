package api

import (
	"net/http"
	"slices"
	"testing"

	"approvals/api/apitest"
	"approvals/storage"
	"approvals/workflows/approval"
)

// TestSearch checks that users find what they may see, with working links.
func TestSearch(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.things(t)
	kinds := func(as, query string) (found []string) {
		t.Helper()
		for _, item := range apitest.Read[List[storage.Found]](s.Send(t, as, "GET", "/search?"+query, nil).Want(200)).Items {
			found = append(found, string(item.Kind))
			if item.Link != nil {
				s.Send(t, as, "GET", *item.Link, nil).Want(200)
			}
		}
		return found
	}
	for _, c := range []struct {
		as, query string
		want      []string
	}{
		{"rep", "q=representative", []string{"customer", "project"}},
		{"admin", "q=representative", nil},
		{"nobody", "q=E-20", nil},
		{"finance", "q=e-20", []string{"request"}},
		{"rep", "q=project&limit=1", []string{"customer", "project", "request"}},
		{"rep", "q=nobody", []string{"person"}},
		{"rep", "", nil},
	} {
		if got := kinds(c.as, c.query); !slices.Equal(got, c.want) {
			t.Errorf("%s finds %v with %q, want %v", c.as, got, c.query, c.want)
		}
	}
	s.Send(t, "rep", "GET", "/search?q=x&limit=21", nil).WantProblem(http.StatusUnprocessableEntity, approval.CodeInvalid)
}
