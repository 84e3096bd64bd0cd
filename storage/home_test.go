package storage_test

import (
	"strings"
	"testing"

	"approvals/storage/storagetest"
)

// TestUnfinishedRequestsHaveAnIndex checks that the home page does not read completed
// requests.
func TestUnfinishedRequestsHaveAnIndex(t *testing.T) {
	s := storagetest.NewScene(t)
	id := s.Expense(s.Rep, s.OwnProject.ID, "10").ID
	s.ByHand(`
		INSERT INTO requests (id, kind, number, status, customer_id, project_id, requester_id)
		SELECT gen_random_uuid(), kind, 'X-' || n, 'withdrawn', customer_id, project_id, requester_id
		FROM requests CROSS JOIN generate_series(1, 20000) n WHERE id = '` + id + `'`)
	s.ByHand(`ANALYZE requests`)
	plan := s.Plan(`SELECT count(*) FROM requests WHERE requester_id = '` + s.Rep.ID + `' AND status IN ('draft', 'returned')`)
	if !strings.Contains(plan, "requests_unfinished") {
		t.Errorf("requests_unfinished does not serve:\n%s", plan)
	}
}
