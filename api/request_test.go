package api

import (
	"net/http"
	"testing"

	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// Making a draft answers 201, and the same again for the same key; reading it
// answers 200.
func TestDraftStatus(t *testing.T) {
	w := newWorld(t)
	customer := w.customerOf(t, approval.SalesRep, "A")
	project := read[storage.Project](w.send(t, approval.SalesRep, "POST", "/customers/"+customer.ID+"/projects",
		map[string]any{"name": "P"}).want(http.StatusCreated))
	for _, path := range []string{"/project-requests", "/expense-requests"} {
		key := uuid.NewString()
		draftOnce := func() string {
			return w.send(t, approval.SalesRep, "POST", path, map[string]any{"project_id": project.ID}, keyHeader, key).
				want(http.StatusCreated).Raw
		}
		first := draftOnce()
		if again := draftOnce(); again != first {
			t.Errorf("the same key answers\n%s\nafter\n%s", again, first)
		}
		draft := read[storage.Request](answer{t: t, Raw: first})
		w.send(t, approval.SalesRep, "GET", path+"/"+draft.ID, nil).want(http.StatusOK)
	}
}
